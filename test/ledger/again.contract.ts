import { describe, expect, it } from 'vitest';
import type { Ledger } from '../../src/ledger/ledger.ts';
import { anIssue, FRIDAY } from '../support/shelf.ts';
import type { Store } from './contract.ts';
import { claimAndSettle, DIGEST, queued, settlement } from './queued.ts';
import { aSealing } from './records.ts';

const KILL = 'kill/digest-24.1@1';

async function killed(ledger: Ledger): Promise<void> {
  await ledger.takeBack('digest/24', FRIDAY);
  const edition = { ...aSealing(anIssue(24)).edition, key: KILL, publication: 'kill/digest-24.1' };
  await ledger.seal([{ ...aSealing(), edition }]);
}

export function againContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: second mails`, () => {
    it('go to whoever has it or may have it, and to nobody whose copy did not leave', async () => {
      const { ledger } = await queued(open, 6);
      await claimAndSettle(ledger, 2);
      await claimAndSettle(ledger, 1, 'uncertain');
      await claimAndSettle(ledger, 1, 'refused');
      await killed(ledger);
      expect(await ledger.queueAgain(KILL, 'digest/24', '', FRIDAY)).toBe(3);
      expect(await ledger.queueAgain(KILL, 'digest/24', '', FRIDAY)).toBe(0);
      expect(await ledger.tally(KILL)).toMatchObject({ waiting: 3 });
    });

    it('reach whoever was being served at that moment, once it is known that they have it', async () => {
      const { ledger } = await queued(open, 2);
      const worker = await ledger.enlist('a', FRIDAY);
      const claims = await ledger.claim(worker, 1, FRIDAY);
      await ledger.record(worker, [], claims, FRIDAY);
      await killed(ledger);
      expect(await ledger.queueAgain(KILL, 'digest/24', '', FRIDAY)).toBe(0);
      expect(await ledger.whoHad('digest/24', 0, 10)).toMatchObject([
        { address: 'reader1@example.org', state: 'handing', endedAt: null },
      ]);
      const [claim] = claims;
      await ledger.record(worker, [settlement(claim?.subscriber ?? 0, 'accepted')], [], FRIDAY);
      expect(await ledger.queueAgain(KILL, 'digest/24', '', FRIDAY)).toBe(1);
    });

    it('leave out whoever left the list, who is still told of as somebody who had it', async () => {
      const { ledger } = await queued(open, 2);
      const [first] = await claimAndSettle(ledger, 2);
      await ledger.leave(first?.subscriber ?? 0, 'asked', FRIDAY);
      await killed(ledger);
      expect(await ledger.queueAgain(KILL, 'digest/24', '', FRIDAY)).toBe(1);
      expect(await ledger.whoHad('digest/24', 0, 10)).toHaveLength(2);
    });

    it('tell who had it in pages by reader, and count no second mail that did not leave', async () => {
      const { ledger } = await queued(open, 3);
      await claimAndSettle(ledger, 3);
      await killed(ledger);
      await ledger.queueAgain(KILL, 'digest/24', '', FRIDAY);
      const one = await ledger.whoHad('digest/24', 0, 2);
      const two = await ledger.whoHad('digest/24', one.at(-1)?.subscriber ?? 0, 2);
      expect([...one, ...two].map(({ address, edition }) => `${address} ${edition}`)).toEqual([
        `reader1@example.org ${DIGEST}`,
        `reader2@example.org ${DIGEST}`,
        `reader3@example.org ${DIGEST}`,
      ]);
      expect(await ledger.endFollowUps('digest/24', 'over', FRIDAY)).toBe(3);
      expect(await ledger.endFollowUps('digest/24', 'over', FRIDAY)).toBe(0);
    });
  });
}
