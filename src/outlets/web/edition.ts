import type { Newsroom } from '../../model/newsroom.ts';
import type { ShelvedRelease } from '../../model/shelf.ts';
import { printWhen } from '../../model/when.ts';

/** FOR IMMEDIATE RELEASE, or the minute at which its embargo ended, with its zone. */
export function forRelease(newsroom: Newsroom, { release }: ShelvedRelease): string {
  if (!release.embargoed) return 'For immediate release';
  return `For release ${printWhen(release.publicAt, newsroom.newsroom.zone, 'en', 'zoned')}`;
}
