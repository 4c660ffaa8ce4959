import { readExif } from './exif.ts';
import type { Found } from './found.ts';
import { readIptc } from './iptc.ts';
import { readXmp } from './xmp.ts';

const MOST = 2000;
const IPTC = 0x0404;
const EXIF = new Set([0x0422, 0x0423]);
const XMP = 0x0424;
const THUMBNAILS = new Set([0x0409, 0x040c]);
const THUMBNAIL_HEAD = 28;
const COPYRIGHT_URL = 0x040b;

/** Reads Photoshop's image resource blocks (Adobe Photoshop File Formats Specification, "Image Resources"). */
export function readPhotoshop(bytes: Buffer, found: Found): void {
  for (let at = 0, read = 0; at + 12 <= bytes.length && read < MOST; read += 1) {
    if (bytes.toString('latin1', at, at + 4) !== '8BIM') return;
    const id = bytes.readUInt16BE(at + 4);
    const named = 1 + (bytes[at + 6] ?? 0);
    const head = at + 6 + named + (named % 2);
    if (head + 4 > bytes.length) return;
    const size = bytes.readUInt32BE(head);
    readResource(id, bytes.subarray(head + 4, head + 4 + size), found);
    at = head + 4 + size + (size % 2);
  }
}

function readResource(id: number, data: Buffer, found: Found): void {
  if (id === IPTC) readIptc(data, found);
  else if (EXIF.has(id)) readExif(data, found);
  else if (id === XMP) readXmp(data, found);
  else if (id === COPYRIGHT_URL) found.add('author');
  else if (THUMBNAILS.has(id)) found.add('thumbnail', Math.max(0, data.length - THUMBNAIL_HEAD));
}
