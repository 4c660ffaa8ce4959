import { describe, expect, it } from 'vitest';
import { seeded } from './chance.ts';
import { judge } from './judge.ts';
import { finish } from './lives.ts';
import { troubled } from './mood.ts';
import { place, stepUntil } from './places.ts';
import { aScene, isUnderWay } from './scene.ts';
import { chaosServer } from './server.ts';
import { tell } from './tell.ts';

const MINUTE = 60_000;

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
