import type { Publication } from '../../model/publication.ts';
import { resolvePath } from '../../model/address.ts';
import { isSizeName } from '../../model/photo.ts';
import type { Spot } from '../../model/source.ts';
import { quote } from '../words.ts';
import type { AcrossMark, AcrossRule, Room } from './across.ts';

/** Photos and links: do the files that they name exist, and can they be published? */
export const fileRules: readonly AcrossRule[] = [
  {
    id: 'photo/missing',
    severity: 'error',
    about: 'A photo that is not there',
    source: 'house rule',
    why: 'The release would go out with a hole where its photo belongs.',
    *check(room) {
      for (const { path, file, at } of photosIn(room)) {
        if (room.tools.asset(path)) continue;
        yield { file, at: at(), what: `There is no photo ${quote(path)}`, fix: advice(path, file, room) };
      }
    },
  },
  {
    id: 'photo/large',
    severity: 'error',
    about: 'A photo of more bytes than newsdesk.yaml allows',
    source: 'newsdesk.yaml, limits.photoBytes',
    why: 'Readers on phones wait for it and pay for it.',
    *check(room) {
      const most = room.newsroom.limits.photoBytes;
      for (const { path, file, at } of picturesIn(room)) {
        const { bytes = 0 } = room.tools.asset(path) ?? {};
        if (bytes <= most) continue;
        const what = `${quote(path)} has ${megabytes(bytes)}; the most is ${megabytes(most)}`;
        const fix =
          'Save it smaller: 2000 pixels on its longer side, as a JPEG of quality 80, are enough for print.';
        yield { file, at: at(), what, fix };
      }
    },
  },
  {
    id: 'photo/type',
    severity: 'error',
    about: 'A photo that is no JPEG, PNG, WebP or GIF',
    source: 'house rule',
    why: 'Browsers and mail programs cannot show it.',
    *check(room) {
      for (const { path, file, at } of picturesIn(room)) {
        const asset = room.tools.asset(path);
        if (!asset || asset.type?.startsWith('image/')) continue;
        const { format } = asset;
        const what =
          format === undefined
            ? `${quote(path)} is not a picture that can be published`
            : `${quote(path)} is a picture of the kind ${format}`;
        yield { file, at: at(), what, fix: exportAdvice(format) };
      }
    },
  },
  {
    id: 'file/address',
    severity: 'error',
    about: 'A photo or file whose name does not do for an address',
    source: 'RFC 3986 §2.3, unreserved characters',
    why: 'Its name becomes a public address, which mail programs, feed readers and other sites must all read alike.',
    *check(room) {
      for (const { path, file, at } of [...picturesIn(room), ...linkedIn(room)]) {
        const isKept = isSizeName(path);
        if ((/^[\w.~/-]+$/.test(path) && !isKept) || !room.tools.asset(path)) continue;
        const what = `${quote(path)} does not do for an address`;
        const fix = isKept
          ? 'Rename it: names like .800w.jpg are kept for the sizes in which photos are published.'
          : 'Rename it: letters without accents, digits, hyphens, dots, underscores.';
        yield { file, at: at(), what, fix };
      }
    },
  },
  {
    id: 'link/type',
    severity: 'error',
    about: 'A link to a file that is neither a picture nor a PDF',
    source: 'house rule',
    why: 'Only these are published, so readers would come to a page that does not exist.',
    *check(room) {
      for (const { path, file, at } of linkedIn(room)) {
        const asset = room.tools.asset(path);
        if (!asset || asset.type !== undefined) continue;
        yield {
          file,
          at: at(),
          what: `${quote(path)} cannot be published`,
          fix: 'Save it as PDF, or link elsewhere.',
        };
      }
    },
  },
  {
    id: 'link/dead',
    severity: 'error',
    about: 'A link or picture whose file is not there',
    source: 'house rule',
    why: 'Readers would come to a page that does not exist.',
    check: deadLinks,
  },
];

/** How to come to a JPEG or PNG from a picture of another kind. */
function exportAdvice(format: string | undefined): string {
  if (format === 'HEIC') {
    return 'Export it as JPEG (Photos or Preview: File, Export). For the next time, on the iPhone: Settings, Camera, Formats, Most Compatible.';
  }
  if (format === 'SVG') return 'A drawing may hold programs. Export it as PNG, 1600 pixels wide.';
  if (format !== undefined)
    return 'Open it in a picture program and export it as JPEG, or as PNG for a drawing.';
  return 'Save it as JPEG or PNG. Its bytes count, not the ending of its name.';
}

export type Picture = { path: string; file: string; at: () => Spot };

/** The photos of the front matter. One whose path leaves the newsroom has a finding already. */
function* photosIn(room: Room): Generator<Picture> {
  for (const release of room.releases) {
    if (release.status === 'withdrawn') continue;
    for (const [index, { path, file }] of release.photos.entries()) {
      if (resolvePath(release.path, file) === undefined) continue;
      const at = (): Spot => room.tools.locate(release.path, ['photos', index, 'file'], 'value');
      yield { path, file: release.path, at };
    }
  }
}

/** Photos and the pictures of bodies. */
export function* picturesIn(room: Room): Generator<Picture> {
  yield* photosIn(room);
  for (const publication of room.publications) {
    if (publication.status === 'withdrawn') continue;
    for (const { kind, target, line, column, length } of publication.references) {
      if (kind === 'image')
        yield { path: target, file: publication.path, at: () => ({ line, column, length }) };
    }
  }
}

/** Files that a body links to and that are no Sources. */
export function* linkedIn(room: Room): Generator<Picture> {
  for (const publication of room.publications) {
    if (publication.status === 'withdrawn') continue;
    for (const { kind, target, line, column, length } of publication.references) {
      if (kind !== 'link' || target === '' || room.tools.isSource(target.replace(/\.html$/, '.md'))) continue;
      yield { path: target, file: publication.path, at: () => ({ line, column, length }) };
    }
  }
}

function* deadLinks(room: Room): Generator<AcrossMark> {
  const { isSource, asset } = room.tools;
  let names: Map<string, string> | undefined;
  for (const publication of room.publications) {
    if (publication.status === 'withdrawn') continue;
    for (const { kind, target, line, column, length } of publication.references) {
      const page = target.replace(/\.html$/, '.md');
      if (kind === 'link' && (target === '' || isSource(page))) continue;
      if (asset(target)) continue;
      names ??= namesOf(room.publications);
      const what =
        kind === 'image' ? `There is no picture ${quote(target)}` : `There is no file ${quote(target)}`;
      const fix =
        kind === 'image'
          ? advice(target, publication.path, room)
          : linkAdvice(page, publication.path, names, room);
      yield { file: publication.path, at: { line, column, length }, what, fix };
    }
  }
}

/** The paths of all publications by their name without date and folder. */
function namesOf(publications: readonly Publication[]): Map<string, string> {
  return new Map(publications.map(({ path }) => [bareName(path), path]));
}

function bareName(path: string): string {
  return path.replace(/^.*\//, '').replace(/^\d{4}-\d{2}-\d{2}-|\.md$/g, '');
}

function linkAdvice(target: string, from: string, names: ReadonlyMap<string, string>, room: Room): string {
  const written = target.slice(target.lastIndexOf('/') + 1);
  if (/^[\w.+-]+@[\w-]+\.[\w.-]+$/.test(written))
    return `Write mailto: before an e-mail address: mailto:${written}.`;
  const folder = from.slice(0, from.lastIndexOf('/') + 1);
  const outside = target.startsWith(folder) ? target.slice(folder.length) : target;
  if (/^(?:www\.|[\w-]+(?:\.[\w-]+)*\.(?:gov|com|org|net|edu|us|info)(?:\/|$))/i.test(outside)) {
    return `Write the whole address of another site: https://${outside}.`;
  }
  const twin = names.get(bareName(target));
  if (twin !== undefined) return `Did you mean ${seenFrom(from, twin)}?`;
  if (target.endsWith('.md') || /^(?:releases|digest)\//.test(target)) return advice(target, from, room);
  return `Mend the path. A list, a feed or another page of the site is linked by its whole address: ${room.newsroom.site.url}/….`;
}

/** What is most like a missing file: one of its folder, or the same path from the newsroom's own folder. */
function advice(target: string, from: string, room: Room): string {
  const doubled = target.replace(/^([^/]+\/)\1/, '$1');
  if (doubled !== target && (room.tools.asset(doubled) ?? room.tools.isSource(doubled))) {
    return `Did you mean ${seenFrom(from, doubled)}? The path begins in this file’s own folder.`;
  }
  const guess = room.guess(target, () => room.tools.near(target).filter((path) => path !== target));
  if (guess !== undefined) return `Did you mean ${seenFrom(from, guess)}?`;
  return 'Put the file there, or mend the path. Capitals count.';
}

/** A path as it is written in a file: from the file's own folder, or with "/" from the newsroom's. */
function seenFrom(from: string, path: string): string {
  const folder = from.slice(0, from.lastIndexOf('/') + 1);
  return path.startsWith(folder) ? path.slice(folder.length) : `/${path}`;
}

function megabytes(bytes: number): string {
  return bytes >= 100_000 ? `${(bytes / 1_000_000).toFixed(1)} MB` : `${(bytes / 1000).toFixed(1)} kB`;
}
