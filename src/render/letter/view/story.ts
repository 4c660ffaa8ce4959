import { addressOf } from '../../../model/address.ts';
import { boilerplateFor } from '../../../model/boilerplate.ts';
import { printDay } from '../../../model/dateline.ts';
import type { Html } from '../../../model/html.ts';
import type { Release } from '../../../model/release.ts';
import { resolvedLabel } from '../../../model/resolution.ts';
import type { ShelvedRelease } from '../../../model/shelf.ts';
import { webAddress, type LetterContext } from '../context.ts';
import { fill } from '../words.ts';
import { langOf, type Frame } from './frame.ts';
import { areaNames, kindName, sectionName } from './names.ts';
import { photoView, type PhotoView } from './photo.ts';
import type { StandingView } from './release.ts';

/**
 * How much of an issue its letter shows: `full` (each story's summary), `brief` (its first sentence), `headlines`, or
 * the `newest` headlines of each section, so many.
 */
export type Shortening = { show: 'full' | 'brief' | 'headlines' | 'newest'; each: number };

/** A release as a story of the Digest. */
export type StoryView = {
  number: string;
  title: string;
  address: string;
  date: string;
  areas: string;
  /** Null when the issue is shortened to headlines. */
  text: string | null;
  /** "Update 2 to release 26-101", or null. */
  update: string | null;
  expired: boolean;
  /** "Resolved" when its case ended, else null. */
  resolved: string | null;
  /** As langOf gives it. */
  lang: Html;
  /** "Read release 26-123": a link that makes sense when it is read alone. */
  read: string;
};

export type LeadView = StoryView & {
  section: string;
  sentence: string | null;
  photo: PhotoView | null;
  boilerplate: StandingView[];
};

export type SectionView = {
  title: string;
  stories: StoryView[];
  /** "And 12 more in the full issue", or null. */
  more: string | null;
  boilerplate: StandingView[];
};

/** What every story is seen with. */
type Show = { context: LetterContext; frame: Frame; shortening: Shortening };

/** The story that opens an issue. */
export function leadView(shelved: ShelvedRelease, show: Show): LeadView {
  const { release, photos } = shelved;
  const { newsroom, site } = show.context;
  const [photo] = photos;
  const full = show.shortening.show === 'full';
  return {
    ...storyView(shelved, show),
    text: full ? release.summary : shorter(release),
    section: kindName(release.kind, newsroom),
    sentence: full && adds(release.lead, release.summary) ? release.lead : null,
    photo: photo && full && shelved.state === 'current' ? photoView(photo, site, show.frame.words) : null,
    boilerplate: standing(release.kind, [shelved], show),
  };
}

/** The stories of one kind. */
export function sectionView(kind: string, stories: ShelvedRelease[], show: Show): SectionView {
  const { newsroom } = show.context;
  const shown = show.shortening.show === 'newest' ? stories.slice(0, show.shortening.each) : stories;
  const left = stories.length - shown.length;
  return {
    title: sectionName(kind, newsroom),
    stories: shown.map((story) => storyView(story, show)),
    more: left > 0 ? fill(show.frame.words.more, { count: left }) : null,
    boilerplate: standing(kind, stories, show),
  };
}

function storyView(
  { release, state, update }: ShelvedRelease,
  { context, frame, shortening }: Show,
): StoryView {
  const { words } = frame;
  const { newsroom, site } = context;
  return {
    number: release.number,
    title: release.title,
    address: webAddress(site, addressOf(release.path)),
    date: printDay(release.date, words.language),
    areas: areaNames(release.areas, newsroom).join(', '),
    text: { full: release.summary, brief: shorter(release), headlines: null, newest: null }[shortening.show],
    update: update ? fill(words.updateTo, { count: update.count, number: update.first }) : null,
    expired: state === 'expired',
    resolved: release.resolved ? resolvedLabel(words.language) : null,
    lang: langOf(release.language, frame),
    read: fill(words.readRelease, { number: release.number }),
  };
}

/** The texts that stories of a kind carry, in the languages that the stories are in, each once. */
function standing(kind: string, stories: ShelvedRelease[], { context, frame }: Show): StandingView[] {
  const texts = new Map<string, StandingView>();
  for (const language of new Set(stories.map((story) => story.release.language))) {
    for (const standing of boilerplateFor(context.newsroom, [kind], language)) {
      const { text } = standing;
      texts.set(text, { text, lang: langOf(standing.language, frame) });
    }
  }
  return [...texts.values()];
}

/** The first sentence, unless the summary says it in fewer words. */
function shorter(release: Release): string {
  const { lead, summary } = release;
  return lead !== '' && lead.length <= summary.length ? lead : summary;
}

/** True when a sentence says mostly other words than a text that stands beside it. */
function adds(sentence: string, text: string): boolean {
  const known = new Set(wordsOf(text));
  const words = wordsOf(sentence);
  return words.filter((word) => known.has(word)).length * 2 < words.length;
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
