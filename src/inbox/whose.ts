import type { Return } from '../model/return.ts';
import type { Reading, Statement } from './statement.ts';

/** What is known of our own mail, asked of others: this room knows neither keys nor the list. */
export type Whose = {
  /** The copy that a return path of ours, anywhere in a text, was made for. */
  returnPath: (text: string) => { subscriber: number; mailing: number } | undefined;
  /** The subscriber of an unsubscribe token. */
  leaving: (token: string) => number | undefined;
  /** The edition that went out as a mailing of this number, and when. */
  mailing: (number: number) => Promise<{ edition: string; beganAt: number } | undefined>;
  /** When the mailbox was asked by a probe; undefined when it was not. */
  probedAt: (subscriber: number) => Promise<number | undefined>;
  address: (subscriber: number) => Promise<string | undefined>;
  member: (address: string) => Promise<number | undefined>;
  /** The edition of which a subscriber's copy has this Message-ID. */
  copy: (messageId: string, subscriber: number) => Promise<{ edition: string; beganAt: number } | undefined>;
  /** The seed mailbox whose copy of an edition has this Message-ID. */
  seed: (messageId: string) => Promise<{ edition: string; seed: string } | undefined>;
};

/**
 * Whose copy a statement speaks of. `proof` says how we know: by a token that only that copy held (its Message-ID is one
 * too), or only by a name.
 */
export type Attributed = {
  statement: Statement;
  proof?: 'token' | 'name';
  subscriber?: number;
  edition?: string;
  sentAt?: number;
};

/** A report about one copy may speak of many: of a group's members, of a forward. The mildest is true of the copy. */
const MILDEST: readonly Return['kind'][] = ['delivered', 'expanded', 'delayed', 'ours', 'soft', 'hard'];

/**
 * Finds out whose copy it is: by the return path first, else by the unsubscribe link in what came back, else by Message-ID
 * and recipient together, else by a recipient that a real report names. Every message of ours is for one subscriber, so
 * a token answers for all statements at once.
 */
export async function attribute(reading: Reading, whose: Whose): Promise<Attributed[]> {
  const sealed = await bySeal(reading, whose);
  if (sealed === undefined) {
    const all: Attributed[] = [];
    for (const statement of reading.statements) all.push(await byName(statement, reading, whose));
    return all;
  }
  const [statement] = reading.statements.toSorted((a, b) => rank(a) - rank(b));
  return statement === undefined
    ? []
    : [{ ...sealed, statement: await atHome(statement, sealed.subscriber, whose) }];
}

function rank({ kind }: Statement): number {
  return MILDEST.indexOf(kind);
}

type Sealed = { proof: 'token'; subscriber: number; edition?: string; sentAt?: number };

async function bySeal({ envelope, original, leave }: Reading, whose: Whose): Promise<Sealed | undefined> {
  if (leave !== undefined) {
    const subscriber = whose.leaving(leave);
    return subscriber === undefined ? undefined : { proof: 'token', subscriber };
  }
  for (const text of envelope) {
    const found = whose.returnPath(text);
    if (!found) continue;
    const { subscriber, mailing } = found;
    const sent = mailing === 0 ? undefined : await whose.mailing(mailing);
    const sentAt = mailing === 0 ? await whose.probedAt(subscriber) : sent?.beganAt;
    return {
      proof: 'token',
      subscriber,
      ...(sent && { edition: sent.edition }),
      ...(sentAt !== undefined && { sentAt }),
    };
  }
  const subscriber = original && unsubscribing(original.head, whose);
  if (subscriber === undefined) return undefined;
  const sent = original && (await whose.copy(original.messageId, subscriber));
  return { proof: 'token', subscriber, ...(sent && { edition: sent.edition, sentAt: sent.beganAt }) };
}

/** Our List-Unsubscribe holds the reader's token twice: behind the page's `/u/`, and in the subject of the mail. */
function unsubscribing(head: string, whose: Whose): number | undefined {
  let tried = 0;
  for (const [, token = ''] of head.matchAll(
    /(?:\/u\/|unsubscribe(?:%20|=| ))([A-Za-z0-9_-]{22})(?![A-Za-z0-9_-])/g,
  )) {
    const subscriber = whose.leaving(token);
    if (subscriber !== undefined) return subscriber;
    tried += 1;
    if (tried > 20) break;
  }
  return undefined;
}

/**
 * What bounces behind a forward or a group is another address than the one that was given to us, which works: a newsroom
 * must not lose its copy because one of its people left. It counts as a soft bounce.
 */
async function atHome(statement: Statement, subscriber: number, whose: Whose): Promise<Statement> {
  const [failed] = statement.recipients;
  if (statement.kind !== 'hard' || failed === undefined) return statement;
  const address = await whose.address(subscriber);
  const isOther = address !== undefined && address.toLowerCase() !== failed.toLowerCase();
  return isOther ? { ...statement, kind: 'soft' } : statement;
}

/**
 * Anybody can write a report about anybody: a statement that only names somebody ever counts a little. One that knows the
 * Message-ID of that reader's copy has it from the copy.
 */
async function byName(
  statement: Statement,
  { original, report }: Reading,
  whose: Whose,
): Promise<Attributed> {
  for (const recipient of statement.recipients.slice(0, 3)) {
    const subscriber = await whose.member(recipient);
    if (subscriber === undefined) continue;
    const sent = original && original.messageId !== '' && (await whose.copy(original.messageId, subscriber));
    if (sent) return { statement, proof: 'token', subscriber, edition: sent.edition, sentAt: sent.beganAt };
    if (report) return { statement, proof: 'name', subscriber };
  }
  return { statement };
}
