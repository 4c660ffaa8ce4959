import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { deliver, type Delivering, type Sum } from '../../src/deliver/deliver.ts';
import type { Ledger } from '../../src/ledger/ledger.ts';
import { openSqliteLedger, type SqliteOptions } from '../../src/ledger/sqlite/open.ts';
import { composeMessage } from '../../src/mail/compose.ts';
import type { Courier } from '../../src/mail/courier.ts';
import { smtpCourier } from '../../src/mail/smtp.ts';
import { aLetter, aSealing, subscribers } from '../ledger/records.ts';
import { aComposing } from '../mail/messages.ts';
import { scratch } from '../support/folder.ts';
import { FRIDAY } from '../support/shelf.ts';

export const DIGEST = 'digest/24@1';

/** Composes as the program does, with the tests' newsroom. */
export const compose: Delivering['compose'] = ({ edition, subscriber: id, address }, letter, at) =>
  composeMessage(aComposing({ letter, edition, subscriber: { id, address }, at }));

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
  const now = () => clock.now;
  const pass: Stage['pass'] = (courier, change) =>
    deliver({ ledger, courier, compose, at: now, wall: now, random: () => 0, ...change });
  return { folder, database, ledger, clock, connect, pass };
}

export function courierTo(url: string, connections = 3): Courier {
  const courier = smtpCourier(url, { connections, patience: 20_000 });
  onTestFinished(() => courier.close());
  return courier;
}

/** The tests' readers, by number. */
export function readers(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => `reader${from + index}@example.org`);
}
