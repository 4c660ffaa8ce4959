import { createHash, hash } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { imageSize } from 'image-size';
import type { Asset, Inside } from '../model/asset.ts';
import { realInside } from '../util/inside.ts';

/** What a file looked like: as long as it is the same, so is its Asset. Times in epoch ms. */
export type AssetStat = { bytes: number; mtimeMs: number; ctimeMs: number; ino: number };

/** Looks into the bytes of a picture or PDF of that media type. */
type Look = (bytes: Buffer, type: string) => Inside;

const MEGABYTE = 1_000_000;
/** A larger file is not looked into for its picture; it is too large to be published anyway. */
const LARGEST_PICTURE = 32 * MEGABYTE;
const CHUNK = MEGABYTE;
const PDF = 'application/pdf';

/** How a file of the newsroom looks; undefined when findAsset would not find it. One or two system calls. */
export function statAsset(root: string, path: string): AssetStat | undefined {
  const real = realInside(root, path);
  const stats = real === undefined ? undefined : statSync(real, { throwIfNoEntry: false });
  if (!stats?.isFile()) return undefined;
  return { bytes: stats.size, mtimeMs: stats.mtimeMs, ctimeMs: stats.ctimeMs, ino: stats.ino };
}

/**
 * Reads a file that a publication shows: size, digest and, for a picture that we publish, media type and dimensions as
 * seen (a photo that the camera turned by 90° is turned back); `look` adds what it tells beside what it shows. Undefined
 * when there is no such ordinary file, when it cannot be read, or when it lies outside the newsroom's folder, by a link or
 * otherwise.
 */
export function findAsset(root: string, path: string, look: Look = () => ({})): Asset | undefined {
  const real = realInside(root, path);
  if (real === undefined) return undefined;
  let file: number | undefined;
  try {
    file = openSync(real, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const stats = fstatSync(file);
    if (!stats.isFile()) return undefined;
    if (stats.size > LARGEST_PICTURE) return { path, bytes: stats.size, digest: digestInChunks(file) };
    const bytes = Buffer.allocUnsafe(stats.size);
    const got = fill(file, bytes);
    if (got !== bytes.length) return undefined;
    const shown = picture(bytes);
    const inside = shown.type === undefined ? {} : look(bytes, shown.type);
    return { path, bytes: got, ...shown, ...inside, digest: hash('sha256', bytes, 'hex') };
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function picture(bytes: Buffer): Pick<Asset, 'type' | 'format' | 'width' | 'height'> {
  const type = mediaType(bytes);
  if (type === undefined) return foreign(bytes);
  if (type === PDF) return { type };
  try {
    const { width, height, orientation = 1 } = imageSize(bytes);
    return orientation >= 5 ? { type, width: height, height: width } : { type, width, height };
  } catch {
    // Begins like a picture and is none: without dimensions it is refused as one.
    return {};
  }
}

/** The media type by the first bytes; nothing else is ever given to the library that measures pictures. */
function mediaType(bytes: Buffer): string | undefined {
  const head = bytes.toString('latin1', 0, 12);
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (head.startsWith('GIF87a') || head.startsWith('GIF89a')) return 'image/gif';
  if (head.startsWith('%PDF-')) return PDF;
  return head.startsWith('RIFF') && head.endsWith('WEBP') ? 'image/webp' : undefined;
}

/** Pictures that are none for the web, by how they begin: what people have on their telephones and in their archives. */
const FOREIGN: [format: string, head: RegExp][] = [
  ['HEIC', /^[^]{4}ftyp(?:hei|hev|mif1|msf1)/],
  ['AVIF', /^[^]{4}ftypavi/],
  ['TIFF', /^(?:II\*\0|MM\0\*)/],
  ['Photoshop', /^8BPS\0/],
  ['BMP', /^BM[^]{4}\0\0\0\0/],
  ['SVG', /^(?:\xef\xbb\xbf)?\s*<(?:svg|(?:\?xml|!)[^]*<svg)\b/i],
];

function foreign(bytes: Buffer): { format?: string } {
  const head = bytes.toString('latin1', 0, 1000);
  const known = FOREIGN.find(([, begins]) => begins.test(head));
  return known ? { format: known[0] } : {};
}

function fill(file: number, bytes: Buffer): number {
  let done = 0;
  for (let got = -1; got !== 0 && done < bytes.length; done += got) {
    got = readSync(file, bytes, done, bytes.length - done, done);
  }
  return done;
}

function digestInChunks(file: number): string {
  const digest = createHash('sha256');
  const chunk = Buffer.allocUnsafe(CHUNK);
  for (let got = readSync(file, chunk); got > 0; got = readSync(file, chunk))
    digest.update(chunk.subarray(0, got));
  return digest.digest('hex');
}
