import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { replaceFile, syncFolder, writeThrough } from '../util/atomic.ts';
import type { Keys } from './tokens.ts';

const BYTES = 32;

/** The key cannot be read or made. `message` says what, `why` and `fix` the rest; never holds the key. */
export class KeyError extends Error {
  override readonly name = 'KeyError';
  readonly why =
    'Every unsubscribe link is signed with it; with another key the links in mails sent before would die.';
  readonly fix: string;

  constructor(what: string, fix: string, cause?: unknown) {
    super(what, { cause });
    this.fix = fix;
  }
}

/** The newest signs; more than these are not kept, since everything that is checked is checked with each of them. */
const MOST = 5;

/**
 * Reads the keys that subscribers' links are signed and checked with, a line each, the newest first; makes the first one on
 * the very first call: 32 random bytes in hex, readable by this account only. Two programs that start at once get the same
 * key. Throws KeyError.
 */
export function loadKeys(path: string): Keys {
  const known = readKeys(path);
  if (known) return known;
  const temporary = `${path}.${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    writeThrough(temporary, fileOf([randomBytes(BYTES)]), 0o600);
    linkSync(temporary, path);
    syncFolder(dirname(path));
  } catch (error) {
    // Somebody else was faster: theirs is the key.
    if (codeOf(error) !== 'EEXIST') throw unmade(path, error);
  } finally {
    rmSync(temporary, { force: true });
  }
  const made = readKeys(path);
  if (!made) throw new KeyError(`The key ${path} vanished while it was made.`, 'Start again.');
  return made;
}

/** The one that stays, whatever is changed: for what has to be the same for ever. */
export function lastingKey(keys: Keys): Uint8Array {
  return keys.at(-1) ?? keys[0];
}

/**
 * Puts a new key in front, whole or not at all, and returns the keys as they are now. The oldest always stays, because the
 * marks of those who were forgotten are made with it, and Message-IDs; when there are too many, the second oldest goes, and links that were
 * signed with it die. Throws KeyError.
 */
export function rotateKeys(path: string): Keys {
  const [newest, ...older] = loadKeys(path);
  const middle = older.slice(0, -1);
  const oldest = older.slice(-1);
  const kept = [newest, ...middle].slice(0, MOST - 1 - oldest.length);
  try {
    replaceFile(path, fileOf([randomBytes(BYTES), ...kept, ...oldest]), 0o600);
  } catch (error) {
    throw unmade(path, error);
  }
  return loadKeys(path);
}

/** The keys as they are at each call, for a program that goes on while somebody changes them. Throws KeyError. */
export function openKeys(path: string): () => Keys {
  let keys = loadKeys(path);
  let seen = stampOf(path);
  return () => {
    const stamp = stampOf(path);
    if (stamp !== '' && stamp !== seen) {
      keys = loadKeys(path);
      seen = stamp;
    }
    return keys;
  };
}

/** The file is replaced as a whole, never written into, so that its inode tells one from the next. */
function stampOf(path: string): string {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found ? `${found.ino} ${found.mtimeNs} ${found.size}` : '';
}

function fileOf(keys: readonly Uint8Array[]): string {
  return keys.map((key) => `${Buffer.from(key).toString('hex')}\n`).join('');
}

function unmade(path: string, error: unknown): KeyError {
  return new KeyError(
    `The key ${path} cannot be made: ${codeOf(error)}.`,
    'Make its folder writable.',
    error,
  );
}

function readKeys(path: string): Keys | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw new KeyError(
      `The key ${path} cannot be read: ${codeOf(error)}.`,
      'Give this account the right to.',
      error,
    );
  }
  const lines = text.trim().split(/\s*\n\s*/);
  const [newest, ...older] = lines.map((line) => Buffer.from(line, 'hex'));
  if (newest && lines.every((line) => /^[0-9a-f]{64}$/.test(line))) return [newest, ...older];
  throw new KeyError(
    `The key ${path} is damaged: each line should be 64 hexadecimal digits.`,
    'Put it back from a backup. Only if no mail was ever sent, delete it: a new one is made.',
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
