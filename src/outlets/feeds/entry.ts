import { addressOf } from '../../model/address.ts';
import { aloud } from '../../model/correction.ts';
import type { Newsroom } from '../../model/newsroom.ts';
import { TAKE_BACK_WORDS, type TakeBack } from '../../model/recall.ts';
import { resolvedLabel } from '../../model/resolution.ts';
import type { ShelvedIssue, ShelvedRelease, WithdrawnRelease } from '../../model/shelf.ts';
import type { Desk, Listed } from './catalog.ts';
import { issueContent, noticeContent, releaseContent } from './content.ts';
import { clean, line, urlOf } from './plain.ts';
import { standingTexts } from './standing.ts';

/** An item as both kinds of feed print it; no text of it holds a control character. */
export type Entry = {
  /** Its permanent address, which is also its guid: the same for as long as the newsroom stands. */
  url: string;
  title: string;
  /** Plain text: the summary, and the texts that its kind never goes without. */
  summary: string;
  html: string;
  /** Epoch ms. */
  published: number;
  modified: number;
  tags: string[];
  language?: string;
  /** The first photo in its form for feeds; `bytes` is the file's exact size. */
  picture?: { url: string; bytes: number; type: string };
};

/** Writes the item of anything that a feed lists. */
export async function entryOf(desk: Desk, listed: Listed): Promise<Entry> {
  if ('covers' in listed) {
    return listed.state === 'withdrawn' ? withdrawnIssueEntry(desk, listed) : issueEntry(desk, listed);
  }
  return 'release' in listed ? releaseEntry(desk, listed) : withdrawnEntry(desk, listed);
}

async function releaseEntry(desk: Desk, entry: ShelvedRelease): Promise<Entry> {
  const { newsroom, site, find } = desk;
  const { release, state, photos } = entry;
  const url = urlOf(site, addressOf(release.path));
  const photo = state === 'current' ? photos[0]?.letter : undefined;
  const updaters = entry.updatedBy.map((number) => find(number)?.publicAt ?? 0);
  const end = state === 'expired' ? (release.expiresAt ?? 0) : 0;
  return {
    url,
    title: line(titleOf(entry)),
    summary: withStanding(newsroom, state === 'expired' ? `Expired. ${release.summary}` : release.summary, [
      entry,
    ]),
    html: clean(releaseContent(desk, entry, await entry.forms(), url)),
    published: entry.publicAt,
    modified: Math.max(entry.modifiedAt, end, ...updaters),
    tags: tagsOf(newsroom, release),
    language: release.language,
    ...(photo && { picture: { url: urlOf(site, photo.address), bytes: photo.bytes, type: photo.type } }),
  };
}

function titleOf({ release, state }: ShelvedRelease): string {
  if (release.resolved) return `${resolvedLabel(release.language).toUpperCase()}: ${release.title}`;
  if (state === 'expired') return `Expired: ${release.title}`;
  return aloud(release).length > 0 ? `CORRECTION: ${release.title}` : release.title;
}

async function issueEntry(desk: Desk, entry: ShelvedIssue): Promise<Entry> {
  const { newsroom, site, find } = desk;
  const { issue, covers, withdrawn } = entry;
  const url = urlOf(site, addressOf(issue.path));
  const others = [...covers, ...withdrawn.map(find)].map((other) => other?.modifiedAt ?? 0);
  return {
    url,
    title: line(issue.title),
    summary: withStanding(newsroom, issue.summary, covers),
    html: clean(issueContent(desk, entry, await entry.forms(), url)),
    published: entry.publicAt,
    modified: Math.max(entry.modifiedAt, ...others),
    tags: [line(newsroom.digest.name)],
    language: issue.language,
  };
}

function withdrawnEntry(desk: Desk, entry: WithdrawnRelease): Entry {
  const url = urlOf(desk.site, entry.address);
  return notice(desk, entry, url, `release ${entry.number}`, tagsOf(desk.newsroom, entry));
}

function withdrawnIssueEntry(desk: Desk, entry: ShelvedIssue): Entry {
  const name = line(desk.newsroom.digest.name);
  const url = urlOf(desk.site, addressOf(entry.issue.path));
  return notice(desk, entry, url, `${name} No. ${entry.issue.issue}`, [name]);
}

/** What is left under the guid of something taken back: its number, none of its words. A feed has no other way to delete. */
function notice(
  desk: Desk,
  { verb = 'withdrawn', reason, publicAt, modifiedAt }: TakenBack,
  url: string,
  what: string,
  tags: string[],
): Entry {
  const { label, happened, ask } = TAKE_BACK_WORDS[verb];
  const words = `${label}: ${what} ${happened}. ${ask}`;
  const summary = line(reason === undefined ? words : `${words} ${reason}`);
  const html = clean(noticeContent(desk, summary, url));
  return { url, title: `${label}: ${what}`, summary, html, published: publicAt, modified: modifiedAt, tags };
}

type TakenBack = { verb?: TakeBack; reason?: string | undefined; publicAt: number; modifiedAt: number };

function withStanding(newsroom: Newsroom, summary: string, entries: readonly ShelvedRelease[]): string {
  const texts = standingTexts(newsroom, entries).map(({ text }) => text);
  return clean([summary, ...texts].join(' '))
    .replace(/\s+/g, ' ')
    .trim();
}

function tagsOf(newsroom: Newsroom, { kind, areas }: { kind: string; areas: readonly string[] }): string[] {
  const names = [newsroom.kinds[kind]?.name ?? kind, ...areas.map((id) => newsroom.areas[id]?.name ?? id)];
  return [...new Set(names.map(line))];
}
