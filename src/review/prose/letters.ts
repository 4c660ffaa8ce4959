import type { Track } from './track.ts';

const BLANKS = /^[\u00a0\u2000-\u200a\u202f\u205f\u3000\t]$/;
/** Soft hyphens, joiners, marks of direction, byte-order marks: nobody sees them. */
const NOTHING = /^(?:[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]|\ufe0f)$/;

/** A character beyond ASCII as the checks read it: blanks, quotes, dashes and digits in their plainest form. */
export function plainLetter(letter: string): string {
  const code = letter.charCodeAt(0);
  if (code >= 0x2010 && code <= 0x2013) return '-';
  if (letter === '\u2212' || letter === '\ufe63' || letter === '\uff0d') return '-';
  if (letter === '‘' || letter === '’' || letter === 'ʼ' || letter === '′') return "'";
  if (letter === '“' || letter === '”' || letter === '„' || letter === '″') return '"';
  if (BLANKS.test(letter)) return ' ';
  if (NOTHING.test(letter)) return '';
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
  const digit = digitOf(letter);
  return digit === undefined ? letter : String(digit);
}

/** The value of a decimal digit of any script: those stand in runs of ten, each run with its zero first. */
function digitOf(letter: string): number | undefined {
  if (letter.length > 1 || !/^\p{Nd}$/u.test(letter)) return undefined;
  const code = letter.charCodeAt(0);
  let zero = code;
  while (zero > code - 9 && /^\p{Nd}$/u.test(String.fromCharCode(zero - 1))) zero -= 1;
  return code - zero;
}

const PLAIN = /[^\0-\x7f]|[\n\t]/gu;

/** Writes a stretch of a plain text as it stands, with letters in their plainest form. */
export function writePlain(source: string, track: Track, from: number, to: number): void {
  let done = from;
  PLAIN.lastIndex = from;
  for (let found = PLAIN.exec(source); found && found.index < to; found = PLAIN.exec(source)) {
    track.copy(source, done, found.index);
    const letter = found[0];
    track.put(letter < ' ' ? ' ' : plainLetter(letter), found.index, letter.length);
    done = found.index + letter.length;
  }
  track.copy(source, done, to);
}
