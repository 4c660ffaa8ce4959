import { isAbsolute, relative } from 'node:path';
import type { Tally } from '../model/delivery.ts';
import type { Newsroom } from '../model/newsroom.ts';
import { printWhen } from '../model/when.ts';
import type { Sum } from '../office.ts';
import type { Pass } from '../pipeline.ts';
import { table } from './terminal.ts';

/** A pass with what became of its mail, for a person. */
export type Summary = {
  pass: Pass;
  sum: Sum;
  newsroom: Newsroom;
  /** Deliveries of each edition that has any, by edition key. */
  tallies: ReadonlyMap<string, Tally>;
  dryRun: boolean;
  /** Where the mail goes: a folder or a server, without credentials. */
  courier: string;
  publicFolder: string;
};

/** What went out, what is on its way, and what waits and why: a short table in plain words. */
export function printSummary(summary: Summary): string {
  const { pass, newsroom, dryRun } = summary;
  const { zone, language } = newsroom.newsroom;
  const when = `${printWhen(pass.at, zone, language, 'weekday')}, ${printWhen(pass.at, zone, language, 'time')}`;
  if (pass.stopped) {
    return `${newsroom.site.title} — ${when}\n\nNothing went out: what is wrong concerns everything. The last good site stays.\n`;
  }
  const parts = [
    `${newsroom.site.title} — ${when}${dryRun ? ' (a dry run: nothing is written or sent)' : ''}`,
  ];
  parts.push(section(dryRun ? 'Would go out' : 'Went out', [filesRow(summary), ...mailRows(summary)]));
  parts.push(section('Stands as a notice', whyRows(pass, 'withdrawn')));
  parts.push(section('Stands as it was', whyRows(pass, 'kept')));
  parts.push(
    section('Waits', [
      ...heldRows(pass, zone, language),
      ...lateRows(pass, zone, language),
      ...troubleRows(summary),
    ]),
  );
  if (dryRun) parts.push(section('Files', fileRows(pass)));
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function section(title: string, rows: string[][]): string {
  if (rows.length === 0) return '';
  return `${title}\n${table(rows.map(([first = '', ...rest]) => [`  ${first}`, ...rest]))}`;
}

/** A folder as a person here would name it; anything else as it is. */
function near(place: string): string {
  const below = isAbsolute(place) ? relative('.', place) : place;
  return below === '' || below.startsWith('..') ? place : below;
}

function filesRow({ pass, publicFolder }: Summary): string[] {
  const { written, removed, unchanged } = pass.shelving;
  const gone = removed.length === 0 ? '' : `, ${removed.length} taken away`;
  return ['files', near(publicFolder), `${written.length} written, ${unchanged} unchanged${gone}`];
}

function mailRows({ pass, tallies, dryRun, courier }: Summary): string[][] {
  const rows = pass.mailings.flatMap((mailing): string[][] => {
    if (mailing.state === 'late' || mailing.held !== undefined) return [];
    const title = mailing.subject ?? mailing.title;
    const tally = tallies.get(mailing.edition);
    const queued = tally ? audienceOf(tally) : 0;
    const audience = queued > 0 ? queued : mailing.audience;
    if (audience === 0)
      return mailing.mailing ? [] : [[mailing.edition, title, 'nobody asked for it by mail']];
    const whom = mailing.topics.length > 0 ? mailing.topics.join(', ') : 'who had it';
    const to = `to ${audience} (${whom})`;
    const state = dryRun && !mailing.mailing ? to : `${to}: ${printTally(tally)}`;
    return [[mailing.edition, title, state]];
  });
  return rows.length === 0 ? [] : [...rows, ['mail goes to', near(courier), '']];
}

/** Everybody an edition was queued for: each delivery is in exactly one state. */
export function audienceOf({ waiting, handing, accepted, refused, uncertain, cancelled }: Tally): number {
  return waiting + handing + accepted + refused + uncertain + cancelled;
}

/** Deliveries in words: "22 accepted, 1 deferred". */
export function printTally(tally: Tally | undefined): string {
  if (!tally) return 'nothing queued';
  const { accepted, refused, uncertain, waiting, handing, deferred, cancelled } = tally;
  const words = [
    [accepted, 'accepted'],
    [handing, 'being handed over'],
    [waiting - deferred, 'waiting'],
    [deferred, 'deferred'],
    [refused, 'refused'],
    [cancelled, 'cancelled before they left'],
    [uncertain, 'uncertain: a person must decide'],
  ] as const;
  const said = words.flatMap(([count, word]) =>
    count > 0 ? `${count.toLocaleString('en-US')} ${word}` : [],
  );
  return said.length === 0 ? 'nothing queued' : said.join(', ');
}

function whyRows(pass: Pass, state: 'withdrawn' | 'kept'): string[][] {
  return pass.standings.flatMap((one) => (one.state === state ? [[one.key, one.why]] : []));
}

function heldRows(pass: Pass, zone: string, language: string): string[][] {
  return pass.standings.flatMap((one) => {
    if (one.state !== 'held') return [];
    const until = one.until === undefined ? '' : ` until ${printWhen(one.until, zone, language, 'moment')}`;
    return [[one.key, `${one.why}${until}`]];
  });
}

function lateRows(pass: Pass, zone: string, language: string): string[][] {
  return pass.mailings.flatMap(({ state, publication, publicAt, mailing, held }) => {
    const isStopped = mailing?.state === 'stopped';
    const yes = `say yes with "newsdesk publish --late ${publication}"`;
    if (held !== undefined) return [[publication, `not mailed: ${held}; when that is right, ${yes}`]];
    if (state !== 'late' && !isStopped) return [];
    const due = `it was due ${printWhen(publicAt, zone, language, 'moment')}, past the limit`;
    const why = isStopped ? mailing.why : mailing ? mailing.why : due;
    return [[publication, `${mailing ? 'not mailed any further' : 'not mailed'}: ${why}; ${yes}`]];
  });
}

/** Mail that is neither out nor refused: the server is in trouble, or nobody knows. */
function troubleRows({ sum }: Summary): string[][] {
  const rows: string[][] = [];
  if (sum.stopped !== undefined) rows.push(['mail', `paused; it is tried again by itself: ${sum.stopped}`]);
  for (const { edition, why } of sum.halted) {
    const yes = `newsdesk publish --late ${edition.replace(/@\d+$/, '')}`;
    rows.push([edition, `stopped: ${why}; when that is settled: "${yes}"`]);
  }
  const lost = sum.recovered.length;
  if (lost > 0) {
    const what = lost === 1 ? 'one delivery is' : `${lost} deliveries are`;
    rows.push(['mail', `${what} uncertain: a program was ended in the middle; a person must decide`]);
  }
  return rows;
}

function fileRows(pass: Pass): string[][] {
  return [
    ...pass.shelving.written.map((path) => ['write', path]),
    ...pass.shelving.removed.map((path) => ['take away', path]),
  ];
}
