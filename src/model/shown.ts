import type { Asset } from './asset.ts';
import type { Publication } from './publication.ts';
import type { Stripped } from './trace.ts';

/** The newsroom's own files that a publication shows or links to: its photos, then what its body names. */
export function assetPaths(publication: Publication): string[] {
  const photos = publication.type === 'release' ? publication.photos.map((photo) => photo.path) : [];
  const named = publication.references.map(({ target }) => target).filter((target) => !isPage(target));
  return [...new Set([...photos, ...named])];
}

function isPage(target: string): boolean {
  return target === '' || /\.(md|html)$/.test(target);
}

/** The pictures that a publication shows or links to. */
export function picturesOf(
  publication: Publication,
  asset: (path: string) => Asset | undefined,
): (Asset & { type: string })[] {
  return assetPaths(publication).flatMap((path) => {
    const found = asset(path);
    return found?.type?.startsWith('image/') ? [{ ...found, type: found.type }] : [];
  });
}

/** What the pictures of a publication told, and tell no more once they are out. */
export function strippedFrom(
  publication: Publication,
  asset: (path: string) => Asset | undefined,
): Stripped[] {
  return picturesOf(publication, asset).flatMap(({ path, traces }) => (traces ? [{ path, traces }] : []));
}
