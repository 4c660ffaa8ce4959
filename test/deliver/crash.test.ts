import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Courier } from '../../src/mail/courier.ts';
import { outboxCourier } from '../../src/mail/outbox.ts';
import { lostWorkers } from '../../src/deliver/lost.ts';
import { aCompiling, aRecipient } from '../mail/messages.ts';
import { scriptedSmtp } from '../mail/scripted-smtp.ts';
import { aStage, courierTo, DIGEST, readers, type Stage } from './stage.ts';

const READERS = 400;
const MINUTE = 60_000;

/** Starts a worker in a process of its own and kills it, with no warning, once `enough` says so. */
async function killedPass({ database, clock }: Stage, target: string, enough: () => boolean): Promise<void> {
  const order = JSON.stringify({ compiling: aCompiling(), links: aRecipient().links });
  const worker = join(import.meta.dirname, 'worker.ts');
  const child = spawn(process.execPath, [worker, database, target, String(clock.now), order], {
    stdio: 'inherit',
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = once(child, 'exit');
  while (child.exitCode === null && !enough()) await new Promise((resolve) => void setTimeout(resolve, 1));
  child.kill('SIGKILL');
  await ended;
}

/** Kills pass after pass until most of the list is done, each at another moment, then lets one finish. */
async function killAndFinish(stage: Stage, target: string, courier: Courier, count: () => number) {
  let uncertain = 0;
  let interrupted = 0;
  for (const share of [7, 60, 130, 220]) {
    await killedPass(stage, target, () => count() >= share);
    stage.clock.now += 2 * MINUTE;
    const workers = lostWorkers(await stage.ledger.workers(), stage.clock.now, () => false);
    const lost = await stage.ledger.lose(workers);
    expect(lost.length).toBeLessThanOrEqual(courier.atOnce);
    uncertain += lost.length;
    if ((await stage.ledger.tally(DIGEST)).waiting > 0) interrupted += 1;
  }
  expect(interrupted).toBeGreaterThan(0);
  const sum = await stage.pass(courier);
  expect(sum.uncertain).toBe(0);
  const tally = await stage.ledger.tally(DIGEST);
  expect(tally).toMatchObject({ waiting: 0, handing: 0, refused: 0, uncertain });
  expect(tally.accepted + tally.uncertain).toBe(READERS);
  return new Set((await stage.ledger.deliveries(DIGEST, 'accepted', READERS)).map(({ address }) => address));
}

describe('a worker killed again and again', () => {
  it('over SMTP gives nobody two messages and forgets nobody', async () => {
    const stage = await aStage(READERS);
    const server = await scriptedSmtp({}, true);
    const arrived = () => server.arrivals.map(({ to }) => to.join());
    const accepted = await killAndFinish(
      stage,
      server.url,
      courierTo(server.url),
      () => server.arrivals.length,
    );
    expect(new Set(arrived()).size).toBe(arrived().length);
    expect([...accepted].filter((address) => !arrived().includes(address))).toEqual([]);
    const unsure = (await stage.ledger.deliveries(DIGEST, 'uncertain', READERS)).map(
      ({ address }) => address,
    );
    expect(new Set([...accepted, ...unsure])).toEqual(new Set(readers(1, READERS)));
  });

  it('into the outbox writes whole files only, one for everybody who is accepted', async () => {
    const stage = await aStage(READERS);
    const outbox = join(stage.folder, 'outbox');
    const files = () => globSync('*/*.eml', { cwd: outbox });
    const accepted = await killAndFinish(stage, outbox, outboxCourier(outbox), () => files().length);
    const written = new Set(
      files().map((name) => `reader${Number(/(\d+)\.eml$/.exec(name)?.[1])}@example.org`),
    );
    expect([...accepted].filter((address) => !written.has(address))).toEqual([]);
  });
});
