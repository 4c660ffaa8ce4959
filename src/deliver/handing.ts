import type { Claim } from '../ledger/ledger.ts';
import type { Courier, Handed, Message, Permit } from '../mail/courier.ts';
import { oneLine } from '../util/mask.ts';
import type { Delivering } from './delivering.ts';

/**
 * The message, or why there is none yet: nothing has left, so it may be tried again. At once, unless it is signed in another
 * thread. Never throws nor rejects.
 */
export function composed(
  { messageTo, at }: Pick<Delivering, 'messageTo' | 'at'>,
  claim: Claim,
): Message | Handed | Promise<Message | Handed> {
  try {
    const message = messageTo(claim, at());
    return message instanceof Promise ? message.catch(notComposed) : message;
  } catch (error) {
    return notComposed(error);
  }
}

function notComposed(error: unknown): Handed {
  const response = `The message could not be composed: ${wordsOf(error)}`;
  return { kind: 'deferred', response, about: 'reader' };
}

/**
 * Hands it over and tells what came of it. A courier never throws; should one do so all the same, nobody knows how far it
 * came.
 */
export function handOver(
  courier: Courier,
  message: Message,
  permit: Permit,
  tell: (handed: Handed) => void,
): void {
  const broken = (error: unknown): void =>
    tell({ kind: 'uncertain', response: `The courier broke off: ${wordsOf(error)}`, about: 'relay' });
  try {
    courier.hand(message, permit).then(tell, broken);
  } catch (error) {
    broken(error);
  }
}

/** What an error says, as one line without addresses. */
export function wordsOf(error: unknown): string {
  return oneLine(error instanceof Error ? error.message : String(error));
}
