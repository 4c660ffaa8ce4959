import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gather } from '../../src/calendar/calendar.ts';
import type { Coverage } from '../../src/model/coverage.ts';
import type { Issue } from '../../src/model/issue.ts';
import type { Release } from '../../src/model/release.ts';
import { testNewsroom } from '../support/newsroom.ts';
import { FRIDAY, aRelease, anIssue } from '../support/shelf.ts';

const DAY = 86_400_000;
const newsroom = testNewsroom();
const NOTHING = new Map<string, string[]>();

/** The issue that goes out `fortnights` after the tests' Friday (none of these crosses a change of the clocks). */
function issueAt(issue: number, fortnights: number, change: Partial<Issue> = {}): Issue {
  const publicAt = FRIDAY + fortnights * 14 * DAY;
  return anIssue(issue, { publicAt, date: new Date(publicAt).toISOString().slice(0, 10), ...change });
}
const releaseAt = (count: number, days: number, change: Partial<Release> = {}): Release =>
  aRelease(count, { publicAt: FRIDAY + days * DAY, ...change });
const numbersOf = (coverages: Coverage[]): Record<string, string[]> =>
  Object.fromEntries(coverages.map(({ issue, numbers }) => [issue, numbers]));

describe('what an issue covers', () => {
  test('is every release since the issue before, up to its own minute', () => {
    const issues = [issueAt(25, 1), issueAt(24, 0)];
    const releases = [releaseAt(1, -1), releaseAt(2, 0), releaseAt(3, 0.001), releaseAt(4, 14)];
    expect(numbersOf(gather(issues, releases, NOTHING, newsroom, FRIDAY + 20 * DAY))).toEqual({
      'digest/24': ['26-102', '26-101'],
      'digest/25': ['26-104', '26-103'],
    });
  });

  test('opens with the lead, then goes by kind in the issue’s order and then the newsroom’s, newest first', () => {
    const kinds = ['traffic', 'event', 'arrest', 'missing', 'traffic', 'odd'];
    const releases = kinds.map((kind, i) => releaseAt(i + 1, -6 + i, { kind }));
    const issue = issueAt(24, 0, { lead: '26-101', sections: ['event', 'arrest'] });
    expect(gather([issue], releases, NOTHING, newsroom, FRIDAY)[0]?.numbers).toEqual([
      '26-101',
      '26-102',
      '26-103',
      '26-104',
      '26-105',
      '26-106',
    ]);
  });

  test('leaves drafts, withdrawn ones and those under embargo out', () => {
    const releases = [
      releaseAt(1, -1, { status: 'draft' }),
      releaseAt(2, -1, { status: 'withdrawn' }),
      releaseAt(3, 1, { embargoed: true }),
    ];
    expect(numbersOf(gather([issueAt(24, 0)], releases, NOTHING, newsroom, FRIDAY))).toEqual({
      'digest/24': [],
    });
  });

  test('a release whose embargo ends after an issue is in the next one', () => {
    const issues = [issueAt(24, 0), issueAt(25, 1)];
    const coverages = gather(
      issues,
      [releaseAt(1, 3, { embargoed: true })],
      NOTHING,
      newsroom,
      FRIDAY + 15 * DAY,
    );
    expect(numbersOf(coverages)).toEqual({ 'digest/24': [], 'digest/25': ['26-101'] });
  });

  test('a release left out on purpose is named with its reason and is in no later issue', () => {
    const omit = [{ number: '26-101', reason: 'repeats the county’s own notice' }];
    const issues = [issueAt(24, 0, { omit }), issueAt(25, 1)];
    const coverages = gather(
      issues,
      [releaseAt(1, -1), releaseAt(2, -2)],
      NOTHING,
      newsroom,
      FRIDAY + 15 * DAY,
    );
    expect(coverages).toEqual([
      { issue: 'digest/24', numbers: ['26-102'], omitted: omit },
      { issue: 'digest/25', numbers: [], omitted: [] },
    ]);
  });

  test('an omission never names a release that is not public yet', () => {
    const omit = [{ number: '26-101', reason: 'secret' }];
    const issues = [issueAt(24, 0, { omit }), issueAt(25, 1)];
    const coverages = gather(issues, [releaseAt(1, 1)], NOTHING, newsroom, FRIDAY);
    expect(coverages[0]).toEqual({ issue: 'digest/24', numbers: [], omitted: [] });
  });

  test('releases older than one cadence before the first issue are the archive', () => {
    const releases = [releaseAt(1, -14), releaseAt(2, -13.99)];
    expect(gather([issueAt(24, 0)], releases, NOTHING, newsroom, FRIDAY)[0]?.numbers).toEqual(['26-102']);
  });
});

describe('an issue that is settled', () => {
  test('keeps what was sealed for it, in that order, whatever its file says now', () => {
    const issue = issueAt(24, 0, {
      covers: ['26-103'],
      omit: [{ number: '26-102', reason: 'late thought' }],
    });
    const sealed = new Map([['digest/24', ['26-102', '26-101']]]);
    const coverages = gather([issue], [releaseAt(1, -1), releaseAt(2, -2)], sealed, newsroom, FRIDAY);
    expect(coverages).toEqual([{ issue: 'digest/24', numbers: ['26-102', '26-101'], omitted: [] }]);
  });

  test('keeps what it states, and a late release dated back goes to the next issue', () => {
    const issues = [issueAt(24, 0, { covers: ['26-101'] }), issueAt(25, 1)];
    const late = releaseAt(2, -3);
    const coverages = gather(issues, [releaseAt(1, -2), late], NOTHING, newsroom, FRIDAY + DAY);
    expect(numbersOf(coverages)).toEqual({ 'digest/24': ['26-101'], 'digest/25': ['26-102'] });
  });

  test('keeps a release that was withdrawn since', () => {
    const sealed = new Map([['digest/24', ['26-101']]]);
    const coverages = gather(
      [issueAt(24, 0)],
      [releaseAt(1, -1, { status: 'withdrawn' })],
      sealed,
      newsroom,
      FRIDAY,
    );
    expect(coverages[0]?.numbers).toEqual(['26-101']);
  });

  test('whose file is gone still covers what was sealed for it', () => {
    const sealed = new Map([['digest/23', ['26-101']]]);
    expect(gather([issueAt(24, 0)], [releaseAt(1, -1)], sealed, newsroom, FRIDAY)[0]?.numbers).toEqual([]);
  });

  test('never shares a release with another one, even when both state it', () => {
    const issues = [issueAt(24, 0, { covers: ['26-101'] }), issueAt(25, 1, { covers: ['26-101', '26-102'] })];
    const coverages = gather(
      issues,
      [releaseAt(1, -1), releaseAt(2, 1)],
      NOTHING,
      newsroom,
      FRIDAY + 20 * DAY,
    );
    expect(numbersOf(coverages)).toEqual({ 'digest/24': ['26-101'], 'digest/25': ['26-102'] });
  });
});

describe('a preview', () => {
  test('of the next issue holds what is public so far', () => {
    const releases = [releaseAt(1, 1), releaseAt(2, 5)];
    const issues = [issueAt(24, 0), issueAt(25, 1), issueAt(26, 2)];
    expect(numbersOf(gather(issues, releases, NOTHING, newsroom, FRIDAY + 2 * DAY))).toEqual({
      'digest/24': [],
      'digest/25': ['26-101'],
      'digest/26': [],
    });
  });

  test('of a draft shows what it would cover and takes nothing from the next issue', () => {
    const issues = [issueAt(24, 0), issueAt(25, 1, { status: 'draft' }), issueAt(26, 2)];
    expect(numbersOf(gather(issues, [releaseAt(1, 1)], NOTHING, newsroom, FRIDAY + 2 * DAY))).toEqual({
      'digest/24': [],
      'digest/25': ['26-101'],
      'digest/26': ['26-101'],
    });
  });

  test('of an issue withdrawn before it went out is empty, and its releases go to the next', () => {
    const issues = [issueAt(24, 0, { status: 'withdrawn' }), issueAt(25, 1)];
    expect(numbersOf(gather(issues, [releaseAt(1, -1)], NOTHING, newsroom, FRIDAY))).toEqual({
      'digest/24': [],
      'digest/25': ['26-101'],
    });
  });
});

describe('over random newsrooms', () => {
  /** When each release becomes public, in days after the tests' Friday, and how long after that its file is saved. */
  const timeline = fc.array(
    fc.record({ publicDay: fc.integer({ min: -13, max: 83 }), delay: fc.integer({ min: -20, max: 40 }) }),
    {
      maxLength: 60,
    },
  );
  const LAST = 7 * 14;

  test('every public release ends in exactly one issue, whichever pass seals which issue when', () => {
    fc.assert(
      fc.property(
        timeline,
        fc.uniqueArray(fc.integer({ min: 0, max: LAST }), { minLength: 1 }),
        (stories, passes) => {
          const releases = stories.map(({ publicDay }, i) => releaseAt(i + 1, publicDay));
          const issues = Array.from({ length: 8 }, (_, i) => issueAt(24 + i, i));
          const sealed = new Map<string, string[]>();
          for (const pass of [...passes.toSorted((a, b) => a - b), LAST]) {
            const at = FRIDAY + pass * DAY;
            const onFile = releases.filter(
              (_, i) => (stories[i]?.publicDay ?? 0) + (stories[i]?.delay ?? 0) <= pass,
            );
            for (const { issue, numbers } of gather(issues, onFile, sealed, newsroom, at)) {
              const isOut = issues.some((other) => `digest/${other.issue}` === issue && other.publicAt <= at);
              if (isOut) sealed.set(issue, numbers);
            }
          }
          const covered = [...sealed.values()].flat();
          const onFile = stories.flatMap(({ publicDay, delay }, i) =>
            publicDay + delay <= LAST ? `26-${101 + i}` : [],
          );
          expect(covered.toSorted()).toEqual(onFile.toSorted());
        },
      ),
      { numRuns: 150 },
    );
  });

  test('the order of the files does not matter', () => {
    const issues = Array.from({ length: 5 }, (_, i) => issueAt(24 + i, i));
    const shuffled = timeline
      .map((stories) => stories.map(({ publicDay }, i) => releaseAt(i + 1, publicDay)))
      .chain((releases) =>
        fc.record({
          releases: fc.constant(releases),
          mixed: fc.shuffledSubarray(releases, { minLength: releases.length }),
          mixedIssues: fc.shuffledSubarray(issues, { minLength: issues.length }),
        }),
      );
    fc.assert(
      fc.property(shuffled, ({ releases, mixed, mixedIssues }) => {
        const at = FRIDAY + 50 * DAY;
        const expected = gather(issues, releases, NOTHING, newsroom, at);
        expect(gather(mixedIssues, mixed, NOTHING, newsroom, at)).toEqual(expected);
      }),
    );
  });
});
