import type { Claim, Settlement } from '../ledger/ledger.ts';
import type { Handed } from '../mail/courier.ts';
import { tryAgainAt } from './retry.ts';

const HOUR = 3_600_000;

/**
 * What is recorded of a verdict. What was said of the server alone is no attempt: it is tried again without being held
 * against the reader. A reader who is deferred when the mailing is older than `retryFor` (ms) is refused with the server's
 * last words. `random` gives numbers from 0 up to 1.
 */
export function settlementOf(
  { edition, subscriber, attempts, since }: Claim,
  { kind, response, about }: Exclude<Handed, { kind: 'withheld' }>,
  at: number,
  retryFor: number,
  random: () => number,
): Settlement {
  if (kind !== 'deferred') {
    return { edition, subscriber, notBefore: 0, attempt: true, verdict: { kind, response } };
  }
  const attempt = about !== 'relay';
  const notBefore = tryAgainAt(at, attempt ? attempts + 1 : 1, random);
  if (!attempt || at - since < retryFor) {
    return { edition, subscriber, notBefore, attempt, verdict: { kind, response } };
  }
  const words = `Given up after ${Math.round(retryFor / HOUR)} hours; the last answer was: ${response}`;
  return { edition, subscriber, notBefore: 0, attempt, verdict: { kind: 'refused', response: words } };
}
