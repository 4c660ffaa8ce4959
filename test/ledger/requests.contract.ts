import { describe, expect, it } from 'vitest';
import type { Ledger, NewRequest } from '../../src/ledger/ledger.ts';
import { Leaving } from '../../src/model/subscriber.ts';
import { FRIDAY } from '../support/shelf.ts';
import type { Store } from './contract.ts';
import { aSealing, aSubscriber, subscribers } from './records.ts';

const DAY = 86_400_000;
const MANY = { most: 100, since: 0 };
const markOf = (address: string) => `mark of ${address.toLowerCase()}`;

function aRequest(change: Partial<NewRequest> = {}): NewRequest {
  return {
    kind: 'join',
    address: 'reader1@example.org',
    topics: ['digest', 'kind:traffic'],
    language: 'es',
    askedAt: FRIDAY,
    until: FRIDAY + 2 * DAY,
    ...change,
  };
}

async function ask(ledger: Ledger, change: Partial<NewRequest> = {}): Promise<number> {
  const id = await ledger.ask(aRequest(change), MANY);
  if (id === undefined) throw new Error('It was not taken down.');
  return id;
}

const confirm = (ledger: Ledger, id: number, at = FRIDAY + 1) => ledger.confirm(id, 'a form', at, markOf);

export function requestContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: requests`, () => {
    it('takes one down with a notice that asks to confirm it, and puts nobody on the list', async () => {
      const ledger = await (await open()).connect();
      const id = await ask(ledger);
      expect(await ledger.request(id)).toEqual({
        ...aRequest(),
        id,
        subscriber: undefined,
        doneAt: undefined,
      });
      expect(await ledger.claimNotices('me', 9, FRIDAY, FRIDAY + 1)).toMatchObject([
        { kind: 'confirm', address: 'reader1@example.org', about: id },
      ]);
      expect(await ledger.subscribers(0, 9)).toEqual([]);
    });

    it('puts the address on the list when it is confirmed, with the consent of that instant', async () => {
      const ledger = await (await open()).connect();
      const member = await confirm(ledger, await ask(ledger));
      expect(member).toEqual({
        id: member?.id,
        address: 'reader1@example.org',
        topics: ['digest', 'kind:traffic'],
        language: 'es',
        confirmedAt: FRIDAY + 1,
        consent: 'a form',
      });
      expect(await ledger.memberOf('reader1@example.org')).toEqual(member);
      expect(await ledger.audience(['digest'], FRIDAY)).toBe(0);
      expect(await ledger.audience(['digest'], FRIDAY + 1)).toBe(1);
    });

    it('keeps the first consent of who is on the list, so that they miss nothing, and not of who had left', async () => {
      const ledger = await (await open()).connect();
      await ledger.subscribe(subscribers(2));
      await ledger.leave(2, 'asked', FRIDAY - 1);
      const kept = await confirm(ledger, await ask(ledger, { topics: ['releases'] }));
      const { confirmedAt } = aSubscriber(1);
      expect(kept).toMatchObject({ id: 1, confirmedAt, consent: 'a form', topics: ['releases'] });
      const back = await confirm(ledger, await ask(ledger, { address: 'reader2@example.org' }));
      expect(back).toMatchObject({ id: 2, confirmedAt: FRIDAY + 1 });
    });

    it('changes nothing when it is confirmed again, not even after another choice', async () => {
      const ledger = await (await open()).connect();
      const id = await ask(ledger);
      const member = await confirm(ledger, id);
      await ledger.choose(member?.id ?? 0, ['releases'], '');
      const again = await confirm(ledger, id, FRIDAY + 5);
      expect(again).toMatchObject({ topics: ['releases'], language: '', confirmedAt: FRIDAY + 1 });
      expect(await ledger.subscribers(0, 9)).toEqual([again]);
    });

    it('does not bring back who left after it was confirmed', async () => {
      const ledger = await (await open()).connect();
      const id = await ask(ledger);
      const member = await confirm(ledger, id);
      await ledger.leave(member?.id ?? 0, 'asked', FRIDAY + 2);
      expect(await confirm(ledger, id, FRIDAY + 3)).toBeUndefined();
      expect(await ledger.subscribers(0, 9)).toEqual([]);
    });

    it.each(Leaving.options)('brings back who is off the list for the reason "%s"', async (why) => {
      const ledger = await (await open()).connect();
      await ledger.subscribe([aSubscriber(1)]);
      await ledger.leave(1, why, FRIDAY);
      expect(await confirm(ledger, await ask(ledger))).toMatchObject({ id: 1, confirmedAt: FRIDAY + 1 });
      expect(await ledger.subscribe([aSubscriber(1)])).toMatchObject({ changed: 1, left: 0 });
    });

    it('changes the choice of a member and cancels nothing that is under way', async () => {
      const ledger = await (await open()).connect();
      await ledger.seal([aSealing()]);
      await ledger.subscribe(subscribers(2));
      await ledger.queue('digest/24@1', ['digest'], FRIDAY, FRIDAY);
      await confirm(ledger, await ask(ledger, { address: 'READER1@example.org', topics: ['releases'] }));
      expect(await ledger.subscribers(0, 9)).toHaveLength(2);
      expect(await ledger.member(1)).toMatchObject({ address: 'READER1@example.org', topics: ['releases'] });
      expect(await ledger.tally('digest/24@1')).toMatchObject({ waiting: 2, cancelled: 0 });
    });

    it('voids the earlier one of the same address, in any case, and no other', async () => {
      const ledger = await (await open()).connect();
      const first = await ask(ledger);
      const other = await ask(ledger, { address: 'reader2@example.org' });
      const second = await ask(ledger, { address: 'Reader1@example.org', topics: ['releases'] });
      expect(await ledger.request(first)).toBeUndefined();
      expect(await confirm(ledger, first)).toBeUndefined();
      expect(await confirm(ledger, other)).toMatchObject({ address: 'reader2@example.org' });
      expect(await confirm(ledger, second)).toMatchObject({ topics: ['releases'] });
      expect(second).toBeGreaterThan(other);
    });

    it('is worth nothing once its time is over, and nothing that was never asked can be confirmed', async () => {
      const ledger = await (await open()).connect();
      const id = await ask(ledger);
      expect(await confirm(ledger, id, FRIDAY + 2 * DAY + 1)).toBeUndefined();
      expect(await confirm(ledger, 0)).toBeUndefined();
      expect(await confirm(ledger, id + 1)).toBeUndefined();
      expect(await ledger.subscribers(0, 9)).toEqual([]);
    });

    it('is not taken down beyond the limit of an address, and then the earlier ones stay', async () => {
      const ledger = await (await open()).connect();
      const limit = { most: 2, since: FRIDAY - DAY };
      await ask(ledger, { askedAt: FRIDAY - DAY - 1 });
      await ledger.ask(aRequest({ askedAt: FRIDAY - 5 }), limit);
      const last = await ledger.ask(aRequest({ address: 'READER1@example.org' }), limit);
      expect(await ledger.ask(aRequest({ topics: ['releases'] }), limit)).toBeUndefined();
      expect(await ledger.asked('reader1@example.org', FRIDAY - DAY)).toBe(2);
      expect(await ledger.ask(aRequest({ address: 'reader2@example.org' }), limit)).toBeGreaterThan(0);
      expect(await ledger.noticesWaiting()).toBe(4);
      expect(await confirm(ledger, last ?? 0)).toMatchObject({ topics: ['digest', 'kind:traffic'] });
    });
  });

  describe(`${name}: moving to another address`, () => {
    const toAnother = { kind: 'move', address: 'new@example.org', subscriber: 1 } as const;

    it('gives a member the new address and nothing else, and no old list brings the old one back', async () => {
      const ledger = await (await open()).connect();
      await ledger.subscribe([aSubscriber(1)]);
      const moved = await confirm(ledger, await ask(ledger, toAnother));
      expect(moved).toMatchObject({ id: 1, address: 'new@example.org', topics: ['digest'], language: '' });
      expect(moved?.confirmedAt).toBe(aSubscriber(1).confirmedAt);
      const old = aSubscriber(1, { mark: markOf('reader1@example.org') });
      expect(await ledger.subscribe([old])).toEqual({ added: 0, changed: 0, left: 1 });
      expect(await confirm(ledger, await ask(ledger))).toMatchObject({ address: 'reader1@example.org' });
      expect(await ledger.subscribers(0, 9)).toHaveLength(2);
    });

    it('takes effect before the next message of an edition that is under way', async () => {
      const ledger = await (await open()).connect();
      await ledger.subscribe([aSubscriber(1)]);
      await ledger.seal([aSealing()]);
      await ledger.queue('digest/24@1', ['digest'], FRIDAY, FRIDAY);
      const worker = await ledger.enlist('a', FRIDAY + DAY);
      const claims = await ledger.claim(worker, 9, FRIDAY);
      await confirm(ledger, await ask(ledger, toAnother));
      // The worker may claim anew before it comes to what it had in hand.
      const anew = await ledger.claim(worker, 9, FRIDAY);
      expect(anew).toMatchObject([{ address: 'new@example.org' }]);
      expect(await ledger.record(worker, [], claims, FRIDAY)).toMatchObject({ marked: [false] });
      expect(await ledger.record(worker, [], anew, FRIDAY)).toMatchObject({ marked: [true] });
    });

    it('does nothing when the address is another member’s by now', async () => {
      const ledger = await (await open()).connect();
      await ledger.subscribe([aSubscriber(1)]);
      const id = await ask(ledger, toAnother);
      await ledger.subscribe([aSubscriber(2, { address: 'NEW@example.org' })]);
      expect(await confirm(ledger, id)).toBeUndefined();
      expect(await ledger.member(1)).toMatchObject({ address: 'reader1@example.org' });
    });

    it('takes over an address that somebody left with', async () => {
      const ledger = await (await open()).connect();
      await ledger.subscribe([aSubscriber(1), aSubscriber(2, { address: 'new@example.org' })]);
      await ledger.leave(2, 'bounced', FRIDAY);
      expect(await confirm(ledger, await ask(ledger, toAnother))).toMatchObject({ id: 1 });
      expect(await ledger.subscribers(0, 9)).toMatchObject([{ id: 1, address: 'new@example.org' }]);
    });

    it('is over when the member left meanwhile, and a change of capitals is a move too', async () => {
      const ledger = await (await open()).connect();
      await ledger.subscribe(subscribers(2));
      const id = await ask(ledger, toAnother);
      await ledger.leave(1, 'asked', FRIDAY);
      expect(await confirm(ledger, id)).toBeUndefined();
      const capitals = await ask(ledger, { kind: 'move', subscriber: 2, address: 'Reader2@example.org' });
      expect(await confirm(ledger, capitals)).toMatchObject({ id: 2, address: 'Reader2@example.org' });
    });
  });

  describe(`${name}: leaving together`, () => {
    it('answers for each, and is the same as leaving one by one', async () => {
      const ledger = await (await open()).connect();
      await ledger.subscribe(subscribers(3));
      expect(await ledger.leaveTogether([3, 1, 99, 3], 'asked', FRIDAY)).toEqual([true, true, false, false]);
      expect(await ledger.subscribers(0, 9)).toMatchObject([{ id: 2 }]);
    });
  });
}
