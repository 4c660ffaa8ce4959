import { hash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Bytes that were made and wait to be published, by their SHA-256. Safe to delete: they are made again. */
export type Store = {
  put: (digest: string, bytes: Uint8Array) => void;
  /** Undefined when they are not there, or are not whole. */
  get: (digest: string) => Uint8Array | undefined;
  /** Takes away what was put first until so many bytes are left. */
  shrink: (most: number) => void;
};

/** A store in a folder, which is made when something is put. Failing to keep something is no failure. */
export function openStore(folder: string): Store {
  return {
    put(digest, bytes) {
      const path = join(folder, digest);
      try {
        mkdirSync(folder, { recursive: true });
        writeFileSync(`${path}.tmp-${process.pid}`, bytes);
        renameSync(`${path}.tmp-${process.pid}`, path);
      } catch {
        // A full or read-only disk: whoever publishes will say so.
      }
    },
    get(digest) {
      try {
        const bytes = readFileSync(join(folder, digest));
        return hash('sha256', bytes) === digest ? bytes : undefined;
      } catch {
        return undefined;
      }
    },
    shrink(most) {
      const files = filesOf(folder).toSorted((a, b) => a.mtimeMs - b.mtimeMs);
      let left = files.reduce((sum, { size }) => sum + size, 0);
      for (const { path, size } of files) {
        if (left <= most) return;
        rmSync(path, { force: true });
        left -= size;
      }
    },
  };
}

/** Another program may take files away meanwhile. */
function filesOf(folder: string): { path: string; size: number; mtimeMs: number }[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names.flatMap((name) => {
    const path = join(folder, name);
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats?.isFile() ? [{ path, size: stats.size, mtimeMs: stats.mtimeMs }] : [];
  });
}
