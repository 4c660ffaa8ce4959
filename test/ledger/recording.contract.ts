import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ledger, Mark, Recorded, Settlement } from '../../src/ledger/ledger.ts';
import { DeliveryState, type VerdictKind } from '../../src/model/delivery.ts';
import { FRIDAY } from '../support/shelf.ts';
import type { Store } from './contract.ts';
import { DIGEST, queued } from './queued.ts';

const READERS = 8;
/** Of these the worker claims so many, and somebody else the others. */
const OURS = 6;

const everybody = Array.from({ length: READERS }, (_, index) => index);
type Kind = { kind: VerdictKind; words: string };
type Marking = { isMoved: boolean };

/** Nothing, what is usual for some that the worker has, or anything for anybody, some of them twice. */
function listOf<T>(one: fc.Arbitrary<T>, usual: T): fc.Arbitrary<readonly (readonly [reader: number, T])[]> {
  const anybody = fc.oneof(fc.shuffledSubarray(everybody), fc.array(fc.nat(READERS - 1), { maxLength: 5 }));
  return fc.oneof(
    fc.constant([]),
    fc.subarray(everybody.slice(0, OURS)).map((some) => some.map((reader) => [reader, usual] as const)),
    anybody.chain((some) => fc.tuple(...some.map((reader) => one.map((of) => [reader, of] as const)))),
  );
}

const verdict: fc.Arbitrary<Kind> = fc.record({
  kind: fc.constantFrom<VerdictKind>('accepted', 'accepted', 'accepted', 'accepted', 'refused', 'deferred'),
  words: fc.constantFrom('250 taken', '250 taken', '250 taken', '250 queued as 7'),
});
const marking: fc.Arbitrary<Marking> = fc.record({ isMoved: fc.nat(9).map((chance) => chance === 0) });
const scene = fc.record({
  /** Marked beforehand. */
  marked: fc.constantFrom(0, 3, OURS),
  meanwhile: fc.constantFrom('nothing', 'lost', 'stopped', 'left'),
  verdicts: listOf<Kind>(verdict, { kind: 'accepted', words: '250 taken' }),
  marks: listOf<Marking>(marking, { isMoved: false }),
});
type Scene = typeof scene extends fc.Arbitrary<infer S> ? S : never;

/** A worker has some in hand, some of them marked, and something happens that it does not know of. */
async function play(ledger: Ledger, { marked, meanwhile, verdicts, marks }: Scene) {
  const worker = await ledger.enlist('a', FRIDAY + 60_000);
  const claims = await ledger.claim(worker, OURS, FRIDAY);
  claims.push(...(await ledger.claim(await ledger.enlist('b', FRIDAY + 60_000), READERS, FRIDAY)));
  await ledger.record(worker, [], claims.slice(0, marked), FRIDAY);
  if (meanwhile === 'lost') await ledger.lose((await ledger.workers()).filter(({ id }) => id === worker));
  if (meanwhile === 'stopped') await ledger.stopMailing(DIGEST, 'because', FRIDAY);
  if (meanwhile === 'left') await ledger.leave(claims[OURS - 1]?.subscriber ?? 0, 'asked', FRIDAY);
  const subscriberOf = (index: number): number => claims[index]?.subscriber ?? 0;
  return {
    worker,
    verdicts: verdicts.map(([index, { kind, words }]): Settlement => ({
      edition: DIGEST,
      subscriber: subscriberOf(index),
      verdict: { kind, response: words },
      notBefore: kind === 'deferred' ? FRIDAY + 60_000 : 0,
      attempt: true,
    })),
    marks: marks.map(([index, { isMoved }]): Mark => {
      const address = isMoved ? 'before@example.org' : (claims[index]?.address ?? '');
      return { edition: DIGEST, subscriber: subscriberOf(index), address };
    }),
  };
}

async function standing(ledger: Ledger): Promise<unknown> {
  const states = DeliveryState.options.map((state) => ledger.deliveries(DIGEST, state, 99));
  return [await ledger.tally(DIGEST), await ledger.unsettled(), await Promise.all(states)];
}

export function recordingContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: recording`, () => {
    it('says and does the same for many together as for one after the other', async () => {
      await fc.assert(
        fc.asyncProperty(scene, async (one) => {
          const [{ ledger }, { ledger: other }] = [await queued(open, READERS), await queued(open, READERS)];
          const together = await play(ledger, one);
          const said = await ledger.record(together.worker, together.verdicts, together.marks, FRIDAY + 1);
          const { worker, verdicts, marks } = await play(other, one);
          const singly: Recorded = { marked: [], late: [] };
          for (const verdict of verdicts) {
            singly.late.push(...(await other.record(worker, [verdict], [], FRIDAY + 1)).late);
          }
          for (const mark of marks) {
            singly.marked.push(...(await other.record(worker, [], [mark], FRIDAY + 1)).marked);
          }
          expect(said).toEqual(singly);
          expect(await standing(ledger)).toEqual(await standing(other));
        }),
        { numRuns: 250 },
      );
    });
  });
}
