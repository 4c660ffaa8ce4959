import * as fc from 'fast-check';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Block, Inline } from '../../src/model/body.ts';
import { parseMarkdown } from '../../src/render/markdown/markdown.ts';
import { plainLetter } from '../../src/review/prose/letters.ts';
import { readMarkdown, readPlain } from '../../src/review/prose/reader.ts';
import { readCases } from './corpus/corpus.ts';

const said = (text: string): string => readMarkdown(text).text.replace(/\s+/g, ' ').trim();

describe('the words of a Markdown text', () => {
  test.for([
    ['Call **314**-555-0171 *now*.', 'Call 314-555-0171 now.'],
    ['A [link to _it_](https://example.org/a_b "title") ends.', 'A link to it ends.'],
    ['![Alt words](photos/a.png "Caption 5")', 'Alt words Caption 5'],
    ['One\ntwo  \nthree\\\nfour', 'One two three four'],
    ['A&nbsp;B &amp; C&shy;D', 'A B & CD'],
    ['(314) 555‑0100 “x” ’s', `(314) 555-0100 "x" 's`],
    ['٣١٤ and ３１４', '314 and 314'],
    ['snake_case and 5 * 3 and a ~ b', 'snake_case and 5 * 3 and a ~ b'],
    ['x <b>bold</b><br>y<!-- gone --> <img src="a.png" alt="seen"> z', 'x bold y seen z'],
    ['<div>one</div><script>two()</script>', 'one'],
    ['Mark[^1].\n\n[^1]: The note.', 'Mark. The note.'],
    ['[ref][1] end\n\n[1]: https://example.org', 'ref end'],
    ['# Head\nText\n\n- **When:** now\n1. one', 'Head Text When: now one'],
    ['```\ncode 5\n```', 'code 5'],
    ['\\*not bold\\*', '*not bold*'],
    ['<https://example.org/x> and <a@b.example>', 'https://example.org/x and a@b.example'],
    ['Title\n=====\n\nText\n\n---\n\nEnd', 'Title Text End'],
    ['[not a link] and [a] [b]', '[not a link] and [a] [b]'],
  ])('%j', ([text, words]) => {
    expect(said(text ?? '')).toBe(words);
  });

  test('end a line where a paragraph, an item, a cell or a picture ends', () => {
    const lines = readMarkdown('One\ntwo\n\n- three\n- four\n\n![five](x.png) six')
      .text.split('\n')
      .map((line) => line.trim());
    expect(lines.filter(Boolean)).toEqual(['One two', 'three', 'four', 'five', 'six']);
  });

  test('are those of the page, in every sample and every case of the corpus', () => {
    const root = `${import.meta.dirname}/../..`;
    const samples = ['releases', 'digest'].flatMap((folder) =>
      readdirSync(`${root}/${folder}`)
        .filter((name) => name.endsWith('.md'))
        .map((name) =>
          readFileSync(`${root}/${folder}/${name}`, 'utf8').replace(/^---\n[\s\S]*?\n---\n/, ''),
        ),
    );
    for (const body of [...samples, ...readCases(`${import.meta.dirname}/corpus`).map((one) => one.body)]) {
      expect(letters(readMarkdown(body).text)).toBe(letters(wordsOf(body)));
    }
  });
});

/** Letters and digits alone, sorted by paragraph no more: footnotes come last in one of the two. */
function letters(text: string): string {
  return Array.from(text.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase())
    .toSorted()
    .join('');
}

function wordsOf(body: string): string {
  const { blocks, notes } = parseMarkdown(body, 1);
  return plain([...blocks, ...notes.flatMap(({ children }) => children)]);
}

function plain(blocks: readonly Block[]): string {
  return blocks
    .map((block): string => {
      switch (block.type) {
        case 'list':
          return block.items.map(plain).join(' ');
        case 'facts':
          return block.rows.map(({ term, value }) => `${inline(term)} ${inline(value)}`).join(' ');
        case 'quote':
          return plain(block.children);
        case 'table':
          return [block.head, ...block.rows].flat().map(inline).join(' ');
        case 'figure':
          return `${block.alt} ${block.caption}`;
        case 'code':
          return block.text;
        case 'html':
          return block.html.replace(/<!--[\s\S]*?-->|<[^>]*>/g, '');
        case 'rule':
          return '';
        default:
          return inline(block.children);
      }
    })
    .join(' ');
}

function inline(inlines: readonly Inline[]): string {
  return inlines
    .map((one): string => {
      if (one.type === 'image') return `${one.alt} ${one.title ?? ''}`;
      if ('text' in one) return one.text;
      return 'children' in one ? inline(one.children) : '';
    })
    .join('');
}

describe('a place in the words leads back to the text', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '**',
      '*',
      '_',
      '[',
      '](x)',
      '![',
      '<b>',
      '</b>',
      '<!--',
      '-->',
      '&amp;',
      '&nbsp;',
      '\\',
      '|',
      '\n',
      '\n\n',
      '- ',
      '# ',
      '> ',
      '`',
      '~~',
      '[^1]',
      '\u00a0',
      '’',
      '‑',
      '٣',
    ),
    fc.string({ unit: fc.constantFrom(...'abc XYZ 0189 .,'.split('')), maxLength: 6 }),
  );
  const texts = fc.array(piece, { maxLength: 30 }).map((parts) => parts.join(''));

  test('letter for letter, whatever the text is', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const track = readMarkdown(text);
        for (let at = 0; at < track.text.length; at += 1) {
          const letter = track.text[at] ?? '';
          const { start, end } = track.source(at, at + 1);
          expect(end).toBeGreaterThan(start);
          const written = text.slice(start, end);
          const read = written.startsWith('&') ? letter : Array.from(written, plainLetter).join('');
          expect(/[\p{L}\p{N}]/u.test(letter) ? read : letter).toBe(letter);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('in the same order, and never beyond the text', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const track = readMarkdown(text);
        let last = 0;
        for (let at = 0; at < track.text.length; at += 1) {
          const { start, end } = track.source(at, at + 1);
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeLessThanOrEqual(text.length);
          last = start;
        }
      }),
    );
  });

  test('of a value of the front matter too', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (value) => {
        const track = readPlain(value);
        if (track.text === '') return;
        const { start, end } = track.source(0, track.text.length);
        expect(Array.from(value.slice(start, end).replace(/[\n\t]/g, ' '), plainLetter).join('')).toBe(
          track.text,
        );
      }),
    );
  });
});

test('a very long text of brackets and tags is read in no time', () => {
  for (const part of ['[', '![', '<', '*', '[a](', '<a ', '&', '| ', '`', '[^', '\\', '](', '(1)[']) {
    const start = performance.now();
    readMarkdown(part.repeat(100_000));
    expect(performance.now() - start).toBeLessThan(2_000);
  }
});
