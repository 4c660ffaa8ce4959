import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Replaces a file whole: a reader, also one after a power cut, finds the old bytes or the new ones, never half. Writes
 * a neighbour, forces it to the disk, renames it over the target and forces the folder.
 */
export function replaceFile(path: string, bytes: string | Uint8Array, mode = 0o644): void {
  const temporary = `${path}.tmp-${process.pid}`;
  try {
    writeThrough(temporary, bytes, mode);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(dirname(path));
}

/** Writes a file and forces it to the disk; its folder is made when it is missing. */
export function writeThrough(path: string, bytes: string | Uint8Array, mode = 0o644): void {
  mkdirSync(dirname(path), { recursive: true });
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
