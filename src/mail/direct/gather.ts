import type { Message } from '../courier.ts';

/** What is written at a time, bytes: most messages whole, and a little of a huge one. */
const PIECE = 262_144;
const ROOM = 65_536;

/** Copies a message's parts together into one buffer that is used again and again: one write is cheaper than many. */
export class Gather {
  #room = Buffer.alloc(0);
  #parts: Message['parts'] = [];
  #part = 0;
  #at = 0;

  start({ parts, size }: Message): void {
    this.#parts = parts;
    this.#part = 0;
    this.#at = 0;
    const wanted = Math.min(PIECE, Math.max(1, Math.ceil(size / ROOM)) * ROOM);
    if (this.#room.length < wanted) this.#room = Buffer.allocUnsafeSlow(wanted);
  }

  /** True when there is more. */
  get left(): boolean {
    return this.#part < this.#parts.length;
  }

  /** The next piece, good until the one after it is asked for. */
  next(): Buffer {
    const room = this.#room;
    let length = 0;
    for (let part = this.#parts[this.#part]; part; part = this.#parts[this.#part]) {
      const rest = this.#at === 0 ? part : part.subarray(this.#at);
      const fits = room.length - length;
      if (rest.length > fits) {
        room.set(rest.subarray(0, fits), length);
        this.#at += fits;
        return room;
      }
      room.set(rest, length);
      length += rest.length;
      this.#part += 1;
      this.#at = 0;
    }
    return room.subarray(0, length);
  }

  /** Lets go of the message. */
  clear(): void {
    this.#parts = [];
    this.#part = 0;
  }
}
