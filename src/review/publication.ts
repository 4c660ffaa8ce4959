import { hash } from 'node:crypto';
import { resolvePath } from '../model/address.ts';
import type { Issue, IssueFrontMatter } from '../model/issue.ts';
import type { Newsroom } from '../model/newsroom.ts';
import type { CheckedOverride } from '../model/override.ts';
import type {
  Photo,
  PlacedPhoto,
  PrintedName,
  Reference,
  Release,
  ReleaseFrontMatter,
} from '../model/release.ts';
import type { Source } from '../model/source.ts';
import { resolvedTitle, type Resolved } from '../model/resolution.ts';
import { firstSentence } from './lead.ts';
import type { Outline } from './outline.ts';
import { IMMEDIATE, type Times } from './times.ts';
import { readName } from './rules/file.ts';

/** What a publication is made of beside its front matter. */
export type Material = {
  source: Source;
  newsroom: Newsroom;
  times: Times;
  outline: Outline;
  references: Reference[];
  overrides: CheckedOverride[];
  names: PrintedName[];
  uncharged: boolean;
};

/**
 * A Release as it will be checked against the others. Undefined while its date or the minute it goes out is unknown;
 * other findings do not keep it from being built. A photo's path that leaves the newsroom stays as it was written.
 */
export function releaseOf(front: ReleaseFrontMatter, material: Material): Release | undefined {
  const { source, newsroom, times, outline, references, overrides, names, uncharged } = material;
  if (times.date === undefined || times.publicAt === undefined) return undefined;
  const resolved = resolvedOf(front, times);
  const release: Release = {
    type: 'release',
    path: source.path,
    ...namesOf(source),
    number: front.number,
    slug: readName(source.path)?.slug ?? source.path.replace(/^.*\/|\.md$/g, ''),
    title: front.title,
    kind: front.kind,
    status: front.status ?? 'ready',
    date: front.date.slice(0, 10),
    publicAt: times.publicAt,
    embargoed: front.release !== IMMEDIATE,
    expiresAt: times.expires,
    dateline: front.dateline,
    summary: front.summary,
    lead: firstSentence(outline.opening) || front.summary,
    areas: front.areas ? [...new Set(front.areas)] : [],
    report: front.report,
    unit: front.unit,
    contact: front.contact,
    photos: (front.photos ?? []).map((photo) => placed(photo, source.path)),
    audience: front.audience ?? ['subscribers'],
    updates: front.updates,
    language: front.language ?? newsroom.newsroom.language,
    words: outline.words,
    references,
    ...handling(front),
    ...(front.urgent === true ? { urgent: true } : {}),
    ...(names.length > 0 && { names }),
    ...(overrides.length > 0 && { overrides }),
    ...(uncharged && { uncharged }),
  };
  return resolved ? ended(release, resolved, newsroom) : release;
}

function resolvedOf({ resolved }: ReleaseFrontMatter, times: Times): Resolved | undefined {
  if (!resolved || times.resolved === undefined) return undefined;
  const { words, keep = false } = resolved;
  return { at: times.resolved, words, keep };
}

/**
 * What is left of a release whose case ended. It is made here, before anything else sees the release, so that no outlet can
 * print by mistake what should not be there any more.
 */
function ended(release: Release, resolved: Resolved, { kinds }: Newsroom): Release {
  const { kind, number, language } = release;
  const references = release.references.filter((reference) => reference.kind !== 'image');
  const bare = { ...release, resolved, photos: [], references };
  if (resolved.keep) return bare;
  const { report: _, names: __, ...left } = bare;
  const { words } = resolved;
  const title = resolvedTitle(kinds[kind]?.name ?? kind, number, language);
  const count = words.split(/\s+/).length;
  return { ...left, title, summary: words, lead: words, words: count, references: [] };
}

function placed(photo: Photo, from: string): PlacedPhoto {
  return { ...photo, path: resolvePath(from, photo.file) ?? photo.file };
}

/** An Issue as it will be checked against the others; undefined while the day it goes out is unknown. */
export function issueOf(front: IssueFrontMatter, material: Material): Issue | undefined {
  const { source, newsroom, times, references, overrides } = material;
  if (times.publicAt === undefined) return undefined;
  return {
    type: 'issue',
    path: source.path,
    ...namesOf(source),
    issue: front.issue,
    status: front.status ?? 'ready',
    date: front.date,
    publicAt: times.publicAt,
    title: front.title,
    summary: front.summary,
    lead: front.lead,
    omit: front.omit ?? [],
    covers: front.covers,
    sections: front.sections ?? [],
    language: newsroom.newsroom.language,
    references,
    ...handling(front),
    ...(overrides.length > 0 && { overrides }),
  };
}

function namesOf({ parts }: Source): Pick<Release, 'digest' | 'parts'> {
  return { digest: hash('sha256', `${parts.front} ${parts.text}`), parts };
}

function handling({ author, approval, recall, corrections }: ReleaseFrontMatter | IssueFrontMatter) {
  return {
    ...(author === undefined ? {} : { author }),
    ...(approval ? { approval } : {}),
    ...(recall ? { recall } : {}),
    ...(corrections ? { corrections } : {}),
  };
}
