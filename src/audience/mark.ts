import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { canonicalAddress } from './address.ts';
import { lastingKey } from './key-file.ts';
import type { Keys } from './tokens.ts';

const derived = new WeakMap<Uint8Array, KeyObject>();

/**
 * The mark by which an address that was forgotten is known again, and by nothing else: 32 hexadecimal digits of its
 * HMAC-SHA256 in one form, all in lower case. Nobody without the key can try addresses against it. The key is the oldest
 * one, with a key of its own derived from it (HKDF, RFC 5869), so a mark stays the same after a change of keys.
 */
export function addressMark(keys: Keys, address: string): string {
  const form = (canonicalAddress(address) ?? address.trim()).toLowerCase();
  return createHmac('sha256', keyOf(keys)).update(form).digest('hex').slice(0, 32);
}

/** As a key object: bytes would be made into one again for each of a million rows, which takes six times as long as the hash. */
function keyOf(keys: Keys): KeyObject {
  const oldest = lastingKey(keys);
  let key = derived.get(oldest);
  if (!key) {
    key = createSecretKey(new Uint8Array(hkdfSync('sha256', oldest, '', 'newsdesk forgotten', 32)));
    derived.set(oldest, key);
  }
  return key;
}
