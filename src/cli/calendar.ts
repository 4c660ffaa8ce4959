import { datesOfDigest, instantOfTyped, openNewsroom } from '../app.ts';
import { blocks } from '../model/finding.ts';
import { dateIn, printWhen } from '../model/when.ts';
import { systemClock } from '../util/clock.ts';
import { silent } from '../util/progress.ts';
import { FINDINGS, MISUSE, OK } from './exit.ts';
import { report } from './findings.ts';
import { table, type Terminal } from './terminal.ts';

const RULES = { earlier: 'the working day before', later: 'the working day after', skip: 'no issue' };

/** `newsdesk calendar`: the coming dates of the Digest, with the reason for every one that was moved or left out. */
export async function calendar(
  root: string,
  options: { years: string; from?: string; json?: boolean },
  terminal: Terminal,
): Promise<number> {
  const { opened, findings } = openNewsroom(root, terminal.env, silent);
  if (!opened || findings.some(blocks)) {
    report(findings, root, 0, false, terminal);
    return FINDINGS;
  }
  const { newsroom } = opened.config;
  const { zone, language } = newsroom.newsroom;
  const from = options.from ?? dateIn(systemClock(), zone);
  const years = Number(options.years);
  if (
    !/^\d{4}-\d\d-\d\d$/.test(from) ||
    instantOfTyped(from, zone) === undefined ||
    !(years > 0 && years <= 100)
  ) {
    terminal.err('newsdesk: --from takes a date such as 2026-11-20, --years a number from 1 to 100.\n');
    return MISUSE;
  }
  const to = `${String(Number(from.slice(0, 4)) + Math.floor(years)).padStart(4, '0')}${from.slice(4).replace('-02-29', '-02-28')}`;
  const dates = await datesOfDigest(newsroom, from, to);
  if (options.json) {
    terminal.out(`${JSON.stringify({ version: 1, zone, dates }, undefined, 2)}\n`);
    return OK;
  }
  const { every, at, holidays } = newsroom.digest.cadence;
  terminal.out(
    `${newsroom.digest.name}: every ${every} days at ${at}, ${zone}; on a holiday ${RULES[holidays]}.\n\n`,
  );
  const rows = dates.map((date) => [
    date.date ?? '—',
    date.at === undefined ? 'no issue' : printWhen(date.at, zone, language, 'weekday'),
    date.at === undefined ? '' : printWhen(date.at, zone, language, 'time'),
    date.moved ? `planned for ${date.moved.from}: ${date.moved.because}` : '',
  ]);
  terminal.out(`${table(rows)}\n\n${rows.length} dates from ${from} to ${to}.\n`);
  return OK;
}
