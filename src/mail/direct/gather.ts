import type { Message } from '../courier.ts';

/** What is written at a time, bytes: most messages whole, and a little of a huge one. */
const PIECE = 262_144;
/** Up to this size a part is copied next to its neighbours, and above it is handed to the system as it is, bytes. */
const SMALL = 4096;
/** Room for what is copied, bytes. */
const ROOM = 16_384;

/**
 * Lays a message's parts out for writing: a few pieces for one write, since many tiny ones take longer. Its large parts,
 * which all copies share, are never copied.
 */
export class Gather {
  readonly #room = Buffer.allocUnsafeSlow(ROOM);
  #parts: Message['parts'] = [];
  #part = 0;
  #at = 0;

  start({ parts }: Message): void {
    this.#parts = parts;
    this.#part = 0;
    this.#at = 0;
  }

  /** True when there is more. */
  get left(): boolean {
    return this.#part < this.#parts.length;
  }

  /** The next pieces, good until those after them are asked for. */
  next(): Uint8Array[] {
    const room = this.#room;
    const pieces: Uint8Array[] = [];
    let length = 0;
    let from = 0;
    let to = 0;
    for (let part = this.#parts[this.#part]; part && length < PIECE; part = this.#parts[this.#part]) {
      const rest = this.#at === 0 ? part : part.subarray(this.#at);
      const taken = Math.min(rest.length, PIECE - length);
      if (rest.length <= SMALL) {
        if (to + taken > ROOM) break;
        room.set(taken < rest.length ? rest.subarray(0, taken) : rest, to);
        to += taken;
      } else {
        if (to > from) pieces.push(room.subarray(from, to));
        from = to;
        pieces.push(taken < rest.length ? rest.subarray(0, taken) : rest);
      }
      length += taken;
      if (taken < rest.length) this.#at += taken;
      else {
        this.#part += 1;
        this.#at = 0;
      }
    }
    if (to > from) pieces.push(room.subarray(from, to));
    return pieces;
  }

  /** Lets go of the message. */
  clear(): void {
    this.#parts = [];
    this.#part = 0;
  }
}
