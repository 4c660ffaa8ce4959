import { hash } from 'node:crypto';
import { addressOf } from '../../model/address.ts';
import {
  listEditions,
  yearOf,
  type EditionList,
  type EditionLists,
  type Standing,
} from '../../model/listed.ts';
import type { Shelf, ShelvedRelease, WithdrawnRelease } from '../../model/shelf.ts';
import type { OutFile } from '../outlet.ts';

type Entry = ShelvedRelease | WithdrawnRelease;

/**
 * The lists with which anybody can tell whether a copy of a release is genuine, and whether it still stands: one file for
 * each year of numbers, and one that names them. Nothing of a text can be read in them.
 */
export function* editionFiles(shelf: Shelf): Generator<OutFile> {
  const years = Map.groupBy(shelf.releases, (entry) => yearOf(numberOf(entry)));
  const sorted = [...years].toSorted(([a], [b]) => (a < b ? 1 : -1));
  const lists: EditionLists = {
    newsroom: shelf.newsroom.newsroom.name,
    years: Object.fromEntries(sorted.map(([year]) => [year, `${shelf.site}/editions/${year}.json`])),
  };
  const index = `${JSON.stringify(lists, null, 2)}\n`;
  yield { path: 'editions.json', key: hash('sha1', index), bytes: () => index };
  for (const [year, entries] of sorted) {
    yield {
      path: `editions/${year}.json`,
      key: keyOf(shelf, entries),
      bytes: () => listOf(shelf, year, entries),
    };
  }
}

/** What a list says of a release follows from its newest edition, and from how that stands. */
function keyOf({ newsroom, site, chrome }: Shelf, entries: readonly Entry[]): string {
  const marks = entries.map((entry) =>
    entry.state === 'withdrawn'
      ? `${entry.edition} ${entry.verb} ${entry.address}`
      : `${entry.edition} ${entry.digest} ${entry.state}`,
  );
  return hash('sha1', [chrome, site, newsroom.newsroom.name, ...marks].join('\n'));
}

async function listOf(shelf: Shelf, year: string, entries: readonly Entry[]): Promise<string> {
  const byNumber = entries.toSorted((a, b) => compare(numberOf(a), numberOf(b)));
  const marked = await shelf.marks(byNumber.map((entry) => `release/${numberOf(entry)}`));
  const ofRelease = Map.groupBy(marked, ({ publication }) => publication);
  const editions = byNumber.flatMap((entry) => {
    const known = ofRelease.get(`release/${numberOf(entry)}`) ?? [];
    return listEditions(known, standingOf(shelf.site, entry));
  });
  const list: EditionList = { newsroom: shelf.newsroom.newsroom.name, year, editions };
  const { editions: rows, ...head } = list;
  // A row on each line: short, and a difference between two lists can be read.
  const lines = rows.map((row) => JSON.stringify(row)).join(',\n');
  return `${JSON.stringify(head).slice(0, -1)},"editions":[\n${lines}\n]}\n`;
}

function standingOf(site: string, entry: Entry): Standing {
  if (entry.state === 'withdrawn') {
    return { state: 'withdrawn', verb: entry.verb, page: `${site}${entry.address}` };
  }
  return { state: entry.state, page: `${site}${addressOf(entry.release.path)}` };
}

function numberOf(entry: Entry): string {
  return entry.state === 'withdrawn' ? entry.number : entry.release.number;
}

/** `26-9` before `26-10`. */
function compare(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : 1);
}
