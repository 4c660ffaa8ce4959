import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncFolder, writeThrough } from '../util/atomic.ts';

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

/**
 * Reads the key that signs subscribers' links, and makes one on the very first call: 32 random bytes in hex, readable
 * by this account only. Two programs that start at once get the same key. Throws KeyError.
 */
export function loadKey(path: string): Uint8Array {
  const known = readKey(path);
  if (known) return known;
  const temporary = `${path}.${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    writeThrough(temporary, `${randomBytes(BYTES).toString('hex')}\n`, 0o600);
    linkSync(temporary, path);
    syncFolder(dirname(path));
  } catch (error) {
    // Somebody else was faster: theirs is the key.
    if (codeOf(error) !== 'EEXIST') {
      throw new KeyError(
        `The key ${path} cannot be made: ${codeOf(error)}.`,
        'Make its folder writable.',
        error,
      );
    }
  } finally {
    rmSync(temporary, { force: true });
  }
  const made = readKey(path);
  if (!made) throw new KeyError(`The key ${path} vanished while it was made.`, 'Start again.');
  return made;
}

function readKey(path: string): Uint8Array | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8').trim();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw new KeyError(
      `The key ${path} cannot be read: ${codeOf(error)}.`,
      'Give this account the right to.',
      error,
    );
  }
  if (/^[0-9a-f]{64}$/.test(text)) return Buffer.from(text, 'hex');
  throw new KeyError(
    `The key ${path} is damaged: it should be 64 hexadecimal digits.`,
    'Put it back from a backup. Only if no mail was ever sent, delete it: a new one is made.',
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
