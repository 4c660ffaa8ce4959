import { lineStarts, spotAt } from '../../model/spot.ts';
import type { Spot } from '../../model/source.ts';

/** How far ahead of the last known place a piece is looked for, characters. */
const WINDOW = 2_000;

/**
 * Follows marked's tokens through the text that they came from. Marked keeps no positions, and the `raw` of a token
 * inside a quote or a list lacks the markers and the indentation of its lines; so each line of it is looked for from
 * the last known place on. What cannot be found stands at the last known place.
 */
export class Trace {
  readonly #text: string;
  readonly #starts: number[];
  readonly #firstLine: number;
  #cursor = 0;
  #end = 0;

  /** `firstLine` is the file's line on which the text begins. */
  constructor(text: string, firstLine: number) {
    this.#text = text;
    this.#starts = lineStarts(text);
    this.#firstLine = firstLine;
  }

  /** Moves to a part of the text whose place is known. */
  enter(from: number, length: number): void {
    this.#cursor = from;
    this.#end = from + length;
  }

  /** Where it is now, to come back with `leave`. */
  get here(): number {
    return this.#cursor;
  }

  /** Moves to the first word of `raw`, and says where that is. */
  reach(raw: string): number {
    if (raw.charCodeAt(0) > 32 && this.#stands(raw, this.#cursor)) return this.#cursor;
    const at = this.#find(firstLineOf(raw));
    if (at !== -1) this.#cursor = at;
    return this.#cursor;
  }

  /** Moves past `raw`, line by line where it does not stand in one piece. */
  pass(raw: string): void {
    if (this.#stands(raw, this.#cursor)) {
      this.#cursor += raw.length;
      return;
    }
    for (const line of raw.split('\n')) {
      const piece = line.trim();
      const at = this.#find(piece);
      if (at !== -1) this.#cursor = at + piece.length;
    }
  }

  /** Moves past `raw`, whose parts were passed since `from`; its end may be markup that was not. */
  leave(from: number, raw: string): void {
    if (this.#stands(raw, from)) this.#cursor = from + raw.length;
  }

  /** The spot of something that begins at an offset and is written as `raw`; its first line only. */
  spot(at: number, raw: string): Spot {
    const end = raw.indexOf('\n');
    const length = end === -1 || raw.charCodeAt(0) <= 32 ? firstLineOf(raw).length : end;
    const spot = spotAt(this.#starts, at, Math.min(length, this.#text.length - at));
    return { line: spot.line + this.#firstLine - 1, column: spot.column, length: spot.length };
  }

  /** Comparing a slice is several times faster than `startsWith`, which goes character by character. */
  #stands(piece: string, at: number): boolean {
    return this.#text.slice(at, at + piece.length) === piece;
  }

  #find(piece: string): number {
    if (piece === '') return -1;
    if (this.#stands(piece, this.#cursor)) return this.#cursor;
    const end = Math.min(this.#end, this.#cursor + piece.length + WINDOW);
    const at = this.#text.slice(this.#cursor, end).indexOf(piece);
    return at === -1 ? -1 : this.#cursor + at;
  }
}

function firstLineOf(raw: string): string {
  const text = raw.trimStart();
  const end = text.indexOf('\n');
  return end === -1 ? text.trimEnd() : text.slice(0, end).trimEnd();
}
