import { readExif } from './exif.ts';
import type { Found } from './found.ts';
import { readXmp } from './xmp.ts';

const RIFF_HEAD = 12;
const PLAIN = /^(?:VP8 |VP8L|VP8X|ALPH|ICCP)$/;
const EXIF_HEAD = 'Exif\0\0';

/** Reads a WebP file (RFC 9649). True when it comes to its end. */
export function readWebp(bytes: Buffer, found: Found): boolean {
  if (bytes.length < RIFF_HEAD) return false;
  const size = bytes.readUInt32LE(4);
  const end = 8 + size + (size % 2);
  for (let at = RIFF_HEAD; at + 8 <= Math.min(end, bytes.length);) {
    const name = bytes.toString('latin1', at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    readChunk(name, bytes.subarray(at + 8, at + 8 + length), found);
    at += 8 + length + (length % 2);
  }
  if (end < bytes.length) found.add('attached', bytes.length - end);
  return 8 + size <= bytes.length;
}

function readChunk(name: string, data: Buffer, found: Found): void {
  const headed = data.toString('latin1', 0, EXIF_HEAD.length) === EXIF_HEAD;
  if (name === 'EXIF') readExif(headed ? data.subarray(EXIF_HEAD.length) : data, found);
  else if (name === 'XMP ') readXmp(data, found);
  else if (name === 'ANIM' || name === 'ANMF') found.add('motion');
  else if (!PLAIN.test(name)) found.add('other', data.length);
}
