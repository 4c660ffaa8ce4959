import type { Delivery, Tally, Verdict } from '../model/delivery.ts';
import type { Edition } from '../model/edition.ts';
import type { Letter } from '../model/letter.ts';
import type { Forms } from '../model/publication.ts';
import type { Subscriber } from '../model/subscriber.ts';

/** The newest revision of one publication, without its content: enough to see whether anything changed. */
export type Head = {
  publication: string;
  key: string;
  revision: number;
  digest: string;
  /** Tag of the program that made the forms; another tag means that they are made again. */
  program: string;
  /** The Source's path when it was sealed: what the public address comes from. */
  path: string;
  publicAt: number;
  sealedAt: number;
};

/** An edition to seal, with the forms of its body and the program that made them. */
export type Sealing = { edition: Edition; forms: Forms; program: string };

/** A line of the event log: what happened to what, when (epoch ms). Never holds a whole address or a secret. */
export type LedgerEvent = { at: number; what: string; subject: string; detail: string };

/** A subscriber to add or to change; an address that is known gets the new topics and keeps its first consent. */
export type NewSubscriber = Pick<Subscriber, 'address' | 'topics' | 'confirmedAt' | 'consent'>;

/**
 * What already happened: asked before, told after. Every method is one transaction: it happened whole or not at all.
 * Times are arguments (epoch ms). Methods reject with LedgerError when the database is locked, corrupt or read-only.
 */
export type Ledger = {
  // Editions
  heads: () => Promise<Head[]>;
  /** Newest revisions whole, for the keys given. Unknown keys are left out. */
  editions: (keys: readonly string[]) => Promise<Edition[]>;
  forms: (key: string) => Promise<Forms | undefined>;
  /**
   * Seals editions; one that is already there with the same digest is left alone, with another digest it is refused
   * (rejects): a key names its bytes for ever. Returns how many were new.
   */
  seal: (sealings: readonly Sealing[]) => Promise<number>;
  /** Replaces the forms of sealed editions after the program that renders them changed. */
  refresh: (forms: readonly { key: string; forms: Forms; program: string }[]) => Promise<void>;
  /** Keeps the mail form of an edition; the first one kept stays. Returns the one that is kept. */
  keepLetter: (key: string, letter: Letter) => Promise<Letter>;
  letter: (key: string) => Promise<Letter | undefined>;

  // Subscribers
  subscribe: (subscribers: readonly NewSubscriber[]) => Promise<{ added: number; changed: number }>;
  unsubscribe: (address: string) => Promise<boolean>;
  subscribers: (after: number, limit: number) => Promise<Subscriber[]>;
  /** How many would get a mail to any of these topics with consent given at or before `publicAt`. */
  audience: (topics: readonly string[], publicAt: number) => Promise<number>;

  // Deliveries
  /**
   * One delivery for each subscriber of any of the topics who consented at or before `publicAt`. Safe to repeat: the key
   * (publication, subscriber) is unique over all revisions, so nobody gets a second mail for a mended comma. Returns
   * how many were new.
   */
  queue: (edition: string, topics: readonly string[], publicAt: number, at: number) => Promise<number>;
  /** Takes up to `limit` waiting deliveries and marks them as `handing`, durably, before anybody sends a byte. */
  claim: (limit: number, at: number) => Promise<Delivery[]>;
  /** Records verdicts on claimed deliveries; `deferred` ones wait until `notBefore`. */
  settle: (
    verdicts: readonly { edition: string; subscriber: number; verdict: Verdict; notBefore?: number }[],
    at: number,
  ) => Promise<void>;
  /** Deliveries that a vanished worker left in `handing` become `uncertain`. Returns them. */
  recover: (at: number) => Promise<Delivery[]>;
  tally: (edition: string) => Promise<Tally>;
  /** Editions with at least one delivery, newest first. */
  mailed: () => Promise<string[]>;

  // The rest
  /** Takes or renews the named lease until `until`; false when somebody else holds it and it has not run out. */
  lease: (name: string, holder: string, at: number, until: number) => Promise<boolean>;
  release: (name: string, holder: string) => Promise<void>;
  holder: (name: string) => Promise<string | undefined>;
  note: (event: LedgerEvent) => Promise<void>;
  events: (limit: number) => Promise<LedgerEvent[]>;
  close: () => Promise<void>;
};
