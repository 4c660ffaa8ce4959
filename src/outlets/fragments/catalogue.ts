import { hash } from 'node:crypto';
import type { Shelf, ShelvedRelease, WithdrawnRelease } from '../../model/shelf.ts';
import { stampIn } from '../../model/when.ts';
import type { OutFile } from '../outlet.ts';
import type { FragmentList } from './lists.ts';
import { type Press, RANKS } from './press.ts';

type Listed = { id: string; title: string; addresses: Record<string, string>; updated?: string };

/**
 * `fragments/index.json`: every list, the newest releases and issues, and the pattern by which the fragments of older
 * ones are found. As long as a feed, however many releases there are.
 */
export function indexFile(press: Press, shelf: Shelf, lists: readonly FragmentList[]): OutFile {
  const text = `${JSON.stringify(catalogue(press, shelf, lists), null, 2)}\n`;
  return { path: 'fragments/index.json', key: hash('sha1', text), bytes: () => text };
}

function catalogue(press: Press, shelf: Shelf, lists: readonly FragmentList[]): object {
  const { newsroom, site } = press;
  const { zone } = newsroom.newsroom;
  const listed = (id: string, title: string, updated: number | undefined): Listed => ({
    id,
    title,
    addresses: Object.fromEntries(RANKS.map((rank) => [`h${rank}`, `${site}/fragments/h${rank}/${id}.html`])),
    ...(updated !== undefined && { updated: stampIn(updated, zone) }),
  });
  const releases = shelf.releases.values().filter(isCurrent).take(newsroom.limits.feedItems);
  const issues = shelf.issues
    .values()
    .filter((entry) => entry.state === 'current')
    .take(newsroom.limits.feedItems);
  return {
    title: newsroom.site.title,
    ...(newsroom.newsroom.notice !== undefined && { notice: newsroom.newsroom.notice }),
    home: `${site}/`,
    about: `${site}/about.html#fragments`,
    headings: RANKS.map((rank) => `h${rank}`),
    patterns: {
      release: `${site}/fragments/{heading}/release/{name}.html`,
      issue: `${site}/fragments/{heading}/issue/{name}.html`,
      name: 'the last part of the address of its page, without .html',
    },
    lists: lists.map(({ id, title, entries }) => listed(id, title, newest(entries))),
    releases: Array.from(releases, ({ release, modifiedAt }) =>
      listed(`release/${nameOf(release.path)}`, release.title, modifiedAt),
    ),
    issues: Array.from(issues, ({ issue, modifiedAt }) =>
      listed(`issue/${nameOf(issue.path)}`, issue.title, modifiedAt),
    ),
  };
}

function newest(entries: readonly { modifiedAt: number }[]): number | undefined {
  return entries.length > 0 ? Math.max(...entries.map((entry) => entry.modifiedAt)) : undefined;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.md$/, '');
}

function isCurrent(entry: ShelvedRelease | WithdrawnRelease): entry is ShelvedRelease {
  return entry.state === 'current';
}
