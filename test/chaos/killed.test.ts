import { describe, expect, it } from 'vitest';
import { seeded } from './chance.ts';
import { judge } from './judge.ts';
import { anyDeath, finish, live } from './lives.ts';
import { calm, troubled } from './mood.ts';
import { aScene, isUnderWay, stateOf } from './scene.ts';
import { chaosServer, type Point } from './server.ts';
import { tell } from './tell.ts';

const MINUTE = 60_000;

describe('a program that is killed at any moment', () => {
  it('again and again, by chance, mails everybody once but for the uncertain that it names', async () => {
    const chance = seeded();
    const scene = await aScene(600, await chaosServer(troubled(chance.of('server'))));
    let kills = 0;
    for (let life = 0; isUnderWay(scene) && life < 45; life += 1) {
      const draw = chance.of('life', life);
      if ((await live(scene, anyDeath(draw))).killed) kills += 1;
      if (draw.number() < 0.5) scene.move(draw.between(0, 20 * MINUTE));
    }
    await finish(scene, () => isUnderWay(scene));
    tell(chance, kills, await judge(scene));
    expect(kills).toBeGreaterThan(10);
  }, 180_000);

  it.each<[Point, string[]]>([
    ['MAIL', ['']],
    ['RCPT', ['claimed']],
    ['DATA', ['claimed']],
    ['body', ['claimed', 'handing']],
    ['dot', ['handing']],
    ['answered', ['handing', 'accepted']],
  ])(
    'at the very moment when the server sees %s leaves that reader %j',
    async (point, states) => {
      const chance = seeded();
      const scene = await aScene(60, await chaosServer(calm(chance.of('server'))));
      for (let life = 0; life < 5; life += 1) {
        const { killed, reader } = await live(scene, { nth: chance.between(1, 9), point, delay: 0 });
        expect(killed).toBe(true);
        expect(states).toContain(stateOf(scene, reader));
      }
      await finish(scene, () => isUnderWay(scene));
      tell(chance, 5, await judge(scene));
    },
    60_000,
  );
});
