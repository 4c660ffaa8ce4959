import type { Found } from './found.ts';
import { readXmp } from './xmp.ts';

const HEAD = 13;
const IMAGE = 0x2c;
const EXTENSION = 0x21;
const TRAILER = 0x3b;
const COMMENT = 0xfe;
const APPLICATION = 0xff;
const PLAIN_TEXT = 0x01;

/** Reads a GIF file (GIF89a). True when it comes to its end. */
export function readGif(bytes: Buffer, found: Found): boolean {
  let at = HEAD + tableBytes(bytes[10] ?? 0);
  let images = 0;
  while (at < bytes.length) {
    const label = bytes[at];
    if (label === TRAILER) {
      if (images > 1) found.add('motion');
      if (at + 1 < bytes.length) found.add('attached', bytes.length - at - 1);
      return true;
    }
    if (label === IMAGE) {
      images += 1;
      at = endOfBlocks(bytes, at + 11 + tableBytes(bytes[at + 9] ?? 0));
    } else if (label === EXTENSION) {
      const end = endOfBlocks(bytes, at + 2);
      readExtension(bytes[at + 1] ?? 0, bytes.subarray(at + 2, end), found);
      at = end;
    } else return false;
  }
  return false;
}

function readExtension(label: number, data: Buffer, found: Found): void {
  if (label === COMMENT) found.add('comment');
  else if (label === PLAIN_TEXT) found.add('words');
  else if (label === APPLICATION) {
    const name = data.toString('latin1', 1, 12);
    if (name === 'XMP DataXMP') readXmp(data.subarray(12), found);
    else if (!/^(?:NETSCAPE2\.0|ANIMEXTS1\.0|ICCRGBG1012)$/.test(name)) found.add('other', data.length);
  }
}

/** Bytes of a colour table, from the byte that says whether there is one. */
function tableBytes(packed: number): number {
  return (packed & 0x80) === 0 ? 0 : 3 * 2 ** ((packed & 7) + 1);
}

/** Where a row of blocks ends: each says its length first, and one of length 0 is the last. */
function endOfBlocks(bytes: Buffer, from: number): number {
  let at = from;
  for (let size = bytes[at]; size !== undefined && size !== 0; size = bytes[at]) at += size + 1;
  return at + 1;
}
