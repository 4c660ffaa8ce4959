import { describe, expect, it } from 'vitest';
import { aRelease, anIssue, FRIDAY } from '../support/shelf.ts';
import type { Store } from './contract.ts';
import { DIGEST, queued } from './queued.ts';
import { aSealing, aSubscriber } from './records.ts';

const LIMITS = { share: 0.3, from: 3 };
const NEXT = 'digest/25@1';
const NOBODY = 'it would go to nobody, the last one went to 6';

/** A ledger in which issue 24 went to six readers, of whom so many have left since, and issue 25 is sealed. */
async function shrunk(open: () => Promise<Store>, leaving: number) {
  const { ledger, store } = await queued(open, 6);
  const next = anIssue(25);
  await ledger.seal([aSealing(next), aSealing(next, 2)]);
  for (let id = 1; id <= leaving; id += 1) await ledger.leave(id, 'asked', FRIDAY);
  const worker = await ledger.enlist('a', FRIDAY + 60_000);
  const claimed = async () =>
    (await ledger.claim(worker, 9, FRIDAY)).filter(({ edition }) => edition.startsWith('digest/25'));
  return { ledger, store, claimed };
}

export function breakerContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: an audience that is not as the last one`, () => {
    it('is queued and stopped in one, and goes after a person’s yes', async () => {
      const { ledger, claimed } = await shrunk(open, 4);
      expect(await ledger.queue(NEXT, ['digest'], FRIDAY, FRIDAY, LIMITS)).toBe(2);
      const why = 'it would go to 2, the last one went to 6';
      expect(await ledger.mailing(NEXT)).toMatchObject({ state: 'stopped', why, audience: 2 });
      expect(await claimed()).toEqual([]);
      await ledger.resumeMailing(NEXT, FRIDAY, 'another reason');
      expect(await claimed()).toEqual([]);
      expect(await ledger.resumeMailing(NEXT, FRIDAY)).toBe(true);
      expect(await claimed()).toHaveLength(2);
    });

    it('is no measure for the next one before that', async () => {
      const { ledger } = await shrunk(open, 4);
      await ledger.queue(NEXT, ['digest'], FRIDAY, FRIDAY, LIMITS);
      expect(await ledger.audienceBefore(['digest'])).toEqual({ same: 6, any: 6 });
      await ledger.resumeMailing(NEXT, FRIDAY);
      expect(await ledger.audienceBefore(['digest'])).toEqual({ same: 2, any: 2 });
    });

    it('keeps its reason when it becomes late, and when it is corrected meanwhile', async () => {
      const { ledger, claimed } = await shrunk(open, 4);
      await ledger.queue(NEXT, ['digest'], FRIDAY, FRIDAY, LIMITS);
      await ledger.supersede('digest/25@2', 'a moment', FRIDAY + 1);
      const [late] = await ledger.holdLate(FRIDAY + 5, 'too late', FRIDAY + 9);
      expect([late?.edition, late?.why]).toEqual(['digest/24@1', 'too late']);
      const held = await ledger.mailing('digest/25@2');
      expect(held).toMatchObject({ state: 'late', why: 'it would go to 2, the last one went to 6' });
      expect(await claimed()).toEqual([]);
    });

    it('of nobody is remembered, goes to nobody by itself when a list appears, and to those of that time on a yes', async () => {
      const { ledger, claimed } = await shrunk(open, 6);
      expect(await ledger.queue(NEXT, ['digest'], FRIDAY, FRIDAY, LIMITS)).toBe(0);
      expect(await ledger.mailing(NEXT)).toMatchObject({ state: 'stopped', why: NOBODY, audience: 0 });
      await ledger.subscribe([aSubscriber(7), aSubscriber(8, { confirmedAt: FRIDAY + 1 })]);
      expect(await ledger.queue(NEXT, ['digest'], FRIDAY, FRIDAY, LIMITS)).toBe(0);
      await ledger.holdLate(FRIDAY + 5, 'too late', FRIDAY + 9);
      expect(await ledger.mailing(NEXT)).toMatchObject({ state: 'late', why: NOBODY });
      expect(await claimed()).toEqual([]);
      expect(await ledger.resumeMailing(NEXT, FRIDAY + 10)).toBe(true);
      expect((await claimed()).map(({ subscriber }) => subscriber)).toEqual([7]);
      expect(await ledger.mailing(NEXT)).toMatchObject({ state: 'open', audience: 1 });
    });

    it('of nobody that is withdrawn waits for nobody’s yes any more', async () => {
      const { ledger } = await shrunk(open, 6);
      await ledger.queue(NEXT, ['digest'], FRIDAY, FRIDAY, LIMITS);
      await ledger.takeBack('digest/25', FRIDAY + 1);
      expect(await ledger.mailing(NEXT)).toMatchObject({ state: 'cancelled' });
    });

    it('is compared with the last one to the same topics; nobody at all, with any that shares one', async () => {
      const { ledger } = await queued(open, 6);
      await ledger.seal([aSealing(aRelease(1))]);
      await ledger.subscribe([aSubscriber(7, { topics: ['releases'] })]);
      expect(
        await ledger.queue('release/26-101@1', ['releases', 'kind:traffic'], FRIDAY, FRIDAY, LIMITS),
      ).toBe(1);
      expect(await ledger.audienceBefore(['releases', 'kind:traffic'])).toEqual({ same: 1, any: 1 });
      expect(await ledger.audienceBefore(['releases', 'kind:arrest'])).toEqual({ same: undefined, any: 1 });
      expect(await ledger.audienceBefore(['area:affton'])).toEqual({ same: undefined, any: undefined });
      expect((await ledger.mailing(DIGEST))?.audience).toBe(6);
    });
  });
}
