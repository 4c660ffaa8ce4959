import { Delivery } from '../../model/delivery.ts';
import { isEmailAddress } from '../../model/subscriber.ts';
import type { Claim } from '../ledger.ts';
import type { Row } from './database.ts';

/**
 * Reads the rows of waiting deliveries of an edition as claims. There is one for every mail, and a schema would take
 * as long over it as all else that is done to claim it; so what is as it should be is seen at a glance, and only what is
 * not goes to the schema, which says what is wrong.
 */
export function claimRow(edition: string, since: number): Row<Claim> {
  return {
    parse(raw) {
      const row = isPlain(raw) && raw.edition === edition ? raw : Delivery.parse(raw);
      const { subscriber, address, attempts, notBefore, response } = row;
      return { edition, subscriber, address, state: 'claimed', attempts, notBefore, response, since };
    },
  };
}

function isPlain(raw: unknown): raw is Omit<Delivery, 'state'> {
  return (
    typeof raw === 'object' &&
    raw !== null &&
    'edition' in raw &&
    'subscriber' in raw &&
    Number.isSafeInteger(raw.subscriber) &&
    'address' in raw &&
    typeof raw.address === 'string' &&
    isEmailAddress(raw.address) &&
    'attempts' in raw &&
    Number.isSafeInteger(raw.attempts) &&
    'notBefore' in raw &&
    Number.isSafeInteger(raw.notBefore) &&
    'response' in raw &&
    typeof raw.response === 'string'
  );
}
