import type { Ledger, Settlement } from '../../src/ledger/ledger.ts';
import type { VerdictKind } from '../../src/model/delivery.ts';
import { FRIDAY } from '../support/shelf.ts';
import type { Store } from './contract.ts';
import { aSealing, subscribers } from './records.ts';

export const DIGEST = 'digest/24@1';

/** A ledger in which the Digest is queued for `count` subscribers. */
export async function queued(
  open: () => Promise<Store>,
  count: number,
): Promise<{ ledger: Ledger; store: Store }> {
  const store = await open();
  const ledger = await store.connect();
  await ledger.seal([aSealing()]);
  await ledger.subscribe(subscribers(count));
  await ledger.queue(DIGEST, ['digest'], FRIDAY, FRIDAY);
  return { ledger, store };
}

export function settlement(subscriber: number, kind: VerdictKind, notBefore = FRIDAY): Settlement {
  return {
    edition: DIGEST,
    subscriber,
    verdict: { kind, response: `said ${kind}` },
    notBefore,
    attempt: true,
  };
}

/** Hands over some deliveries of the Digest, as a worker would. */
export async function claimAndSettle(ledger: Ledger, count: number, kind: VerdictKind = 'accepted') {
  const worker = await ledger.enlist('a', FRIDAY + 60_000);
  const claims = (await ledger.claim(worker, count * 2, FRIDAY))
    .filter(({ edition }) => edition === DIGEST)
    .slice(0, count);
  await ledger.record(worker, [], claims, FRIDAY);
  await ledger.record(
    worker,
    claims.map(({ subscriber }) => settlement(subscriber, kind)),
    [],
    FRIDAY,
  );
  await ledger.retire(worker);
  return claims;
}
