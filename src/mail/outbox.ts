import { join } from 'node:path';
import { stageFile } from '../util/atomic.ts';
import { oneLine } from '../util/mask.ts';
import { given } from './permit.ts';
import type { Courier, Handed, Message, Permit } from './courier.ts';

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
    connections: 4,
    hand: (message, permit) => writeMessage(folder, message, permit),
    breakOff: () => {},
    close: async () => {},
  };
}

async function writeMessage(folder: string, message: Message, permit: Permit): Promise<Handed> {
  const { edition, subscriber, parts, size } = message;
  const name = join(edition.replaceAll('/', '-'), `${String(subscriber).padStart(6, '0')}.eml`);
  try {
    const staged = stageFile(join(folder, name), Buffer.concat(parts, size), 0o600);
    if (!(await given(permit))) {
      staged.discard();
      return { kind: 'withheld' };
    }
    staged.commit();
    return { kind: 'accepted', response: `written to ${name}`, about: 'reader' };
  } catch (error) {
    const response = `${folder} could not be written: ${outboxWords(error)}`;
    return { kind: 'deferred', response, about: 'relay' };
  }
}

/** Why the disk did not take a file, in words. */
export function outboxWords(error: unknown): string {
  if (!(error instanceof Error)) return oneLine(String(error));
  const known = 'code' in error && typeof error.code === 'string' ? WORDS[error.code] : undefined;
  return known ?? oneLine(error.message);
}
