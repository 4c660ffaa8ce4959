import { NOTHING, type Context, type Mark, type Rule } from '../rule.ts';

const NAME = /^releases\/(\d{4}-\d{2}-\d{2})-([a-z0-9]+(?:-[a-z0-9]+)*)\.md$/;

/** The date and the slug in a release's file name; undefined when it is not formed that way. */
export function readName(path: string): { date: string; slug: string } | undefined {
  const parts = NAME.exec(path);
  return parts ? { date: parts[1] ?? '', slug: parts[2] ?? '' } : undefined;
}

/** The name of the file, which is also the address of the page. Its form is checked when the folder is listed. */
export const fileRules: readonly Rule[] = [
  {
    id: 'name/date',
    severity: 'error',
    about: 'A file name whose date is not the date of the release',
    source: 'house rule',
    why: 'The address would say another day than the page.',
    check: checkDate,
  },
];

function checkDate({ source, front, times, locate }: Context): readonly Mark[] {
  if (front.type !== 'release' || front.date === undefined || times.date === undefined) return NOTHING;
  const name = readName(source.path);
  const date = front.date.slice(0, 10);
  if (!name || name.date === date) return NOTHING;
  return [
    {
      at: locate(['date'], 'value'),
      what: `"date" is ${date}, but the file name says ${name.date}`,
      fix: `Mend the date, or rename the file to ${date}-${name.slug}.md.`,
    },
  ];
}
