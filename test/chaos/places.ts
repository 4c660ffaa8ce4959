import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from './chance.ts';
import { anyDeath, live } from './lives.ts';
import { isUnderWay, type Scene } from './scene.ts';

const MINUTE = 60_000;

/** One place among several: whatever happens to a program there, another one takes it. Gives how many were killed. */
export async function place(scene: Scene, chance: Chance, lives: number): Promise<number> {
  let kills = 0;
  for (let life = 0; isUnderWay(scene) && life < lives; life += 1) {
    const draw = chance.of('life', life);
    if ((await live(scene, anyDeath(draw), { shared: true })).killed) kills += 1;
    if (draw.number() < 0.3) scene.move(draw.between(0, 10 * MINUTE));
  }
  return kills;
}

/** Sets the clock forwards and backwards by up to three hours, a few times a second, within a day. */
export async function stepUntil(stop: AbortSignal, scene: Scene, chance: Chance): Promise<void> {
  while (!stop.aborted) {
    await sleep(chance.between(50, 400));
    const to = scene.moved() + chance.between(-3 * 60, 3 * 60) * MINUTE;
    scene.move(Math.max(0, Math.min(to, 20 * 60 * MINUTE)) - scene.moved());
  }
}
