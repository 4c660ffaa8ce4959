import * as fc from 'fast-check';
import sanitizeHtml from 'sanitize-html';
import { describe, expect, it } from 'vitest';
import { parseMarkdown, renderHtml } from '../../../src/render/markdown/markdown.ts';
import {
  ATTRIBUTES,
  dangersIn,
  eventsOf,
  formsOf,
  htmlOf,
  OPTIONS,
  plainMarkdown,
  TAGS,
  wordsIn,
} from './support.ts';

describe('headings', () => {
  it('begin at the second level, as the title of the page is the first', () => {
    expect(htmlOf('# One\n\n## Two\n\n### Three')).toBe(
      '<h2 id="r26-123-one">One</h2>\n<h2 id="r26-123-two">Two</h2>\n<h3 id="r26-123-three">Three</h3>',
    );
  });

  it('never skip a level, however the author wrote them', () => {
    const levels = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1 });
    fc.assert(
      fc.property(levels, (written) => {
        const html = htmlOf(written.map((level) => `${'#'.repeat(level)} Title`).join('\n\n'));
        const seen = [...html.matchAll(/<h(\d)/g)].map((match) => Number(match[1]));
        expect(seen.length).toBe(written.length);
        for (const [index, level] of seen.entries())
          expect(level).toBeLessThanOrEqual((seen[index - 1] ?? 1) + 1);
      }),
    );
  });

  it('of one level stay of one level', () => {
    expect(htmlOf('### A\n\n##### B\n\n### C\n\n##### D').match(/<h\d/g)).toEqual([
      '<h2',
      '<h3',
      '<h2',
      '<h3',
    ]);
  });

  it('have ids of their own, in every script, also when the words repeat', () => {
    const html = htmlOf('## Qué traer\n\n## Qué traer\n\n## 中文\n\n## ???\n\n## Note 1\n\nx[^1]\n\n[^1]: y');
    const ids = [...html.matchAll(/ id="([^"]*)"/g)].map((match) => match[1]);
    expect(ids.slice(0, 5)).toEqual([
      'r26-123-qué-traer',
      'r26-123-qué-traer_2',
      'r26-123-中文',
      'r26-123-section',
      'r26-123-the-note-1',
    ]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('can be linked to by the author’s own words', () => {
    expect(htmlOf('## What to do\n\n[below](#what-to-do), [gone](#nowhere)')).toContain(
      '<p><a href="#r26-123-what-to-do">below</a>, gone</p>',
    );
  });
});

describe('links', () => {
  it.each([
    ['https://e.org/a?b=c&d=e', 'https://e.org/a?b=c&amp;d=e'],
    ['HTTP://e.org', 'HTTP://e.org'],
    ['mailto:media@news.example.gov', 'mailto:media@news.example.gov'],
    ['tel:+13145550100', 'tel:+13145550100'],
    ['2026-11-12-crash.md', '/releases/2026-11-12-crash.html'],
    ['./2026-11-12-crash.md#what-to-do', '/releases/2026-11-12-crash.html'],
    ['../digest/24.md', '/digest/24.html'],
    ['/digest/24.md', '/digest/24.html'],
    ['plan.pdf#page=2', '/releases/plan.pdf#page=2'],
    ['<my plan.pdf>', '/releases/my%20plan.pdf'],
    ['my%20plan.pdf', '/releases/my%20plan.pdf'],
  ])('to %s are links', (address, href) => {
    expect(htmlOf(`[words](${address})`)).toBe(`<p><a href="${href}">words</a></p>`);
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'javascript&colon;alert(1)',
    'java&#10;script:alert(1)',
    '&#1;javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    '//evil.example',
    '\\\\evil.example',
    '/\\evil.example',
    '../../outside.md',
    '%2e%2e/%2e%2e/x',
    'https://',
    'mailto:',
    '',
  ])('to %s are plain text', (address) => {
    expect(htmlOf(`[words](<${address}>)`)).toBe('<p>words</p>');
  });
});

describe('images', () => {
  it('load late and say what they show', () => {
    expect(htmlOf('See ![a "big" bridge](photos/bridge.jpg) now')).toBe(
      '<p>See <img src="/releases/photos/bridge.jpg" alt="a &quot;big&quot; bridge" loading="lazy"> now</p>',
    );
  });

  it('with a title are figures with a caption', () => {
    expect(htmlOf('![A bridge](https://e.org/b.jpg "Seen & shown")')).toBe(
      '<figure><img src="https://e.org/b.jpg" alt="A bridge" loading="lazy"><figcaption>Seen &amp; shown</figcaption></figure>',
    );
  });

  it.each(['http://e.org/b.jpg', 'data:image/png;base64,x', 'javascript:x', '//e.org/b.jpg'])(
    'from %s are their words only',
    (src) => {
      expect(htmlOf(`![A bridge](${src})`)).toBe('<p>A bridge</p>');
    },
  );
});

describe('blocks', () => {
  it('facts are a description list', () => {
    expect(htmlOf('- **When:** noon\n- **Where:** *here*')).toBe(
      '<dl class="facts">\n<div><dt>When</dt><dd>noon</dd></div>\n<div><dt>Where</dt><dd><em>here</em></dd></div>\n</dl>',
    );
  });

  it('tables have headings with a scope, and scroll by themselves', () => {
    expect(htmlOf('| Day | Hours |\n|---|--:|\n| Monday | 2 |')).toBe(
      `<div class="table" role="region" tabindex="0" aria-label="Day, Hours">
<table>
<thead>
<tr><th scope="col">Day</th><th scope="col" class="right">Hours</th></tr>
</thead>
<tbody>
<tr><td>Monday</td><td class="right">2</td></tr>
</tbody>
</table>
</div>`,
    );
  });

  it('tables without headings have no empty ones', () => {
    const html = htmlOf('| | |\n|---|---|\n| a | b |');
    expect(html).not.toContain('<th');
    expect(html).toContain('<tr><td>a</td><td>b</td></tr>');
  });

  it('lists are tight where each item is one paragraph, and keep their first number', () => {
    expect(htmlOf('3. a\n\n4. b\n   - c')).toBe(
      '<ol start="3">\n<li>a</li>\n<li>b\n<ul>\n<li>c</li>\n</ul>\n</li>\n</ol>',
    );
  });

  it('footnotes lead there and back, and have a name of their own', () => {
    const html = htmlOf('One[^a], again[^a].\n\n[^a]: A note.');
    expect(html).toBe(
      `<p>One<sup><a id="r26-123-note-1-from" href="#r26-123-note-1" role="doc-noteref">1</a></sup>, again<sup><a id="r26-123-note-1-from-2" href="#r26-123-note-1" role="doc-noteref">1</a></sup>.</p>
<section class="footnotes" role="doc-endnotes" aria-label="Notes">
<ol>
<li id="r26-123-note-1">A note. <a href="#r26-123-note-1-from" role="doc-backlink" aria-label="Back to the text (1)">↩</a> <a href="#r26-123-note-1-from-2" role="doc-backlink" aria-label="Back to the text (1)">↩</a></li>
</ol>
</section>`,
    );
  });

  it('speak the language of the text', () => {
    const html = formsOf('Uno[^a].\n\n[^a]: Nota.', 'es').html;
    expect(html).toContain('aria-label="Notas"');
    expect(html).toContain('aria-label="Volver al texto (1)"');
  });

  it('without words leave nothing behind', () => {
    expect(htmlOf('')).toBe('');
    expect(htmlOf('##\n\n[//]: # (comment)\n')).toBe('');
  });
});

describe('markdown without raw HTML', () => {
  const rendered = plainMarkdown.map((markdown) => renderHtml(parseMarkdown(markdown, 1), OPTIONS));

  it('gives HTML that is well formed and harmless', () => {
    fc.assert(
      fc.property(rendered, (html) => {
        expect(dangersIn(html)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('gives HTML in which a sanitiser finds nothing to change', () => {
    fc.assert(
      fc.property(rendered, (html) => {
        const sanitised = sanitizeHtml(html, {
          allowedTags: [...TAGS],
          allowedAttributes: { '*': [...ATTRIBUTES] },
          allowedSchemes: ['http', 'https', 'mailto', 'tel'],
          allowProtocolRelative: false,
          parseStyleAttributes: false,
        });
        expect(eventsOf(sanitised)).toEqual(eventsOf(html));
      }),
      { numRuns: 500 },
    );
  });

  it('keeps every word of plain paragraphs', () => {
    const words = fc.array(fc.stringMatching(/^[\p{L}\p{Mn}’“”!?.,&'"–]{1,12}$/u), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(words, (list) => {
        const markdown = list.join(' ');
        expect(wordsIn(htmlOf(markdown)).split(/\s+/)).toEqual(markdown.trim().split(/\s+/));
      }),
    );
  });
});
