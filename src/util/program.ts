import { hash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Names the program by its own text, its libraries and its Node: what was rendered by another one is rendered again.
 * Reads the given rooms below `src` (their TypeScript only) and the lock file beside it; a few milliseconds.
 */
export function programTag(src: string, rooms: readonly string[]): string {
  let text = `${process.version}\n${textOf(join(src, '../package-lock.json'))}`;
  for (const room of rooms) {
    const folder = join(src, room);
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    for (const name of names.filter((file) => file.endsWith('.ts')).toSorted()) {
      text += `${room}/${name}\n${readFileSync(join(folder, name), 'utf8')}\n`;
    }
  }
  return hash('sha256', text).slice(0, 16);
}

/** Empty for a file that an installation left out. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
