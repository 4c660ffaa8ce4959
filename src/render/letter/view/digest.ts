import { addressOf } from '../../../model/address.ts';
import { boilerplateFor } from '../../../model/boilerplate.ts';
import { printDay } from '../../../model/dateline.ts';
import { trusted, type Html } from '../../../model/html.ts';
import type { Newsroom } from '../../../model/newsroom.ts';
import type { ShelvedIssue, ShelvedRelease } from '../../../model/shelf.ts';
import { printWhen } from '../../../model/when.ts';
import { webAddress, type LetterContext } from '../context.ts';
import { fill, oneLine, wordsFor } from '../words.ts';
import { coverageView, type CoverageView } from './coverage.ts';
import { frameOf, langOf, type Frame } from './frame.ts';
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
  /** "Update to release 26-101", or null. */
  update: string | null;
  expired: boolean;
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

/** What `digest.mjml` sees. */
export type DigestView = Frame & {
  issue: {
    name: string;
    number: string;
    date: string;
    /** Null when the title only repeats the name of the Digest. */
    title: string | null;
    summary: string;
    /** Its page on the web, with everything. */
    address: string;
    lang: Html;
    note: Html | null;
    shortened: boolean;
    coverage: CoverageView;
  };
  lead: LeadView | null;
  sections: SectionView[];
  /** For words in the newsroom's own language: the titles of sections. */
  house: Html;
};

/** What an issue's letter says at a level of shortening, with `note` as its (safe, mail-ready) editor's note. */
export function digestView(
  shelved: ShelvedIssue,
  note: string,
  shortening: Shortening,
  context: LetterContext,
): DigestView {
  const { issue, covers } = shelved;
  const { newsroom, site } = context;
  const name = newsroom.digest.name;
  const title = digestSubject(shelved, newsroom);
  const frame = frameOf(context, issue.language, { title, preview: issue.summary }, (words) =>
    fill(words.whyDigest, { digest: name, department: newsroom.newsroom.name }),
  );
  const lead = covers.find((story) => story.release.number === issue.lead);
  const rest = covers.filter((story) => story !== lead);
  const show = { context, frame, shortening };
  return {
    ...frame,
    issue: {
      name,
      number: fill(frame.words.issueNumber, { number: issue.issue }),
      date: printWhen(issue.publicAt, newsroom.newsroom.zone, frame.words.language, 'weekday'),
      title: repeats(issue.title, name) ? null : issue.title,
      summary: issue.summary,
      address: webAddress(site, addressOf(issue.path)),
      lang: langOf(issue.language, frame),
      note: note.trim() === '' ? null : trusted(note),
      shortened: shortening.show !== 'full',
      coverage: coverageView(shelved, frame.words, shortening.show === 'newest'),
    },
    lead: lead ? leadView(lead, show) : null,
    sections: sectionOrder(rest, issue.sections, Object.keys(newsroom.kinds)).map(([kind, stories]) =>
      sectionView(kind, stories, show),
    ),
    house: langOf(newsroom.newsroom.language, frame),
  };
}

/** "Information Digest No. 24: A bridge reopens", or the title alone when it begins with the Digest's name. */
export function digestSubject({ issue }: ShelvedIssue, newsroom: Newsroom): string {
  const { name } = newsroom.digest;
  if (repeats(issue.title, name)) return oneLine(issue.title);
  const { issueNumber } = wordsFor(issue.language, newsroom.newsroom.language);
  return oneLine(`${name} ${fill(issueNumber, { number: issue.issue })}: ${issue.title}`);
}

type Show = { context: LetterContext; frame: Frame; shortening: Shortening };

function leadView(shelved: ShelvedRelease, show: Show): LeadView {
  const { release, photos } = shelved;
  const { newsroom, site } = show.context;
  const [photo] = photos;
  const full = show.shortening.show === 'full';
  return {
    ...storyView(shelved, show),
    text: full ? release.summary : shorter(release),
    section: newsroom.kinds[release.kind]?.name ?? release.kind,
    sentence: full && adds(release.lead, release.summary) ? release.lead : null,
    photo: photo && full && shelved.state === 'current' ? photoView(photo, site, show.frame.words) : null,
    boilerplate: standing(release.kind, [shelved], show),
  };
}

function sectionView(kind: string, stories: ShelvedRelease[], show: Show): SectionView {
  const { newsroom } = show.context;
  const shown = show.shortening.show === 'newest' ? stories.slice(0, show.shortening.each) : stories;
  const left = stories.length - shown.length;
  return {
    title: newsroom.kinds[kind]?.plural ?? kind,
    stories: shown.map((story) => storyView(story, show)),
    more: left > 0 ? fill(show.frame.words.more, { count: left }) : null,
    boilerplate: standing(kind, stories, show),
  };
}

function storyView({ release, state }: ShelvedRelease, { context, frame, shortening }: Show): StoryView {
  const { words } = frame;
  const { newsroom, site } = context;
  return {
    number: release.number,
    title: release.title,
    address: webAddress(site, addressOf(release.path)),
    date: printDay(release.date, words.language),
    areas: release.areas.map((area) => newsroom.areas[area]?.name ?? area).join(', '),
    text: { full: release.summary, brief: shorter(release), headlines: null, newest: null }[shortening.show],
    update: release.updates === undefined ? null : fill(words.updateTo, { number: release.updates }),
    expired: state === 'expired',
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
function shorter(release: ShelvedRelease['release']): string {
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

function repeats(title: string, name: string): boolean {
  return title.toLowerCase().startsWith(name.toLowerCase());
}

/** Stories by kind: the issue's own order of sections first, then the newsroom's. */
function sectionOrder(
  stories: ShelvedRelease[],
  first: readonly string[],
  kinds: readonly string[],
): [kind: string, stories: ShelvedRelease[]][] {
  const byKind = Map.groupBy(stories, (story) => story.release.kind);
  const order = new Set([...first, ...kinds, ...byKind.keys()]);
  return [...order].flatMap((kind) => {
    const own = byKind.get(kind);
    return own ? [[kind, own] as [string, ShelvedRelease[]]] : [];
  });
}
