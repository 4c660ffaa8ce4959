import { createDecipheriv, hkdfSync, timingSafeEqual, type Decipheriv } from 'node:crypto';
import { ABOUT, BLOCK, Blocks, CIPHER, SUBJECT } from '../util/blocks.ts';

const DETAIL = 4;
/** Behind subject and detail there are only zeros: what deciphers to anything else was not sealed with this key. */
const REDUNDANCY = Buffer.alloc(ABOUT - DETAIL);

/** What a block is about: a number below 2^48, and one below 2^32. */
export type Content = { subject: number; detail: number };

/**
 * Seals two numbers in one block, for one purpose: always the same for the same key, purpose and numbers; says nothing
 * about them to anybody without the key, and cannot be made up. That is "encode, then encipher" (Bellare and Rogaway,
 * 2000): a block that was made up or changed deciphers to 128 random bits, of which 48 would have to be zero. A few times
 * cheaper than HMACs, and a letter to 100,000 readers takes 200,000 of them. Throws RangeError for larger numbers.
 */
export function seal(key: Uint8Array, purpose: string, subject: number, detail: number): Buffer {
  if (!Number.isInteger(detail) || detail < 0 || detail >= 2 ** (8 * DETAIL))
    throw new RangeError('Only whole numbers below 2^32 are sealed as a detail.');
  const machine = machineOf(key, purpose);
  if (machine.detail !== detail) {
    machine.about = Buffer.alloc(ABOUT);
    machine.about.writeUInt32BE(detail);
    machine.detail = detail;
  }
  return machine.blocks.of(subject, machine.about);
}

/** What was sealed; undefined unless key and purpose fit and not a bit was changed. */
export function unseal(key: Uint8Array, purpose: string, block: Uint8Array): Content | undefined {
  if (block.length !== BLOCK) return undefined;
  const plain = machineOf(key, purpose).decipher.update(block);
  if (!timingSafeEqual(plain.subarray(SUBJECT + DETAIL), REDUNDANCY)) return undefined;
  return { subject: plain.readUIntBE(0, SUBJECT), detail: plain.readUInt32BE(SUBJECT) };
}

/** `about` is the last detail as it is sealed. */
type Machine = { blocks: Blocks; decipher: Decipheriv; detail: number; about: Buffer };

const machines = new WeakMap<Uint8Array, Map<string, Machine>>();

/** Made once for a key and a purpose, which has a key of its own derived from it (HKDF, RFC 5869). */
function machineOf(key: Uint8Array, purpose: string): Machine {
  let ofKey = machines.get(key);
  if (!ofKey) machines.set(key, (ofKey = new Map()));
  let machine = ofKey.get(purpose);
  if (!machine) {
    const own = new Uint8Array(hkdfSync('sha256', key, '', `newsdesk ${purpose}`, 32));
    machine = {
      blocks: new Blocks(own),
      decipher: createDecipheriv(CIPHER, own, null).setAutoPadding(false),
      detail: 0,
      about: Buffer.alloc(ABOUT),
    };
    ofKey.set(purpose, machine);
  }
  return machine;
}
