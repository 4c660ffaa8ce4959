import { join } from 'node:path';
import { filesIn, moveFile, readHead } from './files.ts';
import type { Source } from './source.ts';

const SEEN = 'S';
const FLAGGED = 'F';

/**
 * A Maildir. What is in `new/` is taken and moved to `cur/`, seen; what a person has to read stays unseen and is
 * flagged. What another program moved to `cur/` without looking at it is taken there. Other flags stay, `tmp/` is never
 * looked at. A file's flags follow `:2,` in its name, in the order of the alphabet.
 */
export function maildirSource(folder: string, label = folder): Source {
  const name = `maildir ${label}`;
  const cur = join(folder, 'cur');
  return {
    name,
    async read(take, stop) {
      for (const place of [join(folder, 'new'), cur]) {
        for (const file of filesIn(place, name)) {
          if (stop.aborted) return;
          const { base, flags } = flagsOf(file);
          if (place === cur && (flags.includes(SEEN) || flags.includes(FLAGGED))) continue;
          const bytes = readHead(join(place, file), name);
          if (!bytes) continue;
          const fate = await take({ bytes });
          moveFile(join(place, file), cur, nameWith(base, flags + (fate === 'done' ? SEEN : FLAGGED)), name);
        }
      }
    },
  };
}

function flagsOf(file: string): { base: string; flags: string } {
  const at = file.lastIndexOf(':2,');
  return at === -1 ? { base: file, flags: '' } : { base: file.slice(0, at), flags: file.slice(at + 3) };
}

function nameWith(base: string, flags: string): string {
  return `${base}:2,${[...new Set(flags)].toSorted().join('')}`;
}
