import { open, stat, type FileHandle } from 'node:fs/promises';
import { realpathSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { realInside } from '../util/inside.ts';

/** What a request path leads to below `public/`. A file's `handle` is open: whoever asked must close it. */
export type Found =
  | { kind: 'folder' }
  | {
      kind: 'file';
      /** Path below `public/`, with `/`, every link followed. */
      path: string;
      handle: FileHandle;
      /** Bytes. */
      size: number;
      /** When the file was last written, epoch ms. */
      modified: number;
      etag: string;
    };

/** Dot files, editors' backups, and files that are being written (util/atomic.ts) belong to nobody outside. */
const HIDDEN = /^\.|~$|\.tmp-\d+$/;

/**
 * The names that a request path is made of, decoded once; the last is empty for a folder's path. Undefined for a path
 * that names nothing that may be served: encoded slashes, backslashes, NUL, hidden names, broken encoding.
 */
export function namesOf(pathname: string): string[] | undefined {
  let names: string[];
  try {
    names = pathname.split('/').slice(1).map(decodeURIComponent);
  } catch {
    return undefined;
  }
  const sound = names.every(
    (name, i) => (name !== '' || i === names.length - 1) && !/[/\\\0]/.test(name) && !HIDDEN.test(name),
  );
  return sound && names.length > 0 ? names : undefined;
}

/**
 * Opens what the names lead to. Undefined when nothing is there, or when it is no plain file, lies outside the folder
 * (through a link) or is hidden. The entity tag changes with every replacement: a file of `public/` is never edited in
 * place, so inode, size and time of writing name its bytes without reading them.
 */
export async function openPublic(folder: string, names: readonly string[]): Promise<Found | undefined> {
  const real = realInside(folder, names.join('/'));
  if (real === undefined) return undefined;
  const path = relative(realpathSync.native(folder), real).split(sep).join('/');
  if (path.split('/').some((name) => HIDDEN.test(name))) return undefined;
  const found = await stat(real).catch(unlessGone);
  if (found?.isDirectory()) return { kind: 'folder' };
  if (!found?.isFile() || names.at(-1) === '') return undefined;
  const handle = await open(real).catch(unlessGone);
  if (!handle) return undefined;
  const { size, mtimeNs, ino } = await handle.stat({ bigint: true });
  const etag = `"${ino.toString(36)}-${size.toString(36)}-${mtimeNs.toString(36)}"`;
  return { kind: 'file', path, handle, size: Number(size), modified: Number(mtimeNs / 1_000_000n), etag };
}

/** A file may vanish between two looks at it; that is a file that is not there, not an error. */
function unlessGone(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
  throw error;
}
