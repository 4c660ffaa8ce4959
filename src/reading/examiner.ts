import { instantIn, instantOf } from '../calendar/calendar.ts';
import { readSource, type SourceFile } from '../load/load.ts';
import { idPrefix } from '../model/address.ts';
import type { Examined } from '../model/examined.ts';
import type { Newsroom } from '../model/newsroom.ts';
import { publicationKey } from '../model/publication.ts';
import type { Read } from '../model/source.ts';
import { parseMarkdown, renderForms } from '../render/markdown/markdown.ts';
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
  const { newsroom, site } = examining;
  const home = newsroom.newsroom.zone;
  const reviewed = reviewSource(source, newsroom, {
    parse: parseMarkdown,
    instant: (wall, zone) => (zone === undefined ? instantOf(wall, home) : instantIn(wall, zone, home)),
  });
  const examined: Examined<SourceFile> = { file, findings: [...findings, ...reviewed.findings] };
  const { publication, body, prose } = reviewed;
  if (!publication) return examined;
  examined.publication = publication;
  if (body) {
    const prefix = idPrefix(publicationKey(publication));
    examined.forms = renderForms(body, {
      path: publication.path,
      prefix,
      site,
      language: publication.language,
    });
    if (prose && publication.status !== 'withdrawn')
      examined.findings.push(...parity(prose, publication.path, examined.forms));
  }
  return examined;
}
