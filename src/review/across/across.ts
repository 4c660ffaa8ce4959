import type { Asset } from '../../model/asset.ts';
import type { Finding, Place } from '../../model/finding.ts';
import type { Issue } from '../../model/issue.ts';
import type { Newsroom } from '../../model/newsroom.ts';
import type { Publication } from '../../model/publication.ts';
import type { Release } from '../../model/release.ts';
import { nearest } from '../../model/remark.ts';
import type { KeyPath, Spot } from '../../model/source.ts';
import type { RuleInfo } from '../rule.ts';
import { settingsFor } from '../settings.ts';

/** What the review across files needs from other rooms. */
export type NewsroomTools = {
  /** The instant for which the newsroom is reviewed, epoch ms. */
  at: number;
  /** A file of the newsroom that is not a Source; asked for more than once, so it had better remember. */
  asset: (path: string) => Omit<Asset, 'path' | 'digest'> | undefined;
  /** Paths of the files in the folder of `path`, for suggestions. */
  near: (path: string) => readonly string[];
  isSource: (path: string) => boolean;
  /** Where a key or its value stands in a Source, which is read again for it: called only for findings. */
  locate: (file: string, path: KeyPath, what: 'key' | 'value') => Spot;
  /** Whether an issue is due on a date (`YYYY-MM-DD`), the nearest dates on which one is, and why the date is not one. */
  onCadence: (date: string) => { due: boolean; nearest: readonly string[]; why?: string };
};

/** Every publication, drafts too, and the maps by which one finds another. */
export type Room = {
  newsroom: Newsroom;
  tools: NewsroomTools;
  publications: readonly Publication[];
  releases: readonly Release[];
  /** By number, then day, drafts last. */
  issues: readonly Issue[];
  /** The release that holds a number: not a draft where there is a choice, the earliest of several. */
  byNumber: ReadonlyMap<string, Release>;
  byPath: ReadonlyMap<string, Publication>;
  /** The nearest of many candidates to a misspelt word. Comparing with all of them takes time: see MOST_GUESSES. */
  guess: (word: string, candidates: () => readonly string[]) => string | undefined;
};

/** As many words of a run get a suggestion; 50,000 dead links would take hours to compare with 50,000 files. */
const MOST_GUESSES = 20;

/** What a check across files hands back. `related` are the other files that it is about. */
export type AcrossMark = {
  file: string;
  at: Spot;
  what: string;
  fix: string;
  related?: (Place & { what: string })[];
  words?: string;
  overridden?: { reason: string; basis: string; by: string } | undefined;
};

/** A check of all files together: linear in their number. */
export type AcrossRule = RuleInfo & { why: string; check: (room: Room) => Iterable<AcrossMark> };

/** Gathers the maps that the checks use. */
export function roomOf(publications: readonly Publication[], newsroom: Newsroom, tools: NewsroomTools): Room {
  const releases: Release[] = [];
  const issues: Issue[] = [];
  const byNumber = new Map<string, Release>();
  const byPath = new Map<string, Publication>();
  for (const publication of publications) {
    byPath.set(publication.path, publication);
    if (publication.type === 'issue') {
      issues.push(publication);
      continue;
    }
    releases.push(publication);
    const holder = byNumber.get(publication.number);
    if (!holder || comesBefore(publication, holder)) byNumber.set(publication.number, publication);
  }
  issues.sort((a, b) => a.issue - b.issue || (comesBefore(a, b) ? -1 : 1));
  return { newsroom, tools, publications, releases, issues, byNumber, byPath, guess: guesser() };
}

function guesser(): Room['guess'] {
  let left = MOST_GUESSES;
  return (word, candidates) => {
    left -= 1;
    return left < 0 ? undefined : nearest(word, candidates());
  };
}

/** Drafts come last, else the earlier one first. */
export function comesBefore(a: Publication, b: Publication): boolean {
  const drafts = Number(a.status === 'draft') - Number(b.status === 'draft');
  return (drafts || a.publicAt - b.publicAt || (a.path < b.path ? -1 : 1)) < 0;
}

/** Runs one rule over the whole newsroom, as newsdesk.yaml sets it. */
export function applyAcross(rule: AcrossRule, room: Room): Finding[] {
  const { severity = rule.severity } = settingsFor(room.newsroom).of(rule.id);
  if (severity === 'off') return [];
  return Array.from(rule.check(room), ({ file, at, what, fix, related, words, overridden }) => ({
    file,
    line: at.line,
    column: at.column,
    length: at.length,
    rule: rule.id,
    severity,
    what,
    why: rule.why,
    fix,
    ...(words !== undefined && { words }),
    ...(overridden && {
      overridden: { reason: overridden.reason, basis: overridden.basis, by: overridden.by },
    }),
    ...(related && { related }),
  }));
}

/** A place in another file, for `related`. */
export function elsewhere(
  room: Room,
  publication: Publication,
  key: string,
  what: string,
): NonNullable<AcrossMark['related']>[number] {
  return { file: publication.path, ...room.tools.locate(publication.path, [key], 'value'), what };
}

/** A publication as a message names it. */
export function nameOf(publication: Publication): string {
  return publication.type === 'release' ? `release ${publication.number}` : `issue ${publication.issue}`;
}
