import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { deliver, type Delivering, type Sum } from '../../src/deliver/deliver.ts';
import type { Ledger } from '../../src/ledger/ledger.ts';
import { openSqliteLedger, type SqliteOptions } from '../../src/ledger/sqlite/open.ts';
import { compileLetter } from '../../src/mail/compile.ts';
import type { Courier } from '../../src/mail/courier.ts';
import { serverCourier } from '../../src/mail/server.ts';
import { aLetter, aSealing, subscribers } from '../ledger/records.ts';
import { aCompiling, aRecipient } from '../mail/messages.ts';
import { scratch } from '../support/folder.ts';
import { FRIDAY } from '../support/shelf.ts';

export const DIGEST = 'digest/24@1';
const HOUR = 3_600_000;

const letter = await compileLetter(aCompiling());

/** Composes as the program does, with the tests' newsroom. */
export const messageTo: Delivering['messageTo'] = ({ subscriber: id, address }, at) =>
  letter.messageTo({ ...aRecipient(), id, address }, at);

/** What a round needs beside its ledger and courier, for a clock that the test moves. */
export function roundAt(now: () => number): Omit<Delivering, 'ledger' | 'courier'> {
  return {
    messageTo,
    at: now,
    wall: now,
    holder: 'a test',
    isGone: () => false,
    limits: { retryFor: 24 * HOUR, stopWithin: 5000, ledger: 120_000 },
    random: () => 0,
  };
}

export type Stage = {
  folder: string;
  database: string;
  ledger: Ledger;
  /** The clock of newsroom and machine; the test moves it. */
  clock: { now: number };
  connect: (options?: SqliteOptions) => Promise<Ledger>;
  pass: (courier: Courier, change?: Partial<Delivering>) => Promise<Sum>;
};

/** A real ledger in which the tests' Digest waits for `count` subscribers. */
export async function aStage(count: number): Promise<Stage> {
  const folder = scratch();
  const database = join(folder, 'newsdesk.db');
  const clock = { now: FRIDAY };
  const connect = async (options?: SqliteOptions) => {
    const ledger = await openSqliteLedger(database, options);
    onTestFinished(() => ledger.close());
    return ledger;
  };
  const ledger = await connect();
  await ledger.seal([aSealing()]);
  await ledger.keepLetter(DIGEST, aLetter());
  await ledger.subscribe(subscribers(count));
  await ledger.queue(DIGEST, ['digest'], FRIDAY, FRIDAY);
  const pass: Stage['pass'] = (courier, change) =>
    deliver({ ledger, courier, ...roundAt(() => clock.now), ...change });
  return { folder, database, ledger, clock, connect, pass };
}

export function courierTo(url: string, connections = 3): Courier {
  const courier = serverCourier(url, { connections, patience: 20_000 });
  onTestFinished(() => courier.close());
  return courier;
}

/** The tests' readers, by number. */
export function readers(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => `reader${from + index}@example.org`);
}
