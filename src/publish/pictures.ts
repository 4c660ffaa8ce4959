import { addressOf } from '../model/address.ts';
import type { Asset } from '../model/asset.ts';
import { sizeAddress, type Developed, type PhotoSize } from '../model/photo.ts';
import type { Publication } from '../model/publication.ts';
import type { Release } from '../model/release.ts';
import type { ShelvedFile, ShelvedPhoto, ShelvedPicture, ShelvedSize } from '../model/shelf.ts';
import { assetPaths } from '../model/shown.ts';

/** What pictures and files are shelved with. */
export type ShownInput = {
  asset: (path: string) => Asset | undefined;
  readFile: (path: string, digest: string) => Uint8Array;
  /** What a picture became, by its digest. */
  developed: (digest: string) => Developed | undefined;
  readPhoto: (photo: Photo, size: PhotoSize) => Promise<Uint8Array>;
};

type Photo = { path: string; digest: string; type: string };

/** The photos of a release. One that cannot be developed is left out. */
export function photosOf(input: ShownInput, release: Release): ShelvedPhoto[] {
  return release.photos.flatMap(({ path, alt, caption, credit }) => {
    const file = fileAt(input, path);
    if (!file || !('sizes' in file)) return [];
    return { ...file, alt, ...(caption ? { caption } : {}), ...(credit ? { credit } : {}) };
  });
}

/** What else a publication shows or links to. */
export function filesOf(input: ShownInput, publication: Publication): (ShelvedFile | ShelvedPicture)[] {
  const photos = new Set(publication.type === 'release' ? publication.photos.map(({ path }) => path) : []);
  return assetPaths(publication).flatMap((path) => (photos.has(path) ? [] : (fileAt(input, path) ?? [])));
}

/** A picture in its public forms, never as it is; a PDF as it is. */
function fileAt(input: ShownInput, path: string): ShelvedFile | ShelvedPicture | undefined {
  const asset = input.asset(path);
  if (!asset?.type) return undefined;
  const { bytes, type, digest } = asset;
  if (!type.startsWith('image/'))
    return { address: addressOf(path), bytes, type, digest, read: () => input.readFile(path, digest) };
  const developed = input.developed(digest);
  if (!developed) return undefined;
  const shelve = (size: PhotoSize): ShelvedSize => ({
    address: sizeAddress(addressOf(path), size.label, size.type !== type),
    bytes: size.bytes,
    type: size.type,
    digest: size.digest,
    width: size.width,
    height: size.height,
    read: () => input.readPhoto({ path, digest, type }, size),
  });
  const sizes = developed.sizes.map(shelve);
  const largest = sizes.at(-1);
  return largest && { ...largest, sizes, letter: shelve(developed.letter) };
}
