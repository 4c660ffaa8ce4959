import { join } from 'node:path';
import { replaceFile } from '../util/atomic.ts';
import { oneLine } from '../util/mask.ts';
import type { Courier, Handed, Message } from './courier.ts';

/** What the disk can say, in words. */
const WORDS: Record<string, string> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the disk is read-only',
  EACCES: 'this account may not write there',
  EPERM: 'this account may not write there',
  ENOTDIR: 'a file stands where a folder should be',
  EISDIR: 'a folder stands where the file should be',
};

/**
 * The courier of a newsroom without a mail server: every message becomes a file below `folder`, one folder an edition
 * (`digest-24@1/000017.eml`), whole or not at all. The name is made of edition and subscriber, so handing the same
 * message over twice leaves one file.
 */
export function outboxCourier(folder: string): Courier {
  return {
    name: folder,
    atOnce: 4,
    hand: async (message) => writeMessage(folder, message),
    close: async () => {},
  };
}

function writeMessage(folder: string, { edition, subscriber, bytes }: Message): Handed {
  const name = join(edition.replaceAll('/', '-'), `${String(subscriber).padStart(6, '0')}.eml`);
  try {
    replaceFile(join(folder, name), bytes, 0o600);
    return { kind: 'accepted', response: `written to ${name}` };
  } catch (error) {
    return {
      kind: 'deferred',
      response: `${folder} could not be written: ${outboxWords(error)}`,
      ours: true,
    };
  }
}

/** Why the disk did not take a file, in words. */
export function outboxWords(error: unknown): string {
  if (!(error instanceof Error)) return oneLine(String(error));
  const known = 'code' in error && typeof error.code === 'string' ? WORDS[error.code] : undefined;
  return known ?? oneLine(error.message);
}
