import { hash } from 'node:crypto';
import type { Sharp, SharpConstructor } from 'sharp';
import { MOST_PIXELS, type PhotoSize } from '../model/photo.ts';
import {
  LARGEST,
  LETTER,
  LETTER_BYTES,
  LETTER_QUALITIES,
  NARROW,
  PATIENCE,
  QUALITY,
  WORTH_NARROWING,
} from './recipe.ts';

/** A form of a picture with its bytes. */
export type Made = PhotoSize & { data: Buffer };
/** Everything that is made of one picture; `sizes` narrowest first, the largest form last. */
export type MadeSizes = { sizes: Made[]; letter: Made };

/** A picture that cannot be read to its end, or is too large to be taken on. */
export class NoPicture extends Error {
  override name = 'NoPicture';
}

type Pixels = { data: Buffer; width: number; height: number; channels: 1 | 2 | 3 | 4; palette: boolean };
type Kind = { label: PhotoSize['label']; type: string };

/**
 * Makes the public forms of a picture of a media type that findAsset named. They are made from bare pixels, turned as the
 * camera was held and in sRGB, so nothing but the picture can come along. Of a moving picture the first one is taken.
 * Rejects with NoPicture. The same bytes and the same recipe give the same bytes.
 */
export async function makeSizes(original: Uint8Array, type: string): Promise<MadeSizes> {
  const sharp = await library();
  let pixels: Pixels;
  try {
    pixels = await pixelsOf(sharp, original, type);
  } catch (error) {
    throw new NoPicture(error instanceof Error ? error.message : String(error), { cause: error });
  }
  const open = (box?: { width: number; height: number }): Sharp => {
    const { data, width, height, channels } = pixels;
    const picture = sharp(data, { raw: { width, height, channels } }).timeout({ seconds: PATIENCE });
    return box ? picture.resize({ ...box, fit: 'inside', withoutEnlargement: true }) : picture;
  };
  const largest = await made(encoded(open(), type, pixels.palette), { label: '', type });
  const sizes = [largest];
  if (largest.width >= WORTH_NARROWING) {
    sizes.unshift(await made(encoded(open(NARROW), type, pixels.palette), { label: '800w', type }));
  }
  const letter = await letterOf(open, largest, type, pixels.palette);
  if (letter.type === type && letter.label === '1200w') sizes.splice(-1, 0, letter);
  return { sizes, letter };
}

/** Nothing else of the library reads a file: no drawings, no documents. */
const READERS = ['Jpeg', 'Png', 'Webp', 'Nsgif'].map((name) => `VipsForeignLoad${name}`);

let loaded: Promise<SharpConstructor> | undefined;

/** Loading it takes 40 ms. One picture at a time uses one core; more of them are made side by side instead. */
async function library(): Promise<SharpConstructor> {
  loaded ??= import('sharp').then(({ default: sharp }) => {
    sharp.cache(false);
    sharp.block({ operation: ['VipsForeignLoad'] });
    sharp.unblock({ operation: READERS });
    sharp.concurrency(1);
    return sharp;
  });
  return loaded;
}

/** What the library warns of when a part of the picture is grey or displaced. Of everything else it makes a good one. */
const HARMFUL = /premature end|bad Huffman|truncated|corrupt data/i;

/** Telephones write files that the library warns of for their form alone: those are read all the same. */
async function pixelsOf(sharp: SharpConstructor, original: Uint8Array, type: string): Promise<Pixels> {
  try {
    return await unpacked(sharp, original, type, 'warning');
  } catch (error) {
    if (error instanceof Error && HARMFUL.test(error.message)) throw error;
    return unpacked(sharp, original, type, 'error');
  }
}

async function unpacked(
  sharp: SharpConstructor,
  original: Uint8Array,
  type: string,
  failOn: 'warning' | 'error',
): Promise<Pixels> {
  const options = { limitInputPixels: MOST_PIXELS, failOn, pages: 1 };
  const { isPalette, format } = await sharp(original, options).metadata();
  if (`image/${format}` !== type) throw new Error(`it is ${format}`);
  const { data, info } = await sharp(original, options)
    .timeout({ seconds: PATIENCE })
    .autoOrient()
    .resize({ ...LARGEST, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  return { data, width, height, channels, palette: isPalette };
}

/** Mail programs know JPEG, PNG and GIF. What is too heavy as it is becomes a JPEG, on white where it is see-through. */
async function letterOf(
  open: (box: { width: number; height: number }) => Sharp,
  largest: Made,
  type: string,
  palette: boolean,
): Promise<Made> {
  if (type !== 'image/webp') {
    if (largest.width <= LETTER.width && largest.height <= LETTER.height && largest.bytes <= LETTER_BYTES)
      return largest;
    if (type !== 'image/jpeg') {
      const own = await made(encoded(open(LETTER), type, palette), { label: '1200w', type });
      if (own.bytes <= LETTER_BYTES) return own;
    }
  }
  const kind: Kind = { label: '1200w', type: 'image/jpeg' };
  const flat = (quality: number) =>
    made(open(LETTER).flatten({ background: '#fff' }).jpeg({ quality, progressive: true }), kind);
  const [first, ...lower] = LETTER_QUALITIES;
  let letter = await flat(first);
  for (const quality of lower) if (letter.bytes > LETTER_BYTES) letter = await flat(quality);
  return letter;
}

function encoded(picture: Sharp, type: string, palette: boolean): Sharp {
  switch (type) {
    case 'image/png':
      return picture.png({ compressionLevel: 9, palette });
    case 'image/webp':
      return picture.webp({ quality: QUALITY });
    case 'image/gif':
      return picture.gif();
    default:
      return picture.jpeg({ quality: QUALITY, progressive: true });
  }
}

async function made(picture: Sharp, { label, type }: Kind): Promise<Made> {
  const { data, info } = await picture.toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  return { label, type, width, height, bytes: data.length, digest: hash('sha256', data), data };
}
