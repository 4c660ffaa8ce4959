import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncFolder } from '../util/atomic.ts';
import type { RowFinding } from './cells.ts';
import { csvLine } from './defuse.ts';

/** The rows that were left out, as a table for whoever mends them. One of `keep` and `discard` is to be called, once. */
export type Rejects = {
  write: (findings: readonly RowFinding[]) => void;
  /** Puts the file in its place; without a single row there is none, and an old one is taken away. True when it is there. */
  keep: () => boolean;
  discard: () => void;
};

/**
 * Begins a table of rejected rows: line, what is wrong, what to do, and the row as written, so that nothing of a long
 * list has to be kept in memory. For this account's eyes only, since it holds addresses; in place only when it is whole.
 */
export function openRejects(path: string): Rejects {
  const temporary = `${path}.tmp`;
  // What a program that was killed left there goes first.
  rmSync(temporary, { force: true });
  const file = openSync(temporary, 'wx', 0o600);
  let count = 0;
  writeSync(file, csvLine(['line', 'what', 'fix', 'row']));
  const discard = (): void => {
    closeSync(file);
    rmSync(temporary, { force: true });
  };
  return {
    discard,
    write(findings) {
      const lines = Map.groupBy(findings, ({ line }) => line);
      count += lines.size;
      let text = '';
      for (const [line, found] of lines) {
        const words = (word: 'what' | 'fix') => [...new Set(found.map((one) => one[word]))].join('; ');
        text += csvLine([`${line}`, words('what'), words('fix'), found[0]?.raw.trimEnd() ?? '']);
      }
      writeSync(file, text);
    },
    keep() {
      if (count === 0) {
        discard();
        rmSync(path, { force: true });
        return false;
      }
      fsyncSync(file);
      closeSync(file);
      renameSync(temporary, path);
      syncFolder(dirname(path));
      return true;
    },
  };
}
