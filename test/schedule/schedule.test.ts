import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { startSchedule } from '../../src/schedule/schedule.ts';

const EVERY_SECOND = '* * * * * *';

const nothing = (): void => {};

/** A log that keeps its errors. */
function keptLog() {
  const errors: string[] = [];
  const error = (fields: { err?: unknown }): void => void errors.push(String(fields.err));
  return { errors, log: { info: nothing, warn: nothing, debug: nothing, error } };
}

describe.concurrent('the schedule', () => {
  test('wakes again and again, and stops for good', async ({ expect }) => {
    let passes = 0;
    const wake = async (): Promise<void> => {
      passes += 1;
    };
    const schedule = startSchedule({ cron: EVERY_SECOND, wake, log: keptLog().log });
    await sleep(2300);
    await schedule.stop();
    const after = passes;
    expect(after).toBeGreaterThanOrEqual(2);
    await sleep(1200);
    expect(passes).toBe(after);
    await schedule.stop();
  });

  test('never has two passes in hand, and ticks that go by are no errors', async ({ expect }) => {
    let inHand = 0;
    let most = 0;
    let passes = 0;
    const { log, errors } = keptLog();
    const wake = async (): Promise<void> => {
      passes += 1;
      inHand += 1;
      most = Math.max(most, inHand);
      await sleep(1400);
      inHand -= 1;
    };
    const schedule = startSchedule({ cron: EVERY_SECOND, wake, log });
    await sleep(4200);
    await schedule.stop();
    expect([most, inHand, errors]).toEqual([1, 0, []]);
    expect(passes).toBeGreaterThanOrEqual(2);
  });

  test('a pass that fails is logged and the next one comes', async ({ expect }) => {
    let passes = 0;
    const { log, errors } = keptLog();
    const wake = (): Promise<void> => {
      passes += 1;
      if (passes === 1) throw new Error('the disk is full');
      return Promise.reject(new Error('still full'));
    };
    const schedule = startSchedule({ cron: EVERY_SECOND, wake, log });
    await sleep(2300);
    await schedule.stop();
    expect(errors.slice(0, 2)).toEqual(['Error: the disk is full', 'Error: still full']);
  });

  test('stopping waits for the pass in hand', async ({ expect }) => {
    const begun = Promise.withResolvers<void>();
    let done = false;
    const wake = async (): Promise<void> => {
      begun.resolve();
      await sleep(600);
      done = true;
    };
    const schedule = startSchedule({ cron: EVERY_SECOND, wake, log: keptLog().log });
    await begun.promise;
    expect(done).toBe(false);
    await schedule.stop();
    expect(done).toBe(true);
  });

  test('stopping before the first tick is quick and leaves nothing running', async ({ expect }) => {
    let passes = 0;
    const schedule = startSchedule({
      wake: async () => {
        passes += 1;
      },
      log: keptLog().log,
    });
    await schedule.stop();
    expect(passes).toBe(0);
  });
});

test('an expression that is not cron’s is refused at once', () => {
  expect(() => startSchedule({ cron: 'every Friday', wake: async () => {}, log: keptLog().log })).toThrow(
    /fields/,
  );
});
