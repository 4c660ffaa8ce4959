import { Delivery } from '../../model/delivery.ts';
import { isEmailAddress } from '../../model/subscriber.ts';
import type { Claim } from '../ledger.ts';
import type { Row } from './database.ts';

type Columns = [subscriber: number, address: string, attempts: number, notBefore: number, response: string];

/**
 * Reads lists of the columns above, of waiting deliveries of an edition, as claims. There is one for every mail, and a
 * schema would take as long over it as all else that is done to claim it; so what is as it should be is seen at a glance, and
 * only what is not goes to the schema, which says what is wrong.
 */
export function claimRow(edition: string, since: number): Row<Claim> {
  return {
    parse(raw) {
      const [subscriber, address, attempts, notBefore, response] = isPlain(raw) ? raw : checked(raw, edition);
      return { edition, subscriber, address, state: 'claimed', attempts, notBefore, response, since };
    },
  };
}

function isPlain(raw: unknown): raw is Columns {
  return (
    Array.isArray(raw) &&
    raw.length === 5 &&
    Number.isSafeInteger(raw[0]) &&
    typeof raw[1] === 'string' &&
    isEmailAddress(raw[1]) &&
    Number.isSafeInteger(raw[2]) &&
    Number.isSafeInteger(raw[3]) &&
    typeof raw[4] === 'string'
  );
}

function checked(raw: unknown, edition: string): Columns {
  const [subscriber, address, attempts, notBefore, response]: readonly unknown[] = Array.isArray(raw)
    ? raw
    : [];
  const row = { edition, subscriber, address, state: 'waiting', attempts, notBefore, response };
  const delivery = Delivery.parse(row);
  return [delivery.subscriber, delivery.address, delivery.attempts, delivery.notBefore, delivery.response];
}
