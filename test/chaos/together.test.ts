import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { seeded, type Chance } from './chance.ts';
import { judge } from './judge.ts';
import { anyDeath, finish, live } from './lives.ts';
import { troubled } from './mood.ts';
import { aScene, isUnderWay, type Scene } from './scene.ts';
import { chaosServer } from './server.ts';
import { tell } from './tell.ts';

const MINUTE = 60_000;

/** One place among several: whatever happens to a program there, another one takes it. Gives how many were killed. */
async function place(scene: Scene, chance: Chance, lives: number): Promise<number> {
  let kills = 0;
  for (let life = 0; isUnderWay(scene) && life < lives; life += 1) {
    const draw = chance.of('life', life);
    if ((await live(scene, anyDeath(draw), { shared: true })).killed) kills += 1;
    if (draw.number() < 0.3) scene.move(draw.between(0, 10 * MINUTE));
  }
  return kills;
}

/** Sets the clock forwards and backwards by up to three hours, a few times a second, within a day. */
async function stepUntil(stop: AbortSignal, scene: Scene, chance: Chance): Promise<void> {
  while (!stop.aborted) {
    await sleep(chance.between(50, 400));
    const to = scene.moved() + chance.between(-3 * 60, 3 * 60) * MINUTE;
    scene.move(Math.max(0, Math.min(to, 20 * 60 * MINUTE)) - scene.moved());
  }
}

describe('three programs on one ledger', () => {
  it('that are killed at any moment, each by itself, mail everybody once', async () => {
    const chance = seeded();
    const scene = await aScene(900, await chaosServer(troubled(chance.of('server'))));
    const places = [1, 2, 3].map((number) => place(scene, chance.of('place', number), 25));
    const kills = (await Promise.all(places)).reduce((sum, one) => sum + one, 0);
    await finish(scene, () => isUnderWay(scene));
    tell(chance, kills, await judge(scene));
    expect(kills).toBeGreaterThan(10);
  }, 240_000);
});

describe('a clock that steps forwards and backwards', () => {
  it('under three programs that are killed now and then makes nobody get a mail twice or never', async () => {
    const chance = seeded();
    const scene = await aScene(900, await chaosServer(troubled(chance.of('server'))));
    const stopped = new AbortController();
    const stepping = stepUntil(stopped.signal, scene, chance.of('steps'));
    const places = [1, 2, 3].map((number) => place(scene, chance.of('place', number), 12));
    const kills = (await Promise.all(places)).reduce((sum, one) => sum + one, 0);
    stopped.abort();
    await stepping;
    scene.move(24 * 60 * MINUTE - scene.moved());
    await finish(scene, () => isUnderWay(scene));
    tell(chance, kills, await judge(scene));
    expect(kills).toBeGreaterThan(10);
  }, 240_000);
});
