import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { instantIn, instantOf, loadHolidays, onCadence } from '../../src/calendar/calendar.ts';
import { findAsset, listSources, readSource } from '../../src/load/load.ts';
import { inReadingOrder, type Finding } from '../../src/model/finding.ts';
import type { Newsroom } from '../../src/model/newsroom.ts';
import type { Publication } from '../../src/model/publication.ts';
import type { Source } from '../../src/model/source.ts';
import { parseMarkdown, renderForms } from '../../src/render/markdown/markdown.ts';
import {
  parity,
  reviewNewsroom,
  reviewSource,
  type NewsroomTools,
  type SourceTools,
} from '../../src/review/review.ts';
import { lookInside } from '../../src/traces/traces.ts';
import { FRIDAY } from '../support/shelf.ts';

/** What a review of one file needs, from the real rooms. */
export const sourceTools: SourceTools = {
  parse: parseMarkdown,
  instant: (wall, zone) =>
    zone === undefined ? instantOf(wall, 'America/Chicago') : instantIn(wall, zone, 'America/Chicago'),
};

/** Reads and reviews a folder as the program does, at the tests' Friday unless said. */
export async function reviewFolder(
  root: string,
  newsroom: Newsroom,
  at = FRIDAY,
): Promise<{ findings: Finding[]; publications: Publication[]; sources: Map<string, Source> }> {
  await loadHolidays();
  const sources = new Map<string, Source>();
  const publications: Publication[] = [];
  const findings: Finding[] = [];
  for (const file of listSources(root).files) {
    const read = readSource(root, file, newsroom.limits);
    findings.push(...read.findings);
    if (!read.source) continue;
    sources.set(file.path, read.source);
    const reviewed = reviewSource(read.source, newsroom, sourceTools);
    findings.push(...reviewed.findings);
    const { publication, body, prose } = reviewed;
    if (!publication) continue;
    publications.push(publication);
    if (!body || !prose || publication.status === 'withdrawn') continue;
    const forms = renderForms(body, { path: file.path, prefix: 'r-', site: newsroom.site.url });
    findings.push(...parity(prose, file.path, forms));
  }
  const tools: NewsroomTools = {
    at,
    asset: (path) => findAsset(root, path, lookInside),
    near: (path) => namesIn(root, path.slice(0, path.lastIndexOf('/') + 1)),
    isSource: (path) => sources.has(path),
    locate: (file, path, what) => sources.get(file)?.locate(path, what) ?? { line: 1, column: 1, length: 0 },
    onCadence: (date) => onCadence(newsroom, date),
  };
  findings.push(...reviewNewsroom(publications, newsroom, tools));
  return { findings: inReadingOrder(findings), publications, sources };
}

function namesIn(root: string, folder: string): string[] {
  try {
    return readdirSync(join(root, folder)).map((name) => `${folder}${name}`);
  } catch {
    return [];
  }
}
