import { join } from 'node:path';
import { filesIn, moveFile, readHead } from './files.ts';
import type { Source } from './source.ts';

/**
 * A folder into which another program puts `.eml` files, each renamed into it when it is whole. What was taken is moved to
 * `done/`, what a person has to read to `aside/` below it.
 */
export function folderSource(folder: string, label = folder): Source {
  const name = `folder ${label}`;
  return {
    name,
    async read(take, stop) {
      for (const file of filesIn(folder, name)) {
        if (stop.aborted) return;
        if (!/\.eml$/i.test(file)) continue;
        const bytes = readHead(join(folder, file), name);
        if (!bytes) continue;
        const fate = await take({ bytes });
        moveFile(join(folder, file), join(folder, fate), file, name);
      }
    },
  };
}
