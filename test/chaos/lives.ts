import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { finished, startNewsdesk, type Ran } from '../support/program.ts';
import type { Chance } from './chance.ts';
import { CONNECTIONS, count, type Scene } from './scene.ts';
import { POINTS, type Point } from './server.ts';

const SECOND = 1000;
const CLOCK = join(import.meta.dirname, 'clock.ts');
export const NODE = [process.execPath, '--import', CLOCK];

/** When a program is killed: `delay` ms after the server came to `point` (any, when there is none) for the nth time. */
export type Death = { nth: number; point?: Point; delay: number };

/** `reader`: whose message the server was at when the program was killed. */
export type Life = Ran & { killed: boolean; reader: string };

export type LifeOptions = {
  args?: readonly string[];
  node?: readonly string[];
  /** When the server has seen nothing for so long, ms, something stalls: it is killed, unless `onStall` gives true. */
  patience?: number;
  onStall?: (time: number) => boolean;
  /** Others work on the ledger too, and may have taken it for lost before anybody looks. */
  shared?: boolean;
};

/** A moment somewhere among the next forty messages, or between two things that one program does. */
export function anyDeath(chance: Chance): Death {
  const nth = chance.between(1, 40 * POINTS.length);
  return { nth, delay: chance.number() < 0.5 ? 0 : chance.between(0, 50) };
}

/**
 * One life of the program, ended by `death` or by itself. Checks that it left no more deliveries marked than it had
 * connections.
 */
export async function live(scene: Scene, death?: Death, options: LifeOptions = {}): Promise<Life> {
  const { args = ['deliver'], node = NODE, patience = 2 * SECOND, shared = false, onStall } = options;
  const child = startNewsdesk(scene.root, args, scene.env, node);
  const pid = child.pid ?? 0;
  const ended = finished(child);
  let seen = 0;
  let lastSeen = Infinity;
  let stalls = 0;
  let killed = false;
  let reader = '';
  const kill = () => {
    killed ||= child.exitCode === null && child.signalCode === null && child.kill('SIGKILL');
  };
  const unwatch = scene.server.watch((point, of) => {
    lastSeen = performance.now();
    if (!death || (death.point && death.point !== point)) return;
    seen += 1;
    if (seen !== death.nth) return;
    reader = of;
    if (death.delay === 0) kill();
    else setTimeout(kill, death.delay);
  });
  const stalled = setInterval(() => {
    if (performance.now() - lastSeen <= patience) return;
    lastSeen = performance.now();
    stalls += 1;
    if (onStall?.(stalls) !== true) kill();
  }, 100);
  const ran = await ended;
  clearInterval(stalled);
  unwatch();
  const left = markedBy(scene, pid);
  expect(left).toBeLessThanOrEqual(CONNECTIONS);
  if (!killed) expect([0, 1], ran.err).toContain(ran.code);
  scene.doubts += shared && killed ? CONNECTIONS : left;
  return { ...ran, killed, reader };
}

/** How many deliveries stand as marked by a program. */
export function markedBy({ database }: Scene, pid: number): number {
  const mine = 'SELECT id FROM workers WHERE holder = ?';
  return count(database, `state = 'handing' AND worker IN (${mine})`, `process ${pid} on ${hostname()}`);
}

/** Lets one program after the other deliver what is left, without killing any, until nothing is. */
export async function finish(scene: Scene, isUnderWay: () => boolean): Promise<void> {
  for (let round = 0; isUnderWay(); round += 1) {
    if (round > 60) throw new Error('It does not come to an end.');
    await live(scene);
    scene.move(61 * 60 * SECOND);
    await sleep(0);
  }
}
