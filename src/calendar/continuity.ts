import type { Coverage } from '../model/coverage.ts';
import type { Issue } from '../model/issue.ts';
import type { Newsroom } from '../model/newsroom.ts';
import { compareNumbers } from '../model/numbers.ts';
import { publicationKey } from '../model/publication.ts';
import type { Release } from '../model/release.ts';
import { dateOf, dayOf } from './days.ts';
import { instantOf } from './wall.ts';

/**
 * Which releases each issue covers at an instant, in the issues' order: every public release is in exactly one issue.
 *
 * What was sealed for an issue stands (`sealed`, by publication key); else what its file states in `covers`; else it
 * takes every release that is public by its minute and in no other issue. So a release that arrives late, dated back,
 * goes to the next issue that is not sealed. A release named in `omit` is left out for good. For an issue that is still
 * to come these are the releases that are public so far. A draft shows what it would take and takes nothing; an issue
 * that was withdrawn before anybody stated what it covers has nothing. Releases from before one cadence ahead of the
 * first issue are the archive, in no issue.
 */
export function gather(
  issues: readonly Issue[],
  releases: readonly Release[],
  sealed: ReadonlyMap<string, readonly string[]>,
  newsroom: Newsroom,
  at: number,
): Coverage[] {
  const inOrder = issues.toSorted((a, b) => a.publicAt - b.publicAt || a.issue - b.issue);
  const byNumber = new Map(releases.map((release) => [release.number, release]));
  const order = readingOrder(byNumber, Object.keys(newsroom.kinds));
  const { coverages, taken } = fixedCoverages(inOrder, sealed, byNumber, order);
  const start = archiveEnd(inOrder, newsroom);
  const queue = [...byNumber.values()]
    .filter((release) => release.status === 'ready' && release.publicAt > start && !taken.has(release.number))
    .toSorted((a, b) => a.publicAt - b.publicAt);
  let next = 0;
  let waiting: string[] = [];
  return inOrder.map((issue) => {
    const key = publicationKey(issue);
    const fixed = coverages.get(key);
    if (fixed) return fixed;
    if (issue.status === 'withdrawn') return { issue: key, numbers: [], omitted: [] };
    const until = Math.min(issue.publicAt, at);
    for (let release = queue[next]; release && release.publicAt <= until; release = queue[next]) {
      waiting.push(release.number);
      next += 1;
    }
    const there = new Set(waiting);
    const omitted = issue.omit.filter(({ number }) => there.delete(number));
    if (issue.status === 'ready') waiting = [];
    return { issue: key, numbers: order(issue, [...there]), omitted };
  });
}

type Order = (issue: Issue, numbers: readonly string[]) => string[];

/** The coverage of issues that were sealed or that state it, and every number that is spoken for by them. */
function fixedCoverages(
  inOrder: readonly Issue[],
  sealed: ReadonlyMap<string, readonly string[]>,
  byNumber: ReadonlyMap<string, Release>,
  order: Order,
): { coverages: Map<string, Coverage>; taken: Set<string> } {
  const taken = new Set([...sealed.values()].flat());
  const coverages = new Map<string, Coverage>();
  for (const issue of inOrder) {
    const key = publicationKey(issue);
    const kept = sealed.get(key);
    const stated =
      issue.status === 'draft' ? undefined : issue.covers?.filter((number) => !taken.has(number));
    const numbers = kept ? [...kept] : stated && order(issue, [...new Set(stated)]);
    if (!numbers) continue;
    for (const number of numbers) taken.add(number);
    coverages.set(key, { issue: key, numbers, omitted: [] });
  }
  for (const issue of inOrder) {
    const coverage = coverages.get(publicationKey(issue));
    if (!coverage) continue;
    coverage.omitted = issue.omit.filter(({ number }) => {
      const release = byNumber.get(number);
      const wasThere = release?.status === 'ready' && release.publicAt <= issue.publicAt;
      if (!wasThere || taken.has(number)) return false;
      taken.add(number);
      return true;
    });
  }
  return { coverages, taken };
}

/** Releases that were public at this instant (epoch ms) or before are older than the first issue on file. */
function archiveEnd(inOrder: readonly Issue[], newsroom: Newsroom): number {
  const first = inOrder.find((issue) => issue.status !== 'draft') ?? inOrder[0];
  const day = first && dayOf(first.date);
  if (day === undefined) return -Infinity;
  const { every, at } = newsroom.digest.cadence;
  return instantOf(`${dateOf(day - every)} ${at}`, newsroom.newsroom.zone) ?? -Infinity;
}

/** The lead first, then the kinds in the issue's order and then the newsroom's, newest first within a kind. */
function readingOrder(byNumber: ReadonlyMap<string, Release>, kinds: readonly string[]): Order {
  return (issue, numbers) => {
    const ranks = new Map([...new Set([...issue.sections, ...kinds])].map((kind, rank) => [kind, rank]));
    const entries = numbers.map((number) => {
      const { kind = '', publicAt = 0 } = byNumber.get(number) ?? {};
      return { number, rank: number === issue.lead ? -1 : (ranks.get(kind) ?? ranks.size), publicAt };
    });
    return entries
      .toSorted((a, b) => a.rank - b.rank || b.publicAt - a.publicAt || compareNumbers(b.number, a.number))
      .map(({ number }) => number);
  };
}
