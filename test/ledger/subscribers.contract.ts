import { describe, expect, it } from 'vitest';
import { aRelease, anIssue, FRIDAY } from '../support/shelf.ts';
import type { Ledger } from '../../src/ledger/ledger.ts';
import { Leaving } from '../../src/model/subscriber.ts';
import { topicsOf } from '../../src/model/topic.ts';
import type { Store } from './contract.ts';
import { aSealing, aSubscriber, subscribers } from './records.ts';

async function leave(ledger: Ledger, address: string): Promise<boolean> {
  const member = await ledger.memberOf(address);
  return member !== undefined && ledger.leave(member.id, 'asked', FRIDAY);
}

export function subscriberContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: subscribers`, () => {
    it('gives subscribers back page by page, by id', async () => {
      const ledger = await (await open()).connect();
      expect(await ledger.subscribe(subscribers(5))).toEqual({ added: 5, changed: 0, left: 0 });
      const first = await ledger.subscribers(0, 3);
      const rest = await ledger.subscribers(first.at(-1)?.id ?? 0, 3);
      const all = [...first, ...rest];
      expect(all).toMatchObject(subscribers(5));
      expect(all).toHaveLength(5);
      expect(new Set(all.map(({ id }) => id)).size).toBe(5);
    });

    it('knows one address in any case, gives it the new topics and keeps its first consent', async () => {
      const ledger = await (await open()).connect();
      await ledger.subscribe([aSubscriber(1, { topics: ['digest', 'kind:traffic'] })]);
      const again = aSubscriber(1, {
        address: 'READER1@example.org',
        topics: ['kind:arrest'],
        confirmedAt: FRIDAY,
        consent: 'another list',
      });
      expect(await ledger.subscribe([again])).toEqual({ added: 0, changed: 1, left: 0 });
      const [only, ...others] = await ledger.subscribers(0, 10);
      expect(others).toEqual([]);
      expect(only).toMatchObject({ ...aSubscriber(1), topics: ['kind:arrest'] });
      expect(await ledger.audience(['digest'], FRIDAY)).toBe(0);
    });

    it('takes an address twice in one call as one subscriber', async () => {
      const ledger = await (await open()).connect();
      const result = await ledger.subscribe([
        aSubscriber(1),
        aSubscriber(1, { topics: ['releases', 'releases'] }),
      ]);
      expect(result).toEqual({ added: 1, changed: 1, left: 0 });
      expect(await ledger.subscribers(0, 10)).toMatchObject([{ topics: ['releases'] }]);
    });

    it('lets people leave once', async () => {
      const ledger = await (await open()).connect();
      await ledger.subscribe(subscribers(2));
      expect(await leave(ledger, 'Reader1@Example.org')).toBe(true);
      expect(await leave(ledger, 'reader1@example.org')).toBe(false);
      expect(await ledger.leave(1, 'asked', FRIDAY)).toBe(false);
      expect(await ledger.leave(99, 'asked', FRIDAY)).toBe(false);
      expect(await ledger.member(1)).toBeUndefined();
      expect(await ledger.subscribers(0, 10)).toMatchObject([{ address: 'reader2@example.org' }]);
      expect(await ledger.audience(['digest'], FRIDAY)).toBe(1);
    });

    it('does not let an old list bring back who left', async () => {
      const ledger = await (await open()).connect();
      await ledger.subscribe([aSubscriber(1)]);
      await leave(ledger, 'reader1@example.org');
      expect(await ledger.subscribe([aSubscriber(1)])).toEqual({ added: 0, changed: 0, left: 1 });
      expect(await ledger.subscribers(0, 10)).toEqual([]);
    });

    it('does not let a newer list bring them back either, whatever date it claims', async () => {
      for (const why of Leaving.options) {
        const ledger = await (await open()).connect();
        await ledger.subscribe([aSubscriber(1)]);
        await ledger.leave(1, why, FRIDAY);
        const newer = aSubscriber(1, { confirmedAt: FRIDAY + 1, consent: 'another list' });
        expect(await ledger.subscribe([newer])).toEqual({ added: 0, changed: 0, left: 1 });
        expect(await ledger.subscribers(0, 10)).toEqual([]);
      }
    });

    it('lets a member choose other topics and another language, and nobody who left', async () => {
      const ledger = await (await open()).connect();
      await ledger.subscribe(subscribers(2));
      expect(await ledger.choose(1, ['releases', 'kind:traffic'], 'es')).toBe(true);
      const member = await ledger.memberOf('READER1@example.org');
      expect(member).toMatchObject({ id: 1, topics: ['kind:traffic', 'releases'], language: 'es' });
      expect(await ledger.member(1)).toEqual(member);
      await ledger.leave(2, 'asked', FRIDAY);
      expect(await ledger.choose(2, ['releases'], '')).toBe(false);
      expect(await ledger.audience(['releases'], FRIDAY)).toBe(1);
    });

    it('counts everybody once, however many topics match', async () => {
      const ledger = await (await open()).connect();
      await ledger.subscribe([
        aSubscriber(1, { topics: ['digest', 'kind:traffic', 'area:affton'] }),
        aSubscriber(2, { topics: ['area:affton'] }),
        aSubscriber(3, { topics: ['releases'] }),
        aSubscriber(4, { topics: ['area:affton'], confirmedAt: FRIDAY + 1 }),
      ]);
      expect(await ledger.audience(['kind:traffic', 'area:affton'], FRIDAY)).toBe(2);
      expect(await ledger.audience(['kind:arrest'], FRIDAY)).toBe(0);
      expect(await ledger.audience([], FRIDAY)).toBe(0);
    });

    it('sends a release once to everybody who asked for it, its kind or its area, and never to those of the Digest', async () => {
      const ledger = await (await open()).connect();
      const release = aRelease(1, { kind: 'traffic', areas: ['affton', 'jennings'] });
      await ledger.seal([aSealing(release), aSealing()]);
      const askedFor = [
        ['digest'],
        ['releases', 'kind:traffic', 'area:affton', 'area:jennings'],
        ['kind:traffic'],
        ['digest', 'area:jennings'],
        ['kind:arrest', 'area:closed'],
        ['digest', 'releases'],
        [],
      ];
      await ledger.subscribe(askedFor.map((topics, index) => aSubscriber(index + 1, { topics })));
      await ledger.subscribe([
        aSubscriber(8, { topics: ['releases', 'digest'], confirmedAt: FRIDAY }),
        aSubscriber(9, { topics: ['releases', 'digest'], confirmedAt: FRIDAY + 1 }),
      ]);
      const readers = async (edition: string) =>
        (await ledger.deliveries(edition, 'waiting', 99)).map(({ subscriber }) => subscriber);
      expect(await ledger.queue('release/26-101@1', topicsOf(release), FRIDAY, FRIDAY)).toBe(5);
      expect(await readers('release/26-101@1')).toEqual([2, 3, 4, 6, 8]);
      expect(await ledger.queue('digest/24@1', topicsOf(anIssue(24)), FRIDAY, FRIDAY)).toBe(4);
      expect(await readers('digest/24@1')).toEqual([1, 4, 6, 8]);
      // Whoever comes, confirms or asks for more after its minute gets nothing that is older.
      await ledger.choose(1, ['releases'], '');
      await ledger.subscribe([aSubscriber(10, { topics: ['releases'] })]);
      expect(await ledger.queue('release/26-101@1', topicsOf(release), FRIDAY, FRIDAY)).toBe(0);
      expect(await readers('release/26-101@1')).toEqual([2, 3, 4, 6, 8]);
    });

    it('cancels what has not left for somebody who leaves, also in a worker’s hand, and nothing of others', async () => {
      const ledger = await (await open()).connect();
      await ledger.seal([aSealing()]);
      await ledger.subscribe(subscribers(3));
      await ledger.queue('digest/24@1', ['digest'], FRIDAY, FRIDAY);
      const worker = await ledger.enlist('a', FRIDAY);
      const claimed = await ledger.claim(worker, 2, FRIDAY);
      await leave(ledger, 'reader2@example.org');
      expect((await ledger.record(worker, [], claimed, FRIDAY)).marked).toEqual([true, false]);
      await leave(ledger, 'reader3@example.org');
      expect(await ledger.claim(worker, 10, FRIDAY)).toEqual([]);
      expect(await ledger.tally('digest/24@1')).toMatchObject({ handing: 1, cancelled: 2, waiting: 0 });
    });

    it('does not try again with somebody who left while a copy was on its way', async () => {
      const ledger = await (await open()).connect();
      await ledger.seal([aSealing()]);
      await ledger.subscribe([aSubscriber(1)]);
      await ledger.queue('digest/24@1', ['digest'], FRIDAY, FRIDAY);
      const worker = await ledger.enlist('a', FRIDAY);
      const claims = await ledger.claim(worker, 1, FRIDAY);
      await ledger.record(worker, [], claims, FRIDAY);
      await leave(ledger, 'reader1@example.org');
      const verdict = { kind: 'deferred' as const, response: '451 later' };
      const { edition = '', subscriber = 0 } = claims[0] ?? {};
      const settlement = { edition, subscriber, verdict, notBefore: FRIDAY, attempt: true };
      await ledger.record(worker, [settlement], [], FRIDAY);
      expect(await ledger.claim(worker, 1, FRIDAY + 9)).toEqual([]);
      expect(await ledger.tally('digest/24@1')).toMatchObject({ waiting: 0, handing: 0, cancelled: 1 });
    });
  });
}
