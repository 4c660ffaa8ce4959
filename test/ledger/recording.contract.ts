import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Ledger, Mark, Recorded, Settlement } from '../../src/ledger/ledger.ts';
import { DeliveryState, type VerdictKind } from '../../src/model/delivery.ts';
import { aRelease, FRIDAY } from '../support/shelf.ts';
import type { Store } from './contract.ts';
import { DIGEST, queued } from './queued.ts';
import { aSealing } from './records.ts';

const RELEASE = 'release/26-101@1';
/** Each gets a Digest and a release. */
const READERS = 4;
const COPIES = 2 * READERS;
/** Of these the worker claims so many, some of each, and somebody else the others. */
const OURS = 6;

const everyCopy = Array.from({ length: COPIES }, (_, index) => index);
type Kind = { kind: VerdictKind; words: string };
type Marking = { isMoved: boolean };

/** For no copy, for some that the worker has, or for any, some of them twice: what is usual for each, or anything. */
function listOf<T>(one: fc.Arbitrary<T>, usual: T): fc.Arbitrary<readonly (readonly [copy: number, T])[]> {
  const copies = fc.oneof(
    fc.constant([]),
    fc.subarray(everyCopy.slice(0, OURS)),
    fc.shuffledSubarray(everyCopy),
    fc.array(fc.nat(COPIES - 1), { maxLength: 5 }),
  );
  const listWith = (some: readonly number[], what: fc.Arbitrary<T>) =>
    fc.tuple(...some.map((copy) => what.map((of) => [copy, of] as const)));
  return copies.chain((some) => fc.oneof(listWith(some, fc.constant(usual)), listWith(some, one)));
}

const verdict: fc.Arbitrary<Kind> = fc.record({
  kind: fc.constantFrom<VerdictKind>('accepted', 'accepted', 'accepted', 'refused', 'deferred', 'uncertain'),
  words: fc.constantFrom('250 taken', '250 taken', '250 taken', '250 queued as 7'),
});
const marking: fc.Arbitrary<Marking> = fc.record({ isMoved: fc.nat(3).map((chance) => chance === 0) });
const scene = fc.record({
  /** Marked beforehand. */
  marked: fc.constantFrom(0, 3, OURS),
  meanwhile: fc.constantFrom('nothing', 'lost', 'stopped', 'left'),
  verdicts: listOf<Kind>(verdict, { kind: 'accepted', words: '250 taken' }),
  marks: listOf<Marking>(marking, { isMoved: false }),
});
type Scene = typeof scene extends fc.Arbitrary<infer S> ? S : never;

const taken = [0, 1, 2].map((copy) => [copy, { kind: 'accepted', words: '250 taken' }] as const);
const wanted = [0, 1, 2].map((copy) => [copy, { isMoved: false }] as const);
/** A Digest for one and a release for another, both of whom get both. */
const apart = [0, 4].map((copy) => [copy, { isMoved: false }] as const);
/** What each part of the statements for many is there for; the first three copies are Digests, the next three releases. */
const KNOWN: readonly Scene[] = [
  { marked: 0, meanwhile: 'nothing', verdicts: [], marks: wanted },
  { marked: 0, meanwhile: 'nothing', verdicts: [], marks: [...wanted.slice(0, 2), [2, { isMoved: true }]] },
  { marked: 0, meanwhile: 'stopped', verdicts: [], marks: wanted },
  { marked: 3, meanwhile: 'nothing', verdicts: taken, marks: [] },
  { marked: 3, meanwhile: 'nothing', verdicts: [], marks: wanted },
  { marked: OURS, meanwhile: 'lost', verdicts: taken, marks: [] },
  { marked: 0, meanwhile: 'nothing', verdicts: [], marks: apart },
];

/** A worker has some in hand, some of them marked, and something happens that it does not know of. */
async function play(ledger: Ledger, { marked, meanwhile, verdicts, marks }: Scene) {
  await ledger.seal([aSealing(aRelease(1))]);
  await ledger.queue(RELEASE, ['digest'], FRIDAY, FRIDAY);
  const worker = await ledger.enlist('a', FRIDAY + 60_000);
  const claims = await ledger.claim(worker, OURS, FRIDAY);
  claims.push(...(await ledger.claim(await ledger.enlist('b', FRIDAY + 60_000), COPIES, FRIDAY)));
  await ledger.record(worker, [], claims.slice(0, marked), FRIDAY);
  if (meanwhile === 'lost') await ledger.lose((await ledger.workers()).filter(({ id }) => id === worker));
  if (meanwhile === 'stopped') await ledger.stopMailing(DIGEST, 'because', FRIDAY);
  if (meanwhile === 'left') await ledger.leave(claims[OURS - 1]?.subscriber ?? 0, 'asked', FRIDAY);
  const keyOf = (copy: number) => {
    const { edition = '', subscriber = 0 } = claims[copy] ?? {};
    return { edition, subscriber };
  };
  return {
    worker,
    verdicts: verdicts.map(([copy, { kind, words }]): Settlement => ({
      ...keyOf(copy),
      verdict: { kind, response: words },
      notBefore: kind === 'deferred' ? FRIDAY + 60_000 : 0,
      attempt: true,
    })),
    marks: marks.map(([copy, { isMoved }]): Mark => {
      const address = isMoved ? 'before@example.org' : (claims[copy]?.address ?? '');
      return { ...keyOf(copy), address };
    }),
  };
}

async function standing(ledger: Ledger): Promise<unknown> {
  const told = [DIGEST, RELEASE].map(async (edition) => {
    const states = DeliveryState.options.map((state) => ledger.deliveries(edition, state, 99));
    return [await ledger.tally(edition), await Promise.all(states)];
  });
  return [await ledger.unsettled(), await Promise.all(told)];
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
        { numRuns: 250, examples: KNOWN.map((one) => [one]) },
      );
    });
  });
}
