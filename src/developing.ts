import type { Finding } from './model/finding.ts';
import type { Publication } from './model/publication.ts';
import { picturesOf } from './model/shown.ts';
import type { Press } from './press.ts';
import type { Reading } from './reading/reading.ts';

type Read = Pick<Reading, 'asset' | 'readFile' | 'locate'>;

/** Develops the pictures of publications that were not developed yet; with `keep` they are there in the next pass too. */
export async function developShown(
  { photos, progress }: Pick<Press, 'photos' | 'progress'>,
  { asset, readFile }: Pick<Read, 'asset' | 'readFile'>,
  publications: readonly Publication[],
  keep: boolean,
): Promise<void> {
  const originals = publications.flatMap((publication) => picturesOf(publication, asset));
  await photos.develop(originals, { readFile, progress, keep });
}

/** Findings about pictures that could not be developed. Their publications are held: a hole is no picture. */
export function* brokenPhotos(
  { photos }: Pick<Press, 'photos'>,
  { asset, locate }: Pick<Read, 'asset' | 'locate'>,
  publications: readonly Publication[],
): Generator<Finding> {
  for (const publication of publications) {
    for (const { path, digest } of picturesOf(publication, asset)) {
      const broken = photos.broken(digest);
      if (broken === undefined) continue;
      yield {
        file: publication.path,
        ...placeOf(publication, path, locate),
        rule: 'photo/broken',
        severity: 'error',
        what: `"${path}" cannot be made ready for publication (${broken.split('\n')[0]}).`,
        why: 'Readers would see half a picture or none.',
        fix: 'Copy it from the camera or the telephone once more, or open it in a picture program and save it anew.',
      };
    }
  }
}

/** Where a publication names a picture. */
function placeOf(publication: Publication, path: string, locate: Read['locate']) {
  const index =
    publication.type === 'release' ? publication.photos.findIndex((one) => one.path === path) : -1;
  if (index !== -1) return locate(publication.path, ['photos', index, 'file'], 'value');
  const { line, column, length } = publication.references.find(({ target }) => target === path) ?? {
    line: 1,
    column: 1,
    length: 0,
  };
  return { line, column, length };
}
