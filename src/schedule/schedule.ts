import { schedule } from 'node-cron';
import type { Log } from '../util/log.ts';

const EVERY_MINUTE = '* * * * *';
/** A busy machine may wake up late; anything less than the next tick is still this one. */
const TOLERANCE_MS = 55_000;

export type Schedule = {
  /** Ends the ticking and waits for the pass in hand. Safe to repeat. */
  stop: () => Promise<void>;
};

/**
 * Wakes the newsroom up, every minute unless `cron` says otherwise (five or six fields, in UTC: a zoned job would skip
 * an hour when the clocks change). A wake-up decides nothing: what is due is the calendar's business, so a tick that is
 * lost costs a minute and no more.
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
  const tick = async (): Promise<void> => {
    inHand = pass();
    await inHand;
  };
  const task = schedule(cron, tick, {
    timezone: 'UTC',
    noOverlap: true,
    missedExecutionTolerance: TOLERANCE_MS,
    suppressMissedWarning: true,
    logger: quiet(log),
  });
  return {
    stop: async () => {
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
