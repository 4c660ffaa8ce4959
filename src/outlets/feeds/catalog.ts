import { addressOf } from '../../model/address.ts';
import type { Newsroom } from '../../model/newsroom.ts';
import type { Shelf, ShelvedIssue, ShelvedRelease, WithdrawnRelease } from '../../model/shelf.ts';
import { line } from './plain.ts';

/** Anything that has an item in a feed. */
export type Listed = ShelvedRelease | WithdrawnRelease | ShelvedIssue;

/** What the items of one shelf share. */
export type Desk = {
  newsroom: Newsroom;
  site: string;
  /** Looks a release up by its number. */
  find: (number: string) => ShelvedRelease | WithdrawnRelease | undefined;
};

/** A feed without its items: an RSS and a JSON file. */
export type Channel = {
  /** Path below `public/` without its ending: `feeds/kind-traffic`. */
  path: string;
  title: string;
  description: string;
  /** Address of the page that lists the same, from the site's root. */
  page: string;
  listed: readonly Listed[];
};

/** Every feed of a newsroom with what it lists, newest first and cut to the newsroom's limit, in one walk. */
export function catalogOf(shelf: Shelf): { desk: Desk; channels: Channel[] } {
  const { newsroom, releases, issues, site } = shelf;
  const { feedItems } = newsroom.limits;
  const byKind = emptyLists(newsroom.kinds);
  const byArea = emptyLists(newsroom.areas);
  for (const entry of releases) {
    const { kind, areas } = entry.state === 'withdrawn' ? entry : entry.release;
    addTo(byKind.get(kind), entry, feedItems);
    for (const area of areas) addTo(byArea.get(area), entry, feedItems);
  }
  const feed = channelMaker(newsroom);
  return {
    desk: { newsroom, site, find: finder(releases) },
    channels: [
      feed('all', undefined, '/', releases.slice(0, feedItems)),
      feed('digest', newsroom.digest.name, '/digest/', issues.slice(0, feedItems)),
      ...[...byKind].map(([id, listed]) =>
        feed(`kind-${id}`, newsroom.kinds[id]?.plural, `/kinds/${id}.html`, listed),
      ),
      ...[...byArea].map(([id, listed]) =>
        feed(`area-${id}`, newsroom.areas[id]?.name, `/areas/${id}.html`, listed),
      ),
    ],
  };
}

/** Most newsrooms of a day mention no other release, so the index is made for the first one that does. */
function finder(releases: Shelf['releases']): Desk['find'] {
  let index: Map<string, ShelvedRelease | WithdrawnRelease> | undefined;
  return (number) => {
    index ??= new Map(
      releases.map((entry) => [entry.state === 'withdrawn' ? entry.number : entry.release.number, entry]),
    );
    return index.get(number);
  };
}

/** Names what an item prints, in a feed that is otherwise the same: same mark, same bytes. */
export function markOf({ find }: Desk, listed: Listed): string {
  const other = (number: string): unknown[] => {
    const entry = find(number);
    return [number, entry && [addressIn(entry), entry.state, entry.publicAt, entry.modifiedAt]];
  };
  const mark: unknown[] = [listed.edition, listed.digest, listed.state, listed.publicAt, listed.modifiedAt];
  mark.push('covers' in listed ? addressOf(listed.issue.path) : addressIn(listed));
  if ('covers' in listed) {
    mark.push(
      listed.covers.map(({ edition, digest, state, release }) => [edition, digest, state, release.path]),
    );
    mark.push(
      listed.omitted.map(({ number, reason }) => [...other(number), reason]),
      listed.withdrawn.map(other),
      listed.amended,
    );
  } else if ('release' in listed) {
    mark.push(listed.updatedBy.map(other), listed.update);
  } else {
    mark.push(listed.kind, listed.areas);
  }
  return JSON.stringify(mark);
}

function addressIn(entry: ShelvedRelease | WithdrawnRelease): string {
  return entry.state === 'withdrawn' ? entry.address : addressOf(entry.release.path);
}

function channelMaker({ site, newsroom }: Newsroom) {
  const description = line(
    newsroom.notice === undefined ? site.description : `${site.description} ${newsroom.notice}`,
  );
  return (id: string, name: string | undefined, page: string, listed: readonly Listed[]): Channel => ({
    path: `feeds/${id}`,
    title: line(name === undefined ? site.title : `${name}: ${site.title}`),
    description,
    page,
    listed,
  });
}

/** An area that a release names twice counts once. */
function addTo(list: Listed[] | undefined, entry: Listed, limit: number): void {
  if (list && list.length < limit && list.at(-1) !== entry) list.push(entry);
}

function emptyLists(table: Record<string, unknown>): Map<string, Listed[]> {
  return new Map(Object.keys(table).map((id) => [id, []]));
}
