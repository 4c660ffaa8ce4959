import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
} from 'node:fs';
import { join, parse } from 'node:path';
import { HEAD } from '../limits.ts';
import { SourceError } from './source.ts';

/** The names of a folder's plain files that could be messages, in their order. */
export function filesIn(folder: string, name: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
      .map((entry) => entry.name)
      .toSorted();
  } catch (error) {
    throw sourceError(error, name);
  }
}

/**
 * The beginning of a message, as much as is ever looked at; undefined when the file is gone (another program took it), is
 * no plain file, or was written to meanwhile: it is whole at another time. No link is followed.
 */
export function readHead(path: string, name: string): Uint8Array | undefined {
  let file: number;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ELOOP') return undefined;
    throw sourceError(error, name);
  }
  try {
    const before = fstatSync(file);
    if (!before.isFile()) return undefined;
    const bytes = Buffer.alloc(Math.min(before.size, HEAD));
    let done = 0;
    for (let read = 1; read > 0 && done < bytes.length; done += read) {
      read = readSync(file, bytes, done, bytes.length - done, done);
    }
    const after = fstatSync(file);
    const whole = done === bytes.length && after.size === before.size && after.mtimeMs === before.mtimeMs;
    return whole ? bytes : undefined;
  } catch (error) {
    throw sourceError(error, name);
  } finally {
    closeSync(file);
  }
}

/** Moves a file and never replaces one: a second of its name gets a number. A file that is gone was moved by another. */
export function moveFile(from: string, folder: string, file: string, name: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const { name: stem, ext } = parse(file);
    let target = join(folder, file);
    for (let count = 2; existsSync(target); count += 1) target = join(folder, `${stem}-${count}${ext}`);
    renameSync(from, target);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw sourceError(error, name);
  }
}

function sourceError(error: unknown, name: string): SourceError {
  const code = codeOf(error);
  const fix =
    code === 'ENOENT'
      ? 'Make the folder, or correct its path under "inbox:" in newsdesk.yaml.'
      : 'Give this account the right to read and move what is in it.';
  return new SourceError(`The messages of ${name} cannot be read: ${code}.`, fix, error);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
