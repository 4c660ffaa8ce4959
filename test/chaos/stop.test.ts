import { setTimeout as sleep } from 'node:timers/promises';
import type { ChildProcess } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { finished, printed, startNewsdesk } from '../support/program.ts';
import { seeded } from './chance.ts';
import { judge } from './judge.ts';
import { finish, markedBy, NODE } from './lives.ts';
import { calm, type Mood } from './mood.ts';
import { aScene, ask, CONNECTIONS, count, isUnderWay, type Scene } from './scene.ts';
import { chaosServer, type Point } from './server.ts';
import { tell } from './tell.ts';

const MINUTE = 60_000;

function start({ root, env }: Scene, args: readonly string[]): ChildProcess {
  return startNewsdesk(root, args, env, NODE);
}

/** Resolves when the server has come to a point for the nth time. */
function reached({ server }: Scene, point: Point, nth: number): Promise<void> {
  let seen = 0;
  return new Promise((resolve) => {
    const unwatch = server.watch((one) => {
      if (one === point) seen += 1;
      if (seen < nth) return;
      unwatch();
      resolve();
    });
  });
}

describe('a program that is asked to stop', () => {
  it('finishes what is in hand and leaves nothing in doubt, nothing claimed and no name behind', async () => {
    const chance = seeded();
    const scene = await aScene(300, await chaosServer(calm(chance.of('server'))));
    for (let life = 0; life < 5; life += 1) {
      const child = start(scene, ['deliver']);
      const ended = finished(child);
      await reached(scene, chance.pick(['MAIL', 'body', 'dot', 'answered']), chance.between(1, 40));
      child.kill('SIGTERM');
      expect((await ended).code).toBe(0);
      expect(count(scene.database, "state IN ('claimed', 'handing', 'uncertain')")).toBe(0);
      expect(ask(scene.database, 'SELECT * FROM workers')).toEqual([]);
      expect(count(scene.database, "state = 'accepted'")).toBe(scene.server.taken.size);
    }
    await finish(scene, () => isUnderWay(scene));
    expect(await judge(scene)).toEqual({ accepted: 300, refused: 0, uncertain: 0 });
  }, 60_000);

  it('breaks off what a silent server holds up, and names those of whom it cannot know', async () => {
    const chance = seeded();
    const mood: Mood = {
      ...calm(chance.of('server')),
      turn: (reader) => chance.of('turn', reader).pick(['take and stall', 'stall', 'stall in the body']),
    };
    const scene = await aScene(60, await chaosServer(mood), { stopWithin: '1s' });
    const child = start(scene, ['deliver']);
    const ended = finished(child);
    await reached(scene, 'RCPT', CONNECTIONS);
    await sleep(500);
    child.kill('SIGTERM');
    expect([0, 1]).toContain((await ended).code);
    expect(count(scene.database, "state IN ('claimed', 'handing')")).toBe(0);
    expect(count(scene.database, "state = 'uncertain'")).toBeLessThanOrEqual(CONNECTIONS);
    expect(count(scene.database, "state = 'accepted'")).toBe(0);
    scene.server.mood = calm(chance.of('server'));
    scene.move(2 * MINUTE);
    await finish(scene, () => isUnderWay(scene));
    await judge(scene);
  }, 60_000);

  it('twice stops at once; no more than its connections are in doubt', async () => {
    const chance = seeded();
    const mood: Mood = { ...calm(chance.of('server')), thinks: () => 400 };
    const scene = await aScene(60, await chaosServer(mood));
    for (let life = 0; life < 4; life += 1) {
      const child = start(scene, ['deliver']);
      const ended = finished(child);
      await reached(scene, 'dot', chance.between(1, 5));
      child.kill('SIGTERM');
      await sleep(50);
      child.kill('SIGTERM');
      await ended;
      expect(child.signalCode).toBe('SIGKILL');
      const left = markedBy(scene, child.pid ?? 0);
      expect(left).toBeGreaterThan(0);
      expect(left).toBeLessThanOrEqual(CONNECTIONS);
      scene.doubts += left;
    }
    scene.server.mood = calm(chance.of('server'));
    await finish(scene, () => isUnderWay(scene));
    tell(chance, 4, await judge(scene));
  }, 60_000);
});

describe('two newsrooms that run and one worker that stays', () => {
  it('share one mailing, also when one of them is killed, and go when they are asked to', async () => {
    const chance = seeded();
    const mood: Mood = {
      ...calm(chance.of('server')),
      thinks: (reader) => chance.of('thinks', reader).between(30, 60),
      turn: (reader, attempt) =>
        attempt === 0 && chance.of('put off', reader).number() < 0.02 ? 'put off at RCPT' : 'accept',
    };
    const scene = await aScene(1500, await chaosServer(mood), { queued: false });
    const stays = start(scene, ['deliver', '--stay']);
    const first = start(scene, ['run', '--no-site']);
    await printed(first, 'Queued for mailing');
    const second = start(scene, ['run', '--no-site']);
    await reached(scene, 'answered', 600);
    const holders = ask(scene.database, 'SELECT DISTINCT holder FROM workers').length;
    first.kill('SIGKILL');
    const third = start(scene, ['run', '--no-site']);
    while (count(scene.database, 'attempts = 0 AND state != ?', 'handing') > 0) await sleep(100);
    scene.doubts += CONNECTIONS;
    scene.move(2 * MINUTE);
    while (isUnderWay(scene)) await sleep(200);
    for (const child of [stays, second, third]) {
      const ended = finished(child);
      child.kill('SIGTERM');
      expect((await ended).code).toBe(0);
    }
    expect(holders).toBe(3);
    tell(chance, 1, await judge(scene));
  }, 120_000);
});
