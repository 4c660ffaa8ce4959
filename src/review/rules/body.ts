import { DEEPEST } from '../outline.ts';
import { NOTHING, type Context, type Mark, type Rule } from '../rule.ts';

/** What the text itself must have. */
export const bodyRules: readonly Rule[] = [
  {
    id: 'body/empty',
    severity: 'error',
    about: 'A release without a text',
    source: 'house rule',
    why: 'Nothing but its headline would be printed.',
    check: ({ source, outline, locate }) =>
      source.kind !== 'release' || !outline.empty
        ? NOTHING
        : [
            {
              at: locate([], 'key'),
              what: 'The release has no text below its front matter',
              fix: 'Write the text below the second "---". While it is not written yet, set "status: draft".',
            },
          ],
  },
  {
    id: 'body/h1',
    severity: 'warning',
    about: 'A heading of the first level in the text',
    source: 'WCAG 2.1, 1.3.1',
    why: 'The title is the one heading of the first level; a second one confuses screen readers.',
    check: ({ outline }) =>
      outline.headings.some(({ level }) => level === 1)
        ? outline.headings
            .filter(({ level }) => level === 1)
            .map(({ at }) => ({
              at,
              what: 'The text has a heading of the first level',
              fix: 'Write "## " for a section. If it repeats the title, remove it.',
            }))
        : NOTHING,
  },
  {
    id: 'body/nesting',
    severity: 'error',
    about: `Lists or quotations inside one another, more than ${DEEPEST} deep`,
    source: 'house rule',
    why: 'Nobody can follow it, and marks that are deeper still are printed as they stand.',
    check: ({ body, outline, spot }) =>
      outline.tooDeep || body.plain
        ? [
            {
              at: outline.tooDeep ?? spot(0, 1),
              what: `The text nests lists or quotations more than ${DEEPEST} deep`,
              fix: 'Write it with fewer levels. Mail that was forwarded often begins its lines with many ">".',
            },
          ]
        : NOTHING,
  },
  {
    id: 'body/note',
    severity: 'error',
    about: 'A footnote mark without its footnote',
    source: 'house rule',
    why: 'The mark would be printed as it stands, brackets and all.',
    check: checkNotes,
  },
];

function checkNotes({ source, spot }: Context): readonly Mark[] {
  if (!source.body.includes('[^')) return NOTHING;
  const defined = new Set(
    [...source.body.matchAll(/^ {0,3}\[\^([^\]\n]{1,80})\]:/gm)].map((note) => note[1]),
  );
  return [...source.body.matchAll(/(?<![\\`])\[\^([^\]\s]{1,80})\]/g)].flatMap((mark) =>
    defined.has(mark[1])
      ? []
      : {
          at: spot(mark.index, mark[0].length),
          what: `The footnote mark ${mark[0]} has no footnote`,
          fix: `Add a line "${mark[0]}: …" at the end of the text, or remove the mark.`,
        },
  );
}
