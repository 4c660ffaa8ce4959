import { hash } from 'node:crypto';
import { escapeHtml } from '../model/html.ts';
import { SlotName, type Letter } from '../model/letter.ts';
import { quotedPiece, quotedPrintable } from './quoted-printable.ts';

/** What goes into a letter's slots, by name. A slot that a letter has must be here. */
export type Filling = Partial<Record<SlotName, string>>;

/** Short pieces of a body, one after the other: what is the same in every copy, all ASCII, and holes. */
type Run = readonly (string | number)[];

/**
 * The body of a letter as bytes with holes: multipart/alternative (RFC 2046 §5.1.4), the text first, quoted-printable.
 * A number is a hole: twice the place of its slot in `slots`, and one more within HTML.
 */
export type Layout = {
  boundary: string;
  slots: readonly SlotName[];
  /** Up to the first hole. */
  opening: Uint8Array;
  /** What follows: long stretches without a hole, and what lies between them. */
  segments: readonly (Uint8Array | Run)[];
};

/** From this length on, bytes without a hole are shared by all copies instead of being written into each. */
const LONG = 4096;

/** Encodes what is the same in every copy of a letter. Throws when a slot's marker is empty. */
export function layOut(letter: Letter): Layout {
  const slots = SlotName.options.filter((slot) => letter.slots[slot] !== undefined);
  const markers = slots.map((slot) => letter.slots[slot] ?? '');
  if (markers.includes('')) throw new Error('The letter has a slot without a marker.');
  const boundary = boundaryOf(letter.html, letter.text);
  const [opening, ...rest] = merged(
    Buffer.from(`--${boundary}\r\n${partHeaders('text/plain')}`),
    ...pieces(letter.text, markers, 0),
    Buffer.from(`\r\n--${boundary}\r\n${partHeaders('text/html')}`),
    ...pieces(letter.html, markers, 1),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  );
  return { boundary, slots, opening, segments: inRuns(rest) };
}

/**
 * What follows the opening in one copy, in a few parts: the layout's long stretches, shared and not copied, and between
 * them what was filled in, escaped for HTML, as it is for text. What was filled in is never looked at again, so nothing
 * that a subscriber chose can stand for another slot. Throws when a slot has no filling.
 */
export function fill({ slots, segments }: Layout, filling: Filling): Uint8Array[] {
  const values: string[] = [];
  slots.forEach((slot) => {
    const value = filling[slot];
    if (value === undefined) throw new Error(`The letter asks for "${slot}", and nothing was given for it.`);
    const escaped = escapeHtml(value);
    const plain = quotedPiece(value);
    values.push(plain, escaped === value ? plain : quotedPiece(escaped));
  });
  return segments.map((segment) => (segment instanceof Uint8Array ? segment : written(segment, values)));
}

/** A run with its holes filled. All of it is ASCII, which Latin-1 writes a byte a character without looking. */
function written(run: Run, values: readonly string[]): Uint8Array {
  const text = run.reduce<string>(
    (before, piece) => before + (typeof piece === 'number' ? (values[piece] ?? '') : piece),
    '',
  );
  return Buffer.from(text, 'latin1');
}

const NOTHING = new Uint8Array();

function partHeaders(type: string): string {
  return `Content-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n`;
}

/** What stands between the markers, encoded, and the holes; `form` is 0 for text and 1 for HTML. */
function pieces(content: string, markers: readonly string[], form: 0 | 1): (Buffer | number)[] {
  if (markers.length === 0) return [quotedPrintable(content)];
  // With a group, split gives what stands between and the markers by turns.
  const parts = content.split(new RegExp(`(${markers.map(literally).join('|')})`));
  return parts.map((part, index) => {
    if (index % 2 === 1) return 2 * markers.lastIndexOf(part) + form;
    return index === parts.length - 1 ? quotedPrintable(part) : Buffer.from(quotedPiece(part));
  });
}

/** Bytes next to bytes become one segment; a segment without bytes goes. */
function merged(first: Buffer, ...others: readonly (Buffer | number)[]): [Buffer, ...(Buffer | number)[]] {
  const result: [Buffer, ...(Buffer | number)[]] = [first];
  for (const segment of others) {
    const last = result.at(-1);
    if (typeof segment === 'number' || typeof last === 'number') {
      if (typeof segment === 'number' || segment.length > 0) result.push(segment);
    } else result[result.length - 1] = Buffer.concat([last ?? NOTHING, segment]);
  }
  return result;
}

/** Holes and short segments that lie next to each other become one run. */
function inRuns(segments: readonly (Buffer | number)[]): (Uint8Array | Run)[] {
  const result: (Uint8Array | (string | number)[])[] = [];
  for (const segment of segments) {
    if (typeof segment !== 'number' && segment.length >= LONG) {
      result.push(segment);
      continue;
    }
    const last = result.at(-1);
    const piece = typeof segment === 'number' ? segment : segment.toString('latin1');
    if (Array.isArray(last)) last.push(piece);
    else result.push([piece]);
  }
  return result;
}

/**
 * Made of the content itself, so that it is the same for the same letter. "=_" cannot stand in quoted-printable (RFC 2045
 * §6.7), so that neither a letter nor what is filled in can hold it, by accident or on purpose.
 */
function boundaryOf(...content: string[]): string {
  return `=_${hash('sha256', content.join('\n'), 'base64url').slice(0, 32)}`;
}

function literally(marker: string): string {
  return marker.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
