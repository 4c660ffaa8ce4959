import { join } from 'node:path';
import { isGone, lookAt, sameLook } from './disk.ts';
import type { PublicFile } from './public-file.ts';
import { turns } from './turn.ts';

/** What is kept may take this much memory, all forms together. Bytes. */
const BUDGET = 64 * 1024 * 1024;
/** What an entry takes beside its bytes, roughly: headers, tags, the look. */
const OVERHEAD = 2048;

type Entry = { file: PublicFile; full: string; turn: number; gone: boolean; weight: number };

/** Public files in memory, the longest unused ones forgotten first. Each is looked at again before it is used. */
export type Kept = {
  /**
   * The file of a path and whether its address is gone for good, if it is kept and still what stands on the disk: looked
   * at once in each turn of the event loop.
   */
  at: (path: string) => { file: PublicFile; gone: boolean } | undefined;
  keep: (file: PublicFile) => void;
  /** To be called when a form was prepared: it weighs too. */
  weigh: (file: PublicFile) => void;
  /** Bytes that are kept. */
  size: () => number;
};

export function keepFiles(folder: string, budget = BUDGET): Kept {
  const entries = new Map<string, Entry>();
  const turnNow = turns();
  let total = 0;

  const forget = (path: string): void => {
    total -= entries.get(path)?.weight ?? 0;
    entries.delete(path);
  };
  const put = (entry: Entry): void => {
    forget(entry.file.path);
    entry.weight = weightOf(entry.file);
    total += entry.weight;
    entries.set(entry.file.path, entry);
    for (const path of entries.keys()) {
      if (total <= budget) return;
      forget(path);
    }
  };
  return {
    at(path) {
      const entry = entries.get(path);
      if (!entry) return undefined;
      const turn = turnNow();
      if (entry.turn === turn) return entry;
      const gone = entry.file.settled ? lookAgain(folder, entry) : undefined;
      if (gone === undefined) {
        forget(path);
        return undefined;
      }
      entry.turn = turn;
      entry.gone = gone;
      // The newest is the last one.
      entries.delete(path);
      entries.set(path, entry);
      return entry;
    },
    keep(file) {
      put({ file, full: join(folder, file.path), turn: -1, gone: false, weight: 0 });
    },
    weigh(file) {
      const entry = entries.get(file.path);
      if (entry?.file === file) put(entry);
    },
    size: () => total,
  };
}

/** Whether the address is gone for good; undefined when the file is not what it was, or cannot be looked at. */
function lookAgain(folder: string, { file, full }: Entry): boolean | undefined {
  try {
    const look = lookAt(full);
    return look && sameLook(look, file.look) ? isGone(folder, file.path) : undefined;
  } catch {
    // Whoever reads it next finds out what is wrong, and says so.
    return undefined;
  }
}

function weightOf({ identity, packed }: PublicFile): number {
  const lengths = [identity, packed.br, packed.gzip].map((form) => form?.bytes?.length ?? 0);
  return OVERHEAD + lengths.reduce((sum, length) => sum + length, 0);
}
