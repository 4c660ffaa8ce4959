import { hash } from 'node:crypto';

const BLOCK = 64;
const DIGEST = 32;
const LONGEST = 128;

/**
 * HMAC-SHA256 (RFC 2104) of short texts under one key of at most 64 bytes. Made of one-shot hashes: a letter to 100,000
 * readers takes 400,000 of them, and with createHmac that is most of the time that composing takes. Throws RangeError for
 * a longer key or text.
 */
export function hmacOf(key: Uint8Array): (...texts: (string | Uint8Array)[]) => Buffer {
  if (key.length > BLOCK) throw new RangeError('The key is longer than a block.');
  const inner = Buffer.alloc(BLOCK + LONGEST, 0x36);
  const outer = Buffer.alloc(BLOCK + DIGEST, 0x5c);
  for (const [index, byte] of key.entries()) {
    inner[index] = byte ^ 0x36;
    outer[index] = byte ^ 0x5c;
  }
  return (...texts) => {
    let end = BLOCK;
    for (const text of texts) {
      const bytes = typeof text === 'string' ? Buffer.from(text) : text;
      if (end + bytes.length > inner.length) throw new RangeError('The text is too long.');
      inner.set(bytes, end);
      end += bytes.length;
    }
    outer.set(hash('sha256', inner.subarray(0, end), 'buffer'), BLOCK);
    return hash('sha256', outer, 'buffer');
  };
}
