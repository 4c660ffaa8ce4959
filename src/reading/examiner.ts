import { instantIn, instantOf } from '../calendar/calendar.ts';
import { readSource, type SourceFile } from '../load/load.ts';
import { idPrefix } from '../model/address.ts';
import type { Examined } from '../model/examined.ts';
import type { Body } from '../model/body.ts';
import type { Newsroom } from '../model/newsroom.ts';
import { publicationKey, type Forms, type Publication } from '../model/publication.ts';
import { resolvedParagraph } from '../model/resolution.ts';
import type { Read } from '../model/source.ts';
import { parseMarkdown, pictureless, renderForms } from '../render/markdown/markdown.ts';
import { parity, reviewSource } from '../review/review.ts';

/** What examining a file depends on beside the file. Plain data: it is sent to other threads. */
export type Examining = { root: string; newsroom: Newsroom; site: string };

/** Reads one file. */
export function readOne({ root, newsroom }: Examining, file: SourceFile): Read {
  return readSource(root, file, newsroom.limits);
}

/** Reads, reviews and renders one file by itself, whatever is remembered of it. */
export function examineOne(examining: Examining, file: SourceFile): Examined<SourceFile> {
  const { source, findings } = readOne(examining, file);
  if (!source) return { file, findings };
  const { newsroom } = examining;
  const home = newsroom.newsroom.zone;
  const reviewed = reviewSource(source, newsroom, {
    parse: parseMarkdown,
    instant: (wall, zone) => (zone === undefined ? instantOf(wall, home) : instantIn(wall, zone, home)),
  });
  const examined: Examined<SourceFile> = { file, findings: [...findings, ...reviewed.findings] };
  const { publication, body, prose } = reviewed;
  if (!publication) return examined;
  examined.publication = publication;
  if (body) examined.forms = formsOf(publication, source.body, body, examining);
  const isPrinted = publication.status !== 'withdrawn' && !isReplaced(publication);
  if (prose && examined.forms && isPrinted)
    examined.findings.push(...parity(prose, publication.path, examined.forms));
  return examined;
}

/** A case that ended leaves its words and, where they were to be kept, the text without its pictures. */
function formsOf(publication: Publication, text: string, body: Body, { newsroom, site }: Examining): Forms {
  const { path, language } = publication;
  const options = { path, prefix: idPrefix(publicationKey(publication)), site, language };
  const resolved = publication.type === 'release' ? publication.resolved : undefined;
  if (!resolved) return renderForms(body, options);
  const first = resolvedParagraph(resolved, newsroom.newsroom.zone, language);
  const left = parseMarkdown(resolved.keep ? `${first}\n\n${text}` : first, 1);
  return renderForms(pictureless(left), options);
}

/** Its text is in the file and nowhere else. */
function isReplaced(publication: Publication): boolean {
  return publication.type === 'release' && publication.resolved?.keep === false;
}
