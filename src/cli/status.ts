import { setTimeout as sleep } from 'node:timers/promises';
import {
  datesOfDigest,
  openLedger,
  openNewsroom,
  openPress,
  seesArrivals,
  type Ledger,
  type Opened,
} from '../app.ts';
import { toDo } from '../daily.ts';
import { mailOverview, publicOverview, type NextIssue, type Overview } from '../desk/overview.ts';
import { dateIn } from '../model/when.ts';
import { publish, type Pass } from '../pipeline.ts';
import { systemClock } from '../util/clock.ts';
import { silent } from '../util/progress.ts';
import { FINDINGS, OK } from './exit.ts';
import { report } from './findings.ts';
import { printStatus } from './status-text.ts';
import type { Terminal } from './terminal.ts';

export type StatusOptions = { json?: boolean; watch?: boolean };

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;
const CLEAR = '\u001b[H\u001b[2J\u001b[3J';

/**
 * `newsdesk status`: what is out, held, due next and on its way, and what needs a person. Looks only: nothing is written.
 * With `watch` again every second until SIGINT; where nobody looks at a terminal, whenever it changed.
 */
export async function status(root: string, options: StatusOptions, terminal: Terminal): Promise<number> {
  const { opened, findings } = openNewsroom(root, terminal.env, silent);
  if (!opened) {
    report(findings, root, 0, options.json ?? false, terminal);
    return FINDINGS;
  }
  const look = observer(opened);
  let told = '';
  for (;;) {
    const overview = await look(systemClock());
    const text =
      options.json === true
        ? `${JSON.stringify({ version: 1, ...overview }, undefined, options.watch === true ? 0 : 2)}\n`
        : printStatus(overview, opened.config.newsroom, terminal.interactive ? terminal.width : Infinity);
    if (options.watch !== true) terminal.out(text);
    else if (terminal.interactive && options.json !== true) terminal.out(CLEAR + text);
    else if (text !== told) terminal.out(text);
    told = text;
    if (options.watch !== true) return OK;
    await sleep(SECOND, undefined, { signal: terminal.stop }).catch(() => {});
    if (terminal.stop.aborted) return OK;
  }
}

/** The ledger is asked every time; the files and the calendar once a minute, when something may have come due. */
function observer(opened: Opened): (at: number) => Promise<Overview> {
  const { newsroom, smtpUrl } = opened.config;
  const desk = {
    delivery: newsroom.delivery,
    relays: smtpUrl?.split(/\s+/).length ?? 1,
    seesArrivals: seesArrivals(opened.config),
  };
  let minute = NaN;
  let seen: Awaited<ReturnType<typeof lookAtFiles>> | undefined;
  return async (at) => {
    const ledger = await openLedger(opened.config, true);
    try {
      if (!seen || Math.floor(at / MINUTE) !== minute) seen = await lookAtFiles(opened, ledger, at);
      minute = Math.floor(at / MINUTE);
      return { at, ...seen, ...(await mailOverview(ledger, at, desk)) };
    } finally {
      await ledger.close();
    }
  };
}

async function lookAtFiles(opened: Opened, ledger: Ledger, at: number) {
  const press = await openPress(opened, ledger);
  try {
    const pass = await publish(press, at, { dryRun: true, agreed: [] });
    const trouble = pass.stopped
      ? {
          trouble: {
            what: 'Nothing is published: something that concerns everything has to be mended.',
            fix: 'newsdesk check',
          },
        }
      : {};
    const tasks = await toDo(opened.config.newsroom, ledger, pass, at);
    return { ...publicOverview(pass, await nextIssue(opened, pass, at)), tasks, ...trouble };
  } catch (error) {
    // A wrong clock or an empty folder stops a pass; what is on its way is worth showing all the same.
    if (!(error instanceof Error) || !('fix' in error) || typeof error.fix !== 'string') throw error;
    const nothing = { releases: 0, issues: 0, newest: [] };
    return {
      out: nothing,
      held: [],
      standing: [],
      onHold: [],
      overrides: [],
      tasks: [],
      asking: [],
      trouble: { what: error.message, fix: error.fix },
    };
  }
}

/** The Digest's next date, and whether its file is there. */
async function nextIssue(opened: Opened, pass: Pass, at: number): Promise<NextIssue | undefined> {
  const { newsroom } = opened.config;
  const { zone } = newsroom.newsroom;
  const reach = 4 * newsroom.digest.cadence.every * DAY;
  const dates = await datesOfDigest(newsroom, dateIn(at, zone), dateIn(at + reach, zone));
  const next = dates.find((date) => date.at !== undefined && date.at > at);
  if (next?.at === undefined || next.date === undefined) return undefined;
  const file = pass.standings.find(
    (one) => one.state === 'held' && one.until === next.at && one.key.startsWith('digest/'),
  );
  return {
    date: next.date,
    at: next.at,
    ready: file !== undefined,
    ...(next.moved ? { because: next.moved.because } : {}),
    ...(file && 'path' in file ? { path: file.path } : {}),
  };
}
