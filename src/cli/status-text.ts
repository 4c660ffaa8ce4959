import type { MailingView } from '../desk/mailing-view.ts';
import type { Overview } from '../desk/overview.ts';
import type { Newsroom } from '../model/newsroom.ts';
import { printWhen } from '../model/when.ts';
import { bar } from '../util/progress.ts';
import { printCameBack } from './inbox-text.ts';
import { heldLines, onHoldLines, overrideLines, standingLines, taskLines } from './status-desk.ts';
import { alarmsLost, noticesLost } from './status-notices.ts';
import { pauses } from './status-pauses.ts';
import { printTally } from './summary.ts';
import { table } from './terminal.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Names that are printed; `--json` has them all. */
const NAMED = 20;
const BAR = 24;

/** The overview for an officer: what needs a person first, then what is on its way, then the rest. */
export function printStatus(overview: Overview, newsroom: Newsroom, width: number): string {
  const { zone, language } = newsroom.newsroom;
  const when = (at: number) => printWhen(at, zone, language, 'moment');
  const { at } = overview;
  const head = `${newsroom.site.title} — ${printWhen(at, zone, language, 'weekday')}, ${printWhen(at, zone, language, 'time')}`;
  const parts = [
    head,
    section('Needs you', needs(overview, when)),
    section('To do', taskLines(overview.tasks)),
    section(
      'On its way',
      overview.mailings.filter(isUnderWay).flatMap((one) => underWay(one, at, when)),
    ),
    section('Came back since yesterday', [...printCameBack(overview.cameBack), ...noticesLost(overview)]),
    section('Out', out(overview, when)),
    section('Due next', due(overview, when)),
    section('Held', heldLines(overview.held, when)),
    section('On hold', onHoldLines(overview.onHold, when)),
    section('Stands as it is', standingLines(overview.standing, when)),
    section('Overridden findings', overrideLines(overview.overrides)),
  ];
  return `${parts
    .filter((part) => part !== '')
    .join('\n\n')
    .split('\n')
    .map((line) => cut(line, width))
    .join('\n')}\n`;
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${title}\n${lines.map((line) => `  ${line}`).join('\n')}`;
}

function needs(overview: Overview, when: (at: number) => string): string[] {
  const { asking, uncertain, trouble, seeds } = overview;
  const lines: string[] = [];
  if (trouble) lines.push(trouble.what, `  do: ${trouble.fix}`);
  for (const { publication, title, why } of asking) {
    lines.push(`${publication}  ${title}`, `  not mailed${why === '' ? '' : `: ${why}`}`);
    lines.push(`  when it should go all the same: newsdesk publish --late ${publication}`);
  }
  lines.push(...uncertainLines(uncertain));
  if (uncertain.length > 0) lines.push('  say what is true with: newsdesk settle');
  for (const { edition, seed } of seeds) {
    lines.push(`${edition} was not seen at the test mailbox "${seed}", although the mail server took it.`);
    lines.push('  do: look there, in the spam folder first; what lies there lies there for readers too');
  }
  lines.push(...alarmsLost(overview), ...pauses(overview, when));
  return lines;
}

/** The readers by what was said of them, so that a server's words stand there once. */
function uncertainLines(uncertain: Overview['uncertain']): string[] {
  const count = uncertain.length;
  if (count === 0) return [];
  const lines = [
    count === 1
      ? 'One delivery is uncertain: the mail server may or may not have taken it. It is never sent again by itself.'
      : `${number(count)} deliveries are uncertain: the mail server may or may not have taken them. They are never sent again by themselves.`,
  ];
  const shown = uncertain.slice(0, NAMED);
  const groups = Map.groupBy(shown, ({ edition, response }) => `${edition}: ${response}`);
  for (const [words, readers] of groups) {
    lines.push(`  ${words}`, ...readers.map(({ address }) => `    ${address}`));
  }
  if (count > NAMED) lines.push(`  and ${number(count - NAMED)} more (--json names them all)`);
  return lines;
}

function isUnderWay({ tally }: MailingView): boolean {
  return tally.waiting + tally.handing > 0;
}

function underWay(view: MailingView, at: number, when: (at: number) => string): string[] {
  const { edition, title, state, why, audience, tally, perMinute, left, deferrals } = view;
  const ended = audience - tally.waiting - tally.handing;
  const share = audience === 0 ? 1 : ended / audience;
  const pace =
    left === undefined
      ? state === 'open'
        ? 'nothing in the last minute'
        : `halted: ${why}`
      : `${number(perMinute)} a minute, ${lasting(left)} left`;
  const lines = [
    `${edition}  ${title}`,
    `  ${bar(share, BAR)}  ${number(ended)} of ${number(audience)} (${Math.floor(share * 100)} %), ${pace}`,
    `  ${printTally(tally)}`,
  ];
  for (const { response, count, next } of deferrals) {
    const due = state === 'open' ? 'due at the next round' : 'waits too';
    const until = next > at ? `put off until ${when(next)}` : due;
    lines.push(`  ${number(count)} ${until}: ${response}`);
  }
  return lines;
}

function out(
  { out: { releases, issues, newest }, mailings }: Overview,
  when: (at: number) => string,
): string[] {
  const rows = newest.map(({ key, title, publicAt }) => [key, title, when(publicAt)]);
  const mailed = mailings
    .filter((view) => !isUnderWay(view))
    .map(({ edition, audience, tally }) => [edition, `mailed to ${number(audience)}`, printTally(tally)]);
  const count = `${releases} release${releases === 1 ? '' : 's'} and ${issues} issue${issues === 1 ? '' : 's'}`;
  return [`${count}${rows.length > 0 ? ', the newest:' : ''}`, ...lines(rows), ...lines(mailed)];
}

function due({ held, next }: Overview, when: (at: number) => string): string[] {
  const rows = held.flatMap(({ key, why, until }) => (until === undefined ? [] : [[when(until), key, why]]));
  if (next && !next.ready) {
    const moved = next.because === undefined ? '' : ` (moved: ${next.because})`;
    rows.push([when(next.at), 'the next issue', `its file is not there yet${moved}`]);
  }
  return lines(rows);
}

function lines(rows: string[][]): string[] {
  return rows.length === 0 ? [] : table(rows).split('\n');
}

function number(count: number): string {
  return count.toLocaleString('en-US');
}

/** "about 12 minutes". */
function lasting(ms: number): string {
  if (ms < 90_000) return 'about a minute';
  if (ms < 2 * HOUR) return `about ${Math.round(ms / MINUTE)} minutes`;
  return `about ${Math.round(ms / HOUR)} hours`;
}

function cut(line: string, width: number): string {
  const characters = Array.from(line);
  return characters.length <= width ? line : `${characters.slice(0, width - 1).join('')}…`;
}
