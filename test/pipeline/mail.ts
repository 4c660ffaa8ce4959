import type { Claim, Ledger, Settlement } from '../../src/ledger/ledger.ts';
import type { VerdictKind } from '../../src/model/delivery.ts';

const DAY = 86_400_000;
const EVERYBODY = 100_000;

/** Puts readers on the list who asked for everything: `reader1@example.org` and so on, with consent at an instant. */
export async function join(ledger: Ledger, from: number, to: number, confirmedAt: number): Promise<void> {
  await ledger.subscribe(
    Array.from({ length: to - from + 1 }, (_, index) => ({
      address: `reader${from + index}@example.org`,
      topics: ['digest', 'releases'],
      confirmedAt,
      consent: 'import of list.csv',
    })),
  );
}

/** Readers who gave their consent a day before. */
export const joined = (ledger: Ledger, count: number, at: number) => join(ledger, 1, count, at - DAY);

/** Who has what of an edition, by reader's number: `{ accepted: [1], waiting: [2, 3] }`. */
export async function whoHas(ledger: Ledger, edition: string): Promise<Record<string, number[]>> {
  const states = ['waiting', 'claimed', 'handing', 'accepted', 'refused', 'uncertain', 'cancelled'] as const;
  const result: Record<string, number[]> = {};
  for (const state of states) {
    const rows = await ledger.deliveries(edition, state, EVERYBODY);
    if (rows.length > 0) result[state] = rows.map(readerOf);
  }
  return result;
}

/** A reader's number. */
export function readerOf({ address }: { address: string }): number {
  return Number(/\d+/.exec(address)?.[0]);
}

/** What a mail server said of a claimed delivery. */
export function said(claim: Claim, kind: VerdictKind, notBefore = 0): Settlement {
  const { edition, subscriber } = claim;
  return { edition, subscriber, verdict: { kind, response: `said ${kind}` }, notBefore, attempt: true };
}

/** Serves whatever may be handed over at an instant, as a worker would; returns the editions and the readers served. */
export async function serve(ledger: Ledger, at: number): Promise<[edition: string, reader: number][]> {
  const worker = await ledger.enlist('a worker', at + 60_000);
  const claims = await ledger.claim(worker, EVERYBODY, at);
  const { marked } = await ledger.record(worker, [], claims, at);
  const served = claims.filter((_, index) => marked[index]);
  const verdicts = served.map((claim) => said(claim, 'accepted'));
  await ledger.record(worker, verdicts, [], at);
  await ledger.retire(worker);
  return served.map((claim) => [claim.edition, readerOf(claim)]);
}
