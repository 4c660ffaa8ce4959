import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Outlet, OutFile } from '../outlets/outlet.ts';
import type { Shelf } from '../model/shelf.ts';
import type { Memory } from '../util/memory.ts';
import type { Progress } from '../util/progress.ts';
import { lookAt, missingFolders, NOTHING, quickWatch, thoroughWatch, type Watch } from './look.ts';
import { openStage } from './stage.ts';

/** What shelving did, or would do: paths below the public folder. */
export type Shelving = { written: string[]; removed: string[]; unchanged: number };

/** Folder for files on their way, inside the public one so that a rename is enough; servers never serve dot files. */
const STAGE = '.stage';
const NEW = 'new';
const UNDER_WAY = 'under way';

/** The name under which it is remembered when every file was last looked at; no path begins with a dot. */
const CHECKED = '.checked';

/** Where and how to shelve. `checkedIn` names the stretch of time in which one thorough look is enough. */
export type Shelves = {
  folder: string;
  memory: Memory<string>;
  progress: Progress;
  checkedIn: string;
  dryRun: boolean;
};

/**
 * Makes the public folder what the outlets declare. In three steps, so that a full disk or a crash leaves the last good
 * site: find what differs; write all of that beside; put it into place by renaming, then take away what nobody declares
 * any more. Only files that Newsdesk itself wrote are ever taken away.
 *
 * A file that replaces another one is forced to the disk before the rename. A new one is not (20,000 of them would cost
 * seconds): after a power cut it may be empty, and then its size gives it away to the first pass after the machine
 * started, which looks at every file. So does one pass an hour; the others only see whether a file is there.
 */
export async function shelve(shelf: Shelf, outlets: readonly Outlet[], shelves: Shelves): Promise<Shelving> {
  const { folder, memory, progress, checkedIn, dryRun } = shelves;
  memory.reload();
  const wasChecked = memory.get(CHECKED, checkedIn) !== undefined;
  const watch = wasChecked ? quickWatch(folder) : thoroughWatch(folder);
  const { differing, declared } = compare(shelf, outlets, memory, watch);
  const isKept = (path: string): boolean => declared.has(path) || path === CHECKED;
  const removed = [...memory.names()].filter((path) => !isKept(path));
  const shelving = {
    written: differing.map(({ path }) => path),
    removed,
    unchanged: declared.size - differing.length,
  };
  if (dryRun) return shelving;
  const stage = join(folder, STAGE);
  try {
    await replaceAll(folder, differing, memory, progress);
    for (const path of removed) rmSync(join(folder, path), { force: true });
    memory.prune(isKept);
    memory.set(CHECKED, checkedIn, '');
  } finally {
    rmSync(stage, { recursive: true, force: true });
    memory.save();
  }
  return shelving;
}

/** What the outlets declare against what stands in the folder. Refuses two outlets that declare one path. */
function compare(shelf: Shelf, outlets: readonly Outlet[], memory: Memory<string>, watch: Watch) {
  const declared = new Set<string>();
  const differing: OutFile[] = [];
  for (const outlet of outlets) {
    for (const file of outlet.files(shelf)) {
      const { path, key } = file;
      const left = memory.get(path, key);
      // A path that was written before was safe then.
      if (declared.has(path) || (left === undefined && !isSafe(path))) {
        throw new Error(`The outlet "${outlet.name}" declares ${path}, which is taken or leaves the folder.`);
      }
      declared.add(path);
      if (left === undefined || !watch(path, left)) differing.push(file);
    }
  }
  return { differing, declared };
}

function isSafe(path: string): boolean {
  return path.split('/').every((part) => part !== '' && !part.startsWith('.')) && !/[\\\0]/.test(path);
}

/**
 * Writes what differs beside, then renames it into place. Files of a folder that is not there yet are staged in it and
 * the folder is renamed as a whole: a first pass over 10,000 releases saves 50,000 renames.
 */
async function replaceAll(
  folder: string,
  files: readonly OutFile[],
  memory: Memory<string>,
  progress: Progress,
): Promise<void> {
  if (files.length === 0) return;
  const room = join(folder, STAGE);
  rmSync(room, { recursive: true, force: true });
  mkdirSync(join(room, NEW), { recursive: true });
  progress.start('Publishing', files.length);
  const stage = openStage(files.length);
  try {
    const places = placesFor(folder, room, files);
    for (const [index, { path, bytes }] of files.entries()) {
      if (index % 100 === 0) progress.step(index);
      const { staged, isNew } = places.of[index] ?? { staged: room, isNew: true };
      const force = !isNew && lookAt(join(folder, path)) !== NOTHING;
      await stage.put({ path: staged, bytes: await bytes(), force });
    }
    const looks = await stage.finish();
    announce(files, memory);
    for (const top of places.tops) renameSync(join(room, NEW, top), join(folder, top));
    for (const [index, { path, key }] of files.entries()) {
      const place = places.of[index];
      if (place && !place.isNew) renameSync(place.staged, join(folder, path));
      memory.set(path, key, looks[index] ?? NOTHING);
    }
  } finally {
    await stage.close();
    progress.stop();
  }
}

/**
 * Notes, on the disk, which files are about to be put into place: after a crash in the middle the next pass looks at
 * every file, and knows which ones are ours to take away.
 */
function announce(files: readonly OutFile[], memory: Memory<string>): void {
  for (const { path } of files) memory.set(path, UNDER_WAY, NOTHING);
  memory.set(CHECKED, UNDER_WAY, '');
  memory.save();
}

type Places = { of: { staged: string; isNew: boolean }[]; tops: Set<string> };

/** Where each file is staged, and the topmost folders that are not there yet; makes the stage's folders. */
function placesFor(folder: string, room: string, files: readonly OutFile[]): Places {
  const topOf = missingFolders(folder);
  const tops = new Set<string>();
  const made = new Set<string>();
  const of = files.map(({ path }, index) => {
    const top = topOf(path);
    if (top === undefined) return { staged: join(room, String(index)), isNew: false };
    tops.add(top);
    const staged = join(room, NEW, path);
    const parent = dirname(path);
    if (!made.has(parent)) mkdirSync(dirname(staged), { recursive: true });
    made.add(parent);
    return { staged, isNew: true };
  });
  return { of, tops };
}
