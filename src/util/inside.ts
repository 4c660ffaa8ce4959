import { realpathSync } from 'node:fs';
import { join, sep } from 'node:path';

/**
 * The true path of something below a folder, every symbolic link followed; undefined when it does not exist, when a
 * link leads nowhere or in a circle, or when it lies outside the folder.
 */
export function realInside(root: string, path: string): string | undefined {
  if (path.includes('\0')) return undefined;
  try {
    const real = realpathSync.native(join(root, path));
    const home = realpathSync.native(root);
    return real === home || real.startsWith(home.endsWith(sep) ? home : home + sep) ? real : undefined;
  } catch {
    return undefined;
  }
}
