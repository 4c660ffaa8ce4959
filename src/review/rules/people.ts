import { marked, NOTHING, type Context, type Mark, type Rule } from '../rule.ts';
import { bareName, sameName } from '../story/names.ts';
import { quote } from '../words.ts';
import { spellings } from '../story/spelling.ts';

/** The list of people beside the text that names them. */
export const peopleRules: readonly Rule[] = [
  {
    id: 'people/unlisted',
    severity: 'warning',
    about: 'A person whom the text names and "people" does not know',
    source: 'house rule',
    why: 'What may be printed of somebody depends on role and age, and those stand in "people".',
    check: checkUnlisted,
  },
  {
    id: 'people/unmentioned',
    severity: 'warning',
    about: 'A person in "people" whom the text does not name',
    source: 'house rule',
    why: 'One of the two is misspelt, or left over from an earlier version.',
    check: checkUnmentioned,
  },
  {
    id: 'S04/text',
    severity: 'error',
    about: 'One name spelled two ways in a release',
    source: 'newsroom practice',
    why: 'Archives and courts search by the name, and a stranger may bear the other one.',
    check: checkSpelling,
  },
];

function checkUnlisted(context: Context): readonly Mark[] {
  const { story } = context;
  if (!story.isCase && story.people.length === 0) return NOTHING;
  const told = new Set<string>();
  const marks: Mark[] = [];
  const drifted = new Set(spellings(context).map(({ start }) => start));
  for (const { name, start, end, evidence, age, role } of story.names) {
    const bare = bareName(name);
    if ((age !== undefined && age < 18) || MUST_GO.test(role ?? '')) continue;
    if (told.has(bare) || drifted.has(start) || isKnown(context, name, evidence === 'title')) continue;
    told.add(bare);
    const fix = 'Add the person to "people:" with the role, and the age if it is printed.';
    marks.push(marked(context, start, end, `${quote(name)} is named and not in "people"`, fix));
  }
  return marks;
}

/** Of these P07 and P10 say that the name must go, so nobody has to list them. */
const MUST_GO = /^(?:witness|complainant|informant|caller|reporting party|juvenile|minor)$/;

function isKnown({ story }: Context, name: string, alone: boolean): boolean {
  if (story.known(name)) return true;
  const last = bareName(name).split(' ').at(-1);
  return (
    alone &&
    story.people.some(
      (person) =>
        bareName(person.name ?? '')
          .split(' ')
          .at(-1) === last,
    )
  );
}

function checkUnmentioned({ story, prose, locate }: Context): readonly Mark[] {
  if (story.people.every(({ name }) => name === undefined)) return NOTHING;
  const text = bareName(prose.text.replaceAll('\n', ' '));
  return story.people.flatMap(({ name }, index) => {
    if (name === undefined || text.includes(bareName(name))) return [];
    if (story.names.some((one) => sameName(one.name, name))) return [];
    const what = `${quote(name)} is in "people", and the text does not name that person`;
    const fix = 'Mend the spelling, leave the name out of the entry, or remove the entry.';
    return { at: locate(['people', index, 'name'], 'value'), words: name, what, fix };
  });
}

function checkSpelling(context: Context): readonly Mark[] {
  return spellings(context).map(({ start, end, name, other }) =>
    marked(
      context,
      start,
      end,
      `${quote(name)} is written ${quote(other)} elsewhere`,
      'Look the name up in the report and write it one way. If they are two persons, list both in "people".',
    ),
  );
}
