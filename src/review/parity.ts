import { decodeHTML } from 'entities';
import type { Finding } from '../model/finding.ts';
import type { Forms } from '../model/publication.ts';
import { plainLetter } from './prose/letters.ts';
import type { Prose } from './prose/prose.ts';
import type { RuleInfo } from './rule.ts';
import { quote } from './words.ts';

export const PARITY: RuleInfo & { why: string } = {
  id: 'parity/facts',
  severity: 'error',
  about: 'A number, date, time or telephone number that the text has and a form of it has not',
  source: 'house rule: the same facts everywhere',
  why: 'Readers of the page, the mail and the feed would be told different things.',
};

/** Dates, times and numbers, each with what belongs to it. */
const FACT =
  /(?:\+?1[-. ])?\(?\d{3}\)?[-. ]\d{3}[-. ](?:\d{4}|[A-Z]{4})|(?:(?:Jan|Feb|March|April|May|June|July|Aug|Sept|Oct|Nov|Dec)[a-z]*\.? \d{1,2}(?:, \d{4})?)|\d{1,2}(?::\d{2})? ?[ap]\. ?m\.|[$€£]?\d[\d,.:/-]*\d%?|\d/g;

/**
 * Compares the facts of a text with each form that the page, the feeds and the mails are made from: what stands in the
 * text must stand in all of them, as often at least. Forms may have more: a list's numbers, a footnote's mark.
 */
export function parity(prose: Prose, file: string, forms: Forms): Finding[] {
  const body = prose.text.slice(prose.body);
  if (!/\d/.test(body)) return [];
  const printed = [
    { name: 'the HTML of page, feed and mail', counts: countsOf(wordsOfHtml(forms.html)) },
    { name: 'the plain text', counts: countsOf(plain(forms.text)) },
  ];
  const wanted = [...countsOf(body)];
  const lacking = printed.map(({ name, counts }) => ({
    name,
    runs: new Set(wanted.filter(([run, count]) => (counts.get(run) ?? 0) < count).map(([run]) => run)),
  }));
  if (lacking.every(({ runs }) => runs.size === 0)) return [];
  const findings: Finding[] = [];
  for (const { 0: words, index } of body.matchAll(FACT)) {
    const runs = words.match(/\d+/g) ?? [];
    const where = lacking.filter((form) => runs.some((run) => form.runs.has(run)));
    if (where.length === 0) continue;
    for (const form of where) for (const run of runs) form.runs.delete(run);
    const start = prose.body + index;
    const names = where.map(({ name }) => name).join(' and ');
    const { id, severity, why } = PARITY;
    findings.push({
      file,
      ...prose.at(start, start + words.length),
      rule: id,
      severity,
      what: `${quote(words)} is in the text, and not in ${names}`,
      why,
      fix: 'Write it in plain Markdown: HTML around it is taken out, or hides it.',
    });
  }
  return findings;
}

/** How often each run of digits occurs. A run is never parted by a mark or by the end of a line. */
function countsOf(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [digits] of text.matchAll(/\d+/g)) counts.set(digits, (counts.get(digits) ?? 0) + 1);
  return counts;
}

const PARTING =
  /<\/?(?:p|h\d|li|ul|ol|d[ltd]|div|t[dhr]|table|thead|tbody|caption|blockquote|br|hr|fig\w+|img|section|aside)\b[^>]*>/g;

function wordsOfHtml(html: string): string {
  const words = html
    .replace(/<sup[^>]*><a\b[^>]*>[^<]*<\/a><\/sup>/g, ' ')
    .replace(/<img\b[^>]*\salt="([^"]*)"[^>]*>/g, ' $1 ')
    .replace(PARTING, ' ')
    .replace(/<[^>]*>/g, '');
  return plain(words.includes('&') ? decodeHTML(words) : words);
}

function plain(text: string): string {
  return text.replace(/[^\0-\x7f]/gu, plainLetter);
}
