import { printWhen } from './when.ts';

/** Months as the AP stylebook shortens them before a day: five are never shortened. */
const MONTHS = [
  'Jan.',
  'Feb.',
  'March',
  'April',
  'May',
  'June',
  'July',
  'Aug.',
  'Sept.',
  'Oct.',
  'Nov.',
  'Dec.',
];

/** A calendar date (`2026-11-20`) as a dateline has it: "Nov. 20, 2026" in English, in full elsewhere. */
export function printDay(date: string, language: string): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  if (language === 'en') return `${MONTHS[month - 1]} ${day}, ${year}`;
  return printWhen(Date.UTC(year, month - 1, day, 12), 'UTC', language, 'date');
}

/** What stands before the first words of a release: "CLAYTON, Mo. (Nov. 20, 2026) — ". */
export function printDateline(release: { dateline: string; date: string; language: string }): string {
  return `${release.dateline} (${printDay(release.date, release.language)}) — `;
}
