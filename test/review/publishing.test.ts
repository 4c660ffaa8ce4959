import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/model/finding.ts';
import { renderHtml } from '../../src/render/markdown/html.ts';
import { parseMarkdown } from '../../src/render/markdown/parse.ts';
import { reviewSource } from '../../src/review/review.ts';
import { testNewsroom } from '../support/newsroom.ts';
import { sourceTools } from './folder.ts';
import { aSource, SOUND } from './source.ts';

const newsroom = testNewsroom();
const PATH = 'releases/2026-11-13-link-avenue.md';

function findingsIn(body: string): Finding[] {
  return reviewSource(aSource(SOUND, { body }), newsroom, sourceTools).findings;
}

const rendered = (body: string): string =>
  renderHtml(parseMarkdown(body, 1), { path: PATH, prefix: 'r26-101-' });

describe('an address is refused by the review exactly when it is not published', () => {
  const addresses = [
    'https://example.org/map',
    'http://example.org',
    'HTTPS://EXAMPLE.ORG/',
    'https:example.org',
    'https:///map',
    'https://exa%mple.org',
    'ftp://example.org',
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java&#115;cript:alert(1)',
    'javascript&#58;alert(1)',
    'java&Tab;script:alert(1)',
    'vbscript:x',
    'data:text/html,x',
    'file:///etc/passwd',
    'mailto:media@newsroom.example.gov',
    'mailto:',
    'tel:+13145550100',
    '//example.org/map',
    '/releases/2026-11-12-other-road.md',
    '2026-11-12-other-road.md#when',
    '../digest/24.md',
    '../../etc/passwd',
    '..%2f..%2fetc',
    '%2e%2e/%2e%2e/etc',
    'photos/lane.png',
    'photos/my%20lane.png',
    'photos\\lane.png',
    '?page=2',
    '',
  ];

  test.for(addresses)('link to “%s”', (address) => {
    const body = `See [the place](<${address}>).\n`;
    const refused = findingsIn(body).some(({ rule }) => rule === 'link/scheme');
    expect(refused).toBe(!rendered(body).includes('<a '));
  });

  test.for(addresses)('picture from “%s”', (address) => {
    const body = `One ![lane closed](<${address}>) two\n`;
    const refused = findingsIn(body).some(({ rule }) => rule === 'link/scheme');
    expect(refused).toBe(!rendered(body).includes('<img '));
  });
});

describe('raw HTML', () => {
  test.for(
    [
      'script style iframe object embed applet frame frameset video audio canvas svg math form input button select',
      'textarea link meta base noscript map',
    ].flatMap((tags) => tags.split(' ')),
  )('<%s> is not published, and the review says so', (tag) => {
    const body = `<${tag}>Words</${tag}>\n`;
    expect(rendered(body)).not.toContain(`<${tag}`);
    expect(findingsIn(body).map(({ rule }) => rule)).toContain('html/removed');
  });

  test.for(
    [
      'p div span b i u s em strong small sub sup mark abbr cite q kbd code pre ul ol li dl dt dd blockquote h2 h3 table',
      'tbody tr td th caption figure figcaption a center font section article header footer main nav details summary',
      'label address big tt strike time var samp o:p',
    ].flatMap((tags) => tags.split(' ')),
  )('<%s> keeps its words, so the review is silent', (tag) => {
    const body = `<${tag}>Words</${tag}>\n`;
    expect(rendered(body)).toContain('Words');
    expect(findingsIn(body).map(({ rule }) => rule)).not.toContain('html/removed');
  });
});
