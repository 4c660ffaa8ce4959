import { describe, expect, it } from 'vitest';
import type { Order } from '../../src/model/order.ts';
import { FRIDAY } from '../support/shelf.ts';
import type { Store } from './contract.ts';
import { queued } from './queued.ts';

const STOP: Order = {
  publication: 'digest/24',
  verb: 'stop',
  by: 'Lt. Erin Example',
  reason: 'a name',
  at: FRIDAY + 1,
};
const EDITION = 'digest/24@1';

export function orderContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: orders`, () => {
    it('stop what has not left, also what another program has in hand, until they are lifted', async () => {
      const { ledger } = await queued(open, 3);
      const worker = await ledger.enlist('a', FRIDAY);
      const [first] = await ledger.claim(worker, 1, FRIDAY);
      if (!first) throw new Error('nothing to claim');
      expect(await ledger.give(STOP)).toBe(3);
      expect((await ledger.record(worker, [], [first], FRIDAY)).marked).toEqual([false]);
      expect(await ledger.claim(worker, 3, FRIDAY)).toEqual([]);
      const why = 'stopped by Lt. Erin Example: a name';
      expect(await ledger.mailings(0)).toMatchObject([{ edition: EDITION, state: 'stopped', why }]);
      expect(await ledger.orders()).toEqual([STOP]);
      expect(await ledger.lift('digest/24', 'Sgt. Pat Sample', FRIDAY + 2)).toEqual(STOP);
      expect(await ledger.orders()).toEqual([]);
      expect(await ledger.mailings(0)).toMatchObject([{ state: 'open', beganAt: FRIDAY + 2 }]);
      expect(await ledger.lift('digest/24', 'Sgt. Pat Sample', FRIDAY + 2)).toBeUndefined();
    });

    it('that are lifted leave alone what was stopped for another reason', async () => {
      const { ledger } = await queued(open, 1);
      await ledger.stopMailing(EDITION, 'the server wants nothing of us', FRIDAY);
      await ledger.give(STOP);
      await ledger.lift('digest/24', 'Sgt. Pat Sample', FRIDAY + 2);
      expect(await ledger.mailings(0)).toMatchObject([
        { state: 'stopped', why: 'the server wants nothing of us' },
      ]);
    });

    it('cancel what has not left for good, and let nobody queue it again', async () => {
      const { ledger } = await queued(open, 3);
      const worker = await ledger.enlist('a', FRIDAY);
      const claims = await ledger.claim(worker, 2, FRIDAY);
      await ledger.record(worker, [], claims.slice(0, 1), FRIDAY);
      expect(await ledger.give({ ...STOP, verb: 'cancel' })).toBe(2);
      expect(await ledger.tally(EDITION)).toMatchObject({ handing: 1, cancelled: 2, waiting: 0 });
      expect(await ledger.mailings(0)).toMatchObject([{ state: 'done' }]);
      expect(await ledger.queue(EDITION, ['digest'], FRIDAY, FRIDAY + 2)).toBe(0);
      expect(await ledger.lift('digest/24', 'Sgt. Pat Sample', FRIDAY + 2)).toBeUndefined();
    });

    it('may be about what nobody was mailed yet', async () => {
      const ledger = await (await open()).connect();
      expect(await ledger.give({ ...STOP, publication: 'release/26-901' })).toBe(0);
      expect(await ledger.orders()).toHaveLength(1);
    });
  });
}
