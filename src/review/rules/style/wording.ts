import { marked, NOTHING, type Context, type Mark, type Rule } from '../../rule.ts';
import { phrases } from '../../settings.ts';
import { quote } from '../../words.ts';
import { gradeOf } from './grade.ts';

const SOURCE = 'plain language; AP Stylebook';
const GRADE = 14;

/** S02, the wording: what makes a text hard to read. */
export const wordingRules: readonly Rule[] = [
  {
    id: 'S02/jargon',
    severity: 'warning',
    about: 'A word of police reports that readers do not use',
    source: SOURCE,
    why: 'Newsrooms reprint it word for word, and readers stop at it.',
    check: checkJargon,
  },
  {
    id: 'S02/grade',
    severity: 'warning',
    about: 'A text that asks for more school years than newsdesk.yaml allows',
    source: 'Flesch-Kincaid grade level',
    why: 'Half of all adults read at the eighth grade; an urgent text must reach them.',
    check: checkGrade,
  },
  {
    id: 'S02/capitals',
    severity: 'warning',
    about: 'A paragraph in capitals',
    source: SOURCE,
    why: 'Capitals are read more slowly, and screen readers may spell them letter by letter.',
    check: checkCapitals,
  },
];

/** What to write instead. */
const JARGON: Readonly<Record<string, string>> = {
  perpetrator: 'the man, the woman, the robber',
  perpetrators: 'the men, the robbers',
  'exited the vehicle': 'got out of the car',
  'exited his vehicle': 'got out of his car',
  'exited her vehicle': 'got out of her car',
  'exited the residence': 'left the house',
  'fled on foot': 'ran away',
  'at this point in time': 'now',
  'at this time': 'now',
  'upon arrival': 'when they arrived',
  'prior to': 'before',
  'subsequent to': 'after',
  'in reference to': 'about',
  'with regards to': 'about',
  'in regards to': 'about',
  'made contact with': 'spoke with, met',
  'proceeded to': 'then',
  'observed a': 'saw a',
  'male subject': 'man',
  'female subject': 'woman',
  'black male': 'Black man, and only where race helps to find him',
  'white male': 'white man, and only where race helps to find him',
  'black female': 'Black woman, and only where race helps to find her',
  'white female': 'white woman, and only where race helps to find her',
  'unknown suspect': 'somebody',
  'unknown suspects': 'people whom nobody has named',
  aforementioned: 'this, these',
  'conveyed to': 'taken to',
  'expired at the scene': 'died there',
  'motor vehicle accident': 'crash',
  'attempt to locate': 'search',
  BOLO: 'search notice',
  'be on the lookout': 'look for',
  extricated: 'freed',
  'deceased person': 'the man or woman who died',
  utilized: 'used',
  utilize: 'use',
  perp: 'the man, the woman',
};
const JARGON_FORM = phrases(Object.keys(JARGON));

function checkJargon(context: Context): readonly Mark[] {
  const marks: Mark[] = [];
  for (const { 0: words, index } of context.prose.text.matchAll(JARGON_FORM)) {
    const better = JARGON[words.toLowerCase().replace(/\s+/g, ' ')] ?? JARGON[words] ?? 'a plainer word';
    const what = `${quote(words)} is a word of reports`;
    marks.push(marked(context, index, index + words.length, what, `Write: ${better}.`));
  }
  return marks;
}

/** Fewer words than these have no grade worth naming. */
const LEAST_WORDS = 60;

function checkGrade(context: Context): readonly Mark[] {
  const { prose, front, newsroom, settings, outline } = context;
  const language = front.type === 'release' ? front.language : undefined;
  if (outline.words < LEAST_WORDS || !(language ?? newsroom.newsroom.language).startsWith('en'))
    return NOTHING;
  const most = settings.of('S02/grade').grade ?? GRADE;
  const found = gradeOf(prose.text.slice(prose.body));
  if (found === undefined || found.words < LEAST_WORDS || found.grade <= most) return NOTHING;
  const { start, end } = found.hardest;
  const from = prose.body + start;
  const what = `The text asks for grade ${Math.round(found.grade)}; the most is ${most}. This sentence is its hardest`;
  return [marked(context, from, prose.body + end, what, 'Split long sentences, and use shorter words.')];
}

function checkCapitals(context: Context): readonly Mark[] {
  const { text, body } = context.prose;
  if (!/[A-Z]{4}[^a-z]{20}/.test(text)) return NOTHING;
  const marks: Mark[] = [];
  let start = body;
  for (const line of text.slice(body).split('\n')) {
    const letters = line.match(/\p{L}/gu)?.length ?? 0;
    const capitals = line.match(/\p{Lu}/gu)?.length ?? 0;
    const words = line.split(/\s+/).filter((word) => /\p{Lu}{2}/u.test(word)).length;
    if (letters >= 30 && words >= 6 && capitals / letters > 0.9) {
      const from = start + line.search(/\S/);
      marks.push(
        marked(
          context,
          from,
          start + line.trimEnd().length,
          'The paragraph is in capitals',
          'Write it in small letters; **bold** stresses enough.',
        ),
      );
    }
    start += line.length + 1;
  }
  return marks;
}
