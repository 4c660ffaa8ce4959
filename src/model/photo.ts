/**
 * One form in which a picture is published. `label` names the form in its address: none for the largest one, which has
 * the address of the photo itself.
 */
export type PhotoSize = {
  label: '' | SizeLabel;
  /** Media type; another one than the original's for a form that was made a JPEG for mail. */
  type: string;
  /** Pixels. */
  width: number;
  height: number;
  bytes: number;
  /** SHA-256 of the bytes, hex. */
  digest: string;
};

/** What a picture became. `sizes` are of the original's own type, narrowest first; the last is the largest one. */
export type Developed = { sizes: PhotoSize[]; letter: PhotoSize };

const LABELS = ['800w', '1200w'] as const;
export type SizeLabel = (typeof LABELS)[number];

/** More pixels than this are not taken on: a picture of a few bytes may fill the memory. Cameras make 50 million. */
export const MOST_PIXELS = 64_000_000;

/** Ends of file names by the media type that they promise. */
const ENDINGS: Record<string, readonly string[]> = {
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
  'image/webp': ['webp'],
  'image/gif': ['gif'],
};

/** The ends that a file name of this media type may have, the usual one first. */
export function endingsOf(type: string): readonly string[] {
  return ENDINGS[type] ?? [];
}

/**
 * The address of one form of the photo that has `address`: `/releases/photos/bridge.800w.jpg`, and for a PNG that was made
 * a JPEG `/releases/photos/map.1200w.png.jpg`. No two photos share one, as no photo of an officer is named like that.
 */
export function sizeAddress(address: string, label: PhotoSize['label'], converted: boolean): string {
  if (label === '') return address;
  const dot = address.lastIndexOf('.');
  return `${address.slice(0, dot)}.${label}${address.slice(dot)}${converted ? '.jpg' : ''}`;
}

/** Every address at which a form of a photo may have stood, whatever was made of it. */
export function sizeAddresses(address: string): string[] {
  if (address.endsWith('.pdf')) return [address];
  const sized = LABELS.map((label) => sizeAddress(address, label, false));
  const converted = /\.jpe?g$/i.test(address) ? [] : [sizeAddress(address, '1200w', true)];
  return [address, ...sized, ...converted];
}

/** True for a name that only the forms of photos have. */
export function isSizeName(path: string): boolean {
  return /\.\d+w\.[^/]*$/i.test(path);
}
