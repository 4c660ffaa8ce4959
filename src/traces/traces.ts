import type { Inside } from '../model/asset.ts';
import { openFound, type Found } from './found.ts';
import { readGif } from './gif.ts';
import { readJpeg } from './jpeg.ts';
import { isLockedPdf, readPdf } from './pdf.ts';
import { readPng } from './png.ts';
import { readWebp } from './webp.ts';

type Read = (bytes: Buffer, found: Found) => boolean;

const READERS: Record<string, Read> = {
  'image/jpeg': readJpeg,
  'image/png': readPng,
  'image/webp': readWebp,
  'image/gif': readGif,
  'application/pdf': (bytes, found) => {
    readPdf(bytes, found);
    return true;
  },
};

/**
 * What a picture or PDF tells beside what it shows, most telling first, and whether its end is missing. Takes any bytes
 * without an error, in time and memory that grow with their number only. Never says what is told: no position, no name.
 */
export function lookInside(bytes: Buffer, type: string): Inside {
  const read = READERS[type];
  if (!read) return {};
  const found = openFound();
  const whole = read(bytes, found);
  const traces = found.traces();
  return {
    ...(traces.length > 0 && { traces }),
    ...(!whole && { cutOff: true as const }),
    ...(type === 'application/pdf' && isLockedPdf(bytes) && { locked: true as const }),
  };
}
