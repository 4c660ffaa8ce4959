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

  /** Moves past the blanks and to the first line of `raw`, and says where that is. */
  reach(raw: string): number {
    const at = this.#find(firstLineOf(raw));
    if (at !== -1) this.#cursor = at;
    return this.#cursor;
  }

  /** Moves past `raw`, line by line where it does not stand in one piece, and says where it began. */
  pass(raw: string): number {
    if (this.#text.startsWith(raw, this.#cursor)) {
      const at = this.#cursor;
      this.#cursor += raw.length;
      return at;
    }
    let first = -1;
    for (const line of raw.split('\n')) {
      const piece = line.trim();
      const at = piece === '' ? -1 : this.#find(piece);
      if (at === -1) continue;
      if (first === -1) first = at;
      this.#cursor = at + piece.length;
    }
    return first === -1 ? this.#cursor : first;
  }

  /** The spot of something that begins at an offset and is written as `raw`; its first line only. */
  spot(at: number, raw: string): Spot {
    const spot = spotAt(this.#starts, at, firstLineOf(raw).length);
    return { line: spot.line + this.#firstLine - 1, column: spot.column, length: spot.length };
  }

  #find(piece: string): number {
    if (piece === '') return -1;
    if (this.#text.startsWith(piece, this.#cursor)) return this.#cursor;
    const end = Math.min(this.#end, this.#cursor + piece.length + WINDOW);
    const at = this.#text.slice(this.#cursor, end).indexOf(piece);
    return at === -1 ? -1 : this.#cursor + at;
  }
}

function firstLineOf(raw: string): string {
  const text = raw.trimStart();
  const end = text.indexOf('\n');
  return (end === -1 ? text : text.slice(0, end)).trimEnd();
}
