import { describe, expect, it } from 'vitest';
import type { Ledger } from '../../src/ledger/ledger.ts';
import { refusalKey } from '../../src/ledger/ledger.ts';
import type { Consequence, Return } from '../../src/model/return.ts';
import { FRIDAY } from '../support/shelf.ts';
import type { Store } from './contract.ts';
import { claimAndSettle, DIGEST, queued } from './queued.ts';
import { subscribers } from './records.ts';

const NOTHING = (): Consequence => ({ kind: 'none' });

function aReturn(key: string, change: Partial<Return> = {}): Return {
  return { key, at: FRIDAY, source: 'folder in', kind: 'soft', status: '4.2.2', words: 'full', ...change };
}

function never(): Consequence {
  throw new Error('nobody is there to be asked about');
}

/** A soft bounce: one more than before. */
function ails(probe = false): (health: { score: number }) => Consequence {
  return ({ score }) => ({
    kind: 'ails',
    health: { score: score + 1, scoredAt: FRIDAY, ...(probe && { probedAt: FRIDAY }) },
    probe,
  });
}

async function withReaders(open: () => Promise<Store>, count = 2): Promise<Ledger> {
  const ledger = await (await open()).connect();
  await ledger.subscribe(subscribers(count));
  return ledger;
}

export function returnContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: returns`, () => {
    it('are taken down once, and what follows happens once', async () => {
      const ledger = await withReaders(open);
      const back = aReturn('a', { subscriber: 1, edition: DIGEST });
      expect(await ledger.takeReturn(back, ails())).toMatchObject({ kind: 'ails', health: { score: 1 } });
      expect(await ledger.takeReturn(back, ails())).toBeUndefined();
      expect(await ledger.health(1)).toEqual({ score: 1, scoredAt: FRIDAY });
      expect(await ledger.health(2)).toEqual({ score: 0, scoredAt: 0 });
      expect(await ledger.returnsOf(1, 10)).toEqual([back]);
    });

    it('of two readers of one mailbox add up', async () => {
      const store = await open();
      const [one, other] = [await store.connect(), await store.connect()];
      await one.subscribe(subscribers(1));
      await Promise.all(
        [one, other, one, other].map((ledger, index) =>
          ledger.takeReturn(aReturn(`r${index}`, { subscriber: 1 }), ails()),
        ),
      );
      expect(await one.health(1)).toMatchObject({ score: 4 });
    });

    it('take somebody off the list with the reason, and what waits for them with it', async () => {
      const { ledger } = await queued(open, 2);
      const gone = await ledger.takeReturn(aReturn('a', { kind: 'hard', subscriber: 1 }), () => ({
        kind: 'leaves',
        why: 'bounced',
      }));
      expect(gone).toEqual({ kind: 'leaves', why: 'bounced' });
      expect(await ledger.member(1)).toBeUndefined();
      expect(await ledger.tally(DIGEST)).toMatchObject({ cancelled: 1, waiting: 1 });
    });

    it('ask nothing of who is off the list, or was never on it', async () => {
      const ledger = await withReaders(open);
      await ledger.leave(1, 'asked', FRIDAY);
      expect(await ledger.takeReturn(aReturn('a', { subscriber: 1 }), never)).toEqual({ kind: 'none' });
      expect(await ledger.takeReturn(aReturn('b', { subscriber: 99 }), never)).toEqual({ kind: 'none' });
      expect(await ledger.takeReturn(aReturn('c'), never)).toEqual({ kind: 'none' });
    });

    it('remember that a mailbox was asked, and forget it when its score begins anew', async () => {
      const ledger = await withReaders(open);
      await ledger.takeReturn(aReturn('a', { subscriber: 1 }), ails(true));
      expect(await ledger.health(1)).toEqual({ score: 1, scoredAt: FRIDAY, probedAt: FRIDAY });
      await ledger.takeReturn(aReturn('b', { subscriber: 1 }), () => ({
        kind: 'ails',
        health: { score: 1, scoredAt: FRIDAY + 1 },
        probe: false,
      }));
      expect(await ledger.health(1)).toEqual({ score: 1, scoredAt: FRIDAY + 1 });
    });

    it('are undone with what followed when something fails', async () => {
      const ledger = await withReaders(open);
      const fails = ledger.takeReturn(aReturn('a', { subscriber: 1 }), () => {
        throw new Error('no');
      });
      await expect(fails).rejects.toThrow('no');
      expect(await ledger.takeReturn(aReturn('a', { subscriber: 1 }), NOTHING)).toEqual({ kind: 'none' });
    });

    it('are counted by kind, of one edition or of all, and those about us are told with their words', async () => {
      const ledger = await withReaders(open);
      const ours = aReturn('a', { kind: 'ours', edition: DIGEST, at: FRIDAY + 2, words: 'spam' });
      for (const back of [
        ours,
        aReturn('b', { kind: 'ours', at: FRIDAY + 1 }),
        aReturn('c', { kind: 'hard', edition: DIGEST }),
        aReturn('d', { at: FRIDAY - 1 }),
      ]) {
        await ledger.takeReturn(back, NOTHING);
      }
      expect(await ledger.returnCounts(FRIDAY)).toEqual([
        { kind: 'ours', count: 2 },
        { kind: 'hard', count: 1 },
      ]);
      expect(await ledger.returnCounts(0, DIGEST)).toEqual([
        { kind: 'hard', count: 1 },
        { kind: 'ours', count: 1 },
      ]);
      expect(await ledger.returnsAboutUs(FRIDAY, 1)).toEqual([ours]);
    });

    it('know a mailing by its number', async () => {
      const { ledger } = await queued(open, 1);
      expect(await ledger.mailingOf(1)).toEqual({ edition: DIGEST, beganAt: FRIDAY });
      expect(await ledger.mailingOf(0)).toBeUndefined();
      expect(await ledger.mailingOf(2)).toBeUndefined();
    });

    it('find what was refused and not taken yet, of young mailings only', async () => {
      const { ledger } = await queued(open, 3);
      await claimAndSettle(ledger, 2, 'refused');
      expect(await ledger.refusals(FRIDAY + 1, 10)).toEqual([]);
      expect(await ledger.refusals(FRIDAY, 1)).toMatchObject([
        { edition: DIGEST, subscriber: 1, response: 'said refused', beganAt: FRIDAY },
      ]);
      await ledger.takeReturn(aReturn(refusalKey(DIGEST, 1)), NOTHING);
      expect(await ledger.refusals(FRIDAY, 10)).toMatchObject([{ subscriber: 2 }]);
    });

    it('raise one alarm for one first line in a while', async () => {
      const ledger = await withReaders(open);
      const desk = 'media@newsroom.example.gov';
      const raise = (words: string, at: number) => ledger.alarm(desk, words, at, at - 100);
      expect(await raise('Refused\nby one', FRIDAY)).toBe(true);
      expect(await raise('Refused\nby another', FRIDAY + 100)).toBe(false);
      expect(await raise('Refused altogether', FRIDAY)).toBe(true);
      expect(await raise('Refused', FRIDAY + 101)).toBe(true);
    });

    it('keep a bookmark of each source', async () => {
      const ledger = await withReaders(open);
      expect(await ledger.bookmark('imap a')).toBeUndefined();
      await ledger.setBookmark('imap a', '7:1');
      await ledger.setBookmark('imap b', '8:1');
      await ledger.setBookmark('imap a', '7:2');
      expect(await ledger.bookmark('imap a')).toBe('7:2');
      expect(await ledger.bookmark('imap b')).toBe('8:1');
    });

    it('keep the first time that a copy was seen at a seed', async () => {
      const ledger = await withReaders(open);
      await ledger.arrived(DIGEST, 'gmail', FRIDAY + 2);
      await ledger.arrived(DIGEST, 'gmail', FRIDAY + 9);
      await ledger.arrived(DIGEST, 'outlook', FRIDAY + 1);
      expect(await ledger.arrivals(DIGEST)).toEqual([
        { seed: 'outlook', at: FRIDAY + 1 },
        { seed: 'gmail', at: FRIDAY + 2 },
      ]);
      expect(await ledger.arrivals('digest/25@1')).toEqual([]);
    });
  });
}
