import type { Message } from '../courier.ts';

/** What is written at a time, bytes: most messages whole, and a little of a huge one. */
const PIECE = 262_144;

/** Cuts a message's parts into what is written at a time. No part is copied. */
export class Gather {
  #parts: Message['parts'] = [];
  #isWhole = false;
  #part = 0;
  #at = 0;

  start({ parts, size }: Message): void {
    this.#parts = parts;
    this.#isWhole = size <= PIECE;
    this.#part = 0;
    this.#at = 0;
  }

  /** True when there is more. */
  get left(): boolean {
    return this.#part < this.#parts.length;
  }

  /** The next pieces. */
  next(): readonly Uint8Array[] {
    if (this.#isWhole) {
      this.#part = this.#parts.length;
      return this.#parts;
    }
    const pieces: Uint8Array[] = [];
    let room = PIECE;
    for (let part = this.#parts[this.#part]; part && room > 0; part = this.#parts[this.#part]) {
      const rest = part.length - this.#at;
      const taken = Math.min(rest, room);
      pieces.push(taken === part.length ? part : part.subarray(this.#at, this.#at + taken));
      room -= taken;
      this.#at = taken < rest ? this.#at + taken : 0;
      if (taken === rest) this.#part += 1;
    }
    return pieces;
  }

  /** Lets go of the message. */
  clear(): void {
    this.#parts = [];
    this.#part = 0;
  }
}
