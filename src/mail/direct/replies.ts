import { oneLine } from '../../util/mask.ts';

/** The longest reply that is waited for, bytes; RFC 5321 §4.5.3.1.5 asks for 512 a line. A server cannot fill the memory. */
const LONGEST = 16_384;

const CR = 13;
const SPACE = 32;
const HYPHEN = 45;
const ZERO = 48;
const AT = 64;
const TILDE = 126;

/** No longer than what `oneLine` leaves whole. */
const ORDINARY = 300;

/** What `next` found: a whole reply, not yet one, or something that is none. */
export type Found = 'reply' | 'none' | 'nonsense';

/**
 * Takes a server's bytes apart into replies (RFC 5321 §4.2), however they are cut. A reply is lines that begin with the
 * same number of three digits, 200 to 599; all but the last have a hyphen after it.
 */
export class Replies {
  /** Of the reply that was found. */
  code = 0;
  /** Its lines, with LF between them, one character a byte; for nonsense, what came instead. */
  text = '';
  #bytes = '';
  #at = 0;
  #lines = '';
  #of = 0;

  /** True when something came that is not yet a whole reply. */
  get begun(): boolean {
    return this.#at < this.#bytes.length || this.#of !== 0;
  }

  add(bytes: string): void {
    this.#bytes = this.#at < this.#bytes.length ? this.#bytes.slice(this.#at) + bytes : bytes;
    this.#at = 0;
  }

  next(): Found {
    for (;;) {
      const end = this.#bytes.indexOf('\n', this.#at);
      const upTo = end === -1 ? this.#bytes.length : end;
      if (this.#lines.length + upTo - this.#at > LONGEST) return this.#nonsense('an endless reply');
      if (end === -1) return 'none';
      const line = this.#bytes.slice(this.#at, this.#bytes.charCodeAt(end - 1) === CR ? end - 1 : end);
      this.#at = end + 1;
      const code = codeOf(line);
      if (code === 0 || (this.#of !== 0 && code !== this.#of)) return this.#nonsense(line);
      if (line.charCodeAt(3) !== HYPHEN) return this.#reply(code, line);
      this.#of = code;
      this.#lines += `${line}\n`;
    }
  }

  #reply(code: number, line: string): Found {
    this.code = code;
    this.text = this.#lines + line;
    this.#lines = '';
    this.#of = 0;
    return 'reply';
  }

  #nonsense(words: string): Found {
    this.text = words;
    return 'nonsense';
  }
}

/** The number that a reply's line begins with; 0 when it is no reply's line. A bare number is one (RFC 5321 §4.2). */
function codeOf(line: string): number {
  const hundreds = line.charCodeAt(0) - ZERO;
  const tens = line.charCodeAt(1) - ZERO;
  const ones = line.charCodeAt(2) - ZERO;
  if (!(hundreds >= 2 && hundreds <= 5 && tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9)) return 0;
  const after = line.charCodeAt(3);
  return line.length === 3 || after === SPACE || after === HYPHEN ? 100 * hundreds + 10 * tens + ones : 0;
}

/** A server's bytes, one character each, as the UTF-8 that most servers write; as they are when they are none. */
export function decoded(bytes: string): string {
  const text = Buffer.from(bytes, 'latin1').toString('utf8');
  return text.includes('\ufffd') ? bytes : text;
}

/** `oneLine` of what was decoded. Most replies are that already, and looking is cheaper than searching them. */
export function lineOf(bytes: string): string {
  if (bytes.length > ORDINARY) return oneLine(decoded(bytes));
  let before = SPACE;
  for (let at = 0; at < bytes.length; at += 1) {
    const code = bytes.charCodeAt(at);
    if (code < SPACE || code > TILDE || code === AT || (code === SPACE && before === SPACE)) {
      return oneLine(decoded(bytes));
    }
    before = code;
  }
  return before === SPACE ? oneLine(bytes) : bytes;
}
