import { hash } from 'node:crypto';
import type { Coverage } from '../model/coverage.ts';
import type { Edition } from '../model/edition.ts';
import { fingerprintOf } from '../model/fingerprint.ts';
import type { Issue } from '../model/issue.ts';
import type { Newsroom } from '../model/newsroom.ts';
import type { Forms, Publication } from '../model/publication.ts';
import type { Release } from '../model/release.ts';
import type { Amendment, Shelf, ShelvedIssue, ShelvedRelease, WithdrawnRelease } from '../model/shelf.ts';
import type { Head } from '../ledger/ledger.ts';
import { filesOf, photosOf, type ShownInput } from './pictures.ts';
import { contentDigest, type Sealed } from './seal.ts';
import { withdrawnIssues, withdrawnReleases } from './withdrawn.ts';
import type { Standing } from './standing.ts';

/** What the shelf is made from. */
export type ShelfInput = ShownInput & {
  at: number;
  newsroom: Newsroom;
  site: string;
  chrome: string;
  sealed: readonly Sealed[];
  standings: readonly Standing[];
  /** Editions from the ledger for what is kept or withdrawn, by edition key. */
  editions: ReadonlyMap<string, Edition>;
  coverage: ReadonlyMap<string, Coverage>;
  /** What an issue tells of having been put right. */
  amended: (issue: Issue) => Amendment[];
  forms: (publication: Publication, head: Head) => Forms | Promise<Forms>;
  marks: Shelf['marks'];
};

/** `bare`: its photos are not those that were sealed, so none is shown. */
type Item = { publication: Publication; head: Head; expired: boolean; bare: boolean };

/** Puts everything that is out at one instant on the shelf, newest first, with what stands between the items. */
export function buildShelf(input: ShelfInput): Shelf {
  const items = [...sealedItems(input), ...keptItems(input)];
  const issueOf = issuesByNumber(items, input.coverage);
  const updates = updatesByNumber(items);
  const releases: (ShelvedRelease | WithdrawnRelease)[] = withdrawnReleases(input);
  const current = new Map<string, ShelvedRelease>();
  for (const item of items) {
    const { publication } = item;
    if (publication.type !== 'release') continue;
    const release = shelveRelease(input, publication, item, updates, issueOf);
    releases.push(release);
    current.set(publication.number, release);
  }
  const issues: ShelvedIssue[] = withdrawnIssues(input);
  for (const { publication, head } of items) {
    if (publication.type === 'issue') issues.push(shelveIssue(input, publication, head, current));
  }
  return {
    at: input.at,
    newsroom: input.newsroom,
    site: input.site,
    chrome: input.chrome,
    releases: releases.toSorted((a, b) => b.publicAt - a.publicAt || compareText(numberOf(b), numberOf(a))),
    issues: issues.toSorted((a, b) => b.publicAt - a.publicAt || b.issue.issue - a.issue.issue),
    marks: input.marks,
  };
}

function sealedItems({ sealed }: ShelfInput): Item[] {
  return sealed.map(({ standing, head }) => ({
    publication: standing.publication,
    head,
    expired: standing.state === 'expired',
    bare: standing.state === 'expired',
  }));
}

function keptItems({ standings, editions, asset, at }: ShelfInput): Item[] {
  const items: Item[] = [];
  for (const standing of standings) {
    const content = standing.state === 'kept' ? editions.get(standing.head.key)?.content : undefined;
    if (standing.state !== 'kept' || !content) continue;
    const expired = content.type === 'release' && content.expiresAt !== undefined && content.expiresAt <= at;
    const bare = expired || contentDigest(content, asset) !== standing.head.digest;
    items.push({ publication: content, head: standing.head, expired, bare });
  }
  return items;
}

function shelveRelease(
  input: ShelfInput,
  release: Release,
  { head, expired, bare }: Omit<Item, 'publication'>,
  updates: ReadonlyMap<string, string[]>,
  issueOf: ReadonlyMap<string, number>,
): ShelvedRelease {
  const state = expired ? 'expired' : 'current';
  const updatedBy = updates.get(release.number) ?? [];
  const issue = issueOf.get(release.number);
  const modifiedAt = modified(head);
  const photos = bare ? [] : photosOf(input, release);
  const lacking = bare || photos.length === release.photos.length ? '' : `${photos.length} photos `;
  let { fingerprint } = head;
  return {
    state,
    edition: head.key,
    digest: `${head.digest} ${state} ${bare ? 'bare ' : ''}${lacking}${modifiedAt} ${issue ?? ''} ${updatedBy.join()}`,
    release,
    publicAt: head.publicAt,
    modifiedAt,
    photos,
    files: bare ? [] : filesOf(input, release),
    updatedBy,
    ...(issue === undefined ? {} : { issue }),
    forms: () => input.forms(release, head),
    fingerprint: (forms) => (fingerprint ??= fingerprintOf(release, forms)),
  };
}

function shelveIssue(
  input: ShelfInput,
  issue: Issue,
  head: Head,
  current: ReadonlyMap<string, ShelvedRelease>,
): ShelvedIssue {
  const coverage = input.coverage.get(head.publication);
  const numbers = coverage?.numbers ?? [];
  const covers = numbers.flatMap((number) => current.get(number) ?? []);
  const modifiedAt = modified(head);
  const amended = input.amended(issue);
  return {
    state: 'current',
    edition: head.key,
    digest: `${head.digest} ${modifiedAt} ${numbers.join()}${amended.length > 0 ? ` ${hash('sha256', JSON.stringify(amended))}` : ''}`,
    issue,
    publicAt: head.publicAt,
    modifiedAt,
    covers,
    files: filesOf(input, issue),
    omitted: coverage?.omitted ?? [],
    withdrawn: numbers.filter((number) => !current.has(number)),
    ...(amended.length > 0 ? { amended } : {}),
    forms: () => input.forms(issue, head),
  };
}

/** A first edition is as old as its publication; a later one as old as its seal. */
function modified(head: Head): number {
  return head.revision === 1 ? head.publicAt : Math.max(head.sealedAt, head.publicAt);
}

function issuesByNumber(
  items: readonly Item[],
  coverage: ReadonlyMap<string, Coverage>,
): Map<string, number> {
  const result = new Map<string, number>();
  for (const { publication, head } of items) {
    if (publication.type !== 'issue') continue;
    for (const number of coverage.get(head.publication)?.numbers ?? []) result.set(number, publication.issue);
  }
  return result;
}

function updatesByNumber(items: readonly Item[]): Map<string, string[]> {
  const result = new Map<string, string[]>();
  const byTime = items.toSorted((a, b) => a.publication.publicAt - b.publication.publicAt);
  for (const { publication } of byTime) {
    if (publication.type !== 'release' || !publication.updates) continue;
    result.set(publication.updates, [...(result.get(publication.updates) ?? []), publication.number]);
  }
  return result;
}

function numberOf(release: ShelvedRelease | WithdrawnRelease): string {
  return release.state === 'withdrawn' ? release.number : release.release.number;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
