import { join } from 'node:path';
import { gather, instantOf, loadHolidays, onCadence } from '../../src/calendar/calendar.ts';
import { readConfig } from '../../src/config/config.ts';
import { findAsset, listSources, readSource } from '../../src/load/load.ts';
import type { Body } from '../../src/model/body.ts';
import type { Coverage } from '../../src/model/coverage.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Issue } from '../../src/model/issue.ts';
import type { Newsroom } from '../../src/model/newsroom.ts';
import type { Release } from '../../src/model/release.ts';
import type { Source } from '../../src/model/source.ts';
import { parseMarkdown } from '../../src/render/markdown/parse.ts';
import { reviewNewsroom } from '../../src/review/newsroom.ts';
import { reviewSource } from '../../src/review/source.ts';

/** The project's own folder, which is also the bundled newsroom's. */
export const ROOT = join(import.meta.dirname, '../..');

/** One file of the bundled newsroom, through the rooms that read and check it. */
export type Sample<P> = { source: Source; body: Body; publication: P };

export type Bundled = {
  newsroom: Newsroom;
  releases: Sample<Release>[];
  issues: Sample<Issue>[];
  findings: Finding[];
  /** When the demo takes place, epoch ms: the minute at which issue 24 is due. */
  at: number;
  /** What each issue covers at an instant. */
  covers: (at: number) => Coverage[];
};

/** Reads and checks the newsroom that comes with Newsdesk. */
export async function readBundled(): Promise<Bundled> {
  await loadHolidays();
  const config = readConfig(ROOT, {});
  if (!config.config) throw new Error(JSON.stringify(config.findings, null, 2));
  const { newsroom } = config.config;
  const { zone } = newsroom.newsroom;
  const at = instantOf('2026-11-20 10:00', zone) ?? NaN;
  const instant = (wall: string) => instantOf(wall, zone);
  const { files, findings: listed } = listSources(ROOT);
  const findings = [...config.findings, ...listed];
  const releases: Sample<Release>[] = [];
  const issues: Sample<Issue>[] = [];
  const sources = new Map<string, Source>();
  for (const file of files) {
    const read = readSource(ROOT, file, newsroom.limits);
    findings.push(...read.findings);
    if (!read.source) continue;
    sources.set(file.path, read.source);
    const reviewed = reviewSource(read.source, newsroom, { parse: parseMarkdown, instant });
    findings.push(...reviewed.findings);
    const { publication, body } = reviewed;
    if (!publication || !body) continue;
    if (publication.type === 'release') releases.push({ source: read.source, body, publication });
    else issues.push({ source: read.source, body, publication });
  }
  const publications = [...releases, ...issues].map(({ publication }) => publication);
  findings.push(
    ...reviewNewsroom(publications, newsroom, {
      at,
      asset: (path) => findAsset(ROOT, path),
      near: () => [],
      isSource: (path) => sources.has(path),
      locate: (file, path, what) =>
        sources.get(file)?.locate(path, what) ?? { line: 1, column: 1, length: 0 },
      onCadence: (date) => onCadence(newsroom, date),
    }),
  );
  const covers = (until: number) =>
    gather(
      issues.map(({ publication }) => publication),
      releases.map(({ publication }) => publication),
      new Map(),
      newsroom,
      until,
    );
  return { newsroom, releases, issues, findings, at, covers };
}

/** Every block of a body, those inside lists, quotations and footnotes included. */
export function blocksOf(body: Body): Body['blocks'] {
  const inside = (blocks: Body['blocks']): Body['blocks'] =>
    blocks.flatMap((block) => {
      if (block.type === 'list') return [block, ...block.items.flatMap(inside)];
      return block.type === 'quote' ? [block, ...inside(block.children)] : [block];
    });
  return inside([...body.blocks, ...body.notes.flatMap(({ children }) => children)]);
}
