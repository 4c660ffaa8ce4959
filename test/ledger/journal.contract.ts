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
