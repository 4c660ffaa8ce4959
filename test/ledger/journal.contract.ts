import { describe, expect, it } from 'vitest';
import type { Store } from './contract.ts';

export function journalContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: leases and events`, () => {
    it('gives a lease to one holder at a time', async () => {
      const store = await open();
      const [one, other] = [await store.connect(), await store.connect()];
      expect(await one.lease('run', 'one', 100, 200)).toBe(true);
      expect(await other.lease('run', 'other', 150, 250)).toBe(false);
      expect(await other.holder('run')).toBe('one');
      expect(await one.lease('run', 'one', 150, 300)).toBe(true);
      expect(await other.lease('run', 'other', 299, 400)).toBe(false);
      expect(await other.lease('run', 'other', 300, 400)).toBe(true);
      expect(await one.holder('run')).toBe('other');
    });

    it('lets only the holder release a lease', async () => {
      const ledger = await (await open()).connect();
      await ledger.lease('run', 'one', 100, 200);
      await ledger.release('run', 'other');
      expect(await ledger.holder('run')).toBe('one');
      await ledger.release('run', 'one');
      expect(await ledger.holder('run')).toBeUndefined();
      expect(await ledger.lease('run', 'other', 101, 200)).toBe(true);
    });

    it('lets one program at a time try a server in trouble, and all when it works again', async () => {
      const store = await open();
      const [one, other] = [await store.connect(), await store.connect()];
      expect(await one.tryRelay('smtp.example.gov:25', 100, 160)).toBe(true);
      const trouble = { name: 'smtp.example.gov:25', words: '421', failures: 1, since: 100, notBefore: 200 };
      await one.relayFailed(trouble);
      await other.relayFailed({ ...trouble, since: 150, notBefore: 220 });
      expect(await other.relays()).toEqual([{ ...trouble, notBefore: 220 }]);
      expect(await other.tryRelay('smtp.example.gov:25', 219, 280)).toBe(false);
      expect(await other.tryRelay('another.example.gov:25', 219, 280)).toBe(true);
      expect(await other.tryRelay('smtp.example.gov:25', 220, 280)).toBe(true);
      expect(await one.tryRelay('smtp.example.gov:25', 279, 340)).toBe(false);
      await other.relayWell('smtp.example.gov:25');
      expect(await one.relays()).toEqual([]);
      expect(await one.tryRelay('smtp.example.gov:25', 279, 340)).toBe(true);
    });

    it('lets nobody wait for a pause that a wrong clock wrote', async () => {
      const ledger = await (await open()).connect();
      await ledger.relayFailed({ name: 'a', words: '421', failures: 1, since: 0, notBefore: 1e12 });
      expect(await ledger.tryRelay('a', 100, 160)).toBe(true);
    });

    it('gives the newest events first', async () => {
      const ledger = await (await open()).connect();
      for (const at of [30, 10, 20]) {
        await ledger.note({
          at,
          what: 'queued',
          subject: `digest/${at}@1`,
          detail: 'quotes \' " and \n lines',
        });
      }
      const events = await ledger.events(2);
      expect(events.map(({ subject }) => subject)).toEqual(['digest/20@1', 'digest/10@1']);
      expect(events[0]).toEqual({
        at: 20,
        what: 'queued',
        subject: 'digest/20@1',
        detail: 'quotes \' " and \n lines',
      });
    });
  });
}
