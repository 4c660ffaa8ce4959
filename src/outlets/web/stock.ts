import { addressOf } from '../../model/address.ts';
import type { TakeBack } from '../../model/recall.ts';
import type { Shelf, ShelvedIssue, ShelvedRelease, WithdrawnRelease } from '../../model/shelf.ts';

/** A shelf sorted into the newsroom's lists, each newest first. Withdrawn releases are in none of them. */
export type Stock = {
  releases: ShelvedRelease[];
  issues: ShelvedIssue[];
  byKind: Map<string, ShelvedRelease[]>;
  byArea: Map<string, ShelvedRelease[]>;
  /** By the year of the date that the release bears; the newest year first. */
  byYear: Map<string, ShelvedRelease[]>;
  /** Everything that has an address, by number. */
  entries: Map<string, ShelvedRelease | WithdrawnRelease>;
  issueOf: Map<number, ShelvedIssue>;
};

/** Sorts a shelf in one walk. */
export function takeStock(shelf: Shelf): Stock {
  const stock: Stock = {
    releases: [],
    issues: shelf.issues.filter((issue) => issue.state === 'current'),
    byKind: new Map(),
    byArea: new Map(),
    byYear: new Map(),
    entries: new Map(),
    issueOf: new Map(shelf.issues.map((issue) => [issue.issue.issue, issue])),
  };
  for (const entry of shelf.releases) {
    stock.entries.set(entry.state === 'withdrawn' ? entry.number : entry.release.number, entry);
    if (entry.state === 'withdrawn') continue;
    stock.releases.push(entry);
    add(stock.byKind, entry.release.kind, entry);
    add(stock.byYear, entry.release.date.slice(0, 4), entry);
    for (const area of new Set(entry.release.areas)) add(stock.byArea, area, entry);
  }
  stock.byYear = new Map([...stock.byYear].toSorted(([a], [b]) => (a < b ? 1 : -1)));
  return stock;
}

/** Names what a list prints of a release. */
export function markOf(entry: ShelvedRelease): string {
  return `${entry.edition} ${entry.digest} ${entry.state} ${entry.modifiedAt} ${entry.updatedBy.join(' ')}`;
}

/** Names what a page prints of the list. */
export function marksOf(entries: readonly ShelvedRelease[]): string {
  return entries.map(markOf).join('\n');
}

/** Another release that a page mentions: one that was taken back has no title, and says how. */
export type Related = {
  number: string;
  address: string;
  title?: string;
  language?: string;
  verb?: TakeBack;
};

/** The release of a number as another page mentions it; undefined when it is not out. */
export function relatedOf(stock: Stock, number: string): Related | undefined {
  const entry = stock.entries.get(number);
  if (!entry) return undefined;
  if (entry.state === 'withdrawn') return { number, address: entry.address, verb: entry.verb };
  const { path, title, language } = entry.release;
  return { number, address: addressOf(path), title, language };
}

function add<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
