import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import type { Ledger } from '../../src/ledger/ledger.ts';
import type { VerdictKind } from '../../src/model/delivery.ts';
import { aRelease, anIssue, FRIDAY } from '../support/shelf.ts';
import type { Store } from './contract.ts';
import { aSealing, aSubscriber, subscribers } from './records.ts';

const DIGEST = 'digest/24@1';

/** A ledger in which the Digest is queued for `count` subscribers. */
async function queued(open: () => Promise<Store>, count: number): Promise<{ ledger: Ledger; store: Store }> {
  const store = await open();
  const ledger = await store.connect();
  await ledger.seal([aSealing()]);
  await ledger.subscribe(subscribers(count));
  await ledger.queue(DIGEST, ['digest'], FRIDAY, FRIDAY);
  return { ledger, store };
}

function settlement(subscriber: number, kind: VerdictKind, notBefore = FRIDAY) {
  return { edition: DIGEST, subscriber, verdict: { kind, response: `said ${kind}` }, notBefore };
}

export function deliveryContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: queueing`, () => {
    it('makes one delivery for each subscriber, however often it is asked', async () => {
      const { ledger } = await queued(open, 3);
      expect(await ledger.queue(DIGEST, ['digest', 'releases'], FRIDAY, FRIDAY + 5)).toBe(0);
      expect(await ledger.tally(DIGEST)).toMatchObject({ waiting: 3, deferred: 0 });
      await ledger.subscribe([aSubscriber(4)]);
      expect(await ledger.queue(DIGEST, ['digest'], FRIDAY, FRIDAY + 5)).toBe(1);
    });

    it('queues no second mail for a later revision', async () => {
      const { ledger } = await queued(open, 2);
      await ledger.seal([aSealing(anIssue(24), 2)]);
      expect(await ledger.queue('digest/24@2', ['digest'], FRIDAY, FRIDAY)).toBe(0);
      await ledger.subscribe([aSubscriber(3)]);
      expect(await ledger.queue('digest/24@2', ['digest'], FRIDAY, FRIDAY)).toBe(1);
      expect(await ledger.tally('digest/24@2')).toMatchObject({ waiting: 1 });
      expect(await ledger.tally(DIGEST)).toMatchObject({ waiting: 2 });
    });

    it('queues nothing that is older than a consent', async () => {
      const { ledger } = await queued(open, 1);
      await ledger.subscribe([
        aSubscriber(2, { confirmedAt: FRIDAY }),
        aSubscriber(3, { confirmedAt: FRIDAY + 1 }),
      ]);
      expect(await ledger.queue(DIGEST, ['digest'], FRIDAY, FRIDAY + 5)).toBe(1);
    });

    it('refuses to queue an edition that was never sealed', async () => {
      const { ledger } = await queued(open, 1);
      await expect(ledger.queue('digest/25@1', ['digest'], FRIDAY, FRIDAY)).rejects.toThrow(/ledger/i);
    });

    it('takes back what waits of a withdrawn publication, and only that', async () => {
      const { ledger } = await queued(open, 3);
      await ledger.seal([aSealing(aRelease(1))]);
      await ledger.queue('release/26-101@1', ['digest'], FRIDAY, FRIDAY);
      const [first] = await ledger.claim('worker', 1, FRIDAY, FRIDAY + 9);
      await ledger.settle('worker', [settlement(first?.subscriber ?? 0, 'accepted')]);
      expect(await ledger.takeBack('digest/24')).toBe(2);
      expect(await ledger.takeBack('digest/24')).toBe(0);
      expect(await ledger.tally(DIGEST)).toMatchObject({ waiting: 0, accepted: 1 });
      expect(await ledger.tally('release/26-101@1')).toMatchObject({ waiting: 3 });
    });

    it('counts those of an audience who have no delivery', async () => {
      const { ledger } = await queued(open, 2);
      await ledger.subscribe([aSubscriber(3)]);
      expect(await ledger.unserved('digest/24', ['digest'], FRIDAY)).toBe(1);
      expect(await ledger.unserved('digest/23', ['digest'], FRIDAY)).toBe(3);
    });

    it('takes back what still waits of an edition that was queued too long ago, and only that', async () => {
      const { ledger } = await queued(open, 3);
      const [one] = await ledger.claim('a', 1, FRIDAY, FRIDAY + 60_000);
      await ledger.settle('a', [settlement(one?.subscriber ?? 0, 'accepted')]);
      expect(await ledger.takeBackOld(FRIDAY)).toBe(0);
      expect(await ledger.takeBackOld(FRIDAY + 1)).toBe(2);
      expect(await ledger.tally(DIGEST)).toMatchObject({ accepted: 1, waiting: 0 });
      expect(await ledger.queue(DIGEST, ['digest'], FRIDAY, FRIDAY + 9)).toBe(2);
      expect(await ledger.takeBackOld(FRIDAY + 9)).toBe(0);
    });

    it('lists the editions that were mailed, newest first', async () => {
      const { ledger } = await queued(open, 1);
      await ledger.seal([aSealing(aRelease(1)), aSealing(aRelease(2))]);
      await ledger.queue('release/26-101@1', ['digest'], FRIDAY, FRIDAY + 5);
      await ledger.queue('release/26-102@1', ['releases'], FRIDAY, FRIDAY + 6);
      expect(await ledger.mailed()).toEqual(['release/26-101@1', DIGEST]);
    });
  });

  describe(`${name}: handing over`, () => {
    it('claims up to the limit, the longest waiting first, and says whose they are', async () => {
      const { ledger } = await queued(open, 3);
      const claimed = await ledger.claim('worker', 2, FRIDAY, FRIDAY + 9);
      expect(claimed).toEqual([
        {
          edition: DIGEST,
          subscriber: claimed[0]?.subscriber,
          address: 'reader1@example.org',
          state: 'handing',
          attempts: 1,
          notBefore: FRIDAY,
          response: '',
        },
        expect.objectContaining({ address: 'reader2@example.org' }),
      ]);
      expect(await ledger.tally(DIGEST)).toMatchObject({ waiting: 1, handing: 2 });
      expect(await ledger.deliveries(DIGEST, 'handing', 10)).toEqual(claimed);
    });

    it('gives nobody what another program claimed', async () => {
      const { ledger, store } = await queued(open, 40);
      const workers = [ledger, await store.connect(), await store.connect()];
      const taken: number[] = [];
      for (let turn = 0; turn < 30; turn += 1) {
        const claims = await Promise.all(
          workers.map((one, w) => one.claim(`worker ${w}`, 2, FRIDAY, FRIDAY + 9)),
        );
        taken.push(...claims.flat().map(({ subscriber }) => subscriber));
      }
      expect(taken).toHaveLength(40);
      expect(new Set(taken).size).toBe(40);
    });

    it('counts what is not settled yet', async () => {
      const { ledger } = await queued(open, 3);
      const [one, two] = await ledger.claim('a', 2, FRIDAY, FRIDAY + 60_000);
      expect(await ledger.unsettled()).toBe(3);
      await ledger.settle('a', [
        settlement(one?.subscriber ?? 0, 'accepted'),
        settlement(two?.subscriber ?? 0, 'deferred', FRIDAY + 60_000),
      ]);
      expect(await ledger.unsettled()).toBe(2);
    });

    it('claims nothing before its time', async () => {
      const { ledger } = await queued(open, 1);
      expect(await ledger.claim('worker', 5, FRIDAY - 1, FRIDAY)).toEqual([]);
      expect(await ledger.claim('worker', 5, FRIDAY, FRIDAY + 1)).toHaveLength(1);
    });

    it.each(['accepted', 'refused', 'uncertain'] as const)(
      'never hands over again what is %s',
      async (kind) => {
        const { ledger } = await queued(open, 1);
        const [delivery] = await ledger.claim('worker', 1, FRIDAY, FRIDAY + 9);
        await ledger.settle('worker', [settlement(delivery?.subscriber ?? 0, kind)]);
        expect(await ledger.claim('worker', 9, FRIDAY + 99, FRIDAY + 100)).toEqual([]);
        expect(await ledger.queue(DIGEST, ['digest'], FRIDAY, FRIDAY)).toBe(0);
        expect(await ledger.tally(DIGEST)).toMatchObject({ [kind]: 1, waiting: 0, handing: 0 });
        const [listed] = await ledger.deliveries(DIGEST, kind, 10);
        expect(listed).toMatchObject({ address: 'reader1@example.org', response: `said ${kind}` });
      },
    );

    it('hands a deferred one over again, at its time and counted', async () => {
      const { ledger } = await queued(open, 1);
      const [first] = await ledger.claim('worker', 1, FRIDAY, FRIDAY + 9);
      await ledger.settle('worker', [settlement(first?.subscriber ?? 0, 'deferred', FRIDAY + 60)]);
      expect(await ledger.tally(DIGEST)).toMatchObject({ waiting: 1, deferred: 1 });
      expect(await ledger.claim('other', 1, FRIDAY + 59, FRIDAY + 99)).toEqual([]);
      const [second] = await ledger.claim('other', 1, FRIDAY + 60, FRIDAY + 99);
      expect(second).toMatchObject({ attempts: 2, response: 'said deferred' });
    });

    it('believes only the worker that claimed', async () => {
      const { ledger } = await queued(open, 1);
      const [delivery] = await ledger.claim('worker', 1, FRIDAY, FRIDAY + 9);
      await ledger.settle('stranger', [settlement(delivery?.subscriber ?? 0, 'deferred')]);
      expect(await ledger.tally(DIGEST)).toMatchObject({ handing: 1, waiting: 0 });
    });

    it('lets nobody overwrite a verdict', async () => {
      const { ledger } = await queued(open, 1);
      const [delivery] = await ledger.claim('worker', 1, FRIDAY, FRIDAY + 9);
      await ledger.settle('worker', [settlement(delivery?.subscriber ?? 0, 'accepted')]);
      await ledger.settle('worker', [settlement(delivery?.subscriber ?? 0, 'deferred')]);
      expect(await ledger.tally(DIGEST)).toMatchObject({ accepted: 1, waiting: 0 });
    });
  });

  describe(`${name}: recovering`, () => {
    it('leaves a living worker its claims and takes a vanished one’s as uncertain', async () => {
      const { ledger, store } = await queued(open, 2);
      await ledger.claim('vanished', 1, FRIDAY, FRIDAY + 10);
      await ledger.claim('living', 1, FRIDAY, FRIDAY + 10);
      await ledger.extend('living', FRIDAY + 50);
      const other = await store.connect();
      expect(await other.recover(FRIDAY + 10)).toEqual([]);
      const lost = await other.recover(FRIDAY + 11);
      expect(lost).toMatchObject([{ address: 'reader1@example.org', state: 'uncertain', attempts: 1 }]);
      expect(await other.recover(FRIDAY + 11)).toEqual([]);
      expect(await other.tally(DIGEST)).toMatchObject({ handing: 1, uncertain: 1 });
      expect(await other.claim('other', 9, FRIDAY + 99, FRIDAY + 100)).toEqual([]);
    });

    it('prefers what a slow worker knows to the guess that it vanished', async () => {
      const { ledger } = await queued(open, 2);
      const [first, second] = await ledger.claim('slow', 2, FRIDAY, FRIDAY + 10);
      await ledger.recover(FRIDAY + 11);
      await ledger.settle('slow', [
        settlement(first?.subscriber ?? 0, 'accepted'),
        settlement(second?.subscriber ?? 0, 'deferred', FRIDAY + 20),
      ]);
      expect(await ledger.tally(DIGEST)).toMatchObject({ accepted: 1, waiting: 1, uncertain: 0 });
    });

    it('never has two copies of one delivery under way, whatever the workers do', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
          const { ledger, store } = await queued(open, 6);
          const copies = await play(steps, ledger, await store.connect());
          const tally = await ledger.tally(DIGEST);
          expect(copies.twice).toEqual([]);
          expect(tally.handing).toBe(copies.underWay.size);
          expect(tally.accepted + tally.refused + tally.uncertain).toBe(copies.done.size);
          expect(tally.waiting).toBe(6 - copies.underWay.size - copies.done.size);
        }),
        { numRuns: 25 },
      );
    });
  });
}

const step = fc.oneof(
  fc.record({ do: fc.constant('claim' as const), worker: fc.nat(2), limit: fc.integer({ min: 1, max: 4 }) }),
  fc.record({
    do: fc.constant('settle' as const),
    kind: fc.constantFrom<VerdictKind>('accepted', 'deferred', 'refused'),
  }),
  fc.record({ do: fc.constant('vanish' as const) }),
  fc.record({ do: fc.constant('queue' as const) }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** Three workers and an officer who queues again and again; keeps book of every copy beside the ledger. */
async function play(steps: readonly Step[], ledger: Ledger, other: Ledger) {
  const underWay = new Map<number, string>();
  const done = new Set<number>();
  const twice: number[] = [];
  let now = FRIDAY;
  for (const one of steps) {
    now += 10;
    if (one.do === 'claim') {
      const worker = `worker ${one.worker}`;
      for (const { subscriber } of await ledger.claim(worker, one.limit, now, now + 5)) {
        if (underWay.has(subscriber) || done.has(subscriber)) twice.push(subscriber);
        underWay.set(subscriber, worker);
      }
    } else if (one.do === 'settle') {
      for (const [subscriber, worker] of [...underWay].slice(0, 2)) {
        await other.settle(worker, [settlement(subscriber, one.kind, now)]);
        underWay.delete(subscriber);
        if (one.kind !== 'deferred') done.add(subscriber);
      }
    } else if (one.do === 'vanish') {
      for (const { subscriber } of await other.recover(now)) {
        underWay.delete(subscriber);
        done.add(subscriber);
      }
    } else {
      await other.queue(DIGEST, ['digest'], FRIDAY, now);
    }
  }
  return { underWay, done, twice };
}
