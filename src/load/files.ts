import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { realInside } from '../util/inside.ts';

/** The bytes of a file inside the newsroom's folder. Throws when there is none, or when a link leads outside. */
export function readFile(root: string, path: string): Uint8Array {
  const real = realInside(root, path);
  if (real === undefined) throw new Error(`${path} is not a file of the newsroom's folder.`);
  return readFileSync(real);
}

/** Paths of what lies in the same folder as `path`, for suggestions; empty when there is no such folder. */
export function namesIn(root: string, path: string): string[] {
  const folder = dirname(path);
  try {
    return readdirSync(join(root, folder)).map((name) => `${folder}/${name}`);
  } catch {
    return [];
  }
}
