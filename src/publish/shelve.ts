import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Outlet, OutFile } from '../outlets/outlet.ts';
import type { Shelf } from '../model/shelf.ts';
import type { Memory } from '../util/memory.ts';
import type { Progress } from '../util/progress.ts';
import { lookAt, NOTHING, quickAbsence, quickWatch, thoroughWatch, type Watch } from './look.ts';
import { openStage } from './stage.ts';

/** What shelving did, or would do: paths below the public folder. */
export type Shelving = { written: string[]; removed: string[]; unchanged: number };

/** Folder for files on their way, inside the public one so that a rename is enough; servers never serve dot files. */
const STAGE = '.stage';

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
    if (!wasChecked) memory.set(CHECKED, checkedIn, '');
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
      if (declared.has(file.path) || !isSafe(file.path)) {
        throw new Error(
          `The outlet "${outlet.name}" declares ${file.path}, which is taken or leaves the folder.`,
        );
      }
      declared.add(file.path);
      const left = memory.get(file.path, file.key);
      if (left === undefined || !watch(file.path, left)) differing.push(file);
    }
  }
  return { differing, declared };
}

function isSafe(path: string): boolean {
  return path.split('/').every((part) => part !== '' && !part.startsWith('.')) && !/[\\\0]/.test(path);
}

async function replaceAll(
  folder: string,
  files: readonly OutFile[],
  memory: Memory<string>,
  progress: Progress,
): Promise<void> {
  if (files.length === 0) return;
  const room = join(folder, STAGE);
  rmSync(room, { recursive: true, force: true });
  mkdirSync(room, { recursive: true });
  progress.start('Publishing', files.length);
  const stage = openStage(files.length);
  const isAbsent = quickAbsence(folder);
  try {
    for (const [index, file] of files.entries()) {
      if (index % 100 === 0) progress.step(index);
      const force = !isAbsent(file.path) && lookAt(join(folder, file.path)) !== NOTHING;
      await stage.put({ path: join(room, String(index)), bytes: await file.bytes(), force });
    }
    putIntoPlace(folder, room, files, await stage.finish(), memory);
  } finally {
    await stage.close();
    progress.stop();
  }
}

function putIntoPlace(
  folder: string,
  room: string,
  files: readonly OutFile[],
  looks: readonly string[],
  memory: Memory<string>,
): void {
  const made = new Set<string>();
  for (const [index, { path, key }] of files.entries()) {
    const target = join(folder, path);
    const parent = dirname(target);
    if (!made.has(parent)) mkdirSync(parent, { recursive: true });
    made.add(parent);
    renameSync(join(room, String(index)), target);
    memory.set(path, key, looks[index] ?? NOTHING);
  }
}
