import { isUtf8 } from 'node:buffer';
import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { realInside } from './inside.ts';
import { encodingTrouble, strangeCharacters } from './text-troubles.ts';
import type { Trouble } from './trouble.ts';

/**
 * A text file as read. `text` has no byte-order mark and LF line ends; it is empty when nothing could be read. `troubles`
 * stand at offsets of `text`.
 */
export type TextFile = { text: string; troubles: Trouble[] };

const UNTOUCHED = 'It is left as it was until it can be read.';
const OPEN = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** What a file looked like when it was listed. */
export type Seen = { bytes: number; mtimeMs: number; ino: number };

/**
 * Reads a UTF-8 text below `root`, at most `limit` bytes of it: a larger file is not read at all. Symbolic links are
 * followed inside the root only. A file that is written to while it is read, or since it was `seen`, is not used: it may
 * be half saved. (One that was replaced by another file is whole.) Whatever is wrong is a trouble; nothing throws.
 */
export function readText(root: string, path: string, limit: number, seen?: Seen): TextFile {
  const bytes = readBytes(root, path, limit, seen);
  if (!(bytes instanceof Uint8Array)) return { text: '', troubles: [bytes] };
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const written = bytes.toString('utf8', start);
  const text = written.includes('\r') ? written.replace(/\r\n?/g, '\n') : written;
  if (!isUtf8(bytes)) return { text, troubles: [encodingTrouble(bytes, text)] };
  if (text.trim() === '') return { text, troubles: [problem('file/empty', ...EMPTY)] };
  return { text, troubles: strangeCharacters(text) };
}

const EMPTY = [
  'The file is empty',
  'Nothing in it can be used; perhaps saving it was cut short.',
  'Write its text or restore an earlier copy; delete the file if it is not needed.',
] as const;

function readBytes(root: string, path: string, limit: number, seen?: Seen): Buffer | Trouble {
  let file: number | undefined;
  try {
    file = open(root, path);
    if (file === undefined) return outside();
    return readOpened(file, limit, seen);
  } catch (error) {
    return unreadable(error);
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Opens a file; undefined when it is a link that leads outside. Never waits, also not for a pipe. */
function open(root: string, path: string): number | undefined {
  try {
    return openSync(join(root, path), OPEN | (constants.O_NOFOLLOW ?? 0));
  } catch (error) {
    if (codeOf(error) !== 'ELOOP') throw error;
    const real = realInside(root, path);
    return real === undefined ? undefined : openSync(real, OPEN);
  }
}

function readOpened(file: number, limit: number, seen?: Seen): Buffer | Trouble {
  const before = fstatSync(file);
  if (!before.isFile()) return notAFile(before);
  if (before.size > limit) return tooLarge(before.size, limit);
  const bytes = Buffer.allocUnsafe(before.size);
  let done = 0;
  for (let got = -1; got !== 0 && done < bytes.length; done += got)
    got = readSync(file, bytes, done, bytes.length - done, done);
  const after = fstatSync(file);
  const whole = done === bytes.length && isUntouched(before, after);
  const since =
    seen && seen.ino === before.ino && (seen.bytes !== before.size || seen.mtimeMs !== before.mtimeMs);
  return whole && !since ? bytes : changing();
}

function isUntouched(before: Stats, after: Stats): boolean {
  return after.size === before.size && after.mtimeMs === before.mtimeMs && after.ctimeMs === before.ctimeMs;
}

function problem(rule: string, what: string, why: string, fix: string): Trouble {
  return { rule, severity: 'error', offset: 0, length: 0, what, why, fix };
}

function notAFile(stats: Stats): Trouble {
  const what = stats.isDirectory()
    ? 'This is a folder, where a file is expected'
    : 'This is not an ordinary file';
  return problem(
    'file/not-a-file',
    what,
    'Only ordinary files can be read.',
    'Move it away, or give it another name.',
  );
}

function tooLarge(size: number, limit: number): Trouble {
  const what = `The file has ${megabytes(size)}; at most ${megabytes(limit)} are read`;
  const why =
    'A text is some kilobytes long, so this is something else, or it would hold up everything else.';
  return problem(
    'file/too-large',
    what,
    why,
    'Check what was saved under this name. Pictures go into a folder of their own.',
  );
}

function changing(): Trouble {
  const what = 'The file is being saved right now';
  return problem(
    'file/changing',
    what,
    'Half a text must never go out.',
    'Nothing; it is left as it was until the next pass.',
  );
}

function outside(): Trouble {
  const what = 'This is a link that leads nowhere, or out of the newsroom’s folder';
  return problem(
    'file/link',
    what,
    'Only what lies in the newsroom’s folder can be published.',
    'Put the file itself here.',
  );
}

function unreadable(error: unknown): Trouble {
  const code = codeOf(error);
  if (code === 'ENOENT')
    return problem('file/missing', 'There is no such file', UNTOUCHED, 'Check its name, or restore it.');
  const fix =
    code === 'EACCES' || code === 'EPERM'
      ? 'Give the account that runs Newsdesk the right to read it.'
      : 'Check the disk and the file.';
  return problem('file/unreadable', `The file cannot be read (${code})`, UNTOUCHED, fix);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

function megabytes(bytes: number): string {
  return bytes < 100_000 ? `${(bytes / 1000).toFixed(1)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
