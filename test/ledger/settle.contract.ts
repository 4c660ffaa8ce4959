import { describe, expect, it } from 'vitest';
import { FRIDAY } from '../support/shelf.ts';
import type { Store } from './contract.ts';
import { claimAndSettle, DIGEST, queued, settlement } from './queued.ts';
import { aSealing } from './records.ts';

const FIRST = { edition: DIGEST, subscriber: 1 };

/** A ledger in which one delivery of the Digest is uncertain and the others are through. */
async function unsure(open: () => Promise<Store>, count = 2) {
  const { ledger, store } = await queued(open, count);
  await claimAndSettle(ledger, 1, 'uncertain');
  await claimAndSettle(ledger, count - 1);
  return { ledger, store };
}

/** A worker that was taken for lost in the middle of a delivery, and that knows the answer all the same. */
async function vanished(open: () => Promise<Store>) {
  const { ledger } = await queued(open, 2);
  const worker = await ledger.enlist('a', FRIDAY + 60_000);
  await ledger.record(worker, [], await ledger.claim(worker, 1, FRIDAY), FRIDAY);
  await ledger.lose(await ledger.workers());
  return { ledger, answer: () => ledger.record(worker, [settlement(1, 'accepted')], [], FRIDAY) };
}

export function settleContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: what a person says of an uncertain delivery`, () => {
    it('that it arrived: with who said so and when, and only once', async () => {
      const { ledger } = await unsure(open);
      expect(await ledger.settle(FIRST, 'accepted', 'Jane Doe', FRIDAY + 5)).toBe('settled');
      expect(await ledger.tally(DIGEST)).toMatchObject({ accepted: 2, uncertain: 0 });
      expect(await ledger.events(1)).toEqual([
        {
          at: FRIDAY + 5,
          what: 'settled',
          subject: DIGEST,
          detail: 'r…@example.org: it arrived, says Jane Doe',
        },
      ]);
      expect(await ledger.settle(FIRST, 'again', 'John Roe', FRIDAY + 6)).toBe('known');
      expect(await ledger.events(9)).toHaveLength(1);
    });

    it('that it be sent again: it is, once, and its mailing goes on although it was through', async () => {
      const { ledger } = await unsure(open);
      await ledger.holdLate(FRIDAY + 1, 'late', FRIDAY + 5);
      expect(await ledger.mailing(DIGEST)).toMatchObject({ state: 'done' });
      expect(await ledger.settle(FIRST, 'again', 'Jane Doe', FRIDAY + 9)).toBe('settled');
      expect(await ledger.mailing(DIGEST)).toMatchObject({ state: 'open', beganAt: FRIDAY + 9 });
      expect(await claimAndSettle(ledger, 2)).toMatchObject([{ subscriber: 1, since: FRIDAY + 9 }]);
      expect(await ledger.tally(DIGEST)).toMatchObject({ accepted: 2, uncertain: 0, waiting: 0 });
    });

    it('that it be sent again after it was corrected: as the newer edition', async () => {
      const { ledger } = await queued(open, 2);
      await claimAndSettle(ledger, 1, 'uncertain');
      await ledger.seal([aSealing(undefined, 2)]);
      await ledger.supersede('digest/24@2', 'a moment', FRIDAY);
      expect(await ledger.settle(FIRST, 'again', 'Jane Doe', FRIDAY)).toBe('waits');
      await ledger.resumeMailing('digest/24@2', FRIDAY);
      expect((await ledger.tally('digest/24@2')).waiting).toBe(2);
    });

    it('that it be sent again to who has left, or after it was withdrawn: it is not', async () => {
      const { ledger } = await unsure(open, 3);
      await ledger.leave(1, 'asked', FRIDAY);
      expect(await ledger.settle(FIRST, 'again', 'Jane Doe', FRIDAY)).toBe('left');
      const other = await queued(open, 2);
      await claimAndSettle(other.ledger, 1, 'uncertain');
      await other.ledger.takeBack('digest/24', FRIDAY);
      expect(await other.ledger.settle(FIRST, 'again', 'Jane Doe', FRIDAY)).toBe('withdrawn');
      expect(await other.ledger.tally(DIGEST)).toMatchObject({ uncertain: 1 });
      expect(await other.ledger.settle(FIRST, 'accepted', 'Jane Doe', FRIDAY)).toBe('settled');
    });

    it('after the server’s answer came all the same: the answer stands', async () => {
      const { ledger, answer } = await vanished(open);
      expect((await answer()).late).toMatchObject([{ taken: true }]);
      expect(await ledger.settle(FIRST, 'again', 'Jane Doe', FRIDAY)).toBe('known');
      expect((await ledger.tally(DIGEST)).accepted).toBe(1);
    });

    it('before the server’s answer came: the answer is told as too late', async () => {
      const { ledger, answer } = await vanished(open);
      expect(await ledger.settle(FIRST, 'again', 'Jane Doe', FRIDAY)).toBe('settled');
      expect((await answer()).late).toMatchObject([{ taken: false }]);
      expect((await ledger.tally(DIGEST)).accepted).toBe(0);
    });
  });
}
