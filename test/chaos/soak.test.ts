import { describe, expect, it } from 'vitest';
import { chanceOf, seeded } from './chance.ts';
import { judge } from './judge.ts';
import { finish } from './lives.ts';
import { troubled } from './mood.ts';
import { place, stepUntil } from './places.ts';
import { aScene, isUnderWay } from './scene.ts';
import { chaosServer } from './server.ts';
import { tell } from './tell.ts';

const MINUTE = 60_000;
/** How long the soak goes on: `CHAOS=30 npx vitest run test/chaos/soak`. */
const minutes = Number(process.env.CHAOS ?? 0);

describe.runIf(minutes > 0)('for as long as it is asked to', () => {
  it(
    `soaks: one to three programs, each killed at any moment, under a clock that may step`,
    async () => {
      const { seed } = seeded();
      const until = performance.now() + minutes * MINUTE;
      let kills = 0;
      for (let round = 0; round === 0 || performance.now() < until; round += 1) {
        const chance = chanceOf(seed + round);
        const scene = await aScene(
          chance.between(300, 1500),
          await chaosServer(troubled(chance.of('server'))),
        );
        const stopped = new AbortController();
        const isStepping = chance.number() < 0.5;
        const stepping = isStepping ? stepUntil(stopped.signal, scene, chance.of('steps')) : undefined;
        const count = chance.between(1, 3);
        const places = Array.from({ length: count }, (_, n) => place(scene, chance.of('place', n), 40));
        const killed = (await Promise.all(places)).reduce((sum, one) => sum + one, 0);
        stopped.abort();
        await stepping;
        scene.move(24 * 60 * MINUTE - scene.moved());
        await finish(scene, () => isUnderWay(scene));
        const tally = await judge(scene);
        kills += killed;
        tell(chance, kills, { round, programs: count, isStepping, killed, ...tally });
      }
      expect(kills).toBeGreaterThan(0);
    },
    (minutes + 10) * MINUTE,
  );
});
