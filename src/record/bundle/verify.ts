import { canonical, sha256, type RecordEntry, type RecordLink } from '../../model/record.ts';
import { z } from 'zod';
import { summaryPage, summaryText } from '../telling/page.ts';
import { artefactPath, letterParts, namedBy } from './artefacts.ts';
import { chainFaults, entryFaults, readChain, readEntries, type Fault } from './chain.ts';
import { FILES, Manifest, Told } from './manifest.ts';

/**
 * What was looked at, and everything that is not as it was. `notes` are what this program would have written otherwise: an
 * earlier or later one may have made the bundle.
 */
export type Verified = { checked: string[]; faults: Fault[]; notes?: Fault[]; manifest?: Manifest };

/**
 * Checks a bundle by itself: that no file was changed, added or taken away; that the links of the whole record follow
 * from each other up to the head; that the entries are those of the chain; that the artefacts are those that the entries
 * name. A bundle that somebody made anew from the first link on is sound in
 * itself: only the newsroom can tell that its head is not theirs.
 */
export function verifyBundle(files: ReadonlyMap<string, string>): Verified {
  const manifest = Manifest.safeParse(jsonOf(files.get(FILES.manifest)));
  if (!manifest.success) {
    const what = files.has(FILES.manifest) ? 'was changed: it is not what Newsdesk writes' : 'is missing';
    return { checked: [], faults: [{ where: FILES.manifest, what }] };
  }
  const { data } = manifest;
  const chain = readChain(files.get(FILES.chain) ?? '', FILES.chain);
  const record = readEntries(files.get(FILES.entries) ?? '', FILES.entries);
  const faults = [
    ...fileFaults(files, data),
    ...chain.faults,
    ...chainFaults(chain.links, FILES.chain),
    ...headFaults(chain.links, data),
    ...record.faults,
    ...entryFaults(record.entries, chain.links, FILES.entries),
    ...countFaults(record.entries, data),
    ...artefactFaults(files, record.entries),
  ];
  const notes = [...readingNotes(files, record.entries), ...summaryNotes(files, data, record.entries)];
  const checked = [
    `${many(Object.keys(data.files).length, 'file', 'files')} against the SHA-256 in ${FILES.manifest}`,
    `${many(chain.links.length, 'link', 'links')} of the whole record, from the first to the last`,
    `${many(record.entries.length, 'entry', 'entries')} against the links`,
    `${many(new Set(record.entries.flatMap(namedBy).map(artefactPath)).size, 'artefact', 'artefacts')} against the entries that name them`,
  ];
  return { checked, faults, notes, manifest: data };
}

function many(count: number, one: string, more: string): string {
  return count === 1 ? `one ${one}` : `${count} ${more}`;
}

function fileFaults(files: ReadonlyMap<string, string>, manifest: Manifest): Fault[] {
  const faults: Fault[] = [];
  for (const [path, digest] of Object.entries(manifest.files)) {
    const text = files.get(path);
    if (text === undefined) faults.push({ where: path, what: 'is missing' });
    else if (sha256(text) !== digest)
      faults.push({ where: path, what: 'was changed after the bundle was made' });
  }
  for (const path of files.keys()) {
    if (path !== FILES.manifest && !(path in manifest.files))
      faults.push({ where: path, what: 'was added to the bundle' });
  }
  if (files.get(FILES.manifest) !== `${canonical(manifest)}\n`) {
    faults.push({ where: FILES.manifest, what: 'was changed: it is not written as Newsdesk writes it' });
  }
  return faults;
}

function headFaults(links: readonly RecordLink[], { head }: Manifest): Fault[] {
  const last = links.at(-1);
  if (canonical(last ?? null) === canonical(head ?? null)) return [];
  const [has, says] = [last?.number ?? 0, head?.number ?? 0];
  const how = has === says ? `its link ${has} is another one` : `it has ${has} entries, not ${says}`;
  return [{ where: FILES.chain, what: `does not end where ${FILES.manifest} says: ${how}` }];
}

function countFaults(entries: readonly RecordEntry[], manifest: Manifest): Fault[] {
  if (entries.length === manifest.entries) return [];
  return [
    { where: FILES.entries, what: `has ${entries.length} entries, and was made with ${manifest.entries}` },
  ];
}

function artefactFaults(files: ReadonlyMap<string, string>, entries: readonly RecordEntry[]): Fault[] {
  const faults: Fault[] = [];
  const known = new Set<string>();
  for (const named of entries.flatMap(namedBy)) {
    const path = artefactPath(named);
    const text = files.get(path);
    known.add(path);
    const by = `entry ${named.entry} (${named.edition})`;
    if (text === undefined) faults.push({ where: path, what: `is missing; ${by} names it` });
    else if (sha256(text) !== named.digest) {
      faults.push({ where: path, what: `is not what ${by} names: its SHA-256 is ${sha256(text)}` });
    } else if (named.what === 'letter') {
      for (const [part] of letterParts(path, text)) known.add(part);
    }
  }
  for (const path of files.keys()) {
    if (path.startsWith('artefacts/') && !known.has(path)) {
      faults.push({ where: path, what: 'is named by no entry of the bundle' });
    }
  }
  return faults;
}

const NOT_OURS = 'is not what this program writes of the entries: believe the entries';

/** Parts of mail forms that are there to be read. */
function readingNotes(files: ReadonlyMap<string, string>, entries: readonly RecordEntry[]): Fault[] {
  const letters = entries.flatMap(namedBy).filter(({ what }) => what === 'letter');
  return letters.flatMap((named) => {
    const path = artefactPath(named);
    const parts = letterParts(path, files.get(path) ?? '');
    const others = parts.filter(([part, expected]) => files.get(part) !== expected);
    return others.map(([part]) => ({ where: part, what: NOT_OURS }));
  });
}

function summaryNotes(
  files: ReadonlyMap<string, string>,
  manifest: Manifest,
  entries: readonly RecordEntry[],
): Fault[] {
  const reached = z.array(Told).safeParse(jsonOf(files.get(FILES.deliveries)));
  if (!reached.success) return [{ where: FILES.deliveries, what: 'cannot be read' }];
  const { newsroom, zone, asked, at, head } = manifest;
  const withAddresses = FILES.addresses in manifest.files;
  const summary = { newsroom, zone, asked, at, head, entries, reached: reached.data, withAddresses };
  const notes: Fault[] = [];
  for (const [path, made] of [
    [FILES.readme, summaryText],
    [FILES.page, summaryPage],
  ] as const) {
    if (files.get(path) !== made(summary)) notes.push({ where: path, what: NOT_OURS });
  }
  return notes;
}

function jsonOf(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}
