import { describe, expect, it } from 'vitest';
import { aRelease, anIssue, FRIDAY } from '../support/shelf.ts';
import type { Store } from './contract.ts';
import { claimAndSettle, DIGEST, queued, settlement } from './queued.ts';
import { aSealing, aSubscriber } from './records.ts';

const SECOND_EDITION = 'digest/24@2';
const FIRST_PAGES = 'its pages are being published first';

export function mailingContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: queueing`, () => {
    it('makes one delivery for each subscriber, however often it is asked', async () => {
      const { ledger } = await queued(open, 3);
      expect(await ledger.queue(DIGEST, ['digest', 'releases'], FRIDAY, FRIDAY + 5)).toBe(0);
      expect(await ledger.tally(DIGEST)).toMatchObject({ waiting: 3, deferred: 0 });
      expect(await ledger.mailings(0)).toEqual([
        {
          edition: DIGEST,
          publication: 'digest/24',
          state: 'open',
          why: '',
          beganAt: FRIDAY,
          since: FRIDAY,
          audience: 3,
        },
      ]);
    });

    it('queues nothing for whoever joins the list later, nor for a later revision', async () => {
      const { ledger } = await queued(open, 2);
      await ledger.seal([aSealing(anIssue(24), 2)]);
      await ledger.subscribe([aSubscriber(3)]);
      expect(await ledger.queue(DIGEST, ['digest'], FRIDAY, FRIDAY)).toBe(0);
      expect(await ledger.queue(SECOND_EDITION, ['digest'], FRIDAY, FRIDAY)).toBe(0);
    });

    it('begins only when somebody asked for it', async () => {
      const { ledger } = await queued(open, 0);
      expect(await ledger.mailings(0)).toEqual([]);
      await ledger.subscribe([aSubscriber(1)]);
      expect(await ledger.queue(DIGEST, ['digest'], FRIDAY, FRIDAY + 9)).toBe(1);
    });

    it('queues nothing that is older than a consent', async () => {
      const { ledger } = await queued(open, 0);
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
  });

  describe(`${name}: a corrected edition`, () => {
    it('takes the place of the first for whoever has not been served, and waits for its pages', async () => {
      const { ledger } = await queued(open, 5);
      await claimAndSettle(ledger, 2);
      await ledger.seal([aSealing(anIssue(24), 2)]);
      expect(await ledger.supersede(SECOND_EDITION, FIRST_PAGES, FRIDAY + 9)).toBe(3);
      expect(await ledger.tally(DIGEST)).toMatchObject({ accepted: 2, waiting: 0 });
      expect(await ledger.tally(SECOND_EDITION)).toMatchObject({ accepted: 0, waiting: 3 });
      const worker = await ledger.enlist('a', FRIDAY);
      expect(await ledger.claim(worker, 9, FRIDAY + 9)).toEqual([]);
      expect(await ledger.resumeMailing(SECOND_EDITION, FRIDAY + 10, 'another reason')).toBe(false);
      expect(await ledger.resumeMailing(SECOND_EDITION, FRIDAY + 10, FIRST_PAGES)).toBe(true);
      expect(await ledger.claim(worker, 9, FRIDAY + 10)).toHaveLength(3);
      expect((await ledger.mailings(0)).map(({ edition, state }) => [edition, state])).toEqual([
        [SECOND_EDITION, 'open'],
        [DIGEST, 'superseded'],
      ]);
    });

    it('is taken from under a worker that had not been allowed to finish the first', async () => {
      const { ledger } = await queued(open, 2);
      const worker = await ledger.enlist('a', FRIDAY);
      const [one, other] = await ledger.claim(worker, 2, FRIDAY);
      if (!one || !other) throw new Error('nothing was claimed');
      await ledger.record(worker, [], [one], FRIDAY);
      await ledger.seal([aSealing(anIssue(24), 2)]);
      expect(await ledger.supersede(SECOND_EDITION, FIRST_PAGES, FRIDAY)).toBe(1);
      const { marked } = await ledger.record(worker, [], [other], FRIDAY);
      expect(marked).toEqual([false]);
      expect(await ledger.tally(DIGEST)).toMatchObject({ handing: 1 });
    });

    it('goes to whoever is put off after it took the place of the first, also when nobody else is left', async () => {
      const { ledger } = await queued(open, 2);
      const worker = await ledger.enlist('a', FRIDAY);
      const claims = await ledger.claim(worker, 2, FRIDAY);
      await ledger.record(worker, [], claims, FRIDAY);
      await ledger.seal([aSealing(anIssue(24), 2)]);
      expect(await ledger.supersede(SECOND_EDITION, FIRST_PAGES, FRIDAY)).toBe(0);
      const [one, other] = claims.map(({ subscriber }) => subscriber);
      await ledger.record(
        worker,
        [settlement(one ?? 0, 'deferred', FRIDAY + 9), settlement(other ?? 0, 'accepted')],
        [],
        FRIDAY,
      );
      expect(await ledger.tally(DIGEST)).toMatchObject({ waiting: 0, accepted: 1 });
      expect(await ledger.tally(SECOND_EDITION)).toMatchObject({ waiting: 1, deferred: 1 });
      await ledger.resumeMailing(SECOND_EDITION, FRIDAY + 9, FIRST_PAGES);
      expect(await ledger.claim(worker, 2, FRIDAY + 9)).toMatchObject([
        { edition: SECOND_EDITION, subscriber: one },
      ]);
    });

    it('stands as the first stood, and moves nobody twice', async () => {
      const { ledger } = await queued(open, 2);
      await ledger.seal([aSealing(anIssue(24), 2)]);
      await ledger.stopMailing(DIGEST, 'the server refuses us', FRIDAY);
      expect(await ledger.supersede(SECOND_EDITION, FIRST_PAGES, FRIDAY)).toBe(2);
      expect(await ledger.supersede(SECOND_EDITION, FIRST_PAGES, FRIDAY)).toBe(0);
      const [newest] = await ledger.mailings(0);
      expect(newest).toMatchObject({ state: 'stopped', why: 'the server refuses us' });
    });
  });

  describe(`${name}: stopping`, () => {
    it('halts what has not left, also in a worker’s hand, until somebody says go on', async () => {
      const { ledger } = await queued(open, 3);
      const worker = await ledger.enlist('a', FRIDAY);
      const [one, two] = await ledger.claim(worker, 2, FRIDAY);
      if (!one || !two) throw new Error('nothing was claimed');
      expect(await ledger.stopMailing(DIGEST, 'because', FRIDAY + 1)).toBe(true);
      expect(await ledger.stopMailing(DIGEST, 'because', FRIDAY + 1)).toBe(false);
      expect(await ledger.claim(worker, 2, FRIDAY + 2)).toEqual([]);
      expect((await ledger.record(worker, [], [one, two], FRIDAY + 2)).marked).toEqual([false, false]);
      expect(await ledger.resumeMailing(DIGEST, FRIDAY + 3)).toBe(true);
      expect((await ledger.record(worker, [], [one], FRIDAY + 3)).marked).toEqual([true]);
      expect(await ledger.mailings(0)).toMatchObject([{ state: 'open', why: '', beganAt: FRIDAY + 3 }]);
    });

    it('lets what was put off go at once when a person says go on', async () => {
      const { ledger } = await queued(open, 2);
      const worker = await ledger.enlist('a', FRIDAY);
      const claims = await ledger.claim(worker, 2, FRIDAY);
      const later = claims.map(({ subscriber }) => settlement(subscriber, 'deferred', FRIDAY + 60_000));
      await ledger.record(worker, later, [], FRIDAY);
      await ledger.stopMailing(DIGEST, 'because', FRIDAY);
      await ledger.resumeMailing(DIGEST, FRIDAY);
      expect(await ledger.claim(worker, 2, FRIDAY)).toHaveLength(2);
    });

    it('holds what took too long, and closes what is through', async () => {
      const { ledger } = await queued(open, 2);
      await ledger.seal([aSealing(aRelease(1))]);
      await ledger.queue('release/26-101@1', ['digest'], FRIDAY, FRIDAY);
      const worker = await ledger.enlist('a', FRIDAY);
      const all = await ledger.claim(worker, 9, FRIDAY);
      const ended = all
        .filter(({ edition }) => edition === DIGEST)
        .map(({ edition, subscriber }) => ({
          edition,
          subscriber,
          verdict: { kind: 'accepted' as const, response: '' },
          notBefore: 0,
          attempt: true,
        }));
      await ledger.record(worker, ended, [], FRIDAY);
      expect(await ledger.holdLate(FRIDAY, 'too long', FRIDAY + 9)).toEqual([]);
      expect(await ledger.holdLate(FRIDAY + 1, 'too long', FRIDAY + 9)).toMatchObject([
        { edition: 'release/26-101@1', state: 'late', why: 'too long' },
      ]);
      expect((await ledger.mailings(0)).map(({ edition, state }) => [edition, state])).toEqual([
        ['release/26-101@1', 'late'],
        [DIGEST, 'done'],
      ]);
      expect(await ledger.resumeMailing('release/26-101@1', FRIDAY + 10)).toBe(true);
      expect(await ledger.resumeMailing(DIGEST, FRIDAY + 10)).toBe(false);
    });

    it('cancels what waits of a withdrawn publication, only that, and can begin again for those', async () => {
      const { ledger } = await queued(open, 3);
      await ledger.seal([aSealing(aRelease(1)), aSealing(anIssue(24), 2)]);
      await ledger.queue('release/26-101@1', ['digest'], FRIDAY, FRIDAY);
      await claimAndSettle(ledger, 1);
      expect(await ledger.takeBack('digest/24', FRIDAY)).toBe(2);
      expect(await ledger.takeBack('digest/24', FRIDAY)).toBe(0);
      expect(await ledger.tally(DIGEST)).toMatchObject({ waiting: 0, accepted: 1, cancelled: 2 });
      expect(await ledger.tally('release/26-101@1')).toMatchObject({ waiting: 3 });
      expect(await ledger.queue(SECOND_EDITION, ['digest'], FRIDAY, FRIDAY + 9)).toBe(2);
      expect(await ledger.tally(SECOND_EDITION)).toMatchObject({ waiting: 2, cancelled: 0 });
    });

    it('tries nobody again whom the server puts off after the publication was withdrawn', async () => {
      const { ledger } = await queued(open, 1);
      const worker = await ledger.enlist('a', FRIDAY);
      const [claim] = await ledger.claim(worker, 1, FRIDAY);
      if (!claim) throw new Error('nothing was claimed');
      await ledger.record(worker, [], [claim], FRIDAY);
      expect(await ledger.takeBack('digest/24', FRIDAY)).toBe(0);
      await ledger.record(worker, [settlement(claim.subscriber, 'deferred')], [], FRIDAY);
      expect(await ledger.tally(DIGEST)).toMatchObject({ waiting: 0, cancelled: 1 });
      expect(await ledger.mailings(0)).toMatchObject([{ state: 'cancelled' }]);
    });

    it('asks for a yes when something is put off after the mailing was through', async () => {
      const { ledger } = await queued(open, 1);
      const worker = await ledger.enlist('a', FRIDAY);
      const claims = await ledger.claim(worker, 1, FRIDAY);
      await ledger.record(worker, [], claims, FRIDAY);
      expect(await ledger.lose(await ledger.workers())).toHaveLength(1);
      await ledger.holdLate(FRIDAY + 1, 'too long', FRIDAY + 9);
      expect(await ledger.mailings(0)).toMatchObject([{ state: 'done' }]);
      await ledger.record(worker, [settlement(claims[0]?.subscriber ?? 0, 'deferred')], [], FRIDAY + 10);
      expect(await ledger.tally(DIGEST)).toMatchObject({ waiting: 1 });
      expect(await ledger.mailings(0)).toMatchObject([{ state: 'late', since: FRIDAY + 10 }]);
      expect(await ledger.resumeMailing(DIGEST, FRIDAY + 11)).toBe(true);
    });

    it('leaves a mailing done that was through when its publication was withdrawn', async () => {
      const { ledger } = await queued(open, 1);
      await claimAndSettle(ledger, 1);
      expect(await ledger.takeBack('digest/24', FRIDAY + 1)).toBe(0);
      expect(await ledger.takeBack('digest/24', FRIDAY + 2)).toBe(0);
      expect(await ledger.mailings(0)).toMatchObject([{ state: 'done', since: FRIDAY + 1 }]);
    });

    it('knows whether anything is under way', async () => {
      const { ledger } = await queued(open, 1);
      expect(await ledger.isUnderWay(DIGEST)).toBe(true);
      await claimAndSettle(ledger, 1);
      expect(await ledger.isUnderWay(DIGEST)).toBe(false);
    });
  });
}
