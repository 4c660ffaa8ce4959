import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseMarkdown } from '../../../src/render/markdown/markdown.ts';
import { anyMarkdown, placedIn } from './support.ts';

const BODY_LINE = 7;

/** The words at every spot of a text, of the inline parts only. */
function wordsAt(markdown: string): { type: string; words: string }[] {
  const lines = markdown.split('\n');
  return placedIn(parseMarkdown(markdown, BODY_LINE))
    .filter(({ type }) => ['link', 'image', 'html', 'figure'].includes(type))
    .map(({ type, at }) => ({
      type,
      words: lines[at.line - BODY_LINE]?.slice(at.column - 1, at.column - 1 + at.length) ?? '',
    }));
}

/** A link, an image or a piece of HTML that occurs once in a text, with words that look like it before it. */
const target = fc
  .nat(1_000_000)
  .chain((number) =>
    fc.constantFrom(
      { type: 'link', words: `[word ${number}](page-${number}.md "title")` },
      { type: 'link', words: `[**bold** *${number}*](a.md)` },
      { type: 'link', words: `<https://example.org/${number}>` },
      { type: 'link', words: `https://example.org/${number}` },
      { type: 'image', words: `![photo ${number}](p.jpg)` },
      { type: 'html', words: `<span lang="es" data-x="${number}">` },
    ),
  );

type Target = { type: string; words: string };
const around = (one: Target) => `Some \`[code](x)\` and \\[no](link) — “x”; **bold** ${one.words} after.`;

/** Ways to set texts, each text holding one target, in the order of the targets. */
const settings: ((ones: Target[]) => string)[] = [
  (ones) => ones.map(around).join('\n\n'),
  (ones) => ones.map(around).join('\nand\n'),
  (ones) => ones.map((one) => `# ${around(one)}`).join('\n'),
  (ones) => ones.map((one) => `- ${around(one)}`).join('\n'),
  (ones) =>
    ones
      .map((one, index) => `${'  '.repeat(index)}- first\n${'  '.repeat(index)}  ${around(one)}`)
      .join('\n'),
  (ones) => ones.map((one, index) => `${index + 1}. para\n\n   ${around(one)}\n   more`).join('\n\n'),
  (ones) => ones.map((one) => `> first\n> ${around(one)}`).join('\n>\n'),
  (ones) => ones.map((one) => `> > deep\n> > - ${around(one)}`).join('\n\n'),
  (ones) => ones.map((one) => `> lazy\n${around(one)}`).join('\n\n'),
  (ones) => `| a | b |\n|---|---|\n${ones.map((one) => `| x | ${around(one)} |`).join('\n')}`,
  (ones) => ones.map((one) => `- **Term:** ${around(one)}`).join('\n'),
  (ones) => ones.map((one, index) => `Term ${index}\n: ${around(one)}`).join('\n\n'),
  (ones) => ones.map((one, index) => `x[^${index}]\n\n[^${index}]: first\n    ${around(one)}`).join('\n\n'),
];

it('tells where every link, image and piece of HTML stands, to the character', () => {
  const unique = fc.uniqueArray(target, { minLength: 1, maxLength: 4, selector: ({ words }) => words });
  fc.assert(
    fc.property(
      unique,
      fc.constantFrom(...settings),
      fc.constantFrom('', 'Before.\n\n', '- a\n- b\n\n# c\n\n'),
      (ones, set, before) => {
        expect(wordsAt(before + set(ones))).toEqual(ones);
      },
    ),
    { numRuns: 400 },
  );
});

it('tells where a figure stands', () => {
  expect(wordsAt('Text.\n\n![The bridge](b.jpg "caption")\n')).toEqual([
    { type: 'figure', words: '![The bridge](b.jpg "caption")' },
  ]);
});

it('tells where blocks begin, counted in lines of the file', () => {
  const body = parseMarkdown('First.\n\n## Second\n\n- third\n\n> fourth\n', BODY_LINE);
  expect(body.blocks.map(({ type, at }) => [type, at])).toEqual([
    ['paragraph', { line: 7, column: 1, length: 6 }],
    ['heading', { line: 9, column: 1, length: 9 }],
    ['list', { line: 11, column: 1, length: 7 }],
    ['quote', { line: 13, column: 1, length: 8 }],
  ]);
});

it('never points outside the text', () => {
  fc.assert(
    fc.property(anyMarkdown, (markdown) => {
      const lines = markdown.split('\n');
      for (const { at } of placedIn(parseMarkdown(markdown, BODY_LINE))) {
        const line = lines[at.line - BODY_LINE];
        expect(line).toBeDefined();
        expect(at.column - 1 + at.length).toBeLessThanOrEqual(line?.length ?? -1);
      }
    }),
  );
});
