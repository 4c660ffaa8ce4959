import { escapeHtml } from './html.ts';
import { printWhen } from './when.ts';

/** Months as the AP stylebook shortens them before a day: five are never shortened. */
const MONTHS = ['Jan.', 'Feb.', 'March', 'April', 'May', 'June', 'July', 'Aug.', 'Sept.', 'Oct.', 'Nov.', 'Dec.'];

/** A calendar date (`2026-11-20`) as a dateline has it: "Nov. 20, 2026" in English, the language's own way elsewhere. */
export function printDay(date: string, language: string): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  if (language === 'en') return `${MONTHS[month - 1]} ${day}, ${year}`;
  return printWhen(Date.UTC(year, month - 1, day, 12), 'UTC', language, 'short');
}

/** What stands before the first words of a release: "CLAYTON, Mo. (Nov. 20, 2026) — ". */
export function printDateline(release: { dateline: string; date: string; language: string }): string {
  return `${release.dateline} (${printDay(release.date, release.language)}) — `;
}

/** A rendered body that opens with its dateline: run into the first paragraph, or alone before a list or a table. */
export function withDateline(html: string, release: Parameters<typeof printDateline>[0]): string {
  const dateline = `<b>${escapeHtml(printDateline(release))}</b>`;
  const first = /^\s*<p(?: [^>]*)?>/.exec(html)?.[0];
  return first ? first + dateline + html.slice(first.length) : `<p>${dateline}</p>\n${html}`;
}
