import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { absolute, shiftHeadings } from '../../../src/model/markup.ts';
import { anyMarkdown, eventsOf, htmlOf, wordsIn } from './support.ts';

describe('shifted headings', () => {
  it('begin where they are told to, and none goes below the sixth', () => {
    const html = '<h2 id="a">A</h2><h3>B</h3><h6>C</h6>';
    expect(shiftHeadings(html, 2)).toBe(html);
    expect(shiftHeadings(html, 3)).toBe('<h3 id="a">A</h3><h4>B</h4><h6>C</h6>');
    expect(shiftHeadings(html, 4)).toBe('<h4 id="a">A</h4><h5>B</h5><h6>C</h6>');
  });

  it('are all that changes', () => {
    expect(shiftHeadings(htmlOf('`<h2>` <hr>\n\n---'), 4)).toBe(htmlOf('`<h2>` <hr>\n\n---'));
  });
});

describe('absolute addresses', () => {
  it('stand below the site', () => {
    const html =
      '<p><a href="/a.html">a</a> <img src="/b.jpg" alt="/c"> <a href="https://e.org/">d</a> <a href="#e">e</a></p>';
    expect(absolute(html, 'https://x.gov/press')).toBe(
      '<p><a href="https://x.gov/press/a.html">a</a> <img src="https://x.gov/press/b.jpg" alt="/c"> <a href="https://e.org/">d</a> <a href="#e">e</a></p>',
    );
    expect(absolute(html, '')).toBe(html);
  });

  it('leave no address of ours from the root, and every word in its place', () => {
    fc.assert(
      fc.property(anyMarkdown, (markdown) => {
        const html = htmlOf(markdown);
        const whole = absolute(html, 'https://x.gov');
        expect(wordsIn(whole)).toBe(wordsIn(html));
        const addresses = eventsOf(whole).map((event) =>
          'tag' in event ? (event.attributes['href'] ?? event.attributes['src'] ?? '') : '',
        );
        expect(addresses.filter((address) => address.startsWith('/'))).toEqual([]);
      }),
    );
  });
});
