import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Outlet, OutFile } from '../outlets/outlet.ts';
import type { Shelf } from '../model/shelf.ts';
import type { Memory } from '../util/memory.ts';
import type { Progress } from '../util/progress.ts';
import { lookOf } from './stage-file.ts';
import { openStage } from './stage.ts';

/** What shelving did, or would do: paths below the public folder. */
export type Shelving = { written: string[]; removed: string[]; unchanged: number };

/** Folder for files on their way, inside the public one so that a rename is enough; servers never serve dot files. */
const STAGE = '.stage';

/** The look of a file that is not there. */
const NOTHING = 'none';

/**
 * Makes the public folder what the outlets declare. In three steps, so that a full disk or a crash leaves the last good
 * site: find what differs; write all of that beside; put it into place by renaming, then take away what nobody declares
 * any more. Only files that Newsdesk itself wrote are ever taken away.
 *
 * A file that replaces another one is forced to the disk before the rename. A new one is not (20,000 of them would cost
 * seconds): after a power cut it may be empty, and then its size gives it away to the next pass, which writes it again.
 */
export async function shelve(
  folder: string,
  shelf: Shelf,
  outlets: readonly Outlet[],
  memory: Memory<string>,
  progress: Progress,
  dryRun: boolean,
): Promise<Shelving> {
  const { differing, declared } = compare(folder, shelf, outlets, memory);
  const removed = [...memory.names()].filter((path) => !declared.has(path));
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
    memory.prune((path) => declared.has(path));
  } finally {
    rmSync(stage, { recursive: true, force: true });
    memory.save();
  }
  return shelving;
}

/** What the outlets declare against what stands in the folder. Refuses two outlets that declare one path. */
function compare(folder: string, shelf: Shelf, outlets: readonly Outlet[], memory: Memory<string>) {
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
      if (left === undefined || left !== look(join(folder, file.path))) differing.push(file);
    }
  }
  return { differing, declared };
}

/** Size and time of a file as it stands: anything else than what we left there means that it is written again. */
function look(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat?.isFile() ? lookOf(stat) : NOTHING;
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
  const isNew = newFolders(folder);
  try {
    for (const [index, file] of files.entries()) {
      if (index % 100 === 0) progress.step(index);
      const force = !isNew(file.path) && look(join(folder, file.path)) !== NOTHING;
      await stage.put({ path: join(room, String(index)), bytes: await file.bytes(), force });
    }
    putIntoPlace(folder, room, files, await stage.finish(), memory);
  } finally {
    await stage.close();
    progress.stop();
  }
}

/** Tells of a path whether its folder is not there yet, so that nothing can be replaced; each folder is asked once. */
function newFolders(folder: string): (path: string) => boolean {
  const known = new Map<string, boolean>();
  return (path) => {
    const parent = dirname(path);
    let isNew = known.get(parent);
    if (isNew === undefined) {
      isNew = !existsSync(join(folder, parent));
      known.set(parent, isNew);
    }
    return isNew;
  };
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
