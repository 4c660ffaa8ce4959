import type { ImapFlow } from 'imapflow';
import { HEAD } from '../limits.ts';
import { SourceError, type Source, type Take } from './source.ts';

/** An IMAP server and the way in. */
export type ImapServer = {
  /** `imap.example.gov:993`: for messages, without credentials. */
  name: string;
  host: string;
  port: number;
  /** `implicit`: TLS from the first byte. `none`: within this machine only. */
  tls: 'implicit' | 'required' | 'none';
  user: string;
  password: string;
};

/** Where reading stopped, kept by others. */
export type Bookmark = {
  get: () => Promise<string | undefined>;
  set: (position: string) => Promise<void>;
};

/** How long each step of a conversation may take, ms. */
const PATIENCE = 30_000;

/**
 * A mailbox of an IMAP server. Messages are read in the order of their UIDs from where the last reading stopped, only
 * their first megabyte, and marked as seen; what a person has to read stays unseen and is flagged. A mailbox that was made
 * anew (another UIDVALIDITY) is read from its beginning. It is asked once and left: polling is the caller's.
 */
export function imapSource(server: ImapServer, mailbox: string, bookmark: Bookmark): Source {
  const name = `imap ${mailbox}`;
  return {
    name,
    async read(take, stop) {
      const client = await connect(server, name);
      try {
        await readNew(client, mailbox, bookmark, take, stop);
        await client.logout();
      } catch (error) {
        throw isImapTrouble(error, client) ? imapError(error, server, mailbox) : error;
      } finally {
        client.close();
      }
    },
  };
}

/** A mailbox is asked for, and nobody said where. */
export function missingServer(mailbox: string): Source {
  const trouble = new SourceError(
    `The mailbox ${mailbox} cannot be read: IMAP_URL is not set.`,
    'Set IMAP_URL=imaps://user:password@server/ in the environment.',
  );
  return { name: `imap ${mailbox}`, read: () => Promise.reject(trouble) };
}

async function connect(server: ImapServer, name: string): Promise<ImapFlow> {
  const { ImapFlow } = await import('imapflow');
  const { host, port, tls, user, password } = server;
  const client = new ImapFlow({
    host,
    port,
    secure: tls === 'implicit',
    doSTARTTLS: tls === 'required' ? true : tls === 'none' ? false : undefined,
    auth: { user, pass: password },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: PATIENCE,
    greetingTimeout: PATIENCE,
    socketTimeout: PATIENCE,
  });
  // A connection that breaks is also told to whoever waits for an answer on it.
  client.on('error', () => {});
  try {
    await client.connect();
    return client;
  } catch (error) {
    client.close();
    throw imapError(error, server, name.slice('imap '.length));
  }
}

async function readNew(
  client: ImapFlow,
  mailbox: string,
  bookmark: Bookmark,
  take: Take,
  stop: AbortSignal,
): Promise<void> {
  const { uidValidity } = await client.mailboxOpen(mailbox);
  const last = lastUid(await bookmark.get(), uidValidity);
  const found = await client.search({ uid: `${last + 1}:*` }, { uid: true });
  // "*" is the last message even when its UID is below the range (RFC 9051 §6.4.4).
  const uids = (found || []).filter((uid) => uid > last).toSorted((a, b) => a - b);
  for (const uid of uids) {
    if (stop.aborted) return;
    const message = await client.fetchOne(`${uid}`, { source: { start: 0, maxLength: HEAD } }, { uid: true });
    // Gone since the search: somebody deleted it.
    if (message && message.source) {
      const fate = await take({ bytes: message.source });
      await client.messageFlagsAdd(`${uid}`, [fate === 'done' ? '\\Seen' : '\\Flagged'], { uid: true });
    }
    await bookmark.set(`${uidValidity}:${uid}`);
  }
}

function lastUid(position: string | undefined, uidValidity: bigint): number {
  const [validity, uid] = position?.split(':') ?? [];
  return validity === String(uidValidity) ? Number(uid) || 0 : 0;
}

/** Trouble of the ledger is told as it is; everything else came over the connection. */
function isImapTrouble(error: unknown, client: ImapFlow): boolean {
  return !client.usable || (error instanceof Error && ('responseStatus' in error || 'code' in error));
}

function imapError(error: unknown, { name }: ImapServer, mailbox: string): SourceError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (error instanceof Error && 'authenticationFailed' in error && error.authenticationFailed === true)
    return new SourceError(
      `${name} does not take the user and password of IMAP_URL.`,
      'Correct IMAP_URL.',
      error,
    );
  if (error instanceof Error && 'mailboxMissing' in error && error.mailboxMissing === true)
    return new SourceError(
      `${name} has no mailbox ${mailbox}.`,
      'Correct its name under "inbox:" in newsdesk.yaml.',
      error,
    );
  return new SourceError(
    `The mailbox ${mailbox} at ${name} could not be read${code === '' ? '' : `: ${code}`}.`,
    'It is tried again by itself. When it stays like that, look at IMAP_URL and at the server.',
    error,
  );
}
