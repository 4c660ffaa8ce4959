import { describe, expect, it } from 'vitest';
import { FRIDAY } from '../support/shelf.ts';
import type { Store } from './contract.ts';
import { claimAndSettle, DIGEST, queued } from './queued.ts';
import { aSealing } from './records.ts';
import { aRelease } from '../support/shelf.ts';

export function numberContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: what a copy is known by`, () => {
    it('numbers mailings, each edition for itself, and never twice', async () => {
      const { ledger } = await queued(open, 2);
      await ledger.seal([aSealing(undefined, 2), aSealing(aRelease(101))]);
      expect(await ledger.numberOf('digest/24@2')).toBe(0);
      await ledger.supersede('digest/24@2', 'a moment', FRIDAY);
      const numbers = [await ledger.numberOf(DIGEST), await ledger.numberOf('digest/24@2')];
      expect(numbers).toEqual([1, 2]);
    });

    it('says which edition a subscriber has, as soon as they may have it', async () => {
      const { ledger } = await queued(open, 3);
      await ledger.seal([aSealing(undefined, 2)]);
      expect(await ledger.editionHad('digest/24', 1)).toBeUndefined();
      await claimAndSettle(ledger, 1);
      await claimAndSettle(ledger, 1, 'uncertain');
      await ledger.supersede('digest/24@2', 'a moment', FRIDAY);
      await ledger.resumeMailing('digest/24@2', FRIDAY);
      const had = await Promise.all([1, 2, 3].map((id) => ledger.editionHad('digest/24', id)));
      expect(had).toEqual([DIGEST, DIGEST, undefined]);
    });
  });
}
