import { marked, type Context, type Mark, type Rule } from '../../rule.ts';
import { quote } from '../../words.ts';

const ADULT = 18;

/** P07: children. */
export const minorRules: readonly Rule[] = [
  {
    id: 'P07',
    severity: 'error',
    about: 'Somebody under 18 with a name or a picture',
    source: 'RSMo 211.321, 610.100',
    why: 'What identifies a juvenile is closed, and a name stays on the web when the child is grown.',
    check: checkMinors,
  },
];

const FIX =
  'Leave the name or picture out. If it may be printed (a missing child, a minor certified as an adult), say so in "people": age, and "basis" with the reason.';
const CHILD =
  /\b(?:(?<age>\d{1,2})[- ]year[- ]old|juveniles?|minors?|(?:teen(?:age)?d?|young) (?:boy|girl)|boys?|girls?|teen(?:ager|aged)?s?|child(?:ren)?|toddler|infant|schoolboy|schoolgirl)\b/gi;
const MINOR_WORD = /\b(?:juvenile|minor)\b/i;

function checkMinors(context: Context): readonly Mark[] {
  const { front, story, prose } = context;
  if (front.type !== 'release') return [];
  const marks: Mark[] = [];
  const told = new Set<string>();
  for (const [index, person] of story.people.entries()) {
    if (person.name === undefined || person.age === undefined || person.age >= ADULT) continue;
    told.add(person.name);
    if (person.basis !== undefined) continue;
    const at = context.locate(['people', index, 'name'], 'value');
    marks.push({
      at,
      words: person.name,
      what: `${quote(person.name)} is ${person.age} and named`,
      fix: FIX,
    });
  }
  if (story.isCase || story.people.length > 0) {
    for (const { name, start, end, age, role } of story.names) {
      const known = story.known(name);
      const years = known?.age ?? age;
      const minor = years === undefined ? role !== undefined && MINOR_WORD.test(role) : years < ADULT;
      if (!minor || known?.basis !== undefined || (known?.name !== undefined && told.has(known.name)))
        continue;
      const what = `${quote(name)} is ${years === undefined ? 'a juvenile' : years} and named`;
      marks.push(marked(context, start, end, what, FIX));
    }
  }
  if (!story.isCase || ((front.photos?.length ?? 0) === 0 && context.outline.images.length === 0))
    return marks;
  const allowed = story.people.some(
    ({ age, basis }) => age !== undefined && age < ADULT && basis !== undefined,
  );
  if (allowed) return marks;
  let last: number | undefined;
  for (const { 0: words, index, groups } of prose.text.matchAll(CHILD)) {
    const line = prose.text.lastIndexOf('\n', index);
    if (line === last || !isPicture(context, index)) continue;
    const age = groups?.['age'];
    if (age !== undefined && Number(age) >= ADULT) continue;
    last = line;
    marks.push(
      marked(context, index, index + words.length, `The picture shows somebody under ${ADULT}`, FIX),
    );
  }
  return marks;
}

/** Whether a place of the prose describes a picture: of the front matter, or one in the body. */
function isPicture({ prose, outline }: Context, offset: number): boolean {
  const key = prose.keyAt(offset);
  if (key?.[0] === 'photos') return true;
  if (key !== undefined || outline.images.length === 0) return false;
  const line = prose.text.slice(
    prose.text.lastIndexOf('\n', offset - 1) + 1,
    prose.text.indexOf('\n', offset),
  );
  return outline.images.some(({ alt }) => alt !== '' && alt.replace(/\s+/g, ' ') === line.trim());
}
