import { describe, expect, it } from 'vitest';
import type { Ledger } from '../../src/ledger/ledger.ts';
import { POINTLESS } from '../../src/model/notice.ts';
import { FRIDAY } from '../support/shelf.ts';
import type { Store } from './contract.ts';

const MINUTE = 60_000;
const LATER = FRIDAY + MINUTE;

async function post(ledger: Ledger, count = 1): Promise<number[]> {
  const ids: number[] = [];
  for (let i = 1; i <= count; i += 1) {
    const notice = { kind: 'probe', address: `reader${i}@example.org`, about: i, words: '' } as const;
    ids.push(await ledger.post(notice, FRIDAY));
  }
  return ids;
}

const idsOf = (notices: readonly { id: number }[]) => notices.map(({ id }) => id);

export function noticeContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: notices`, () => {
    it('are given to one holder, the oldest first, and not to another at the same time', async () => {
      const store = await open();
      const [one, other] = [await store.connect(), await store.connect()];
      const [first = 0, second = 0, third = 0] = await post(one, 3);
      expect(idsOf(await one.claimNotices('a', 2, FRIDAY, LATER))).toEqual([first, second]);
      expect(idsOf(await other.claimNotices('b', 9, FRIDAY, LATER))).toEqual([third]);
      expect(await one.claimNotices('a', 9, FRIDAY, LATER)).toEqual([]);
      expect(await one.noticesWaiting()).toBe(3);
    });

    it('end accepted, refused or uncertain, and are not given out again', async () => {
      const ledger = await (await open()).connect();
      const ids = await post(ledger, 3);
      await ledger.claimNotices('a', 9, FRIDAY, LATER);
      const kinds = ['accepted', 'refused', 'uncertain'] as const;
      for (const [index, kind] of kinds.entries()) {
        expect(await ledger.markNotice(ids[index] ?? 0, 'a')).toBe(true);
        await ledger.settleNotice(ids[index] ?? 0, 'a', { kind, response: `said ${kind}` }, LATER);
      }
      expect(await ledger.noticesWaiting()).toBe(0);
      expect(await ledger.claimNotices('a', 9, LATER * 2, LATER * 3)).toEqual([]);
      expect(await ledger.noticesFailed(FRIDAY)).toMatchObject([
        { id: ids[1], state: 'refused', response: 'said refused', attempts: 1 },
        { id: ids[2], state: 'uncertain' },
      ]);
      expect(await ledger.noticesFailed(FRIDAY + 1)).toEqual([]);
    });

    it('are in trouble while they are put off, and not when they had become pointless', async () => {
      const ledger = await (await open()).connect();
      const [late = 0, pointless = 0] = await post(ledger, 3);
      await ledger.claimNotices('a', 2, FRIDAY, LATER);
      await ledger.settleNotice(late, 'a', { kind: 'deferred', response: '450 Later' }, LATER);
      await ledger.settleNotice(pointless, 'a', { kind: 'refused', response: POINTLESS }, 0);
      expect(await ledger.noticesFailed(FRIDAY)).toMatchObject([{ id: late, response: '450 Later' }]);
    });

    it('wait until their time when they are deferred, and do not wait for a clock that was wrong', async () => {
      const ledger = await (await open()).connect();
      const [id = 0] = await post(ledger);
      await ledger.claimNotices('a', 9, FRIDAY, LATER);
      await ledger.settleNotice(id, 'a', { kind: 'deferred', response: '450 Later' }, LATER);
      expect(await ledger.claimNotices('a', 9, LATER - 1, LATER * 2)).toEqual([]);
      expect(await ledger.claimNotices('a', 9, LATER, LATER + MINUTE)).toMatchObject([{ id, attempts: 1 }]);
      await ledger.settleNotice(id, 'a', { kind: 'deferred', response: '450 Later' }, LATER * 2);
      expect(idsOf(await ledger.claimNotices('a', 9, LATER, LATER + MINUTE))).toEqual([id]);
    });

    it('are marked by their holder alone, and once', async () => {
      const ledger = await (await open()).connect();
      const [id = 0] = await post(ledger);
      expect(await ledger.markNotice(id, 'a')).toBe(false);
      await ledger.claimNotices('a', 9, FRIDAY, LATER);
      expect(await ledger.markNotice(id, 'b')).toBe(false);
      expect(await ledger.markNotice(id, 'a')).toBe(true);
      expect(await ledger.markNotice(id, 'a')).toBe(false);
    });

    it('of a holder that vanished wait again, but for those that it had marked', async () => {
      const ledger = await (await open()).connect();
      const [marked = 0, claimed = 0] = await post(ledger, 2);
      await ledger.claimNotices('a', 9, FRIDAY, LATER);
      await ledger.markNotice(marked, 'a');
      expect(await ledger.claimNotices('b', 9, LATER - 1, LATER)).toEqual([]);
      expect(idsOf(await ledger.claimNotices('b', 9, LATER, LATER + MINUTE))).toEqual([claimed]);
      expect(await ledger.noticesFailed(0)).toMatchObject([{ id: marked, state: 'uncertain' }]);
      expect(await ledger.markNotice(claimed, 'a')).toBe(false);
      await ledger.settleNotice(claimed, 'a', { kind: 'accepted', response: '' }, 0);
      expect(await ledger.markNotice(claimed, 'b')).toBe(true);
    });

    it('take the word of a holder that comes back late, since it knows better', async () => {
      const ledger = await (await open()).connect();
      const [id = 0] = await post(ledger);
      await ledger.claimNotices('a', 9, FRIDAY, LATER);
      await ledger.markNotice(id, 'a');
      await ledger.claimNotices('b', 9, LATER, LATER + MINUTE);
      await ledger.settleNotice(id, 'a', { kind: 'accepted', response: '250 Ok' }, 0);
      expect(await ledger.noticesFailed(0)).toEqual([]);
      expect(await ledger.noticesWaiting()).toBe(0);
    });

    it('are rehearsed on copies, each once, and the real ones wait', async () => {
      const ledger = await (await open()).connect();
      const [id = 0] = await post(ledger);
      const { notices } = ledger.rehearsal;
      expect(await notices.rehearse()).toBe(1);
      expect(await notices.rehearse()).toBe(0);
      expect(idsOf(await notices.claimNotices('a', 9, FRIDAY, LATER))).toEqual([id]);
      expect(await notices.markNotice(id, 'a')).toBe(true);
      await notices.settleNotice(id, 'a', { kind: 'accepted', response: '' }, 0);
      expect(await notices.rehearse()).toBe(0);
      expect(await notices.noticesWaiting()).toBe(0);
      expect(idsOf(await ledger.claimNotices('a', 9, FRIDAY, LATER))).toEqual([id]);
    });
  });
}
