import { TextDecoder } from 'node:util';

/** The bytes are not the text they should be. */
export class NotText extends Error {}

/** How far to look for the end of the first line. */
const HEADER = 10_000;
const DELIMITERS = [',', ';', '\t'];

/**
 * Decodes a table (UTF-8, or UTF-16 as spreadsheets write it with a byte-order mark) and tells its delimiter from the
 * first line. The text comes as it is read; after the last whole line that is text, it rejects with NotText.
 */
export async function decodeTable(
  chunks: AsyncIterable<Uint8Array | string>,
): Promise<{ text: AsyncIterable<string>; delimiter: string }> {
  const source = decode(chunks);
  let head = '';
  while (head.length < HEADER && !/[\r\n]/.test(head)) {
    const next = await source.next();
    if (next.done) break;
    head += next.value;
  }
  const header = head.split(/[\r\n]/, 1)[0] ?? '';
  const counts = DELIMITERS.map((one) => header.split(one).length);
  const delimiter = DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
  return { text: follow(head, source), delimiter };
}

async function* follow(head: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  if (head !== '') yield head;
  yield* rest;
}

async function* decode(chunks: AsyncIterable<Uint8Array | string>): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  for await (const chunk of chunks) {
    if (typeof chunk === 'string') {
      yield* sound(chunk);
      continue;
    }
    decoder ??= new TextDecoder(encodingOf(chunk));
    yield* sound(decoder.decode(chunk, { stream: true }));
  }
  yield* sound(decoder?.decode() ?? '');
}

/** The text, or its whole lines above the first character that the decoder could only guess at, and then NotText. */
function* sound(text: string): Generator<string> {
  const broken = text.indexOf('\uFFFD');
  const good = broken === -1 ? text : text.slice(0, text.lastIndexOf('\n', broken) + 1);
  if (good !== '') yield good;
  if (broken !== -1) throw new NotText();
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
}
