import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** A file that is whole on the disk under another name, and waits for the word. One of the two is to be called, once. */
export type Staged = {
  /** Puts it in its place. When that fails it throws, and nothing is left of it. */
  commit: () => void;
  /** As if it had never been. */
  discard: () => void;
};

/**
 * Replaces a file whole: a reader, also one after a power cut, finds the old bytes or the new ones, never half. Writes
 * a neighbour, forces it to the disk, renames it over the target and forces the folder.
 */
export function replaceFile(path: string, bytes: string | Uint8Array, mode = 0o644): void {
  stageFile(path, bytes, mode).commit();
}

/** The first half of `replaceFile`: the bytes are safe beside the target, which is still as it was. */
export function stageFile(path: string, bytes: string | Uint8Array, mode = 0o644): Staged {
  const temporary = `${path}.tmp-${process.pid}`;
  const discard = () => rmSync(temporary, { force: true });
  const orDiscard = (step: () => void) => {
    try {
      step();
    } catch (error) {
      discard();
      throw error;
    }
  };
  orDiscard(() => writeThrough(temporary, bytes, mode));
  const commit = () => {
    orDiscard(() => renameSync(temporary, path));
    syncFolder(dirname(path));
  };
  return { commit, discard };
}

/**
 * Writes a file and forces it to the disk; its folder is made when it is missing, for this account only when the file is.
 */
export function writeThrough(path: string, bytes: string | Uint8Array, mode = 0o644): void {
  mkdirSync(dirname(path), { recursive: true, mode: (mode & 0o077) === 0 ? 0o700 : 0o777 });
  const file = openSync(path, 'w', mode);
  try {
    const buffer = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
    for (let done = 0; done < buffer.length;) done += writeSync(file, buffer, done);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Forces a folder's names to the disk. Systems that cannot open a folder (Windows) keep them without being asked. */
export function syncFolder(path: string): void {
  let folder: number;
  try {
    folder = openSync(path, 'r');
  } catch {
    return;
  }
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
