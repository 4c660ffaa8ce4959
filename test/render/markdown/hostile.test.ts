import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMarkdown, renderForms } from '../../../src/render/markdown/markdown.ts';
import { anyMarkdown, formsOf, htmlOf, OPTIONS, textOf } from './support.ts';

describe('hostile text', () => {
  it.each([
    ['5,000 quote marks', '>'.repeat(5_000)],
    ['5,000 list marks', `${'- '.repeat(5_000)}a`],
    ['a list of 500 levels', Array.from({ length: 500 }, (_, i) => `${' '.repeat(2 * i)}- a`).join('\n')],
    ['emphasis in emphasis', `${'*a _b '.repeat(3_000)}${'_ *'.repeat(3_000)}`],
    ['100,000 marks of emphasis', '*a*'.repeat(50_000)],
    ['100,000 brackets', '['.repeat(100_000)],
    ['images in images', '!['.repeat(50_000)],
    ['100,000 backticks', '`a'.repeat(50_000)],
    ['a quote of 20,000 lines without marks', '> a\nlazy\n'.repeat(20_000)],
    [
      'a table of 50,000 cells',
      `|${'a|'.repeat(100)}\n|${'-|'.repeat(100)}\n${`|${'b|'.repeat(100)}\n`.repeat(500)}`,
    ],
    ['1 MB of words', 'word '.repeat(200_000)],
    ['1 MB of blanks', `a${' '.repeat(1_000_000)}b`],
    ['1 MB of line ends', '\n'.repeat(1_000_000)],
    ['50,000 open tags', '<div>\n'.repeat(50_000)],
    ['50,000 comments', '<!--'.repeat(50_000)],
    ['20,000 footnotes', '[^1]: x\n\n'.repeat(20_000)],
  ])('of %s is read and printed', (_, markdown) => {
    const body = parseMarkdown(markdown, 1);
    expect(typeof renderForms(body, OPTIONS).html).toBe('string');
  });

  it('never stops us, whatever it is', () => {
    const anything = fc.oneof(anyMarkdown, fc.string({ unit: 'binary', maxLength: 200 }));
    fc.assert(
      fc.property(anything, (text) => {
        const forms = formsOf(text);
        expect(forms.html.isWellFormed() && forms.text.isWellFormed()).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  it('nested deeper than anyone reads shows its marks as text', () => {
    expect(textOf(`${'> '.repeat(30)}deep`)).toMatch(/^(?:> )+deep\n$/);
    expect(htmlOf(`${'> '.repeat(30)}deep`)).toContain('&gt; &gt; ');
  });

  it('that cannot be read as Markdown is printed as plain paragraphs, and says so', () => {
    const body = parseMarkdown(`First **one**.\n\n${'> a\nlazy\n'.repeat(5_000)}`, 3);
    expect(body.plain).toBe(true);
    expect(body.blocks[0]).toMatchObject({
      type: 'paragraph',
      at: { line: 3 },
      children: [{ text: 'First **one**.' }],
    });
  });

  it('has its controls and lone surrogates shown as unreadable, and Word’s breaks and hyphens as what they meant', () => {
    expect(textOf('a\0b\ud800c one\x0btwo\x0cthree non\x1ebreaking \ufffe')).toBe(
      'a\ufffdb\ufffdc one two three non\u2011breaking \ufffd\n',
    );
  });

  it('keeps its marks of direction, which some scripts need', () => {
    expect(htmlOf('a \u2067שלום\u2069 b')).toBe('<p>a \u2067שלום\u2069 b</p>');
  });

  it('from Windows reads like any other', () => {
    expect(formsOf('a\r\n\r\n- b\r\n')).toEqual(formsOf('a\n\n- b\n'));
  });
});
