import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { styleForMail } from '../../../src/render/markdown/markdown.ts';
import { anyMarkdown, eventsOf, htmlOf } from './support.ts';

const styles = {
  p: 'margin:0 0 16px',
  figcaption: 'font-size:13px',
  'dl.facts': 'border-top:1px solid #000',
  'td.right': 'text-align:right',
  img: 'max-width:100%',
};
const SITE = 'https://news.example.gov/press';
const mailOf = (markdown: string): string => styleForMail(htmlOf(markdown), { site: SITE, styles });

describe('HTML for mail', () => {
  it('has its styles on the tags and whole addresses', () => {
    expect(mailOf('See [it](a.md) and [that](https://e.org).')).toBe(
      '<p style="margin:0 0 16px">See <a href="https://news.example.gov/press/releases/a.html">it</a> and <a href="https://e.org">that</a>.</p>',
    );
  });

  it('tells styles apart by class', () => {
    expect(mailOf('- **When:** noon')).toContain('<dl style="border-top:1px solid #000">');
    expect(mailOf('| a |\n|--:|\n| b |')).toContain('<td style="text-align:right">b</td>');
  });

  it('gives images a width, and figures elements that mail programs know', () => {
    expect(mailOf('![A bridge](b.jpg "Seen")')).toBe(
      '<div><img src="https://news.example.gov/press/releases/b.jpg" alt="A bridge" width="552" style="max-width:100%"><p style="font-size:13px">Seen</p></div>',
    );
    expect(mailOf('<img src="b.jpg" width="120" alt="">')).toContain('width="120"');
    expect(mailOf('<img src="b.jpg" width="4000" alt="">')).toContain('width="552"');
  });

  it('has no ids, and footnotes without links that lead nowhere in a mail', () => {
    const mail = mailOf('## Head\n\nText[^1], [above](#head).\n\n[^1]: A [note](a.md).');
    expect(mail).not.toMatch(/ id=|href="#|role=|aria-/);
    expect(mail).toContain('Text<sup>1</sup>, above.');
    expect(mail).toContain('<li>A <a href="https://news.example.gov/press/releases/a.html">note</a>.</li>');
  });

  it('is well formed, whatever the text was', () => {
    fc.assert(
      fc.property(anyMarkdown, (markdown) => {
        expect(() => eventsOf(mailOf(markdown))).not.toThrow();
      }),
    );
  });

  it('leaves words alone that look like tags', () => {
    const markdown = 'Write `<p>` and "href=/x" &lt;a href="/b"&gt;';
    expect(mailOf(markdown)).toBe(htmlOf(markdown).replace('<p>', '<p style="margin:0 0 16px">'));
  });
});
