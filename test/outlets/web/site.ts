import type { Shelf, ShelvedPhoto } from '../../../src/model/shelf.ts';
import { inOneForm } from '../../support/photo.ts';
import { webOutlet } from '../../../src/outlets/web/web.ts';
import { written } from '../contract.ts';

/** The whole newsroom of a shelf: text by path. */
export async function siteOf(shelf: Shelf): Promise<Map<string, string>> {
  return new Map((await written(webOutlet, shelf)).map(({ path, text }) => [path, text]));
}

/** The text of one file of a shelf's newsroom; fails when it is not there. */
export async function pageOf(shelf: Shelf, path: string): Promise<string> {
  const file = [...webOutlet.files(shelf)].find((one) => one.path === path);
  if (!file) throw new Error(`There is no ${path}`);
  return String(await file.bytes());
}

/** Every address that a page links to or loads. */
export function addressesIn(page: string): string[] {
  return [...page.matchAll(/ (?:href|src)="([^"]*)"/g)].map(([, address]) =>
    (address ?? '').replaceAll('&amp;', '&'),
  );
}

/** The words of a piece of HTML, in one line. */
export function wordsOf(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/\s+/g, ' ')
    .replace(/&#39;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .trim();
}

/** A photo on a shelf. */
export function aPhoto(name: string, change: Partial<ShelvedPhoto> = {}): ShelvedPhoto {
  const form = {
    address: `/releases/photos/${name}.jpg`,
    bytes: 4,
    type: 'image/jpeg',
    digest: `digest of ${name}`,
    read: () => new Uint8Array([1, 2, 3, 4]),
    width: 1200,
    height: 800,
  };
  return { ...inOneForm(form), alt: 'A road sign', ...change };
}

/** Paths of the files, among those whose path matches, that do not pass: for claims about every page. */
export function failing(
  site: ReadonlyMap<string, string>,
  paths: RegExp,
  passes: (text: string) => boolean,
): string[] {
  return [...site].filter(([path, text]) => paths.test(path) && !passes(text)).map(([path]) => path);
}
