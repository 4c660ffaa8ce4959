import { closeSync, fstatSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { lookOf } from './look.ts';

/** A file on its way: where it waits, what it will hold, and whether it must be on the disk before it is renamed. */
export type StageFile = { path: string; bytes: string | Uint8Array; force: boolean };

/** Writes one staged file and says what it looks like now: size and time, which a rename does not change. */
export function writeStaged({ path, bytes, force }: StageFile): string {
  const buffer = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
  const file = openSync(path, 'w', 0o644);
  try {
    for (let done = 0; done < buffer.length;) done += writeSync(file, buffer, done);
    if (force) fsyncSync(file);
    return lookOf(fstatSync(file));
  } finally {
    closeSync(file);
  }
}
