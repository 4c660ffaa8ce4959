import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyMarkdown, dangersIn, formsOf, htmlOf, textOf } from './support.ts';

describe('raw HTML', () => {
  it('keeps what only sets the text', () => {
    expect(htmlOf('Crews work<br>through <u>the</u> <b>evening</b>.')).toBe(
      '<p>Crews work<br>\nthrough <u>the</u> <b>evening</b>.</p>',
    );
  });

  it('loses style, class, id and everything that runs', () => {
    expect(htmlOf('<p id="r26-123-x" class="facts" style="color:red" onclick="x()" lang="es">hola</p>')).toBe(
      '<p lang="es">hola</p>',
    );
  });

  it.each([
    ['<script>alert(1)</script>', ''],
    ['<style>p { color: red }</style>', ''],
    ['<img src=x onerror=alert(1)>', '<img src="/releases/x" alt="" loading="lazy" />'],
    ['<img src="http://e.org/x.png" alt="A bridge">', '<span>A bridge</span>'],
    ['<a href="javascript:x">words</a>', '<span>words</span>'],
    ['<a href="java&#10;script:x">words</a>', '<span>words</span>'],
    ['<a href="../digest/24.md" target="_blank">words</a>', '<a href="/digest/24.html">words</a>'],
    ['<center><font size="7">words</font></center>', '<div>words</div>'],
    [
      '<details open><summary>26-047530</summary>26-047531</details>',
      '<div><div>26-047530</div>26-047531</div>',
    ],
    ['<h1>words</h1>', '<h2>words</h2>'],
    ['<xmp><script>alert(1)</script></xmp>', ''],
    [
      '<svg><desc><img src=x onerror=alert(1)></desc></svg>',
      '<img src="/releases/x" alt="" loading="lazy" />',
    ],
    ['<td colspan="999999" rowspan="2">words</td>', '<td rowspan="2">words</td>'],
    ['<constructor name="x">words</constructor>', 'words'],
  ])('%s becomes %s', (markdown, html) => {
    expect(htmlOf(`<div>\n${markdown}\n</div>`)).toBe(`<div>\n${html}\n</div>`);
  });

  it('parts what its blocks part, also where it goes', () => {
    const parted = '<details><summary>26-1</summary>26-2</details>\n\n<section>26-3</section>\n\n<b>26-4</b>';
    expect(textOf(parted)).toBe('26-1\n\n26-2\n\n26-3\n\n26-4\n');
    expect(textOf('<!-- a --> 26-1\n\n<!-- b -->26-2')).toBe('26-1 26-2\n');
    expect(textOf('Report <aside>26-1</aside><summary>26-2</summary>')).toBe('Report 26-1 26-2\n');
  });

  it('that was left open is closed', () => {
    expect(htmlOf('<div><b>words\n\nand <i>more')).toBe('<div><b>words\n<p>and <i>more</i></p>\n</b></div>');
  });

  it('goes on over Markdown blocks, which stay as they are', () => {
    expect(htmlOf('<div class="box">\n\n## Head\n\nText[^1] *here*.\n\n</div>\n\n[^1]: Note.')).toContain(
      '<div>\n<h2 id="r26-123-head">Head</h2>\n<p>Text<sup><a id="r26-123-note-1-from"',
    );
  });

  it('of a paragraph around a figure is dropped, as a paragraph cannot hold one', () => {
    expect(htmlOf('<p align="center">\n\n![Badge](badge.png)\n\n</p>')).toBe(
      '<figure><img src="/releases/badge.png" alt="Badge" loading="lazy"></figure>',
    );
  });

  it('of a table scrolls by itself too', () => {
    expect(htmlOf('<table><tr><td>a</td></tr></table>')).toBe(
      '<div class="table" role="region" tabindex="0" aria-label="Table"><table><tr><td>a</td></tr></table></div>',
    );
  });

  it('cannot swallow the text around it', () => {
    const swallowing = [
      '<style>',
      '<!-- ',
      '<textarea>',
      '<a title="',
      "<img alt='",
      '<xmp>',
      '<noscript>',
      '<iframe>',
    ];
    const lost = swallowing.flatMap((start) => {
      const forms = formsOf(`before ${start} **between** words\n\nafter\n\n<div>\n\nlast\n\n${start}`);
      return ['before', 'between', 'words', 'after', 'last']
        .filter((word) => !forms.html.includes(word) || !forms.text.includes(word))
        .map((word) => `${word} in ${start}`);
    });
    expect(lost).toEqual([]);
  });

  it('cannot pass for a part of ours', () => {
    const forms = formsOf('<div>\n\nonce\n\n<!--1-->&#64976;1&#64977;\ufdd01\ufdd1 </div>');
    expect(forms.html.match(/once/g)).toHaveLength(1);
  });

  it('with thousands of tags left open keeps its words', () => {
    const forms = formsOf(`<div>${'<b>'.repeat(6_000)}words</div>`);
    expect(forms.html.trim()).toBe('words');
    expect(forms.text).toBe('words\n');
  });

  it('is well formed and harmless afterwards, whatever it was', () => {
    fc.assert(
      fc.property(anyMarkdown, (markdown) => {
        expect(dangersIn(htmlOf(markdown))).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('raw HTML in plain text', () => {
  it('is its words, a line for each row of a table', () => {
    expect(
      textOf(
        '<table><tr><th>Day</th><th>Hours</th></tr><tr><td>Monday</td><td>9&nbsp;to 5</td></tr></table>',
      ),
    ).toBe('Day | Hours\nMonday | 9 to 5\n');
  });

  it('has its links numbered and its images told', () => {
    expect(textOf('See <a href="24.md">the <b>issue</b></a> and <img src="b.jpg" alt="a bridge">.')).toBe(
      'See the issue [1] and [Photo: a bridge].\n\nLinks\n=====\n[1] https://news.example.gov/releases/24.html\n',
    );
  });

  it('keeps its lists and paragraphs apart', () => {
    expect(textOf('<ul><li>one</li><li>two</li></ul><p>three<br>four</p>')).toBe(
      '- one\n- two\n\nthree\nfour\n',
    );
  });

  it('counts the items of a numbered list as a browser does, also in one list inside another', () => {
    expect(textOf('<ol start="4"><li>one<ul><li>a</li></ul></li><li><p>two</p></li></ol>')).toBe(
      '4. one\n\n- a\n\n5. two\n',
    );
  });

  it('says nothing of scripts, styles and comments', () => {
    expect(
      textOf('a\n\n<style>\np { color: red }\n</style>\n\n<!-- TODO -->\n\n<script>x()</script>\n\nb'),
    ).toBe('a\n\nb\n');
  });
});
