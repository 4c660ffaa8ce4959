import { hash } from 'node:crypto';
import { shiftHeadings } from '../../model/markup.ts';
import type { Shelf, ShelvedIssue, ShelvedRelease, WithdrawnRelease } from '../../model/shelf.ts';
import { killedFiles, type OutFile, type Outlet } from '../outlet.ts';
import { indexFile } from './catalogue.ts';
import { issueFragment, withdrawnIssueFragment } from './issue.ts';
import { type FragmentList, listFragment, listsOf } from './lists.ts';
import { type Press, type Rank, RANKS, makePress } from './press.ts';
import { releaseFragment, withdrawnFragment } from './release.ts';

/**
 * Pieces of bare semantic HTML for other people's pages: the latest releases, one kind, one area, one release, one
 * issue, each with its first heading as h2, h3 and h4; `fragments/index.json` lists them.
 */
export const fragmentsOutlet: Outlet = { name: 'fragments', files };

function* files(shelf: Shelf): Generator<OutFile> {
  const press = makePress(shelf);
  const lists = listsOf(press, shelf);
  for (const list of lists) yield* listFiles(press, list);
  // The three ranks of one release are asked for in a row: its words are put together once for all of them.
  const release = lastMade((entry: ShelvedRelease) => releaseFragment(press, entry));
  for (const entry of shelf.releases) {
    yield* entry.state === 'withdrawn' ? withdrawnFiles(press, entry) : releaseFiles(press, entry, release);
  }
  const issue = lastMade((entry: ShelvedIssue) => issueFragment(press, entry));
  for (const entry of shelf.issues) yield* issueFiles(press, entry, issue);
  yield indexFile(press, shelf, lists);
}

function* releaseFiles(
  press: Press,
  entry: ShelvedRelease,
  made: (entry: ShelvedRelease) => Promise<string>,
): Generator<OutFile> {
  const { edition, digest, state, modifiedAt, update, updatedBy, release } = entry;
  const links = updatedBy.map(press.linkTo);
  const story = update ? hash('sha1', JSON.stringify(update)) : '';
  const key = `${press.key} ${edition} ${digest} ${state} ${modifiedAt} ${links.map((link) => link?.source).join(' ')} ${story}`;
  yield* ranked(`release/${nameOf(release.path)}`, key, async (rank) =>
    shiftHeadings(await made(entry), rank),
  );
}

function withdrawnFiles(press: Press, entry: WithdrawnRelease): Iterable<OutFile> {
  const key = `${press.key} ${entry.edition} ${entry.digest} ${entry.modifiedAt}`;
  const name = nameOf(entry.address);
  const files = ranked(`release/${name}`, key, (rank) =>
    shiftHeadings(withdrawnFragment(press, entry), rank),
  );
  return entry.verb === 'kill' ? killedFiles(files) : files;
}

function* issueFiles(
  press: Press,
  entry: ShelvedIssue,
  made: (entry: ShelvedIssue) => Promise<string>,
): Generator<OutFile> {
  const { edition, digest, state, modifiedAt, covers, issue } = entry;
  const name = `issue/${nameOf(issue.path)}`;
  if (state === 'withdrawn') {
    const key = `${press.key} ${digest} ${edition} ${modifiedAt}`;
    const notice = ranked(name, key, (rank) => shiftHeadings(withdrawnIssueFragment(press, entry), rank));
    yield* entry.verb === 'kill' ? killedFiles(notice) : notice;
    return;
  }
  const printed = JSON.stringify([
    edition,
    digest,
    modifiedAt,
    covers.map(markOf),
    entry.omitted,
    entry.withdrawn,
    entry.amended,
  ]);
  yield* ranked(name, `${press.key} ${hash('sha1', printed)}`, async (rank) =>
    shiftHeadings(await made(entry), rank),
  );
}

function listFiles(press: Press, list: FragmentList): Iterable<OutFile> {
  const key = `${press.key} ${hash('sha1', list.entries.map(markOf).join('\n'))}`;
  return ranked(list.id, key, (rank) => shiftHeadings(listFragment(press, list), rank));
}

function* ranked(
  name: string,
  key: string,
  bytes: (rank: Rank) => string | Promise<string>,
): Generator<OutFile> {
  for (const rank of RANKS) yield { path: `fragments/h${rank}/${name}.html`, key, bytes: () => bytes(rank) };
}

function markOf({ edition, digest, state, modifiedAt }: ShelvedRelease): string {
  return `${edition} ${digest} ${state} ${modifiedAt}`;
}

/** A file's name without folder and ending: `releases/2026-11-13-x.md` → `2026-11-13-x`. */
function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.(md|html)$/, '');
}

/** Keeps what was made last, and nothing before it. */
function lastMade<K, V>(make: (key: K) => V): (key: K) => V {
  let last: { key: K; value: V } | undefined;
  return (key) => {
    if (last?.key !== key) last = { key, value: make(key) };
    return last.value;
  };
}
