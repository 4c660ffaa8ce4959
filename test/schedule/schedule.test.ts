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

/** Counts passes; `reached` is done when there were so many. */
function counter(enough: number) {
  const { promise, resolve } = Promise.withResolvers<void>();
  let passes = 0;
  return {
    reached: promise,
    count: () => {
      passes += 1;
      if (passes === enough) resolve();
      return passes;
    },
    passes: () => passes,
  };
}

describe.concurrent('the schedule', () => {
  test('wakes again and again, and stops for good', async ({ expect }) => {
    const { count, reached, passes } = counter(2);
    const wake = async (): Promise<void> => void count();
    const schedule = startSchedule({ cron: EVERY_SECOND, wake, log: keptLog().log });
    await reached;
    await schedule.stop();
    const after = passes();
    await sleep(1200);
    expect(passes()).toBe(after);
    await schedule.stop();
  });

  test('never has two passes in hand, and ticks that go by are no errors', async ({ expect }) => {
    const { count, reached } = counter(2);
    let inHand = 0;
    let most = 0;
    const { log, errors } = keptLog();
    const wake = async (): Promise<void> => {
      inHand += 1;
      most = Math.max(most, inHand);
      await sleep(1300);
      inHand -= 1;
      count();
    };
    const schedule = startSchedule({ cron: EVERY_SECOND, wake, log });
    await reached;
    await schedule.stop();
    expect([most, inHand, errors]).toEqual([1, 0, []]);
  });

  test('a pass that fails is logged and the next one comes', async ({ expect }) => {
    const { count, reached } = counter(3);
    const { log, errors } = keptLog();
    const wake = (): Promise<void> => {
      const passes = count();
      if (passes === 1) throw new Error('the disk is full');
      return passes === 2 ? Promise.reject(new Error('still full')) : Promise.resolve();
    };
    const schedule = startSchedule({ cron: EVERY_SECOND, wake, log });
    await reached;
    await schedule.stop();
    expect(errors).toEqual(['Error: the disk is full', 'Error: still full']);
  });

  test('stopping waits for the pass in hand', async ({ expect }) => {
    const { count, reached } = counter(1);
    let done = false;
    const wake = async (): Promise<void> => {
      count();
      await sleep(600);
      done = true;
    };
    const schedule = startSchedule({ cron: EVERY_SECOND, wake, log: keptLog().log });
    await reached;
    expect(done).toBe(false);
    await schedule.stop();
    expect(done).toBe(true);
  });

  test('wakes nobody before its first tick', async ({ expect }) => {
    const { count, passes } = counter(1);
    const schedule = startSchedule({ cron: '0 0 1 1 *', wake: async () => void count(), log: keptLog().log });
    await schedule.stop();
    expect(passes()).toBe(0);
  });
});

test('an expression that is not cron’s is refused at once', () => {
  const schedule = { cron: 'every Friday', wake: () => Promise.resolve(), log: keptLog().log };
  expect(() => startSchedule(schedule)).toThrow(/fields/);
});
