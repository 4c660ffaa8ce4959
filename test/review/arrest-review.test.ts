import { expect, test } from 'vitest';
import { arrestReviewsDue, reviewSource } from '../../src/review/review.ts';
import { testNewsroom } from '../support/newsroom.ts';
import { aRelease, FRIDAY } from '../support/shelf.ts';
import { sourceTools } from './folder.ts';
import { aSource, SOUND } from './source.ts';

const DAY = 86_400_000;
const newsroom = testNewsroom();
const arrest = aRelease(1, { publicAt: FRIDAY, uncharged: true, report: '26-048900' });
const due = (at: number, ...later: ReturnType<typeof aRelease>[]): string[] =>
  arrestReviewsDue([arrest, ...later], newsroom, at).map(({ release }) => release.number);

test('an arrest without a charge is due after thirty days, and not a moment before', () => {
  expect(due(FRIDAY + 30 * DAY - 1)).toEqual([]);
  expect(due(FRIDAY + 30 * DAY)).toEqual([arrest.number]);
});

test('a later release on the report, or an update, that is not about an uncharged arrest settles it', () => {
  const at = FRIDAY + 40 * DAY;
  expect(due(at, aRelease(2, { publicAt: FRIDAY + DAY, report: '26-048900' }))).toEqual([]);
  expect(due(at, aRelease(2, { publicAt: FRIDAY + DAY, updates: arrest.number }))).toEqual([]);
  expect(due(at, aRelease(2, { publicAt: FRIDAY - DAY, report: '26-048900' }))).toEqual([arrest.number]);
  expect(due(at, aRelease(2, { publicAt: FRIDAY + DAY, report: '26-048900', status: 'draft' }))).toEqual([
    arrest.number,
  ]);
  const again = aRelease(2, { publicAt: FRIDAY + DAY, report: '26-048900', uncharged: true });
  expect(due(at, again)).toEqual([arrest.number, again.number]);
});

test('a withdrawn release waits for nobody, and newsdesk.yaml may set the days', () => {
  expect(arrestReviewsDue([{ ...arrest, status: 'withdrawn' }], newsroom, FRIDAY + 40 * DAY)).toEqual([]);
  const sooner = testNewsroom((raw) => Object.assign(raw, { rules: { checks: { F05: { days: 5 } } } }));
  expect(arrestReviewsDue([arrest], sooner, FRIDAY + 6 * DAY)).toHaveLength(1);
});

test.for([
  ['A man was arrested on Friday.', true],
  ['A man was arrested on Friday and charged with robbery.', undefined],
  ['No one was arrested.', undefined],
  ['A lane is closed.', undefined],
] as const)('whether a release tells of such an arrest: %s', ([body, uncharged]) => {
  const { publication } = reviewSource(
    aSource({ ...SOUND, kind: 'arrest' }, { body }),
    newsroom,
    sourceTools,
  );
  expect(publication?.type === 'release' && publication.uncharged).toBe(uncharged);
});
