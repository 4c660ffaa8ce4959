import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The look of a file that is not there. */
export const NOTHING = 'none';

/** What a file looks like from outside; the same look means that nobody touched it. */
export function lookOf({ size, mtimeMs }: { size: number; mtimeMs: number }): string {
  return `${size} ${mtimeMs}`;
}

/** The look of the file at a path. */
export function lookAt(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat?.isFile() ? lookOf(stat) : NOTHING;
}

/** Whether a file still stands as it was left. */
export type Watch = (path: string, left: string) => boolean;

/** Looks at every file: one that was changed, emptied by a power cut or taken away is noticed. 5 µs each. */
export function thoroughWatch(folder: string): Watch {
  return (path, left) => left === lookAt(join(folder, path));
}

/** Only reads the folders' lists: one that was taken away is noticed. A tenth of the time. */
export function quickWatch(folder: string): Watch {
  const folders = new Map<string, Set<string>>();
  return (path) => {
    const parent = dirname(path);
    let names = folders.get(parent);
    if (!names) {
      names = namesIn(join(folder, parent));
      folders.set(parent, names);
    }
    return names.has(parent === '.' ? path : path.slice(parent.length + 1));
  };
}

/** Finds for a path the topmost folder on its way that is not there; undefined when all are. Asks each folder once. */
export function missingFolders(folder: string): (path: string) => string | undefined {
  const known = new Map<string, string | undefined>([['.', undefined]]);
  const find = (path: string): string | undefined => {
    const parent = dirname(path);
    if (!known.has(parent)) {
      known.set(parent, find(parent) ?? (existsSync(join(folder, parent)) ? undefined : parent));
    }
    return known.get(parent);
  };
  return find;
}

function namesIn(folder: string): Set<string> {
  try {
    return new Set(readdirSync(folder));
  } catch {
    return new Set();
  }
}
