import * as fc from 'fast-check';
import { SaxesParser } from 'saxes';
import type { Body } from '../../../src/model/body.ts';
import type { Forms } from '../../../src/model/publication.ts';
import { parseMarkdown, renderForms } from '../../../src/render/markdown/markdown.ts';

export const OPTIONS = {
  path: 'releases/2026-11-13-bridge.md',
  prefix: 'r26-123-',
  site: 'https://news.example.gov',
};

export function formsOf(markdown: string, language?: string): Forms {
  return renderForms(parseMarkdown(markdown, 1), language === undefined ? OPTIONS : { ...OPTIONS, language });
}

export function htmlOf(markdown: string): string {
  return formsOf(markdown).html.trim();
}

export function textOf(markdown: string): string {
  return formsOf(markdown).text;
}

/** What an XML parser meets on its way. */
type Event = { tag: string; attributes: Record<string, string> } | { end: string } | { text: string };

/** What an independent XML parser sees in HTML: tags and text, in order. Throws when it is not well formed. */
export function eventsOf(html: string): Event[] {
  const events: Event[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => events.push({ tag: name, attributes: { ...attributes } }));
  parser.on('closetag', ({ name }) => events.push({ end: name }));
  parser.on('text', (text) => events.push({ text }));
  parser.write(`<root>${html.replace(/<(br|col|hr|img)\b([^>]*?)\s*\/?>/g, '<$1$2/>')}</root>`).close();
  return events.slice(1, -1);
}

/** The text that a reader of the HTML sees, blanks as they come. */
export function wordsIn(html: string): string {
  return eventsOf(html)
    .map((event) => ('text' in event ? event.text : ''))
    .join('');
}

/** Everything in HTML that could do harm: unknown tags and attributes, and addresses that lead where none may. */
export function dangersIn(html: string): string[] {
  return eventsOf(html).flatMap((event) => {
    if (!('tag' in event)) return [];
    const dangers = TAGS.has(event.tag) ? [] : [`<${event.tag}>`];
    for (const [name, value] of Object.entries(event.attributes)) {
      if (!ATTRIBUTES.has(name)) dangers.push(`${event.tag} ${name}`);
      if (name === 'href' && !/^(?:https?:\/\/|mailto:|tel:|\/(?!\/)|#r26-123-)/i.test(value))
        dangers.push(value);
      if (name === 'src' && !/^(?:https:\/\/|\/(?!\/))/i.test(value)) dangers.push(value);
    }
    return dangers;
  });
}

/** All that we let into a page. */
export const TAGS = new Set(
  'a abbr b bdi blockquote br caption cite code col colgroup dd del div dl dt em figcaption figure h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s section small span strong sub sup table tbody td tfoot th thead time tr u ul var'.split(
    ' ',
  ),
);
export const ATTRIBUTES = new Set(
  'alt aria-label class colspan datetime dir height href id lang loading role rowspan scope src start tabindex title width'.split(
    ' ',
  ),
);

/** Every `at` of a body, with the node that it belongs to. */
export function placedIn(
  body: Body,
): { type: string; at: { line: number; column: number; length: number } }[] {
  const placed: ReturnType<typeof placedIn> = [];
  JSON.stringify(body, (_, value: unknown) => {
    if (isPlaced(value)) placed.push(value);
    return value;
  });
  return placed;
}

function isPlaced(value: unknown): value is ReturnType<typeof placedIn>[number] {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'at');
}

const PLAIN_PIECES = [
  'a',
  'word ',
  'b c',
  'é',
  '漢字',
  'தமிழ்',
  '😀',
  '\u00a0',
  '\u202e',
  '“',
  '’',
  '&',
  '&amp;',
  '&lt;b&gt;',
  '&#1;',
  '"',
  "'",
  '\n',
  '\n\n',
  '  \n',
  '\t',
  '    ',
  '> ',
  '- ',
  '* ',
  '+ ',
  '1. ',
  '2) ',
  '# ',
  '#### ',
  '===\n',
  '---\n',
  '\n\n***\n\n',
  '**',
  '*',
  '_',
  '~~',
  '`',
  '```\n',
  '\\',
  '[',
  ']',
  '(',
  ')',
  '![',
  '](',
  '|',
  '| a | b |\n|---|--:|\n| c | d |\n',
  'x.md',
  '../y.jpg',
  '../../z',
  '//e.com',
  'http://e.com',
  'https://e.com/a?b=c&d',
  'javascript:alert(1)',
  'a@b.c',
  '[t](javascript:x)',
  '[^1]',
  '\n[^1]: note',
  '\n: ',
  '{: .a}',
  '{#b}',
  '{{ x }}',
  '- [ ] ',
  '- **T:** ',
  '\0',
  '\x0b',
  '\ud800',
  '\ufdd00\ufdd1',
];
const HTML_PIECES = [
  '<',
  '>',
  '/>',
  '<u>',
  '</u>',
  '<br>',
  '<div>',
  '</div>',
  '<p>',
  '</p>',
  '<table>',
  '<tr>',
  '<td>',
  '</td>',
  '</table>',
  '<li>',
  '<script>',
  '</script>',
  '<style>',
  '</style>',
  '<!--',
  '-->',
  '<![CDATA[',
  '<?php',
  '<svg onload=1>',
  '<math>',
  '<textarea>',
  '<xmp>',
  '<iframe src=//e>',
  '<noscript>',
  '<template>',
  '<img src=x onerror=alert(1) alt="',
  '<a href="',
  '" title=\'',
  '">',
  '<a name=x>',
  '</a>',
  '<p id=a class=b style=c>',
  '<h1>',
  '<center>',
  '<b',
  ' onclick=1',
  '<td colspan=99999>',
  '<span lang=es>',
  '<a href=javascript:x>',
  '<a href="java&#10;script:x">',
  '<constructor>',
  '<__proto__ __proto__=1>',
  '<form action=x>',
  '<base href=//e>',
  '<meta http-equiv=refresh>',
];

/** Markdown of every sort, without a bare `<`. */
export const plainMarkdown = fc
  .array(fc.constantFrom(...PLAIN_PIECES), { maxLength: 40 })
  .map((parts) => parts.join(''));
/** Markdown with raw HTML of every sort, most of it broken. */
export const anyMarkdown = fc
  .array(fc.constantFrom(...PLAIN_PIECES, ...HTML_PIECES), { maxLength: 40 })
  .map((parts) => parts.join(''));
