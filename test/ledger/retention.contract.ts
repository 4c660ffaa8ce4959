import { describe, expect, it } from 'vitest';
import type { Ledger } from '../../src/ledger/ledger.ts';
import { FRIDAY } from '../support/shelf.ts';
import type { Store } from './contract.ts';
import { aSealing, subscribers } from './records.ts';

const DIGEST = 'digest/24@1';

/** Serves the tests' Digest to `count` readers, whose servers all say something. */
async function served(ledger: Ledger, count: number): Promise<void> {
  await ledger.seal([aSealing()]);
  await ledger.subscribe(subscribers(count));
  await ledger.queue(DIGEST, ['digest'], FRIDAY, FRIDAY);
  const worker = await ledger.enlist('a', FRIDAY);
  const claims = await ledger.claim(worker, count, FRIDAY);
  await ledger.record(worker, [], claims, FRIDAY);
  const verdict = { kind: 'accepted' as const, response: '250 Ok' };
  const settlements = claims.map(({ edition, subscriber }) => {
    return { edition, subscriber, verdict, notBefore: 0, attempt: true };
  });
  await ledger.record(worker, settlements, [], FRIDAY);
}

async function words(ledger: Ledger): Promise<string[]> {
  return (await ledger.deliveries(DIGEST, 'accepted', 100)).map(({ response }) => response);
}

/** Calls until there is nothing more to do; how much each call found. */
async function all(some: () => Promise<number>): Promise<number[]> {
  const counts: number[] = [];
  for (let count = await some(); count > 0; count = await some()) counts.push(count);
  return counts;
}

export function retentionContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: retention`, () => {
    it('begins once a day, of all programs', async () => {
      const store = await open();
      const [ledger, other] = [await store.connect(), await store.connect()];
      expect(await ledger.beginTidying('2026-11-20')).toBe(true);
      expect(await other.beginTidying('2026-11-20')).toBe(false);
      expect(await other.beginTidying('2026-11-21')).toBe(true);
      expect(await ledger.beginTidying('2026-11-21')).toBe(false);
    });

    it('erases what servers said of a mailing that ended long ago, a few at a time, and no count', async () => {
      const ledger = await (await open()).connect();
      await served(ledger, 5);
      const tidy = (before: number) => () => ledger.tidyResponses(before, 2);
      expect(await all(tidy(FRIDAY + 99))).toEqual([]);
      await ledger.holdLate(FRIDAY + 1, 'late', FRIDAY + 2);
      expect(await all(tidy(FRIDAY + 2))).toEqual([]);
      expect(await words(ledger)).toEqual(Array(5).fill('250 Ok'));
      const counts = await all(tidy(FRIDAY + 3));
      expect(Math.max(...counts)).toBe(2);
      expect(await words(ledger)).toEqual(Array(5).fill(''));
      expect(await ledger.tally(DIGEST)).toMatchObject({ accepted: 5 });
      expect(await all(tidy(FRIDAY + 3))).toEqual([]);
    });

    it('names who left long ago and is not forgotten yet', async () => {
      const ledger = await (await open()).connect();
      await ledger.subscribe(subscribers(4));
      await ledger.leave(1, 'asked', FRIDAY - 20);
      await ledger.leave(2, 'complaint', FRIDAY - 10);
      await ledger.leave(3, 'asked', FRIDAY);
      expect(await ledger.longGone(FRIDAY, 9)).toEqual(['reader1@example.org', 'reader2@example.org']);
      expect(await ledger.longGone(FRIDAY, 1)).toEqual(['reader1@example.org']);
      await ledger.forget('reader1@example.org', 'm1', FRIDAY);
      expect(await ledger.longGone(FRIDAY, 9)).toEqual(['reader2@example.org']);
    });

    it('erases what a server said of somebody while they were being forgotten', async () => {
      const ledger = await (await open()).connect();
      await ledger.seal([aSealing()]);
      await ledger.subscribe(subscribers(1));
      await ledger.queue(DIGEST, ['digest'], FRIDAY, FRIDAY);
      const worker = await ledger.enlist('a', FRIDAY);
      await ledger.record(worker, [], await ledger.claim(worker, 1, FRIDAY), FRIDAY);
      await ledger.forget('reader1@example.org', 'm', FRIDAY);
      const verdict = { kind: 'accepted' as const, response: '250 <reader1@example.org> Ok' };
      const settlement = { edition: DIGEST, subscriber: 1, verdict, notBefore: 0, attempt: true };
      await ledger.record(worker, [settlement], [], FRIDAY);
      expect(await ledger.tidyForgotten(FRIDAY + 1)).toBe(0);
      expect(await ledger.tidyForgotten(FRIDAY)).toBe(1);
      expect(await words(ledger)).toEqual(['']);
    });

    it('finds nothing to delete in a new ledger', async () => {
      const ledger = await (await open()).connect();
      expect(await ledger.tidyRequests(FRIDAY, 9)).toBe(0);
      expect(await ledger.tidyNotices(FRIDAY, 9)).toBe(0);
      expect(await ledger.tidyReturns(FRIDAY, 9)).toBe(0);
    });
  });
}
