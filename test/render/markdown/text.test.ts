import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columns, wrapped } from '../../../src/render/markdown/columns.ts';
import { anyMarkdown, formsOf, textOf } from './support.ts';

describe('plain text', () => {
  it('underlines headings, in every script', () => {
    expect(textOf('# What to do\n\n## 请绕行\n\n### Deeper')).toBe(
      'What to do\n==========\n\n请绕行\n======\n\nDeeper\n------\n',
    );
  });

  it('numbers links and lists their whole addresses at the end, each once', () => {
    const markdown =
      '[One](a.md), [two](https://e.org/x), [again](a.md), <https://e.org/y>, <a@b.gov>, [bad](javascript:x).';
    expect(textOf(markdown)).toBe(
      'One [1], two [2], again [1], https://e.org/y, a@b.gov, bad.\n\n' +
        'Links\n=====\n[1] https://news.example.gov/releases/a.html\n[2] https://e.org/x\n',
    );
  });

  it('prints a telephone link as its number', () => {
    expect(textOf('[(314) 555-0100](tel:+13145550100) or [call](tel:911)')).toBe(
      '(314) 555-0100 or call [1]\n\nLinks\n=====\n[1] tel:911\n',
    );
  });

  it('sets tables in columns', () => {
    expect(textOf('| Day | Road | No |\n|---|:-:|--:|\n| Monday | Elm | 2 |\n| Tue | Link Ave | 12 |')).toBe(
      'Day       Road    No\n------  --------  --\nMonday    Elm      2\nTue     Link Ave  12\n',
    );
  });

  it('sets tables in columns by what is seen, not by characters', () => {
    expect(textOf('| 日 | x |\n|---|---|\n| 星期一 | 1 |\n| Tue | 2 |')).toBe(
      '日      x\n------  -\n星期一  1\nTue     2\n',
    );
  });

  it('leaves out a row of a table that says nothing', () => {
    const row = 'Lane  Open\n----  ----\none   yes\n';
    expect(textOf('| Lane | Open |\n|---|---|\n| one | yes |\n</script>')).toBe(row);
    expect(textOf('| Lane | Open |\n|---|---|\n| | &shy; |\n| one | yes |')).toBe(row);
  });

  it('prints a table that is too wide row by row, each cell with its heading', () => {
    const wide = 'a fairly long cell that goes on and on';
    expect(textOf(`| One | Two |\n|---|---|\n| ${wide} | ${wide} |\n| x | |`)).toBe(
      `One: ${wide}\nTwo: ${wide}\n\nOne: x\n`,
    );
  });

  it('aligns facts, and hangs what does not fit', () => {
    expect(
      textOf(
        `- **When:** noon\n- **Where exactly:** ${'Link Avenue '.repeat(7)}\n- **A term that is rather long:** value`,
      ),
    ).toBe(
      `When:           noon
Where exactly:  Link Avenue Link Avenue Link Avenue Link Avenue Link Avenue
                Link Avenue Link Avenue
A term that is rather long: value
`,
    );
  });

  it('nests lists and quotes', () => {
    expect(textOf('9. nine\n10. ten\n    - a\n    - b\n\n> quoted\n>\n> > deeper')).toBe(
      '9.  nine\n10. ten\n    - a\n    - b\n\n> quoted\n>\n> > deeper\n',
    );
  });

  it('parts items that hold more than a line', () => {
    expect(textOf('- one\n\n  more\n- two')).toBe('- one\n\n  more\n\n- two\n');
  });

  it('tells of photos, footnotes, code, rules and struck words', () => {
    expect(
      textOf(
        '![A bridge](b.jpg "Seen from the north")\n\nIt closes[^1] at ~~noon~~ 1 p.m.\n\n```\n x  y\n```\n\n---\n\n[^1]: Both lanes.',
      ),
    ).toBe(
      `[Photo: A bridge. Seen from the north]

It closes [note 1] at [struck out: noon] 1 p.m.

     x  y

* * *

Notes
=====
[note 1] Both lanes.
`,
    );
  });

  it('says these words in Spanish for a text in Spanish', () => {
    expect(formsOf('![Un puente](b.jpg)\n\n[Más](a.md)[^1] ~~ya~~\n\n[^1]: Sí.', 'es').text).toBe(
      `[Foto: Un puente]

Más [1] [nota 1] [tachado: ya]

Notas
=====
[nota 1] Sí.

Enlaces
=======
[1] https://news.example.gov/releases/a.html
`,
    );
  });

  it('is empty for an empty text, and ends with one line end otherwise', () => {
    fc.assert(
      fc.property(anyMarkdown, (markdown) => {
        expect(textOf(markdown)).toMatch(/^(?:|[\s\S]*\S\n)$/);
      }),
    );
  });

  it('has no blanks at the ends of lines and no controls', () => {
    fc.assert(
      fc.property(anyMarkdown, (markdown) => {
        const text = textOf(markdown);
        expect(text).not.toMatch(/[ \t\u00a0]$/m);
        expect(text).not.toMatch(/[^\P{Cc}\n\t]|[\ufdd0\ufdd1]/u);
      }),
    );
  });
});

/** Blocks of words no longer than a line can hold, in every setting. */
const word = fc.oneof(
  fc.stringMatching(/^[a-zé’]{1,14}$/),
  fc.constantFrom('漢字', '日本語の新聞', 'தமிழ்நாடு', '😀', '“so”'),
);
const sentence = fc.array(word, { minLength: 1, maxLength: 40 }).map((words) => words.join(' '));
const block = fc.oneof(
  sentence,
  sentence.map((words) => `# ${words}`),
  fc
    .array(sentence, { minLength: 1, maxLength: 4 })
    .map((items) => items.map((item) => `- ${item}`).join('\n')),
  fc
    .array(sentence, { minLength: 1, maxLength: 4 })
    .map((items) => items.map((item, i) => `${'  '.repeat(i)}- ${item}`).join('\n')),
  sentence.map((words) => `> > ${words}`),
  sentence.map((words) => `- **Term:** ${words}`),
  sentence.map((words) => `| Title | Other |\n|---|---|\n| ${words} | ${words} |`),
  sentence.map((words) => `![${words}](a.jpg)`),
);

describe('lines', () => {
  it('are at most 76 columns wide', () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 5 }), (blocks) => {
        for (const line of textOf(blocks.join('\n\n')).split('\n'))
          expect(columns(line)).toBeLessThanOrEqual(76);
      }),
    );
  });

  it('lose no word in wrapping, and none but single long words is too wide', () => {
    const words = fc.array(fc.oneof(word, fc.stringMatching(/^[a-z]{60,90}$/)), { maxLength: 60 });
    fc.assert(
      fc.property(words, fc.integer({ min: 20, max: 80 }), (list, width) => {
        const lines = wrapped(list.join(' '), width);
        expect(lines.join('').replaceAll(' ', '')).toBe(list.join(''));
        expect(lines.filter((line) => columns(line) > width && line.includes(' '))).toEqual([]);
      }),
    );
  });

  it('of scripts without blanks break between characters, and never before a closing mark', () => {
    expect(wrapped('漢字漢字。漢字', 8)).toEqual(['漢字漢', '字。漢字']);
  });

  it('count what is seen', () => {
    expect(['abc', '漢字', 'e\u0301', 'தமிழ்', '😀', '“a”', 'ｱ'].map(columns)).toEqual([3, 4, 1, 4, 2, 3, 1]);
  });
});
