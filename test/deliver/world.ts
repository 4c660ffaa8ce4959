import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { deliver, type Delivering, type Sum } from '../../src/deliver/deliver.ts';
import type { Ledger } from '../../src/ledger/ledger.ts';
import { openSqliteLedger } from '../../src/ledger/sqlite/open.ts';
import type { Courier } from '../../src/mail/courier.ts';
import { scriptedSmtp, type Script, type ScriptedSmtp } from '../mail/scripted-smtp.ts';
import { aLetter, aSealing, aSubscriber } from '../ledger/records.ts';
import { scratch } from '../support/folder.ts';
import { FRIDAY } from '../support/shelf.ts';
import { courierTo, DIGEST, roundAt } from './stage.ts';

/** One message that the world's mail server took: whose, and when, ms. */
export type Taken = { to: string; domain: string; at: number };

export type World = {
  ledger: Ledger;
  server: ScriptedSmtp;
  taken: Taken[];
  /** Attempts at each domain: RCPT commands. */
  attempts: (domain: string) => number;
  /** How many of a domain were taken. */
  count: (domain: string) => number;
  /** A clock that goes with the machine's and can be set forward. */
  now: () => number;
  skip: (ms: number) => void;
  pass: (change?: Partial<Delivering>, courier?: Courier) => Promise<Sum>;
};

/**
 * A world of several destination domains behind one mail server, which does for each what `ways` says at that moment; the
 * tests' Digest waits for so many readers of each.
 */
export async function aWorld(
  domains: Readonly<Record<string, number>>,
  ways: (domain: string) => Script = () => ({}),
  connections = 4,
): Promise<World> {
  const ledger = await openSqliteLedger(join(scratch(), 'newsdesk.db'));
  onTestFinished(() => ledger.close());
  await ledger.seal([aSealing()]);
  await ledger.keepLetter(DIGEST, aLetter());
  const readers = Object.entries(domains).flatMap(([domain, count]) =>
    Array.from({ length: count }, (_, index) => aSubscriber(1, { address: `reader${index + 1}@${domain}` })),
  );
  await ledger.subscribe(readers);
  await ledger.queue(DIGEST, ['digest'], FRIDAY, FRIDAY);
  const taken: Taken[] = [];
  const server = await scriptedSmtp((to) => {
    const domain = to.slice(to.indexOf('@') + 1);
    const way = ways(domain);
    return {
      ...way,
      get dot() {
        const answer = way.dot ?? '250 2.0.0 Ok';
        if (typeof answer === 'string' && answer.startsWith('250'))
          taken.push({ to, domain, at: performance.now() });
        return answer;
      },
    };
  });
  const start = performance.now();
  let skipped = 0;
  const now = () => Math.round(FRIDAY + performance.now() - start + skipped);
  const own = courierTo(server.url, connections);
  return {
    ledger,
    server,
    taken,
    attempts: (domain) =>
      server.commands.filter((line) => line.startsWith('RCPT') && line.includes(`@${domain}>`)).length,
    count: (domain) => taken.filter((one) => one.domain === domain).length,
    now,
    skip: (ms) => void (skipped += ms),
    pass: (change, courier = own) => deliver({ ledger, courier, ...roundAt(now), ...change }),
  };
}

/** The most of these instants that lie within any span of so many ms. */
export function mostWithin(instants: readonly number[], span: number): number {
  return Math.max(
    0,
    ...instants.map((from) => instants.filter((at) => at >= from && at < from + span).length),
  );
}
