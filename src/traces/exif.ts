import type { TraceKind } from '../model/trace.ts';
import type { Found } from './found.ts';
import { readIptc } from './iptc.ts';
import { readXmp } from './xmp.ts';

/** Tags of Exif 3.0 (CIPA DC-008) and TIFF 6.0 by what they tell. Any that is not here is a setting of the camera. */
const TELLS: Record<number, TraceKind> = {
  0x010e: 'words', // ImageDescription
  0x0131: 'software',
  0x0132: 'time', // DateTime
  0x013b: 'author', // Artist
  0x013c: 'device', // HostComputer
  0x8298: 'author', // Copyright
  0x9003: 'time', // DateTimeOriginal
  0x9004: 'time', // DateTimeDigitized
  0x9010: 'time', // OffsetTime
  0x9011: 'time',
  0x9012: 'time',
  0x927c: 'maker', // MakerNote
  0x9286: 'comment', // UserComment
  0x9290: 'time', // SubSecTime
  0x9291: 'time',
  0x9292: 'time',
  0x9c9b: 'words', // XPTitle
  0x9c9c: 'comment', // XPComment
  0x9c9d: 'author', // XPAuthor
  0x9c9e: 'words', // XPKeywords
  0x9c9f: 'words', // XPSubject
  0xa420: 'device', // ImageUniqueID
  0xa430: 'author', // CameraOwnerName
  0xa431: 'device', // BodySerialNumber
  0xa435: 'device', // LensSerialNumber
  0xa436: 'words', // ImageTitle
  0xa437: 'author', // Photographer
  0xa438: 'author', // ImageEditor
  0x8649: 'history', // Photoshop
  0xa43a: 'software',
  0xa43b: 'software',
  0xa43c: 'software',
};
const EXIF_IFD = 0x8769;
const GPS_IFD = 0x8825;
const GPS_VERSION = 0;
const THUMBNAIL_BYTES = 0x0202;
const XMP = 0x02bc;
const IPTC = 0x83bb;
/** How the picture is stored and turned; says nothing of anybody. */
const PLAIN = new Set([
  0x00fe, 0x0100, 0x0101, 0x0102, 0x0103, 0x0106, 0x0111, 0x0112, 0x0115, 0x0116, 0x0117, 0x011a, 0x011b,
  0x011c, 0x0128, 0x013d, 0x0201, 0x0202, 0x0211, 0x0212, 0x0213, 0x0214, 0x9000, 0x9101, 0xa000, 0xa001,
  0xa002, 0xa003, 0xa005, 0x8773,
]);

const MOST_ENTRIES = 512;
const MOST_DIRECTORIES = 16;
const ENTRY = 12;
/** Bytes of one value, by type (TIFF 6.0, §2). */
const WIDTHS = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];

type Directory = 'main' | 'exif' | 'gps' | 'thumbnail';
type Tiff = { bytes: Buffer; little: boolean; found: Found };

/** Reads a TIFF structure as EXIF has it (`II*\0` or `MM\0*` first). Any bytes are read without an error. */
export function readExif(bytes: Buffer, found: Found): void {
  const order = bytes.toString('latin1', 0, 4);
  if (order !== 'II*\0' && order !== 'MM\0*') return;
  const tiff = { bytes, little: order.startsWith('I'), found };
  const seen = new Set<number>();
  const waiting: [Directory, number][] = [['main', long(tiff, 4)]];
  for (let next = waiting.shift(); next && seen.size < MOST_DIRECTORIES; next = waiting.shift()) {
    const [kind, at] = next;
    if (at === 0 || seen.has(at)) continue;
    seen.add(at);
    waiting.push(...readDirectory(tiff, kind, at));
  }
}

/** Reads one directory; gives the ones that it leads to. */
function readDirectory(tiff: Tiff, kind: Directory, at: number): [Directory, number][] {
  const next: [Directory, number][] = [];
  const count = Math.min(short(tiff, at), MOST_ENTRIES);
  for (let i = 0; i < count; i += 1) {
    const entry = at + 2 + i * ENTRY;
    if (entry + ENTRY > tiff.bytes.length) return next;
    const tag = short(tiff, entry);
    if (tag === EXIF_IFD) next.push(['exif', long(tiff, entry + 8)]);
    else if (tag === GPS_IFD && kind !== 'gps') next.push(['gps', long(tiff, entry + 8)]);
    else readEntry(tiff, kind, tag, entry);
  }
  if (kind === 'main') next.push(['thumbnail', long(tiff, at + 2 + count * ENTRY)]);
  return next;
}

function readEntry(tiff: Tiff, kind: Directory, tag: number, entry: number): void {
  const { found } = tiff;
  if (kind === 'gps') {
    if (tag !== GPS_VERSION) found.add('position');
    return;
  }
  if (kind === 'thumbnail') {
    if (tag === THUMBNAIL_BYTES) found.add('thumbnail', Math.min(long(tiff, entry + 8), tiff.bytes.length));
    return;
  }
  if (PLAIN.has(tag)) return;
  const value = valueOf(tiff, entry);
  if (value.every((byte) => byte === 0 || byte === 0x20)) return;
  if (tag === XMP) readXmp(value, found);
  else if (tag === IPTC) readIptc(value, found);
  else found.add(TELLS[tag] ?? 'camera');
}

function valueOf(tiff: Tiff, entry: number): Buffer {
  const size = (WIDTHS[short(tiff, entry + 2)] ?? 0) * long(tiff, entry + 4);
  const at = size <= 4 ? entry + 8 : long(tiff, entry + 8);
  return tiff.bytes.subarray(at, at + size);
}

/** Zero past the end. */
function short({ bytes, little }: Tiff, at: number): number {
  if (at < 0 || at + 2 > bytes.length) return 0;
  return little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at);
}

function long({ bytes, little }: Tiff, at: number): number {
  if (at < 0 || at + 4 > bytes.length) return 0;
  return little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at);
}
