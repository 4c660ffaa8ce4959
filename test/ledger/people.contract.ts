import { describe, expect, it } from 'vitest';
import type { Ledger } from '../../src/ledger/ledger.ts';
import { FRIDAY } from '../support/shelf.ts';
import type { Store } from './contract.ts';
import { aSealing, aSubscriber, subscribers } from './records.ts';

const DIGEST = 'digest/24@1';

/** A ledger in which the tests' Digest waits for three readers, and the first was told something by their server. */
async function queued(open: () => Promise<Store>): Promise<Ledger> {
  const ledger = await (await open()).connect();
  await ledger.seal([aSealing()]);
  await ledger.subscribe(subscribers(3));
  await ledger.queue(DIGEST, ['digest'], FRIDAY, FRIDAY);
  const worker = await ledger.enlist('a', FRIDAY);
  await ledger.record(worker, [], await ledger.claim(worker, 1, FRIDAY), FRIDAY);
  const verdict = { kind: 'accepted' as const, response: '250 Ok <reader1@example.org>' };
  const settlement = { edition: DIGEST, subscriber: 1, verdict, notBefore: 0, attempt: true };
  await ledger.record(worker, [settlement], [], FRIDAY);
  await ledger.retire(worker);
  return ledger;
}

export function peopleContract(name: string, open: () => Promise<Store>): void {
  describe(`${name}: one person`, () => {
    it('shows everything that is held of an address, in any case', async () => {
      const ledger = await queued(open);
      expect(await ledger.dossier('READER1@example.org', 'm', 5)).toMatchObject({
        person: { ...aSubscriber(1), id: 1, health: { score: 0, scoredAt: 0 } },
        deliveries: [{ edition: DIGEST, state: 'accepted', attempts: 1, beganAt: FRIDAY }],
        requests: [],
        notices: [],
        returns: [],
      });
      await ledger.leave(1, 'bounced', FRIDAY);
      const { person } = await ledger.dossier('reader1@example.org', 'm', 5);
      expect(person).toMatchObject({ leftAt: FRIDAY, leftWhy: 'bounced', topics: [] });
      const nobody = await ledger.dossier('nobody@example.org', 'm', 5);
      expect(nobody).toEqual({ requests: [], notices: [], deliveries: [], returns: [] });
    });

    it('forgets a person: nothing of them is shown, counts stay, what waits is cancelled', async () => {
      const ledger = await queued(open);
      expect(await ledger.forget('Reader1@example.org', 'mark 1', FRIDAY)).toEqual({
        subscriber: 1,
        wasMember: true,
        requests: 0,
        notices: 0,
        returns: 0,
        deliveries: 1,
      });
      await ledger.forget('reader2@example.org', 'mark 2', FRIDAY);
      expect(await ledger.dossier('reader1@example.org', 'mark 1', 5)).toEqual({
        forgottenAt: FRIDAY,
        requests: [],
        notices: [],
        deliveries: [],
        returns: [],
      });
      expect(await ledger.tally(DIGEST)).toMatchObject({ accepted: 1, cancelled: 1, waiting: 1 });
      const [accepted] = await ledger.deliveries(DIGEST, 'accepted', 5);
      expect(accepted).toMatchObject({ subscriber: 1, response: '' });
      expect(JSON.stringify(accepted)).not.toContain('reader1');
      expect(await ledger.everybody(0, 10)).toMatchObject([{ id: 3 }]);
      expect(await ledger.memberOf('forgotten-1@forgotten.invalid')).toBeUndefined();
    });

    it('forgets once, and keeps the mark of somebody of whom nothing was held', async () => {
      const ledger = await queued(open);
      await ledger.forget('reader1@example.org', 'mark 1', FRIDAY);
      const again = await ledger.forget('reader1@example.org', 'mark 1', FRIDAY + 1);
      expect(again).toMatchObject({ wasMember: false, deliveries: 0 });
      expect(again).not.toHaveProperty('subscriber');
      expect(await ledger.dossier('reader1@example.org', 'mark 1', 5)).toMatchObject({ forgottenAt: FRIDAY });
      await ledger.forget('other@example.org', 'mark other', FRIDAY);
      const other = aSubscriber(1, { address: 'other@example.org', mark: 'mark other' });
      expect(await ledger.subscribe([other])).toEqual({ added: 0, changed: 0, left: 1 });
    });

    it('does not take the name of somebody who was forgotten for an address', async () => {
      const ledger = await queued(open);
      await ledger.forget('reader1@example.org', 'mark 1', FRIDAY);
      const forged = aSubscriber(1, { address: 'forgotten-1@forgotten.invalid' });
      expect(await ledger.subscribe([forged])).toMatchObject({ left: 1 });
      expect(await ledger.forget('forgotten-1@forgotten.invalid', 'm', FRIDAY)).not.toHaveProperty(
        'subscriber',
      );
    });
  });
}
