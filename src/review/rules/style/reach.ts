import { boilerplateFor } from '../../../model/boilerplate.ts';
import { contactFor } from '../../../model/contact.ts';
import { marked, NOTHING, type Context, type Mark, type Rule } from '../../rule.ts';
import { digitsOf } from '../../settings.ts';
import { quote } from '../../words.ts';

/** S03: whom a reader can call, and by what number a reporter can ask. */
export const reachRules: readonly Rule[] = [
  {
    id: 'S03/tips',
    severity: 'warning',
    about: 'An appeal or an unsolved incident without a number to call',
    source: 'newsroom practice',
    why: 'Whoever knows something will not look the number up.',
    check: checkTips,
  },
  {
    id: 'S03/report',
    severity: 'warning',
    about: 'An incident without its report number',
    source: 'newsroom practice',
    why: 'Reporters and insurers ask for it, and updates are found by it.',
    check: ({ front, story, locate }) =>
      front.type !== 'release' || story.kind?.incident !== true || front.report !== undefined
        ? NOTHING
        : [
            {
              at: locate(['kind'], 'value'),
              what: 'The release is about an incident and has no report number',
              fix: 'Add "report:" with the number of the report.',
            },
          ],
  },
  {
    id: 'S03/contact',
    severity: 'warning',
    about: 'An incident whose contact cannot be called',
    source: 'newsroom practice',
    why: 'Reporters on deadline call; a mail is read on Monday.',
    check: checkContact,
  },
];

const APPEAL =
  /\b(?:ask(?:s|ed|ing)?|seek(?:s|ing)?|sought|look(?:s|ing)? for|want(?:s)? to (?:speak|hear)|would like to (?:speak|hear)|at large|no arrests?|still (?:being )?sought|not been (?:found|identified|caught))\b/i;
const TEN_DIGITS = /\(?\d{3}\)?[-. ]\d{3}[-. ](?:\d{4}|[A-Z]{4})/g;

function checkTips(context: Context): readonly Mark[] {
  const { front, story, prose, newsroom, settings } = context;
  if (front.type !== 'release' || story.kind?.incident !== true) return NOTHING;
  if (story.charges.length > 0 || story.arrest) return NOTHING;
  const appeal = APPEAL.exec(prose.text.slice(prose.body));
  if (!appeal) return NOTHING;
  const standing = boilerplateFor(
    newsroom,
    front.kind === undefined ? [] : [front.kind],
    front.language ?? 'en',
  );
  for (const text of [prose.text, ...standing.map((one) => one.text)])
    for (const [number] of text.matchAll(TEN_DIGITS))
      if (settings.phones.has(digitsOf(number))) return NOTHING;
  if (/\bcall(?:s|ing)? 911\b/i.test(prose.text)) return NOTHING;
  const start = prose.body + appeal.index;
  const what = `${quote(appeal[0])}: nothing says which number to call`;
  return [
    marked(
      context,
      start,
      start + appeal[0].length,
      what,
      'Add the tip line, or give the kind that text as boilerplate in newsdesk.yaml.',
    ),
  ];
}

function checkContact({ front, story, newsroom, locate }: Context): readonly Mark[] {
  if (front.type !== 'release' || story.kind?.incident !== true) return NOTHING;
  const contact = contactFor(newsroom, front.contact);
  if (contact === undefined || contact.phone !== undefined) return NOTHING;
  const at = front.contact === undefined ? locate(['kind'], 'value') : locate(['contact'], 'value');
  return [
    { at, what: `${quote(contact.name)} has no phone number`, fix: 'Name a contact that can be called.' },
  ];
}
