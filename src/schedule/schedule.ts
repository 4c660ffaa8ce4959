import { schedule } from 'node-cron';
import type { Log } from '../util/log.ts';

const EVERY_MINUTE = '* * * * *';
/** A busy machine may wake up late; anything less than the next tick is still this one. */
const TOLERANCE_MS = 55_000;
/** How often it is looked whether ticks still come, ms, and after how many looks without one they do not. */
const BEAT = 30_000;
const SILENT = 4;

export type Schedule = {
  /** Ends the ticking and waits for the pass in hand. Safe to repeat. */
  stop: () => Promise<void>;
};

/**
 * Wakes the newsroom up, every minute unless `cron` says otherwise (five or six fields, in UTC: a zoned job would skip
 * an hour when the clocks change). A wake-up decides nothing: what is due is the calendar's business, so a tick that is
 * lost costs a minute and no more.
 *
 * A tick is an instant of the wall clock. When that is set back, the next one may lie hours ahead; so what has been silent for
 * two minutes is started again.
 *
 * Passes never overlap: while one is in hand, ticks go by. A pass that fails is logged, and the next one comes. The first
 * wake-up is at the next tick, not at the start. Throws for an expression that is not cron's.
 */
export function startSchedule({
  cron = EVERY_MINUTE,
  wake,
  log,
}: {
  cron?: string;
  wake: () => Promise<void>;
  log: Log;
}): Schedule {
  let inHand: Promise<void> | undefined;
  const pass = async (): Promise<void> => {
    try {
      await wake();
    } catch (err) {
      log.error({ err }, 'A pass failed; the next one tries again.');
    }
  };
  let silent = 0;
  let isBusy = false;
  const tick = async (): Promise<void> => {
    silent = 0;
    if (isBusy) return;
    isBusy = true;
    inHand = pass();
    await inHand;
    isBusy = false;
  };
  const begin = () =>
    schedule(cron, tick, {
      timezone: 'UTC',
      noOverlap: true,
      missedExecutionTolerance: TOLERANCE_MS,
      suppressMissedWarning: true,
      logger: quiet(log),
    });
  let task = begin();
  const again = async (): Promise<void> => {
    await task.destroy();
    task = begin();
    await tick();
  };
  const watch = setInterval(() => {
    silent += 1;
    if (silent >= SILENT && !isBusy) void again();
  }, BEAT);
  return {
    stop: async () => {
      clearInterval(watch);
      await task.destroy();
      await inHand;
    },
  };
}

/** node-cron's own remarks (a tick that went by, mostly) are for whoever debugs; its errors are for everybody. */
function quiet(log: Log) {
  const debug = (message: string | Error): void => log.debug(String(message));
  return {
    info: debug,
    warn: debug,
    debug,
    error: (message: string | Error, err?: Error): void =>
      log.error({ err: err ?? message }, 'The schedule failed.'),
  };
}
