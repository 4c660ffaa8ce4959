import { hash } from 'node:crypto';
import type { Asset } from '../model/asset.ts';
import { boilerplateFor } from '../model/boilerplate.ts';
import { contactFor } from '../model/contact.ts';
import type { Newsroom } from '../model/newsroom.ts';
import type { Publication } from '../model/publication.ts';
import type { Seal } from '../model/approval.ts';

/** What decides the bytes of a publication beside its file. */
export type SealMaterial = {
  newsroom: Newsroom;
  /** Names the mail templates: `nameOfTemplates`. */
  templates: string;
  /** The newsroom's own files that it shows or links to: paths. */
  files: readonly string[];
  asset: (path: string) => Asset | undefined;
  /** For an issue: each release that it covers, with the name of its content, in reading order. */
  covers: readonly { number: string; digest: string }[];
  /** For an issue: the editions that put something right of which it tells. An edition's key names its words for ever. */
  amended: readonly string[];
};

/** Names all mail templates by their texts. SHA-256, hex. */
export function nameOfTemplates(templates: ReadonlyMap<string, string>): string {
  const byName = [...templates].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return hash('sha256', JSON.stringify(byName));
}

/** How many characters of a piece's name are kept to say which piece changed. */
const SHORT = 12;

/**
 * Names everything that decides what goes out: the text, the front matter without the approval, every file it shows, the
 * templates, what newsdesk.yaml says of it, and for an issue the releases it covers. Pure: the same material, the same seal.
 */
export function sealOf(publication: Publication, material: SealMaterial): Seal {
  const names = namesOf(publication, material);
  const digest = hash('sha256', JSON.stringify(names));
  return { digest, parts: Object.fromEntries(names.map(([name, value]) => [name, value.slice(0, SHORT)])) };
}

function namesOf(publication: Publication, material: SealMaterial): [name: string, digest: string][] {
  const { newsroom, templates, files, asset, covers, amended } = material;
  const { front, text } = publication.parts;
  return [
    ['text', text],
    ['front matter', front],
    ...files.map((path): [string, string] => [path, asset(path)?.digest ?? hash('sha256', 'missing')]),
    ['templates', templates],
    ['newsdesk.yaml', hash('sha256', JSON.stringify(dataFor(publication, newsroom)))],
    ...(publication.type === 'issue'
      ? [
          [
            'releases',
            hash('sha256', JSON.stringify(amended.length === 0 ? covers : [covers, amended])),
          ] satisfies [string, string],
        ]
      : []),
  ];
}

/** What newsdesk.yaml says that is printed with this publication; other entries may change without voiding an approval. */
function dataFor(publication: Publication, newsroom: Newsroom): unknown[] {
  const { notice, ...desk } = newsroom.newsroom;
  const { from, replyTo } = newsroom.mail;
  const shared = [desk, notice ?? '', newsroom.site.title, from, replyTo];
  if (publication.type === 'issue') return [...shared, newsroom.digest.name];
  const { kind, areas, unit, contact, language } = publication;
  return [
    ...shared,
    newsroom.kinds[kind]?.name ?? '',
    areas.map((id) => newsroom.areas[id]?.name ?? ''),
    unit === undefined ? '' : (newsroom.units[unit]?.name ?? ''),
    contactFor(newsroom, contact) ?? {},
    boilerplateFor(newsroom, [kind], language),
  ];
}

/** The pieces that are not as they were approved, by name. */
export function changedParts(approved: Seal['parts'], now: Seal['parts']): string[] {
  const names = new Set([...Object.keys(approved), ...Object.keys(now)]);
  return [...names].filter((name) => approved[name] !== now[name]);
}
