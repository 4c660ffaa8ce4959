import { copyFileSync, openSync, readFileSync, readSync, closeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { seeded } from './chance.ts';
import { judge } from './judge.ts';
import { live, NODE } from './lives.ts';
import { calm } from './mood.ts';
import { aScene, count, CONNECTIONS, isUnderWay, stateOf } from './scene.ts';
import { chaosServer } from './server.ts';

/** The beginning of a write-ahead log; it changes whenever the log begins anew (sqlite.org/fileformat.html#walformat). */
function headOf(log: string): string {
  const head = Buffer.alloc(32);
  const file = openSync(log, 'r');
  readSync(file, head, 0, 32, 0);
  closeSync(file);
  return head.toString('hex');
}

/**
 * Copies the database as a power cut would leave it. Whatever a checkpoint does meanwhile is also in the log, as long as
 * that did not begin anew.
 */
function crashImage(database: string, copy: string): void {
  for (;;) {
    const before = headOf(`${database}-wal`);
    copyFileSync(database, copy);
    copyFileSync(`${database}-wal`, `${copy}-wal`);
    if (headOf(`${database}-wal`) === before && headOf(`${copy}-wal`) === before) return;
  }
}

describe('a power cut', () => {
  it('at the moment of any final dot leaves that reader marked, and nobody waiting who has a message', async () => {
    const chance = seeded();
    const server = await chaosServer(calm(chance.of('server')));
    const scene = await aScene(150, server);
    const copy = join(scene.root, 'var/copy.db');
    const wrong: string[] = [];
    let most = 0;
    server.watch((point, reader) => {
      if (point !== 'dot') return;
      crashImage(scene.database, copy);
      // The first look puts the image together again, as the next start of the program would.
      new DatabaseSync(copy).close();
      if (stateOf({ database: copy }, reader) !== 'handing') wrong.push(reader);
      for (const taken of server.taken.keys()) {
        if (!['handing', 'accepted'].includes(stateOf({ database: copy }, taken))) wrong.push(taken);
      }
      most = Math.max(most, count(copy, "state = 'handing'"));
    });
    while (isUnderWay(scene)) await live(scene);
    expect(wrong).toEqual([]);
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(CONNECTIONS);
    expect(await judge(scene)).toEqual({ accepted: 150, refused: 0, uncertain: 0 });
  }, 60_000);

  it('finds every commit on the disk: the program itself asks for the strictest writing', async () => {
    const scene = await aScene(5, await chaosServer(calm(seeded())));
    const pragmas = join(scene.root, 'var/pragmas');
    scene.env.PRAGMAS = pragmas;
    const node = [...NODE, '--import', join(import.meta.dirname, 'pragmas.ts')];
    await live(scene, undefined, { node });
    expect(readFileSync(pragmas, 'utf8').trim().split('\n')).toEqual(['wal 2']);
  }, 60_000);
});
