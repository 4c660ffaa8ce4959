import type { ChildProcess } from 'node:child_process';
import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDesk, releaseText } from '../support/desk.ts';
import { finished, startNewsdesk } from '../support/program.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A minute lasts one second. */
const RATE = 60;
const NODE = [process.execPath, '--import', join(import.meta.dirname, 'swift.ts')];
/** Thursday, 2026-11-19, 9 a.m. in Chicago; the embargo ends a day later. */
const BEGIN = Date.parse('2026-11-19T09:00:20-06:00');

type Desk = {
  /** Moves the machine's clock, or lets it sleep, ms. */
  machine: (change: { set?: number; slept?: number }) => void;
  run: (...args: string[]) => ChildProcess;
  /** What `run` said so far. */
  said: () => string;
  isOut: () => boolean;
  /** Waits until something is so; fails after half a minute. */
  until: (isSo: () => boolean) => Promise<void>;
};

/** A newsroom with one release under embargo for a day, and `run` at work on it. */
async function atWork(release: string): Promise<Desk> {
  const { root, write, ledger } = await openDesk();
  await ledger.close();
  const date = '2026-11-18';
  write(`releases/${date}-lane.md`, releaseText({ date, release }));
  const clock = join(root, 'clock.json');
  const state = { begin: BEGIN, set: 0, slept: 0, startedAt: Date.now() };
  const machine: Desk['machine'] = (change) => {
    Object.assign(state, change);
    writeFileSync(`${clock}.new`, JSON.stringify(state));
    renameSync(`${clock}.new`, clock);
  };
  machine({});
  const env = { SWIFT: String(RATE), SWIFT_CLOCK: clock, NEWSDESK_VAR: join(root, 'var') };
  const run = (...args: string[]) => startNewsdesk(root, args, env, NODE);
  const child = run('run', '--no-site');
  let out = '';
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  onTestFinished(async () => {
    const ended = finished(child);
    child.kill('SIGTERM');
    await ended;
  });
  const until: Desk['until'] = async (isSo) => {
    for (let waited = 0; !isSo(); waited += 50) {
      if (waited > 30 * SECOND) throw new Error(`It never came to that:\n${out}`);
      await sleep(50);
    }
  };
  const isOut = () => existsSync(join(root, `public/releases/${date}-lane.html`));
  await until(() => out.includes('Published.'));
  return { machine, run, said: () => out, isOut, until };
}

const TOMORROW = '2026-11-20 09:00 CST';

describe('a clock that jumps', () => {
  it('ends no embargo by going ahead, until it has stood for a quarter of an hour', async () => {
    const desk = await atWork(TOMORROW);
    expect(desk.isOut()).toBe(false);
    desk.machine({ set: 2 * DAY });
    await desk.until(() => desk.said().includes('The clock of this machine was set.'));
    await sleep(4 * SECOND);
    expect(desk.isOut()).toBe(false);
    await desk.until(() => desk.isOut());
    expect(desk.said()).toContain('Publishing goes by the clock as it was set.');
  }, 60_000);

  it('ends none when it goes ahead and comes back, and then each at its minute', async () => {
    const desk = await atWork(TOMORROW);
    desk.machine({ set: 2 * DAY });
    await desk.until(() => desk.said().includes('The clock of this machine was set.'));
    desk.machine({ set: 0 });
    await desk.until(() => desk.said().includes('The clock of this machine is as it was before.'));
    await sleep(3 * SECOND);
    expect(desk.isOut()).toBe(false);
    desk.machine({ slept: 25 * HOUR });
    await desk.until(() => desk.isOut());
  }, 60_000);

  it('is believed at once when a person publishes by hand', async () => {
    const desk = await atWork(TOMORROW);
    desk.machine({ set: 2 * DAY });
    await desk.until(() => desk.said().includes('The clock of this machine was set.'));
    expect((await finished(desk.run('publish'))).code).toBe(0);
    expect(desk.isOut()).toBe(true);
    await desk.until(() => desk.said().includes('Publishing goes by the clock as it was set.'));
    expect(desk.said()).not.toContain('A pass failed');
  }, 60_000);

  it('is no jump when the machine slept: what came due meanwhile goes out with the next minute', async () => {
    const desk = await atWork(TOMORROW);
    desk.machine({ slept: 25 * HOUR });
    await desk.until(() => desk.isOut());
    expect(desk.said()).not.toContain('The clock of this machine was set.');
  }, 60_000);

  it('keeps nothing back for the time that it was set back by', async () => {
    const desk = await atWork('2026-11-19 09:20 CST');
    desk.machine({ set: -5 * MINUTE });
    await desk.until(() => desk.said().includes('The clock of this machine was set.'));
    await desk.until(() => desk.isOut());
    expect(desk.said()).toContain('Publishing goes by the clock as it was set.');
  }, 60_000);
});
