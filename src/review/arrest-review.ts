import type { Newsroom } from '../model/newsroom.ts';
import type { Release } from '../model/release.ts';
import { settingsFor } from './settings.ts';

/** Days after an arrest at which its record closes when no charge followed (RSMo 610.100). */
const DAYS = 30;
const DAY = 86_400_000;

/** A release that tells of an arrest without a charge, and when somebody has to look at it again, epoch ms. */
export type ArrestReview = { release: Release; due: number };

/**
 * Releases that told of an arrest and no charge, and for which the time is up at an instant: the record closes, so the
 * release has to be withdrawn or updated. A later release on the same report, or an update, that no longer tells of
 * an arrest without a charge settles it.
 */
export function arrestReviewsDue(
  releases: readonly Release[],
  newsroom: Newsroom,
  at: number,
): ArrestReview[] {
  const days = settingsFor(newsroom).of('F05').days ?? DAYS;
  const settled = new Set<string>();
  const lastCharge = new Map<string, number>();
  for (const { uncharged, status, updates, report, publicAt } of releases) {
    if (uncharged === true || status !== 'ready') continue;
    if (updates !== undefined) settled.add(updates);
    if (report !== undefined) lastCharge.set(report, Math.max(publicAt, lastCharge.get(report) ?? publicAt));
  }
  return releases
    .filter((release) => release.uncharged === true && release.status === 'ready')
    .filter(
      ({ number, report = '', publicAt }) =>
        !settled.has(number) && !((lastCharge.get(report) ?? 0) > publicAt),
    )
    .map((release) => ({ release, due: release.publicAt + days * DAY }))
    .filter(({ due }) => due <= at)
    .toSorted((a, b) => a.due - b.due);
}
