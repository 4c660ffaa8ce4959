import { Readable } from 'node:stream';
import type { Message, Permit } from './courier.ts';
import { given } from './permit.ts';

const CHUNK = 65_536;

/**
 * A message on its way into a connection. Nothing is read ahead (a high-water mark of 0), so the permit is asked only
 * when the connection asks for what comes after the last byte. Until it is given the feed does not end, and a feed that
 * does not end is a message without a final dot: when it is not given, the feed fails instead.
 */
export class Feed extends Readable {
  /** True once a byte of it was asked for. */
  begun = false;
  /** True once the end was given out. From then on the server may have the whole message. */
  ended = false;
  /** True once the permit was asked and not given. */
  withheld = false;
  /** Settles when the permit that was asked for has been answered. */
  asking: Promise<void> | undefined;
  readonly size: number;
  readonly #bytes: Buffer;
  readonly #permit: Permit;
  #at = 0;

  constructor({ parts, size }: Message, permit: Permit) {
    super({ highWaterMark: 0 });
    this.size = size;
    this.#bytes = Buffer.concat(parts, size);
    this.#permit = permit;
  }

  override _read(): void {
    this.begun = true;
    if (this.#at >= this.#bytes.length) {
      this.asking ??= this.#ask();
      return;
    }
    const next = Math.min(this.#at + CHUNK, this.#bytes.length);
    this.push(this.#bytes.subarray(this.#at, next));
    this.#at = next;
  }

  async #ask(): Promise<void> {
    const permitted = await given(this.#permit);
    if (this.destroyed) return;
    if (permitted) {
      this.ended = true;
      this.push(null);
    } else {
      this.withheld = true;
      this.destroy(new Error('The permit was not given.'));
    }
  }
}
