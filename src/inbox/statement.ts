import type { ReturnKind } from '../model/return.ts';

/** What one message says of one recipient, before anybody knows whose copy it is. */
export type Statement = {
  kind: Exclude<ReturnKind, 'arrival' | 'unreadable'>;
  /** Enhanced status (RFC 3463); empty when there is none. */
  status: string;
  /** The server's words on one line, every address masked. */
  words: string;
  /** What `ours` is about (`spam`, `rate`), or what a person wants (`leave`); else empty. */
  about: string;
  /** The addresses that it names, whole: the one that failed first, then the one that we wrote to. Never to be printed. */
  recipients: string[];
};

/** The head of the message of ours that came back, or as much of it as did. */
export type Original = {
  messageId: string;
  /** Every header as text: tokens of ours are looked for in it. */
  head: string;
  to: string[];
};

/** One message, understood. */
export type Reading = {
  /** The same for the same message, wherever and however often it is read. */
  key: string;
  /** Where tokens of ours may stand, the most certain first: whom it came to, then what it says of the envelope. */
  envelope: string[];
  /** A multipart/report (RFC 6522): only those are believed about somebody who is merely named. */
  report: boolean;
  original?: Original;
  /** The token of a wish to leave. */
  leave?: string;
  messageId: string;
  /** RFC 2919, without its brackets. */
  listId: string;
  statements: Statement[];
};

/** The addresses of ours that a reading depends on. */
export type Desk = { unsubscribe: string; listId: string };
