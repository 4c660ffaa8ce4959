import { timingSafeEqual } from 'node:crypto';
import { hmacOf } from './hmac.ts';

/** What a link may do. A token for one purpose is worth nothing for another. */
export type Purpose = 'unsubscribe' | 'preferences';

const PREFIX: Record<Purpose, Buffer> = {
  unsubscribe: Buffer.from('newsdesk unsubscribe '),
  preferences: Buffer.from('newsdesk preferences '),
};
const ID_PREFIX = Buffer.from('newsdesk id ');
const MARK = 16;
const ID = 6;

/**
 * The token of a subscriber's link: always the same for one key, purpose and subscriber, says nothing about either to
 * anybody without the key, and cannot be made up (HMAC-SHA256 cut to 128 bits; the id is masked with a second HMAC over
 * it, as in synthetic-IV encryption, RFC 5297). 30 characters, base64url. `subscriber` is below 2^48.
 */
export function signToken(key: Uint8Array, purpose: Purpose, subscriber: number): string {
  const id = Buffer.alloc(ID);
  id.writeUIntBE(subscriber, 0, ID);
  const mark = markOf(key, purpose, id);
  return Buffer.concat([mark, mask(key, mark, id)]).toString('base64url');
}

/** The subscriber a token was made for; undefined unless key and purpose fit and not a character was changed. */
export function verifyToken(key: Uint8Array, purpose: Purpose, token: string): number | undefined {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== MARK + ID || bytes.toString('base64url') !== token) return undefined;
  const mark = bytes.subarray(0, MARK);
  const id = mask(key, mark, bytes.subarray(MARK));
  return timingSafeEqual(mark, markOf(key, purpose, id)) ? id.readUIntBE(0, ID) : undefined;
}

function markOf(key: Uint8Array, purpose: Purpose, id: Buffer): Buffer {
  return hmac(key)(PREFIX[purpose], id).subarray(0, MARK);
}

/** Hides an id, or shows a hidden one again. */
function mask(key: Uint8Array, mark: Buffer, id: Buffer): Buffer {
  const pad = hmac(key)(ID_PREFIX, mark);
  const hidden = Buffer.allocUnsafe(ID);
  for (let i = 0; i < ID; i += 1) hidden[i] = (id[i] ?? 0) ^ (pad[i] ?? 0);
  return hidden;
}

const known = new WeakMap<Uint8Array, ReturnType<typeof hmacOf>>();

/** What a key needs for its hashes is made once. */
function hmac(key: Uint8Array): ReturnType<typeof hmacOf> {
  let made = known.get(key);
  if (!made) {
    made = hmacOf(key);
    known.set(key, made);
  }
  return made;
}
