import { describe, expect, it } from 'vitest';
import { FRIDAY } from '../support/shelf.ts';
import type { Store } from './contract.ts';
import { DIGEST, queued } from './queued.ts';
import { aSealing, aSubscriber } from './records.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A ledger in which the Digest waits for three readers of each domain; the first ones are of busy.example. */
async function twoDomains(open: () => Promise<Store>) {
  const store = await open();
  const ledger = await store.connect();
  await ledger.seal([aSealing()]);
  const readers = [
    'a@Busy.example',
    'b@busy.example',
    'c@busy.example',
    'd@one.example',
    'e@one.example',
    'f@one.example',
  ];
  await ledger.subscribe(readers.map((address) => aSubscriber(1, { address })));
  await ledger.queue(DIGEST, ['digest'], FRIDAY, FRIDAY);
  const worker = await ledger.enlist('a', FRIDAY + MINUTE);
  const claim = async (at: number, except?: string[]) =>
    (await ledger.claim(worker, 9, at, except)).map(({ subscriber }) => subscriber);
  return { ledger, store, worker, claim };
}

export function domainContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: destination domains`, () => {
    it('remembers which are left alone, for all programs, until they work again', async () => {
      const { ledger, store } = await queued(open, 1);
      const trouble = { domain: 'busy.example', words: '421', failures: 1, since: 100, notBefore: 200 };
      await ledger.domainFailed(trouble);
      const other = await store.connect();
      await other.domainFailed({ ...trouble, words: '421 again', failures: 2, since: 150, notBefore: 400 });
      const merged = { ...trouble, words: '421 again', failures: 2, notBefore: 400 };
      expect(await ledger.domains()).toEqual([merged]);
      await other.domainWell('busy.example');
      expect(await ledger.domains()).toEqual([]);
    });

    it('puts all off that waits for one, without an attempt, and nothing else', async () => {
      const { ledger, claim } = await twoDomains(open);
      expect(await ledger.putOff('busy.example', FRIDAY + MINUTE, 0)).toBe(3);
      expect(await claim(FRIDAY)).toEqual([4, 5, 6]);
      expect(await claim(FRIDAY + MINUTE - 1)).toEqual([]);
      expect(await claim(FRIDAY + MINUTE)).toEqual([1, 2, 3]);
      expect(await ledger.tally(DIGEST)).toMatchObject({ waiting: 6, deferred: 0 });
    });

    it('spreads what waits for one over time, and not over more than an hour and a half', async () => {
      const { ledger, claim } = await twoDomains(open);
      await ledger.putOff('busy.example', FRIDAY, HOUR);
      expect(await claim(FRIDAY)).toEqual([4, 5, 6, 1]);
      expect(await claim(FRIDAY + HOUR - 1)).toEqual([]);
      expect(await claim(FRIDAY + HOUR)).toEqual([2]);
      expect(await claim(FRIDAY + 1.5 * HOUR)).toEqual([3]);
    });

    it('brings forward nothing that waits for longer, and touches nothing in hand', async () => {
      const { ledger, claim } = await twoDomains(open);
      await ledger.putOff('busy.example', FRIDAY + HOUR, 0);
      expect(await ledger.putOff('busy.example', FRIDAY + MINUTE, 0)).toBe(0);
      expect(await claim(FRIDAY)).toEqual([4, 5, 6]);
      expect(await ledger.putOff('one.example', FRIDAY + MINUTE, 0)).toBe(0);
    });

    it('claims of all but some', async () => {
      const { claim } = await twoDomains(open);
      expect(await claim(FRIDAY, ['busy.example', 'other.example'])).toEqual([4, 5, 6]);
    });
  });
}
