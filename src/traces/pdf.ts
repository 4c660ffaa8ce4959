import { inflateSync } from 'node:zlib';
import { readExif } from './exif.ts';
import type { Found } from './found.ts';
import { readXmp } from './xmp.ts';

/** No more streams than this are unpacked, and none to more than so many bytes: a PDF may be a bomb. */
const MOST_STREAMS = 200;
const MOST_UNPACKED = 1_000_000;

/**
 * Scans a PDF file for what it tells beside its pages: the document's properties, XMP, earlier versions, what pictures
 * in it say, files attached to it. It looks for names, and into object streams (ISO 32000-1, 7.5.7), where newer files
 * keep their properties; it is no reader of PDF, so it may miss something in a file that hides it.
 */
export function readPdf(bytes: Buffer, found: Found): void {
  const text = bytes.toString('latin1');
  readProperties(text, found);
  for (const part of objectStreams(bytes, text)) readProperties(part, found);
  readPackets(bytes, found);
  readPictures(bytes, found);
  const ends = text.match(/%%EOF/g)?.length ?? 0;
  // A file made for reading over a slow line has two ends from the beginning (annex F).
  if (ends > (/\/Linearized\b/.test(text.slice(0, 2000)) ? 2 : 1)) found.add('history');
}

/** True when its text is locked, so that a scan sees little of it. */
export function isLockedPdf(bytes: Buffer): boolean {
  return bytes.includes('/Encrypt');
}

/** Keys of the information dictionary (14.3.3) with a value: a string that is not empty, or a reference to one. */
function readProperties(text: string, found: Found): void {
  const has = (key: string): boolean =>
    new RegExp(`/${key}\\s*(?:\\((?!\\))|<(?![<>])|\\d+ \\d+ R)`).test(text);
  if (has('Author')) found.add('author');
  if (has('Title') || has('Subject') || has('Keywords')) found.add('words');
  if (has('CreationDate') || has('ModDate')) found.add('time');
  if (has('Producer') || has('Creator')) found.add('software');
  if (/\/EmbeddedFiles?\b/.test(text)) found.add('attached');
  if (/\/(?:Measure|GPTS|GCS|LGIDict)\b/.test(text)) found.add('position');
  if (/\/PieceInfo\b/.test(text)) found.add('history');
}

function* objectStreams(bytes: Buffer, text: string): Generator<string> {
  let read = 0;
  for (const { index } of text.matchAll(/\/Type\s*\/ObjStm\b/g)) {
    const begin = text.indexOf('stream', index);
    if (begin === -1 || (read += 1) > MOST_STREAMS) return;
    const from = begin + 'stream'.length + (text[begin + 6] === '\r' ? 2 : 1);
    const end = text.indexOf('endstream', from);
    try {
      // Bytes behind the stream (a line end, mostly) are none of the unpacker's business.
      const packed = bytes.subarray(from, end === -1 ? undefined : end);
      yield inflateSync(packed, { maxOutputLength: MOST_UNPACKED }).toString('latin1');
    } catch {
      // Packed in another way, or locked.
    }
  }
}

function readPackets(bytes: Buffer, found: Found): void {
  for (let at = bytes.indexOf('<x:xmpmeta'); at !== -1;) {
    const end = bytes.indexOf('</x:xmpmeta>', at);
    readXmp(bytes.subarray(at, end === -1 ? undefined : end), found);
    at = end === -1 ? -1 : bytes.indexOf('<x:xmpmeta', end);
  }
}

/** Photos are kept in a PDF as the JPEG files that they were, with everything that these say. */
function readPictures(bytes: Buffer, found: Found): void {
  for (let at = bytes.indexOf('Exif\0\0'), read = 0; at !== -1 && read < MOST_STREAMS; read += 1) {
    readExif(bytes.subarray(at + 6, at + 6 + 0xffff), found);
    at = bytes.indexOf('Exif\0\0', at + 6);
  }
}
