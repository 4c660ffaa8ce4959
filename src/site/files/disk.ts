import { constants, lstatSync, realpathSync, statSync, type Stats } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { GONE } from '../../model/address.ts';
import { realInside } from '../../util/inside.ts';
import { isHidden } from './address.ts';

/** What names a file's bytes without reading them, as long as it is replaced by renaming and not edited in place. */
export type Look = { dev: number; ino: number; size: number; mtimeMs: number; ctimeMs: number };

/** What a request path leads to below `public/`; `path` has every link followed. */
export type Found = { kind: 'folder' } | { kind: 'file'; path: string };

/**
 * Finds what the names lead to. Undefined when nothing is there, or when it is no plain file, lies outside the folder
 * (through a link) or is hidden.
 */
export function findPublic(folder: string, names: readonly string[]): Found | undefined {
  const real = realInside(folder, names.join('/'));
  if (real === undefined) return undefined;
  const path = relative(realpathSync.native(folder), real).split(sep).join('/');
  if (isHidden(path)) return undefined;
  const found = statSync(real, { throwIfNoEntry: false });
  if (found?.isDirectory()) return { kind: 'folder' };
  return found?.isFile() && names.at(-1) !== '' ? { kind: 'file', path } : undefined;
}

/** A look at a plain file; undefined when there is none any more, or a link in its place. */
export function lookAt(file: string): Look | undefined {
  try {
    const found = lstatSync(file, { throwIfNoEntry: false });
    return found?.isFile() ? found : undefined;
  } catch (error) {
    return unlessGone(error);
  }
}

export function sameLook(a: Look, b: Look): boolean {
  return (
    a.ino === b.ino &&
    a.mtimeMs === b.mtimeMs &&
    a.ctimeMs === b.ctimeMs &&
    a.size === b.size &&
    a.dev === b.dev
  );
}

/** Follows no link and does not wait for a pipe; Windows knows neither of the two. */
const PLAIN = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Opens a file and looks at what was opened. The caller closes it. Undefined when it is gone. */
export async function openFile(file: string): Promise<{ handle: FileHandle; stats: Stats } | undefined> {
  const handle = await open(file, PLAIN).catch(unlessGone);
  if (!handle) return undefined;
  try {
    return { handle, stats: await handle.stat() };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/**
 * Whether the address of a path is gone for good (410): an outlet has left a mark of the same path in `gone/`. It says so
 * to any web server without being read, and without telling that server to look again.
 */
export function isGone(folder: string, path: string): boolean {
  try {
    return statSync(join(folder, GONE, path), { throwIfNoEntry: false })?.isFile() ?? false;
  } catch (error) {
    return unlessGone(error) ?? false;
  }
}

/** A file may vanish between two looks at it; that is a file that is not there, not an error. */
function unlessGone(error: unknown): undefined {
  if (
    error instanceof Error &&
    'code' in error &&
    /^(ENOENT|ENOTDIR|ENAMETOOLONG|ELOOP)$/.test(String(error.code))
  )
    return undefined;
  throw error;
}
