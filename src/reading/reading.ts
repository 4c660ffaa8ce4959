import { setTimeout as sleep } from 'node:timers/promises';
import { FileChanged, listSources, namesIn, readFile, readTemplates, type SourceFile } from '../load/load.ts';
import type { Asset } from '../model/asset.ts';
import type { Examined } from '../model/examined.ts';
import { inReadingOrder, type Finding } from '../model/finding.ts';
import type { Forms, Publication } from '../model/publication.ts';
import type { KeyPath, Source, Spot } from '../model/source.ts';
import { reviewNewsroom } from '../review/review.ts';
import { assetFinder } from './assets.ts';
import { cadenceFinder } from './cadence.ts';
import { examine } from './examine.ts';
import { examineOne, readOne } from './examiner.ts';
import type { Reader } from './reader.ts';
import { templateFindings } from './templates.ts';

export type { Memories, Reader } from './reader.ts';

/** The newsroom's folder at one instant, read and reviewed. */
export type Reading = {
  examined: Examined<SourceFile>[];
  /** All findings, in reading order. */
  findings: Finding[];
  templates: Map<string, string>;
  asset: (path: string) => Asset | undefined;
  /** The bytes of a photo; throws when they are not those that the digest names. */
  readFile: (path: string, digest: string) => Uint8Array;
  /** The forms of a publication's body when its file was read in this pass. */
  freshForms: (publication: Publication) => Forms | undefined;
  /** The same, made now from the file when they were not. */
  forms: (publication: Publication) => Forms;
  locate: (file: string, path: KeyPath, what: 'key' | 'value') => Spot;
};

/**
 * Reads and reviews the whole newsroom: each file by itself, then all of them together, and the mail templates. Files
 * that look the same as last time are not read again.
 */
export async function readNewsroom(reader: Reader, at: number): Promise<Reading> {
  const { root, newsroom, site, memories, progress } = reader;
  const listing = listSources(root);
  const templates = readTemplates(root);
  const examined = await examine(
    listing.files,
    { root, newsroom, site },
    memories.reviewed,
    reader.clock(),
    progress,
  );
  const publications = examined.flatMap(({ publication }) => publication ?? []);
  const cadence = await cadenceFinder(reader, publications);
  const asset = assetFinder(reader);
  const locate = locator(listing.files, (file) => readOne(reader, file));
  const byPath = new Map(examined.map((one) => [one.file.path, one]));
  const across = reviewNewsroom(publications, newsroom, {
    at,
    asset,
    near: (path) => namesIn(root, path),
    isSource: (path) => byPath.has(path),
    locate,
    onCadence: cadence.on,
  });
  return {
    examined,
    findings: inReadingOrder([
      ...listing.findings,
      ...templates.findings,
      ...(await templateFindings(reader, templates.templates)),
      ...examined.flatMap(({ findings }) => findings),
      ...across,
      ...cadence.findings,
    ]),
    templates: templates.templates,
    asset,
    readFile: (path, digest) => readFile(root, path, digest),
    ...formsFinder(byPath, (file) => examineOne(reader, file)),
    locate,
  };
}

/** A file that is being saved may be away for so long, ms: many editors, and git, write a new one and put it in its place. */
const SAVING = 1000;
const STEP = 200;

/**
 * As `readNewsroom`, but when a file is missing that was there before (`known`, paths), it is waited for a second: what is
 * only being saved is not taken for deleted.
 */
export async function readSettled(reader: Reader, at: number, known: readonly string[]): Promise<Reading> {
  let reading = await readNewsroom(reader, at);
  for (let waited = 0; waited < SAVING; waited += STEP) {
    const paths = reading.examined.map(({ file }) => file.path);
    // Without any file at all something else is wrong, and the pass stops.
    if (paths.length === 0 || holdsAll(paths, known)) break;
    await sleep(STEP);
    const listed = listSources(reader.root).files.map(({ path }) => path);
    if (holdsAll(listed, known)) reading = await readNewsroom(reader, at);
  }
  return reading;
}

function holdsAll(paths: readonly string[], known: readonly string[]): boolean {
  const there = new Set(paths);
  return known.every((path) => there.has(path));
}

/** Keeps what was found out. Failing to is no failure: it is found out again. */
export function remember({ memories }: Reader): void {
  try {
    for (const memory of Object.values(memories)) memory.save();
  } catch {
    // A full or read-only disk; whoever publishes will say so.
  }
}

/** Where something stands in a Source, which is read again for it; the top of the file when it can't be read now. */
function locator(
  files: readonly SourceFile[],
  read: (file: SourceFile) => { source?: Source },
): Reading['locate'] {
  const sources = new Map<string, Source | undefined>();
  const byPath = new Map(files.map((file) => [file.path, file]));
  return (path, key, what) => {
    if (!sources.has(path)) {
      const file = byPath.get(path);
      sources.set(path, file && read(file).source);
    }
    return sources.get(path)?.locate(key, what) ?? { line: 1, column: 1, length: 0 };
  };
}

/**
 * Forms made in this pass, or made again from the file. A file that changed since it was reviewed is refused: only what
 * was checked may go out, so the pass ends and the next one begins with the new text.
 */
function formsFinder(
  examined: ReadonlyMap<string, Examined<SourceFile>>,
  again: (file: SourceFile) => Examined<SourceFile>,
): Pick<Reading, 'freshForms' | 'forms'> {
  const freshForms: Reading['freshForms'] = ({ path, digest }) => {
    const one = examined.get(path);
    return one?.publication?.digest === digest ? one.forms : undefined;
  };
  return {
    freshForms,
    forms(publication) {
      const known = freshForms(publication);
      if (known) return known;
      const one = examined.get(publication.path);
      const fresh = one && again(one.file);
      if (fresh?.forms && fresh.publication?.digest === publication.digest) return fresh.forms;
      throw new FileChanged(publication.path);
    },
  };
}
