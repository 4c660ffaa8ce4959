/**
 * A text that is written piece by piece from another one, and remembers where each piece came from. A piece is either
 * copied, character for character, or stands for a stretch of another length (`&nbsp;` for a blank).
 */
export class Track {
  text = '';
  readonly #out: number[] = [];
  readonly #from: number[] = [];
  /** Length of the stretch that a piece stands for; 0 for a copied piece. */
  readonly #length: number[] = [];

  /** Copies a stretch of the source. */
  copy(source: string, from: number, to: number): void {
    if (to <= from) return;
    this.#note(from, 0);
    this.text += source.slice(from, to);
  }

  /** Writes words that stand for a stretch of the source. */
  put(words: string, from: number, length: number): void {
    if (words === '') return;
    this.#note(from, Math.max(1, length));
    this.text += words;
  }

  /** The stretch of the source that a stretch of the text came from. */
  source(start: number, end: number): { start: number; end: number } {
    const first = this.#piece(start);
    const last = this.#piece(Math.max(start, end - 1));
    const from = this.#from[first] ?? 0;
    const begin = this.#length[first] === 0 ? from + start - (this.#out[first] ?? 0) : from;
    const length = this.#length[last] ?? 0;
    const lastFrom = this.#from[last] ?? 0;
    const stop =
      length === 0 ? lastFrom + Math.max(start, end - 1) - (this.#out[last] ?? 0) + 1 : lastFrom + length;
    return { start: begin, end: Math.max(begin, stop) };
  }

  #note(from: number, length: number): void {
    this.#out.push(this.text.length);
    this.#from.push(from);
    this.#length.push(length);
  }

  #piece(offset: number): number {
    let low = 0;
    let high = this.#out.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#out[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return Math.max(0, low);
  }
}
