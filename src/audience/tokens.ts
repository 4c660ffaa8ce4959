import { base32, fromBase32 } from './base32.ts';
import { seal, unseal, type Content } from './sealed.ts';

/**
 * What a token allows; one for another purpose is worth nothing.
 * - `unsubscribe`, `preferences`: stand in a subscriber's mail; the subject is the subscriber.
 * - `confirm`: stands in the mail that asks whether somebody wants to join; the detail tells one request from the next.
 * - `bounce`: stands in the address that a mail comes back to; the detail is the number of the mailing.
 * - `form`: stands in a form of the public site; the subject is when it was given out, epoch ms, the detail chance.
 */
export type Purpose = 'unsubscribe' | 'preferences' | 'confirm' | 'bounce' | 'form';

/** The keys that tokens are checked with, the newest first: after a change of keys the links in older mails still work. */
export type Keys = readonly [Uint8Array, ...Uint8Array[]];

/** `detailed`: the purpose has a detail. `folds`: on its way a mail system may change the case of its letters. */
const PURPOSES: Readonly<Record<Purpose, { detailed: boolean; folds: boolean }>> = {
  unsubscribe: { detailed: false, folds: false },
  preferences: { detailed: false, folds: false },
  confirm: { detailed: true, folds: false },
  bounce: { detailed: true, folds: true },
  form: { detailed: true, folds: false },
};

/**
 * The token for a purpose, a subject below 2^48 and, where the purpose has one, a detail below 2^32: always the same, and
 * neither read nor made up without the key. 22 characters of base64url; for `bounce` 26 of base32, a–z and 2–7.
 * Throws RangeError for other numbers.
 */
export function signToken(key: Uint8Array, purpose: Purpose, subject: number, detail = 0): string {
  const { detailed, folds } = PURPOSES[purpose];
  if (!detailed && detail !== 0) throw new RangeError(`A token to ${purpose} has no detail.`);
  const block = seal(key, purpose, subject, detail);
  return folds ? base32(block) : block.toString('base64url');
}

/** What a token was made for; undefined unless one of the keys and the purpose fit, and not a character was changed. */
export function verifyToken(keys: Keys, purpose: Purpose, token: string): Content | undefined {
  const { detailed, folds } = PURPOSES[purpose];
  const block = folds ? fromBase32(token) : fromBase64url(token);
  if (!block) return undefined;
  for (const key of keys) {
    const content = unseal(key, purpose, block);
    if (content && (detailed || content.detail === 0)) return content;
  }
  return undefined;
}

/** Only the one text that stands for these bytes: decoding overlooks much. */
function fromBase64url(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : undefined;
}
