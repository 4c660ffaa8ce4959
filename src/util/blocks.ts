import { createCipheriv, type Cipheriv } from 'node:crypto';

/** A block, and its two parts, bytes. */
export const BLOCK = 16;
export const SUBJECT = 6;
export const ABOUT = BLOCK - SUBJECT;
export const CIPHER = 'aes-256-ecb';

/** So many blocks are enciphered at a time: a call costs more than what it does. */
const ROW = 64;

/**
 * Enciphers a number together with ten bytes in one block of AES, 128 bits: always the same for the same key, number and
 * bytes. A block cipher is a pseudo-random permutation of its blocks, so what comes out says nothing to anybody without
 * the key, and cannot be made up; "ECB" is harmless where every block is used by itself. The numbers of a list come one
 * after the other, so their neighbours are enciphered with each. `key` has 32 bytes.
 */
export class Blocks {
  readonly #cipher: Cipheriv;
  readonly #room = Buffer.alloc(ROW * BLOCK);
  #row: Buffer = Buffer.alloc(0);
  #first = -1;
  #about: Uint8Array | undefined;

  constructor(key: Uint8Array) {
    this.#cipher = createCipheriv(CIPHER, key, null).setAutoPadding(false);
  }

  /**
   * The block for a whole number from 0 to 2^48 - 1; throws RangeError for others. Neither `about` nor what is returned may
   * be written to afterwards; with the very same array as the last time it is quick.
   */
  of(subject: number, about: Uint8Array): Buffer {
    if (!Number.isInteger(subject) || subject < 0 || subject >= 2 ** (8 * SUBJECT))
      throw new RangeError('Only whole numbers from 0 to 2^48 - 1 are enciphered.');
    const first = subject - (subject % ROW);
    if (first !== this.#first || about !== this.#about) this.#fill(first, about);
    const at = (subject - first) * BLOCK;
    return this.#row.subarray(at, at + BLOCK);
  }

  #fill(first: number, about: Uint8Array): void {
    for (let index = 0; index < ROW; index += 1) {
      this.#room.writeUIntBE(first + index, index * BLOCK, SUBJECT);
      if (about !== this.#about) this.#room.set(about, index * BLOCK + SUBJECT);
    }
    this.#row = this.#cipher.update(this.#room);
    this.#first = first;
    this.#about = about;
  }
}
