import type { Found } from './found.ts';
import { readExif } from './exif.ts';
import { readPhotoshop } from './photoshop.ts';
import { readXmp } from './xmp.ts';

const EXIF = 'Exif\0\0';
const XMP = 'http://ns.adobe.com/xap/1.0/\0';
/** A digest of 32 characters and two sizes follow. */
const MORE_XMP = 'http://ns.adobe.com/xmp/extension/\0';
const MORE_XMP_HEAD = 40;
const PHOTOSHOP = 'Photoshop 3.0\0';
const JFXX = 'JFXX\0';
/** Of no consequence: how the picture is stored. */
const PLAIN: Record<number, RegExp> = {
  0xe0: /^JFIF\0/,
  0xe2: /^ICC_PROFILE\0/,
  0xee: /^Adobe/,
};

const SOS = 0xda;
const EOI = 0xd9;
const COMMENT = 0xfe;
const APP0 = 0xe0;
const APP1 = 0xe1;
/** JUMBF, in which C2PA keeps who made and changed a picture. */
const APP11 = 0xeb;
const APP13 = 0xed;
const APP15 = 0xef;

/** Reads a JPEG file (ITU-T T.81, annex B). True when it comes to its end. */
export function readJpeg(bytes: Buffer, found: Found): boolean {
  let at = 2;
  while (at + 2 <= bytes.length) {
    if (bytes[at] !== 0xff) return false;
    const marker = bytes[at + 1] ?? 0;
    if (marker === EOI) {
      if (at + 2 < bytes.length) found.add('attached', bytes.length - at - 2);
      return true;
    }
    if (marker === 0xff) at += 1;
    else if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) at += 2;
    else {
      if (at + 4 > bytes.length) return false;
      const size = bytes.readUInt16BE(at + 2);
      const end = at + 2 + Math.max(2, size);
      readSegment(marker, bytes.subarray(at + 4, end), found);
      at = marker === SOS ? endOfScan(bytes, end) : end;
    }
  }
  return false;
}

/** Where the next marker stands after the entropy-coded bytes of a scan. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next !== undefined && next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  return bytes.length;
}

function readSegment(marker: number, data: Buffer, found: Found): void {
  if (marker === COMMENT) return void (data.length > 0 && found.add('comment'));
  if (marker < APP0 || marker > APP15) return;
  const head = data.toString('latin1', 0, 40);
  if (PLAIN[marker]?.test(head)) return;
  if (marker === APP0 && head.startsWith(JFXX)) found.add('thumbnail', data.length - JFXX.length);
  else if (marker === APP1 && head.startsWith(EXIF)) readExif(data.subarray(EXIF.length), found);
  else if (marker === APP1 && head.startsWith(XMP)) readXmp(data.subarray(XMP.length), found);
  else if (marker === APP1 && head.startsWith(MORE_XMP))
    readXmp(data.subarray(MORE_XMP.length + MORE_XMP_HEAD), found);
  else if (marker === APP13 && head.startsWith(PHOTOSHOP))
    readPhotoshop(data.subarray(PHOTOSHOP.length), found);
  else if (marker === APP11) found.add('history');
  else found.add('other', data.length);
}
