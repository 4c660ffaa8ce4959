import { hash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { realInside } from '../util/inside.ts';

/**
 * The bytes of a file of the newsroom, to be published; with a digest, only those that it names. Throws when the file
 * was changed or removed since it was found: nothing goes out that was not checked.
 */
export function readFile(root: string, path: string, digest?: string): Uint8Array {
  const real = realInside(root, path);
  const bytes = real === undefined ? undefined : readFileSync(real);
  if (bytes === undefined || (digest !== undefined && hash('sha256', bytes, 'hex') !== digest)) {
    throw new FileChanged(path);
  }
  return bytes;
}

/** A file was changed or removed while a pass was at work. */
export class FileChanged extends Error {
  override name = 'FileChanged';
  why = 'Only what was checked may go out, so it was not published.';
  fix = 'Nothing is lost: the next pass takes the file as it is then. Run the command again.';
  constructor(path: string) {
    super(`${path} was changed or removed while it was being published.`);
  }
}

/** The files in the folder of a path, by their paths from the newsroom's folder; for suggestions. */
export function namesIn(root: string, path: string): string[] {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const real = realInside(root, folder);
  if (real === undefined) return [];
  try {
    const entries = readdirSync(real, { withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => folder + entry.name);
  } catch {
    return [];
  }
}
