import { boilerplateFor, type StandingText } from '../../model/boilerplate.ts';
import type { Newsroom } from '../../model/newsroom.ts';
import type { ShelvedRelease } from '../../model/shelf.ts';

/** The texts that these releases carry, each once, in the languages of the releases: no charge goes without them. */
export function standingTexts(newsroom: Newsroom, entries: readonly ShelvedRelease[]): StandingText[] {
  const texts = new Map<string, StandingText>();
  for (const { release } of entries) {
    for (const standing of boilerplateFor(newsroom, [release.kind], release.language)) {
      texts.set(standing.text, standing);
    }
  }
  return [...texts.values()];
}
