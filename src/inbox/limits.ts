/** What is read of one message, bytes; the rest is the tail of a copy of our own mail. */
export const HEAD = 1_000_000;
/** And at most so many lines: a parser that keeps each line for itself takes seconds for a megabyte of empty ones. */
export const LINES = 4000;
/** Of its headers, in all parts together, bytes. */
export const HEADERS = 256_000;
/** Parts within parts. A bounce of a bounce of a forward has six. */
export const DEPTH = 12;
/** Parts that hold parts: every line that begins with "--" is compared with all of them. */
const MULTIPARTS = 64;
/** Parts in all; each costs a parser's node. */
const PARTS = 5000;
/** Recipients that one report may speak of. */
export const RECIPIENTS = 100;
/** Of its text that is searched for a server's words, characters. */
export const TEXT = 64_000;

/** A part that holds parts names its boundary. */
const BOUNDARY = /boundary[ \t*0-9]{0,20}=/gi;

/** Why a message is not parsed at all; undefined when it is harmless. One pass over its bytes, before any parser. */
export function tooMuch(bytes: Uint8Array): string | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if ((text.toString('latin1').match(BOUNDARY)?.length ?? 0) > MULTIPARTS)
    return `it has more than ${MULTIPARTS} parts within parts`;
  if (count(text, '\n--', PARTS) > PARTS) return `it has more than ${PARTS} parts`;
  return undefined;
}

/** How often a word stands in it, counted up to one more than `most`. */
function count(text: Buffer, word: string, most: number): number {
  let found = 0;
  for (let at = text.indexOf(word); at !== -1 && found <= most; at = text.indexOf(word, at + 1)) found += 1;
  return found;
}
