import { createHmac, hkdfSync } from 'node:crypto';
import type { Keys } from './tokens.ts';

/**
 * What is kept of an address that was forgotten: 32 hexadecimal digits, always the same for one mailbox, from which nobody
 * without the key can tell the address, or try out addresses. `address` is in its canonical form; the local part counts in
 * lower case, as the ledger compares addresses. Made with the oldest key, so that a mark outlives a change of keys.
 */
export function addressMark(keys: Keys, address: string): string {
  const oldest = keys.at(-1) ?? keys[0];
  const own = new Uint8Array(hkdfSync('sha256', oldest, '', 'newsdesk mark', 32));
  return createHmac('sha256', own).update(address.toLowerCase()).digest('hex').slice(0, 32);
}
