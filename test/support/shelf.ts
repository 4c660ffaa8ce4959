import { revisionOf } from '../../src/model/edition.ts';
import { fingerprintOf, marksOfEdition } from '../../src/model/fingerprint.ts';
import type { Issue } from '../../src/model/issue.ts';
import type { Marked } from '../../src/model/listed.ts';
import type { Newsroom } from '../../src/model/newsroom.ts';
import type { Forms } from '../../src/model/publication.ts';
import type { Release } from '../../src/model/release.ts';
import type { Shelf, ShelvedIssue, ShelvedRelease } from '../../src/model/shelf.ts';
import { testNewsroom } from './newsroom.ts';

/** 2026-11-20 10:00 in Chicago, when the tests' Digest is due. */
export const FRIDAY = Date.UTC(2026, 10, 20, 16);

/** A checked release; `count` makes its number and its name. */
export function aRelease(count: number, change: Partial<Release> = {}): Release {
  const number = `26-${100 + count}`;
  return {
    type: 'release',
    path: `releases/2026-11-13-story-${count}.md`,
    digest: `digest-of-${count}`,
    parts: { front: `front-of-${count}`, text: `text-of-${count}` },
    number,
    slug: `story-${count}`,
    title: `Lane closed on Link Avenue, part ${count}`,
    kind: 'traffic',
    status: 'ready',
    date: '2026-11-13',
    publicAt: Date.UTC(2026, 10, 13, 20, 30) + count * 60_000,
    embargoed: false,
    dateline: 'CLAYTON, Mo.',
    summary: `One lane of Link Avenue is closed until noon (${count}).`,
    lead: 'One lane of Link Avenue is closed until noon.',
    areas: ['affton'],
    photos: [],
    audience: ['subscribers'],
    language: 'en',
    words: 40,
    references: [],
    ...change,
  };
}

/** A checked issue of the Digest. */
export function anIssue(issue: number, change: Partial<Issue> = {}): Issue {
  return {
    type: 'issue',
    path: `digest/${issue}.md`,
    digest: `digest-of-issue-${issue}`,
    parts: { front: `front-of-issue-${issue}`, text: `text-of-issue-${issue}` },
    issue,
    status: 'ready',
    date: '2026-11-20',
    publicAt: FRIDAY,
    title: `Information Digest No. ${issue}`,
    summary: 'A lane reopens, and what else happened.',
    omit: [],
    sections: [],
    language: 'en',
    references: [],
    ...change,
  };
}

const FORMS: Forms = {
  html: '<p>One lane of <strong>Link Avenue</strong> is closed until noon.</p><h2>What to do</h2><p>Use another road.</p>',
  text: 'One lane of Link Avenue is closed until noon.\n\nWHAT TO DO\n\nUse another road.\n',
};

/** A release as it stands on a shelf. */
export function shelved(release: Release, change: Partial<ShelvedRelease> = {}): ShelvedRelease {
  return {
    state: 'current',
    edition: `release/${release.number}@1`,
    digest: release.digest,
    release,
    publicAt: release.publicAt,
    modifiedAt: release.publicAt,
    photos: [],
    files: [],
    updatedBy: [],
    forms: () => FORMS,
    fingerprint: (forms) => fingerprintOf(release, forms),
    ...change,
  };
}

/** An issue as it stands on a shelf. */
export function shelvedIssue(
  issue: Issue,
  covers: ShelvedRelease[],
  change: Partial<ShelvedIssue> = {},
): ShelvedIssue {
  return {
    state: 'current',
    edition: `digest/${issue.issue}@1`,
    digest: issue.digest,
    issue,
    publicAt: issue.publicAt,
    modifiedAt: issue.publicAt,
    covers,
    files: [],
    omitted: issue.omit,
    withdrawn: [],
    forms: () => ({ html: '<p>A note from the editor.</p>', text: 'A note from the editor.\n' }),
    ...change,
  };
}

/** A shelf, newest first, at the tests' Friday. */
export function aShelf(
  releases: Shelf['releases'],
  issues: ShelvedIssue[] = [],
  newsroom: Newsroom = testNewsroom(),
): Shelf {
  return {
    at: FRIDAY,
    newsroom,
    site: newsroom.site.url,
    chrome: 'chrome',
    releases: releases.toSorted((a, b) => b.publicAt - a.publicAt),
    issues: issues.toSorted((a, b) => b.publicAt - a.publicAt),
    marks: async (publications) => marksOf(releases, publications),
  };
}

/** Every edition of these releases as a ledger would tell of it: all of one release have the same words. */
async function marksOf(releases: Shelf['releases'], publications: readonly string[]): Promise<Marked[]> {
  const marked: Marked[] = [];
  for (const entry of releases) {
    const { edition: newest, digest, publicAt } = entry;
    const publication = newest.replace(/@.*$/, '');
    if (!publications.includes(publication)) continue;
    for (let revision = 1; revision <= revisionOf(newest); revision += 1) {
      const key = `${publication}@${revision}`;
      const marks =
        entry.state === 'withdrawn' ? undefined : marksOfEdition(entry.release, await entry.forms());
      marked.push({ key, publication, revision, digest, publicAt, sealedAt: publicAt, marks });
    }
  }
  return marked;
}
