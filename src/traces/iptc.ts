import type { TraceKind } from '../model/trace.ts';
import type { Found } from './found.ts';

/** Datasets of record 2 of the IPTC-IIM (4.2, chapter 6) by what they tell; others are left to `other`. */
const DATASETS: Record<number, TraceKind> = {
  5: 'words', // Object Name
  7: 'history', // Edit Status
  25: 'words', // Keywords
  26: 'place', // Content Location Code
  27: 'place',
  40: 'words', // Special Instructions
  55: 'time', // Date Created
  60: 'time',
  62: 'time',
  63: 'time',
  65: 'software', // Originating Program
  80: 'author', // By-line
  85: 'author',
  90: 'place', // City
  92: 'place', // Sub-location
  95: 'place', // Province/State
  100: 'place',
  101: 'place', // Country
  103: 'device', // Original Transmission Reference
  105: 'words', // Headline
  110: 'author', // Credit
  115: 'author', // Source
  116: 'author', // Copyright Notice
  118: 'author', // Contact
  120: 'words', // Caption
  122: 'author', // Writer/Editor
};
const RECORD_VERSION = 0;
const MOST = 2000;

/** Reads the datasets of IPTC-IIM. */
export function readIptc(bytes: Buffer, found: Found): void {
  for (let at = 0, read = 0; at + 5 <= bytes.length && bytes[at] === 0x1c && read < MOST; read += 1) {
    const record = bytes[at + 1];
    const dataset = bytes[at + 2] ?? 0;
    const size = bytes.readUInt16BE(at + 3);
    if (record === 2 && dataset !== RECORD_VERSION && size > 0) found.add(DATASETS[dataset] ?? 'other');
    // An extended dataset (IIM 1.6) has the length of its length here; pictures have none that large.
    if (size >= 0x8000) return;
    at += 5 + size;
  }
}
