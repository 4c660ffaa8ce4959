import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Claim, Ledger } from '../../src/ledger/ledger.ts';
import { aRelease, anIssue, FRIDAY } from '../support/shelf.ts';
import type { Store } from './contract.ts';
import { claimAndSettle, DIGEST, queued, settlement } from './queued.ts';
import { aSealing } from './records.ts';
import { commands, play } from './workers.ts';

const HOUR = 3_600_000;

async function claimOne(ledger: Ledger, worker: number): Promise<Claim> {
  const [claim] = await ledger.claim(worker, 1, FRIDAY);
  if (!claim) throw new Error('nothing was claimed');
  return claim;
}

export function deliveryContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: handing over`, () => {
    it('claims up to the limit and says whose they are', async () => {
      const { ledger } = await queued(open, 3);
      const worker = await ledger.enlist('a', FRIDAY + 9);
      const claimed = await ledger.claim(worker, 2, FRIDAY);
      expect(claimed).toEqual([
        {
          edition: DIGEST,
          subscriber: claimed[0]?.subscriber,
          address: 'reader1@example.org',
          state: 'claimed',
          attempts: 0,
          notBefore: 0,
          response: '',
          since: FRIDAY,
        },
        expect.objectContaining({ address: 'reader2@example.org' }),
      ]);
      expect(await ledger.tally(DIGEST)).toMatchObject({ waiting: 3, handing: 0 });
      await ledger.record(worker, [], claimed, FRIDAY);
      expect(await ledger.tally(DIGEST)).toMatchObject({ waiting: 1, handing: 2 });
    });

    it('takes some of every edition that is going out, whatever the length of the first', async () => {
      const { ledger } = await queued(open, 40);
      await ledger.seal([aSealing(aRelease(1))]);
      await ledger.queue('release/26-101@1', ['digest'], FRIDAY, FRIDAY + 5);
      const claimed = await ledger.claim(await ledger.enlist('a', FRIDAY), 10, FRIDAY + 5);
      const editions = claimed.map(({ edition }) => edition);
      expect(editions).toHaveLength(10);
      expect(editions.filter((edition) => edition === DIGEST)).toHaveLength(5);
    });

    it('gives nobody what another program claimed', async () => {
      const { ledger, store } = await queued(open, 40);
      const ledgers = [ledger, await store.connect(), await store.connect()];
      const workers = await Promise.all(ledgers.map((one) => one.enlist('a', FRIDAY + 9)));
      const taken: number[] = [];
      for (let turn = 0; turn < 30; turn += 1) {
        const claims = await Promise.all(ledgers.map((one, w) => one.claim(workers[w] ?? 0, 2, FRIDAY)));
        taken.push(...claims.flat().map(({ subscriber }) => subscriber));
      }
      expect(taken).toHaveLength(40);
      expect(new Set(taken).size).toBe(40);
    });

    it('counts what is not settled yet', async () => {
      const { ledger } = await queued(open, 3);
      const worker = await ledger.enlist('a', FRIDAY + HOUR);
      const [one, two] = await ledger.claim(worker, 2, FRIDAY);
      expect(await ledger.unsettled()).toBe(3);
      const verdicts = [
        settlement(one?.subscriber ?? 0, 'accepted'),
        settlement(two?.subscriber ?? 0, 'deferred', FRIDAY + 60_000),
      ];
      await ledger.record(worker, verdicts, [], FRIDAY);
      expect(await ledger.unsettled()).toBe(2);
    });

    it.each(['accepted', 'refused', 'uncertain'] as const)(
      'never hands over again what is %s',
      async (kind) => {
        const { ledger } = await queued(open, 1);
        await claimAndSettle(ledger, 1, kind);
        const worker = await ledger.enlist('b', FRIDAY + HOUR);
        expect(await ledger.claim(worker, 9, FRIDAY + 99 * HOUR)).toEqual([]);
        expect(await ledger.tally(DIGEST)).toMatchObject({ [kind]: 1, waiting: 0, handing: 0 });
        const [listed] = await ledger.deliveries(DIGEST, kind, 10);
        expect(listed).toMatchObject({
          address: 'reader1@example.org',
          response: `said ${kind}`,
          attempts: 1,
        });
      },
    );

    it('hands a deferred one over again, at its time and counted, and says why it waits', async () => {
      const { ledger } = await queued(open, 2);
      const worker = await ledger.enlist('a', FRIDAY + HOUR);
      const claims = await ledger.claim(worker, 2, FRIDAY);
      const verdicts = claims.map(({ subscriber }) => settlement(subscriber, 'deferred', FRIDAY + 60));
      await ledger.record(worker, verdicts, [], FRIDAY);
      expect(await ledger.tally(DIGEST)).toMatchObject({ waiting: 2, deferred: 2 });
      expect(await ledger.deferrals(DIGEST, 5)).toEqual([
        { response: 'said deferred', count: 2, next: FRIDAY + 60 },
      ]);
      expect(await ledger.claim(worker, 1, FRIDAY + 59)).toEqual([]);
      const [second] = await ledger.claim(worker, 1, FRIDAY + 60);
      expect(second).toMatchObject({ attempts: 1, response: 'said deferred' });
    });

    it('counts no attempt when nothing was said about the reader', async () => {
      const { ledger } = await queued(open, 1);
      const worker = await ledger.enlist('a', FRIDAY + HOUR);
      const { subscriber } = await claimOne(ledger, worker);
      await ledger.record(worker, [{ ...settlement(subscriber, 'deferred'), attempt: false }], [], FRIDAY);
      expect(await ledger.tally(DIGEST)).toMatchObject({ waiting: 1, deferred: 0 });
    });

    it('lets nobody wait for a clock that was wrong', async () => {
      const { ledger } = await queued(open, 1);
      const worker = await ledger.enlist('a', FRIDAY + HOUR);
      const { subscriber } = await claimOne(ledger, worker);
      await ledger.record(
        worker,
        [settlement(subscriber, 'deferred', FRIDAY + 900 * HOUR)],
        [],
        FRIDAY + 899 * HOUR,
      );
      expect(await ledger.claim(worker, 1, FRIDAY)).toHaveLength(1);
    });

    it('marks what this worker has in hand, once, and nothing of others', async () => {
      const { ledger } = await queued(open, 2);
      const [mine, theirs] = [await ledger.enlist('a', FRIDAY), await ledger.enlist('b', FRIDAY)];
      const one = await claimOne(ledger, mine);
      const other = await claimOne(ledger, theirs);
      const { marked } = await ledger.record(mine, [], [one, other, one], FRIDAY);
      expect(marked).toEqual([true, false, false]);
    });

    it('gives back what is claimed and not marked, and a worker leaves only when nothing is marked', async () => {
      const { ledger } = await queued(open, 3);
      const worker = await ledger.enlist('a', FRIDAY + 9);
      const [one, two, three] = await ledger.claim(worker, 3, FRIDAY);
      if (!one || !two || !three) throw new Error('nothing was claimed');
      await ledger.record(worker, [], [one], FRIDAY);
      await ledger.giveBack(worker, [one, two]);
      expect(await ledger.tally(DIGEST)).toMatchObject({ waiting: 2, handing: 1 });
      await ledger.retire(worker);
      expect(await ledger.workers()).toEqual([{ id: worker, holder: 'a', until: FRIDAY + 9 }]);
      await ledger.record(worker, [settlement(one.subscriber, 'accepted')], [], FRIDAY);
      await ledger.retire(worker);
      expect(await ledger.workers()).toEqual([]);
      const next = await ledger.enlist('b', FRIDAY);
      expect(next).toBeGreaterThan(worker);
      expect(await ledger.claim(next, 9, FRIDAY)).toHaveLength(2);
    });

    it('believes only the worker that claimed, and says so', async () => {
      const { ledger } = await queued(open, 1);
      const worker = await ledger.enlist('a', FRIDAY);
      const { subscriber } = await claimOne(ledger, worker);
      const verdict = settlement(subscriber, 'accepted');
      const { late } = await ledger.record(worker + 1, [verdict], [], FRIDAY);
      expect(late).toEqual([{ settlement: verdict, taken: false }]);
      expect(await ledger.tally(DIGEST)).toMatchObject({ waiting: 1, accepted: 0 });
    });

    it('lets nobody overwrite a verdict', async () => {
      const { ledger } = await queued(open, 1);
      const worker = await ledger.enlist('a', FRIDAY);
      const { subscriber } = await claimOne(ledger, worker);
      await ledger.record(worker, [settlement(subscriber, 'accepted')], [], FRIDAY);
      await ledger.record(worker, [settlement(subscriber, 'deferred')], [], FRIDAY);
      expect(await ledger.tally(DIGEST)).toMatchObject({ accepted: 1, waiting: 0 });
    });

    it('tells how far an edition is, also to another program', async () => {
      const { ledger, store } = await queued(open, 3);
      expect(await ledger.progress(DIGEST, 0)).toEqual({ ended: 0 });
      await claimAndSettle(ledger, 2);
      const other = await store.connect();
      expect(await other.progress(DIGEST, FRIDAY)).toEqual({ ended: 2, first: FRIDAY });
      expect(await other.progress(DIGEST, FRIDAY + 10_000)).toEqual({ ended: 0 });
    });
  });

  describe(`${name}: workers that vanish`, () => {
    it('leave as uncertain what they had marked, and nothing else', async () => {
      const { ledger, store } = await queued(open, 4);
      const gone = await ledger.enlist('gone', FRIDAY + 10);
      const living = await ledger.enlist('living', FRIDAY + 10);
      const [marked, claimed] = await ledger.claim(gone, 2, FRIDAY);
      if (!marked || !claimed) throw new Error('nothing was claimed');
      await ledger.record(gone, [], [marked], FRIDAY);
      await claimOne(ledger, living);
      const seen = await ledger.workers();
      expect(await ledger.renew(living, FRIDAY + 50)).toBe(true);
      const other = await store.connect();
      const lost = await other.lose(seen);
      expect(lost).toMatchObject([{ address: marked.address, state: 'uncertain', attempts: 1 }]);
      expect(await other.lose(seen)).toEqual([]);
      expect(await other.tally(DIGEST)).toMatchObject({ waiting: 3, uncertain: 1 });
      const next = await other.enlist('next', FRIDAY);
      const rest = await other.claim(next, 9, FRIDAY);
      expect(rest.map(({ subscriber }) => subscriber)).toContain(claimed.subscriber);
      expect(rest).toHaveLength(2);
      expect(await ledger.renew(gone, FRIDAY + 99)).toBe(false);
    });

    it('and are alive after all know better than the guess; the verdict is taken and said', async () => {
      const { ledger } = await queued(open, 2);
      const slow = await ledger.enlist('slow', FRIDAY);
      const claims = await ledger.claim(slow, 2, FRIDAY);
      await ledger.record(slow, [], claims, FRIDAY);
      await ledger.lose(await ledger.workers());
      const [one, two] = claims.map(({ subscriber }) => subscriber);
      const verdicts = [settlement(one ?? 0, 'accepted'), settlement(two ?? 0, 'deferred', FRIDAY + 20)];
      const { late } = await ledger.record(slow, verdicts, [], FRIDAY);
      expect(late.map(({ taken }) => taken)).toEqual([true, true]);
      expect(await ledger.tally(DIGEST)).toMatchObject({ accepted: 1, waiting: 1, uncertain: 0 });
    });

    it('are given nothing more, so that nothing is kept by somebody whom nobody looks after', async () => {
      const { ledger } = await queued(open, 4);
      const slow = await ledger.enlist('slow', FRIDAY);
      await ledger.claim(slow, 2, FRIDAY);
      await ledger.lose(await ledger.workers());
      expect(await ledger.claim(slow, 2, FRIDAY)).toEqual([]);
      expect(await ledger.claim(await ledger.enlist('next', FRIDAY), 9, FRIDAY)).toHaveLength(4);
    });

    it('never have two copies of one delivery under way, whatever anybody does', async () => {
      await fc.assert(
        fc.asyncProperty(commands, async (steps) => {
          const { ledger, store } = await queued(open, 6);
          const book = await play(steps, ledger, await store.connect());
          const tally = await ledger.tally(DIGEST);
          expect(book.twice).toEqual([]);
          expect(tally.handing).toBe(book.marked.size);
          expect(tally.accepted + tally.refused + tally.uncertain).toBe(book.done.size);
          expect(tally.waiting).toBe(6 - book.marked.size - book.done.size);
        }),
        { numRuns: 40 },
      );
    });
  });

  describe(`${name}: a rehearsal`, () => {
    it('goes on with the newer edition when the one that waits is corrected', async () => {
      const { ledger } = await queued(open, 2);
      const { rehearsal } = ledger;
      await rehearsal.rehearse();
      const worker = await rehearsal.enlist('a', FRIDAY);
      const [first] = await rehearsal.claim(worker, 1, FRIDAY);
      await rehearsal.record(worker, [settlement(first?.subscriber ?? 0, 'accepted')], [], FRIDAY);
      await ledger.seal([aSealing(anIssue(24), 2)]);
      await ledger.supersede('digest/24@2', 'a moment', FRIDAY);
      await ledger.resumeMailing('digest/24@2', FRIDAY);
      expect(await rehearsal.rehearse()).toBe(1);
      const rest = await rehearsal.claim(worker, 9, FRIDAY);
      expect(rest.map(({ edition }) => edition)).toEqual(['digest/24@2']);
    });

    it('goes the same way over copies, and settles no real delivery', async () => {
      const { ledger } = await queued(open, 2);
      const { rehearsal } = ledger;
      expect(await rehearsal.rehearse()).toBe(2);
      expect(await rehearsal.rehearse()).toBe(0);
      const worker = await rehearsal.enlist('a', FRIDAY);
      const claims = await rehearsal.claim(worker, 9, FRIDAY);
      expect((await rehearsal.record(worker, [], claims, FRIDAY)).marked).toEqual([true, true]);
      const verdicts = claims.map(({ subscriber }) => settlement(subscriber, 'accepted'));
      await rehearsal.record(worker, verdicts, [], FRIDAY);
      expect(await rehearsal.unsettled()).toBe(0);
      expect(await ledger.tally(DIGEST)).toMatchObject({ waiting: 2, accepted: 0 });
      expect(await ledger.progress(DIGEST, 0)).toEqual({ ended: 0 });
      expect(await ledger.claim(await ledger.enlist('b', FRIDAY), 9, FRIDAY)).toHaveLength(2);
    });
  });
}
