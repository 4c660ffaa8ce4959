import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { finished, printed, startProgram } from '../support/program.ts';
import { seeded, type Chance } from './chance.ts';
import { judge } from './judge.ts';
import { anyDeath, finish, live, NODE } from './lives.ts';
import { troubled } from './mood.ts';
import { aScene, isUnderWay, type Scene } from './scene.ts';
import { chaosServer } from './server.ts';
import { tell } from './tell.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOLDER = join(import.meta.dirname, '../ledger/holder.ts');

/** Node under a limit on the size of files: a write fails just as on a full disk, once the write-ahead log is so long. */
function onSmallDisk({ database }: Scene, room: number): string[] {
  const blocks = Math.ceil((statSync(database).size + room) / 512);
  return ['sh', '-c', `ulimit -f ${blocks}; exec "$@"`, 'sh', ...NODE];
}

/** Takes the right to write away from everybody, now for a moment and now for longer than anybody waits for it. */
async function holdNowAndThen(stop: AbortSignal, { root, database }: Scene, chance: Chance): Promise<void> {
  for (let turn = 0; !stop.aborted; turn += 1) {
    await sleep(chance.between(100, 800));
    const holder = startProgram(root, [process.execPath, HOLDER, database], {});
    const ended = finished(holder);
    const held = printed(holder, 'held');
    const isHeld = await held.then(
      () => true,
      () => false,
    );
    if (isHeld) await sleep(turn === 2 ? 6 * SECOND : chance.between(200, 2000));
    holder.kill('SIGKILL');
    await ended;
  }
}

describe('a machine in trouble', () => {
  it('whose disk is full loses nothing, and goes on when there is room again', async () => {
    const chance = seeded();
    const scene = await aScene(400, await chaosServer(troubled(chance.of('server'))));
    let kills = 0;
    let full = 0;
    for (let life = 0; isUnderWay(scene) && life < 14; life += 1) {
      const draw = chance.of('life', life);
      const death = draw.number() < 0.4 ? anyDeath(draw) : undefined;
      const node = onSmallDisk(scene, draw.between(10_000, 600_000));
      // It gives the ledger up after two minutes; what stalls for longer is the server.
      const onStall = (time: number) => {
        scene.move(3 * MINUTE);
        return time <= 2;
      };
      const { killed, err } = await live(scene, death, { node, onStall, patience: 1.5 * SECOND });
      if (killed) kills += 1;
      if (err.includes('The ledger')) full += 1;
      if ((await live(scene, anyDeath(draw))).killed) kills += 1;
    }
    await finish(scene, () => isUnderWay(scene));
    tell(chance, kills, { full, ...(await judge(scene)) });
    expect(full).toBeGreaterThan(0);
  }, 180_000);

  it('where another program holds the ledger now and then only waits, or is tried again', async () => {
    const chance = seeded();
    const scene = await aScene(250, await chaosServer(troubled(chance.of('server'))));
    const stopped = new AbortController();
    const holding = holdNowAndThen(stopped.signal, scene, chance.of('holder'));
    let kills = 0;
    for (let life = 0; isUnderWay(scene) && life < 12; life += 1) {
      const draw = chance.of('life', life);
      if ((await live(scene, anyDeath(draw), { patience: 8 * SECOND })).killed) kills += 1;
      if (draw.number() < 0.3) scene.move(draw.between(0, 10 * MINUTE));
    }
    stopped.abort();
    await holding;
    await finish(scene, () => isUnderWay(scene));
    tell(chance, kills, await judge(scene));
    expect(kills).toBeGreaterThan(0);
  }, 240_000);
});
