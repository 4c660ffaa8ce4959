import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/model/finding.ts';
import type { Publication } from '../../src/model/publication.ts';
import { reviewNewsroom, type NewsroomTools } from '../../src/review/review.ts';
import { testNewsroom } from '../support/newsroom.ts';
import { anIssue, aRelease, FRIDAY } from '../support/shelf.ts';

const newsroom = testNewsroom();
const HOUR = 3_600_000;

function review(publications: readonly Publication[], change: Partial<NewsroomTools> = {}): Finding[] {
  const paths = new Set(publications.map(({ path }) => path));
  return reviewNewsroom(publications, newsroom, {
    at: FRIDAY,
    asset: () => undefined,
    near: () => [],
    isSource: (path) => paths.has(path),
    locate: () => ({ line: 2, column: 1, length: 5 }),
    onCadence: () => ({ due: true, nearest: [] }),
    ...change,
  });
}

const brief = (findings: readonly Finding[]): string[] => findings.map(({ file, rule }) => `${file} ${rule}`);
const linkTo = (target: string) => [{ kind: 'link' as const, target, line: 9, column: 3, length: 20 }];

describe('a link to a release under embargo', () => {
  const later = aRelease(2, { publicAt: FRIDAY + HOUR, embargoed: true });
  const linking = aRelease(1, { references: linkTo(later.path) });

  test('stops the file that has it until the embargo ends', () => {
    expect(brief(review([linking, later]))).toEqual([`${linking.path} mention/early`]);
    expect(review([linking, later], { at: FRIDAY + HOUR - 1 })).toHaveLength(1);
    expect(review([linking, later], { at: FRIDAY + HOUR })).toEqual([]);
  });

  test('is no matter for a release that comes out no earlier', () => {
    expect(review([{ ...linking, publicAt: FRIDAY + HOUR }, later])).toEqual([]);
  });

  test('stands at the words of the link', () => {
    expect(review([linking, later])[0]).toMatchObject({ line: 9, column: 3, length: 20 });
  });
});

describe('two files with one number', () => {
  test('are both stopped, and each names the other', () => {
    const [first, second] = [aRelease(1), aRelease(2, { number: '26-101' })];
    const findings = review([first, second]);
    expect(brief(findings)).toEqual([`${first.path} number/repeated`, `${second.path} number/repeated`]);
    expect(findings.map(({ related }) => related?.map(({ file }) => file))).toEqual([
      [second.path],
      [first.path],
    ]);
  });

  test('do not stop what is ready when the other is a draft, nor the notice of a withdrawn one', () => {
    const draft = aRelease(2, { number: '26-101', status: 'draft' });
    const withdrawn = aRelease(3, { number: '26-103', status: 'withdrawn' });
    const ready = aRelease(4, { number: '26-103' });
    expect(brief(review([aRelease(1), draft, withdrawn, ready]))).toEqual([
      `${draft.path} number/repeated`,
      `${ready.path} number/repeated`,
    ]);
  });

  test('name three others at most, however many there are', () => {
    const crowd = Array.from({ length: 50 }, (_, index) => aRelease(index, { number: '26-100' }));
    const findings = review(crowd);
    expect(findings).toHaveLength(50);
    for (const { related } of findings) expect(related).toHaveLength(3);
  });
});

describe('a gap in the issues’ numbers', () => {
  const issues = [anIssue(22, { date: '2026-10-23', publicAt: 1 }), anIssue(24)];

  test('is a finding', () => {
    expect(brief(review(issues))).toEqual(['digest/24.md issue/gap']);
  });

  test('is none when the issue between is there but has findings of its own', () => {
    expect(review(issues, { isSource: (path) => path === 'digest/23.md' })).toEqual([]);
  });
});

describe('a circle of updates', () => {
  test('of any length is found, beside chains that lead into it', () => {
    const circle = Array.from({ length: 5 }, (_, index) =>
      aRelease(index, { updates: `26-${100 + ((index + 4) % 5)}`, publicAt: index }),
    );
    const chain = aRelease(9, { updates: '26-103', publicAt: 9 });
    expect(brief(review([chain, ...circle]))).toEqual([`${circle[0]?.path} updates/cycle`]);
  });

  test('does not defeat a chain of many thousand updates', () => {
    const chain = Array.from({ length: 5000 }, (_, index) =>
      aRelease(index, {
        number: `26-${index}`,
        publicAt: index,
        ...(index > 0 && { updates: `26-${index - 1}` }),
      }),
    );
    expect(review(chain)).toEqual([]);
  });
});

describe('the releases that issues cover', () => {
  test('have no gap when one was left out on purpose, came before the Digest, or is still to come', () => {
    const releases = [
      aRelease(0, { publicAt: FRIDAY - 30 * 24 * HOUR }),
      aRelease(1),
      aRelease(2),
      aRelease(3, { publicAt: FRIDAY + HOUR }),
    ];
    const issue = anIssue(24, { covers: ['26-101'], omit: [{ number: '26-102', reason: 'for the court' }] });
    expect(review([...releases, issue])).toEqual([]);
  });

  test('are named together when several are in no issue', () => {
    const findings = review([
      ...[1, 2, 3, 4, 5].map((count) => aRelease(count)),
      anIssue(24, { covers: ['26-101'] }),
    ]);
    expect(brief(findings)).toEqual(['digest/24.md continuity/gap']);
    expect(findings[0]?.what).toContain('26-102 to 26-105');
  });
});

describe('a dead link', () => {
  test('gets a suggestion, but not every one of very many', () => {
    const dead = Array.from({ length: 100 }, (_, index) =>
      aRelease(index, { references: linkTo('releases/lane.pfd') }),
    );
    const findings = review(dead, { near: () => ['releases/lane.pdf'] });
    const guessed = findings.filter(({ fix }) => fix.includes('Did you mean lane.pdf?'));
    expect(findings).toHaveLength(100);
    expect(guessed).toHaveLength(20);
  });
});

describe('whatever newsroom there is', () => {
  const number = fc.integer({ min: 100, max: 106 }).map((count) => `26-${count}`);
  const status = fc.constantFrom('draft', 'ready', 'withdrawn');
  const release = fc
    .record({
      count: fc.integer({ min: 0, max: 6 }),
      status,
      updates: fc.option(number, { nil: undefined }),
      hour: fc.nat(9),
    })
    .map(({ count, status, updates, hour }) =>
      aRelease(count, { status, updates, publicAt: FRIDAY + (hour - 5) * HOUR }),
    );
  const issue = fc
    .record({
      number: fc.integer({ min: 20, max: 25 }),
      status,
      lead: fc.option(number, { nil: undefined }),
      covers: fc.array(number),
      day: fc.integer({ min: 10, max: 14 }),
    })
    .map(({ number, status, lead, covers, day }) =>
      anIssue(number, { status, lead, covers, date: `2026-11-${day}` }),
    );
  const newsrooms = fc.array(fc.oneof(release, issue), { maxLength: 12 }).map((all) =>
    all.map((publication, index): Publication => ({
      ...publication,
      path: publication.path.replace('.md', `-${index}.md`),
      references: linkTo(
        all[index - 1]?.path.replace('.md', `-${index - 1}.md`) ??
          publication.path.replace('.md', `-${index}.md`),
      ),
    })),
  );

  test('the order in which its files are listed changes nothing', () => {
    fc.assert(
      fc.property(newsrooms, fc.integer(), (publications, seed) => {
        const shuffled = publications.toSorted(
          (a, b) => (a.path + seed < b.path + seed ? 1 : -1) * (seed % 2 || 1),
        );
        expect(brief(review(shuffled))).toEqual(brief(review(publications)));
      }),
    );
  });

  test('what is wrong with a draft is never told of another file', () => {
    fc.assert(
      fc.property(newsrooms, (publications) => {
        const firm = publications.filter(({ status }) => status !== 'draft');
        const paths = new Set(firm.map(({ path }) => path));
        const isSource = (path: string): boolean =>
          publications.some((publication) => publication.path === path);
        const toldOfFirm = (findings: readonly Finding[]): Finding[] =>
          // What names a draft is the fault of the file that names it.
          findings.filter(({ file, rule }) => paths.has(file) && !/^(?:mention|updates)\//.test(rule));
        const alone = brief(toldOfFirm(review(firm, { isSource })));
        expect(alone).toEqual(expect.arrayContaining(brief(toldOfFirm(review(publications)))));
      }),
    );
  });
});
