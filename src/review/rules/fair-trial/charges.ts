import { boilerplateFor } from '../../../model/boilerplate.ts';
import { marked, NOTHING, type Context, type Mark, type Rule } from '../../rule.ts';
import { quote } from '../../words.ts';

/** F01 and F05: what belongs beside every mention of a charge. */
export const chargeRules: readonly Rule[] = [
  {
    id: 'F01',
    severity: 'error',
    about: 'A charge, an indictment or a warrant without the sentence that an accusation is no proof',
    source: 'Missouri Supreme Court Rule 4-3.6, 4-3.8',
    why: 'Prosecutors must see that police statements keep a trial fair; a jury is drawn from these readers.',
    check: checkStatement,
  },
  {
    id: 'F05',
    severity: 'warning',
    about: 'A charge without its court, its date or who issued it',
    source: 'newsroom practice',
    why: 'Readers and reporters follow a case by its court and its date, and police do not issue charges.',
    check: checkDetails,
  },
];

const STATEMENT =
  /presumed (?:to be )?innocent|presumption of innocence|merely (?:an )?accusations?|(?:is|are) not evidence of guilt|se presume (?:la )?inocen|inocente hasta/i;

function checkStatement(context: Context): readonly Mark[] {
  const { story, prose, newsroom, front } = context;
  const [first] = story.charges;
  if (!first || front.type !== 'release') return NOTHING;
  if (STATEMENT.test(prose.text)) return NOTHING;
  const standing = boilerplateFor(
    newsroom,
    front.kind === undefined ? [] : [front.kind],
    front.language ?? 'en',
  );
  if (standing.some(({ text }) => STATEMENT.test(text))) return NOTHING;
  const words = prose.text.slice(first.start, first.end);
  return [
    marked(
      context,
      first.start,
      first.end,
      `${quote(words)} speaks of a charge, and nothing says that it is only an accusation`,
      'Add "A charge is merely an accusation; the defendant is presumed innocent until and unless proven guilty.", or give the kind that text as boilerplate in newsdesk.yaml.',
    ),
  ];
}

const COURT = /\b(?:court|tribunal|judge|juzgado)\b/i;
const ISSUER =
  /\b(?:prosecut(?:or|ors|ing attorney)|(?:U\.S\.|United States|circuit|district|county|state|city) attorney|attorney general|grand jury|fiscal)\b/i;
const DAY =
  /\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)\w*\.? \d{1,2}|today|yesterday|\d{1,2}\/\d{1,2})\b/i;

function checkDetails(context: Context): readonly Mark[] {
  const { story, prose, front } = context;
  const [first] = story.charges;
  if (!first || front.type !== 'release') return NOTHING;
  const { text } = prose;
  const missing = [
    COURT.test(text) ? '' : 'the court',
    DAY.test(text) ? '' : 'the date',
    ISSUER.test(text) ? '' : 'who issued it',
  ].filter(Boolean);
  if (missing.length === 0) return NOTHING;
  const what = `The charge lacks ${missing.join(', ').replace(/, ([^,]*)$/, ' and $1')}`;
  const fix =
    'Name the prosecutor’s office, the day and the court: "issued Thursday in the St. Louis County Circuit Court".';
  return [marked(context, first.start, first.end, what, fix)];
}
