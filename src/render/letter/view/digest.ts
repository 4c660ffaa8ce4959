import { addressOf } from '../../../model/address.ts';
import { trusted, type Html } from '../../../model/html.ts';
import type { Newsroom } from '../../../model/newsroom.ts';
import type { ShelvedIssue, ShelvedRelease } from '../../../model/shelf.ts';
import { printWhen } from '../../../model/when.ts';
import { webAddress, type LetterContext } from '../context.ts';
import { fill, oneLine, wordsFor } from '../words.ts';
import { amendmentViews, type AmendmentView } from './amended.ts';
import { coverageView, type CoverageView } from './coverage.ts';
import { frameOf, langOf, type Frame } from './frame.ts';
import { leadView, sectionView, type LeadView, type SectionView, type Shortening } from './story.ts';

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
    /** What was corrected or taken back since the issue before; of a very long issue too. */
    amended: AmendmentView[];
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
    fill(words.whyDigest, { digest: name }),
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
      amended: amendmentViews(shelved.amended ?? [], site, frame),
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

/** True for a title that is the Digest's name, with or without a number: "Information Digest No. 24". */
function repeats(title: string, name: string): boolean {
  if (!title.toLowerCase().startsWith(name.toLowerCase())) return false;
  return /^\W*(?:no?)?\W*\d*\W*$/i.test(title.slice(name.length));
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
