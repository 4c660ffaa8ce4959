import type { Return } from '../model/return.ts';
import { oneLine } from '../util/mask.ts';
import { readReturn } from './read.ts';
import type { Desk, Statement } from './statement.ts';
import { attribute, type Attributed, type Whose } from './whose.ts';

/** A return that is understood, and how we know whose it is. */
export type Taken = { back: Return; seed?: string } & Pick<Attributed, 'proof' | 'sentAt'> &
  Pick<Statement, 'about'>;

/** One message as a source delivers it. `to`: whom the mail server says it came to, when it says so outside the message. */
export type Delivered = { bytes: Uint8Array; to?: string };

/**
 * Everything that one message says, as returns that can be taken down. A message that cannot be read is a return too:
 * nothing is lost. Never throws for what is in a message; rejects only when `whose` cannot answer.
 */
export async function takeMessage(
  { bytes, to }: Delivered,
  source: string,
  at: number,
  desk: Desk,
  whose: Whose,
): Promise<Taken[]> {
  const read = await readReturn(bytes, desk);
  if ('unreadable' in read) {
    return [
      {
        back: { key: read.key, at, source, kind: 'unreadable', status: '', words: read.unreadable },
        about: '',
      },
    ];
  }
  const { reading } = read;
  if (to !== undefined) reading.envelope.unshift(to);
  const isCopy =
    reading.listId === desk.listId.toLowerCase() && reading.statements.every(({ kind }) => kind === 'auto');
  const arrived = isCopy ? await whose.seed(reading.messageId) : undefined;
  if (arrived) {
    const { edition, seed } = arrived;
    const back: Return = {
      key: reading.key,
      at,
      source,
      kind: 'arrival',
      edition,
      status: '',
      words: `a copy at ${seed}`,
    };
    return [{ back, seed, about: '' }];
  }
  const all = await attribute(reading, whose);
  return all.map((one, index) =>
    takenOf(one, index === 0 ? reading.key : `${reading.key} ${index}`, source, at),
  );
}

function takenOf(
  { statement, proof, subscriber, edition, sentAt }: Attributed,
  key: string,
  source: string,
  at: number,
): Taken {
  const { kind, status, words, about } = statement;
  const known = {
    ...(subscriber !== undefined && { subscriber }),
    ...(edition !== undefined && { edition }),
  };
  return {
    back: { key, at, source, kind, ...known, status, words: oneLine(words, 300) },
    about,
    ...(proof && { proof }),
    ...(sentAt !== undefined && { sentAt }),
  };
}
