import { appendFileSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { replaceFile } from './atomic.ts';

/**
 * What the program remembers between two passes so as not to do work twice. Always safe to delete: an entry counts only
 * while its stamp (what the file looked like) and the whole memory's tag (which program, which newsroom) are the same.
 */
export type Memory<T> = {
  get: (name: string, stamp: string) => T | undefined;
  set: (name: string, stamp: string, value: T) => void;
  /** Forgets every name that the test does not keep. */
  prune: (keep: (name: string) => boolean) => void;
  names: () => Iterable<string>;
  /** Takes up what another program saved since. */
  reload: () => void;
  /** Writes what is new; the whole file again when more than half of it is stale. */
  save: () => void;
};

type Entry<T> = { stamp: string; value: T };

/**
 * A memory kept as JSON lines in a file. A missing, half-written or foreign file is an empty memory; a bad line is
 * skipped.
 */
export function openMemory<T>(path: string, tag: string): Memory<T> {
  const entries = new Map<string, Entry<T>>();
  let written = readLines(path, tag, entries);
  let left = lookOf(path);
  const save = (fresh: Set<string>, pruned: boolean): void => {
    if (fresh.size === 0 && !pruned) return;
    const rewrite = written < 0 || pruned || written + fresh.size > 2 * entries.size + 100;
    const names = rewrite ? entries.keys() : fresh;
    let text = rewrite ? `${JSON.stringify({ tag })}\n` : '';
    for (const name of names) {
      const entry = entries.get(name);
      if (entry) text += `${JSON.stringify([name, entry.stamp, entry.value])}\n`;
    }
    // What is remembered lies beside the ledger, which holds addresses.
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    if (rewrite) replaceFile(path, text);
    else appendFileSync(path, text);
    written = rewrite ? entries.size : written + fresh.size;
    left = lookOf(path);
  };
  const reload = (): void => {
    if (lookOf(path) === left) return;
    entries.clear();
    written = readLines(path, tag, entries);
    left = lookOf(path);
  };
  return memory(entries, save, reload);
}

function lookOf(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat ? `${stat.size} ${stat.mtimeMs} ${stat.ino}` : 'none';
}

function memory<T>(
  entries: Map<string, Entry<T>>,
  write: (fresh: Set<string>, pruned: boolean) => void,
  reload: () => void,
): Memory<T> {
  const fresh = new Set<string>();
  let pruned = false;
  return {
    get(name, stamp) {
      const entry = entries.get(name);
      return entry?.stamp === stamp ? entry.value : undefined;
    },
    set(name, stamp, value) {
      entries.set(name, { stamp, value });
      fresh.add(name);
    },
    prune(keep) {
      for (const name of entries.keys()) {
        if (keep(name)) continue;
        entries.delete(name);
        pruned = true;
      }
    },
    names: () => entries.keys(),
    reload,
    save() {
      write(fresh, pruned);
      fresh.clear();
      pruned = false;
    },
  };
}

/** Fills `entries` and returns how many lines the file has; -1 when it cannot be gone on with. */
function readLines<T>(path: string, tag: string, entries: Map<string, Entry<T>>): number {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return -1;
  }
  const end = text.indexOf('\n');
  if (end === -1 || text.slice(0, end) !== JSON.stringify({ tag })) return -1;
  const lines = text.slice(end + 1);
  const whole = lines === '' || lines.endsWith('\n');
  const all = (whole && parsedTogether<T>(lines)) || undefined;
  const found = (all ?? parsedOneByOne<T>(lines)).filter(isLine);
  for (const [name, stamp, value] of found) entries.set(name, { stamp, value });
  return all ? found.length : -1;
}

type Line<T> = [name: string, stamp: string, value: T];

function isLine(line: unknown): boolean {
  return (
    Array.isArray(line) && line.length === 3 && typeof line[0] === 'string' && typeof line[1] === 'string'
  );
}

/** All lines in one go, which is twice as fast; undefined when one of them is not whole. */
function parsedTogether<T>(lines: string): Line<T>[] | undefined {
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by this program, as the tag says
    return JSON.parse(`[${lines.trimEnd().replaceAll('\n', ',')}]`) as Line<T>[];
  } catch {
    return undefined;
  }
}

/** The lines that are whole. One cut off by a crash is found out again, and the next save writes the file anew. */
function parsedOneByOne<T>(lines: string): Line<T>[] {
  return lines.split('\n').flatMap((line) => {
    try {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as above
      return line === '' ? [] : [JSON.parse(line) as Line<T>];
    } catch {
      return [];
    }
  });
}
