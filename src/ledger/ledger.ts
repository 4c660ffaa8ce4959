import type { Delivery, DeliveryState, Tally, Verdict } from '../model/delivery.ts';
import type { Edition } from '../model/edition.ts';
import type { Letter } from '../model/letter.ts';
import type { Forms } from '../model/publication.ts';
import type { NewSubscriber, Subscriber } from '../model/subscriber.ts';

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

/** What subscribing did. `left` had left after the consent that was given now, so they stay away. */
export type Subscribing = { added: number; changed: number; left: number };

/** What the courier said of one claimed delivery; `notBefore` is when a deferred one may be tried again. */
export type Settlement = { edition: string; subscriber: number; verdict: Verdict; notBefore: number };

/**
 * What already happened: asked before, told after. Every method is one transaction: it happened whole or not at all, and
 * a promise that was kept survives a power cut. Times are arguments (epoch ms). Methods reject with LedgerError.
 */
export type Ledger = {
  // Editions
  heads: () => Promise<Head[]>;
  /** When the first edition of all was sealed, epoch ms; undefined in a new ledger. */
  began: () => Promise<number | undefined>;
  /** The editions with these keys, in no particular order. Unknown keys are left out. */
  editions: (keys: readonly string[]) => Promise<Edition[]>;
  forms: (key: string) => Promise<Forms | undefined>;
  /**
   * Seals editions; one that is already there with the same digest is left alone, with another digest all are refused
   * (rejects): a key names its bytes for ever. Returns how many were new.
   */
  seal: (sealings: readonly Sealing[]) => Promise<number>;
  /** Replaces the forms of sealed editions after the program that renders them changed. */
  refresh: (forms: readonly { key: string; forms: Forms; program: string }[]) => Promise<void>;
  /** Keeps the mail form of an edition; the first one kept stays. Returns the one that is kept. */
  keepLetter: (key: string, letter: Letter) => Promise<Letter>;
  letter: (key: string) => Promise<Letter | undefined>;

  // Subscribers
  /** Adds or changes. A known address gets the topics given in place of its own and keeps its first consent. */
  subscribe: (subscribers: readonly NewSubscriber[]) => Promise<Subscribing>;
  /** Leaves the list: what waits for the address is taken back. False when it was not on the list. */
  unsubscribe: (address: string, at: number) => Promise<boolean>;
  /** Up to `limit` subscribers with an id above `after`, by id. */
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
  /** How many of an audience have no delivery of a publication. */
  unserved: (publication: string, topics: readonly string[], publicAt: number) => Promise<number>;
  /** Takes back what still waits of editions that were last queued before an instant. Returns how many. */
  takeBackOld: (queuedBefore: number) => Promise<number>;
  /** Takes back every delivery of a publication that still waits (it was withdrawn). Returns how many. */
  takeBack: (publication: string) => Promise<number>;
  /**
   * Takes up to `limit` waiting deliveries, the longest waiting first, and marks them as `handing` by this worker,
   * durably, before anybody sends a byte. The worker answers for them until `until` and must `extend` that in time.
   */
  claim: (worker: string, limit: number, at: number, until: number) => Promise<Delivery[]>;
  /** The worker is alive and still handing over: everything it claimed is its own until `until`. */
  extend: (worker: string, until: number) => Promise<void>;
  /** Records verdicts on deliveries that this worker claimed; those of others are left alone. */
  settle: (worker: string, settlements: readonly Settlement[]) => Promise<void>;
  /** Deliveries that a vanished worker left in `handing` past its time become `uncertain`. Returns them. */
  recover: (at: number) => Promise<Delivery[]>;
  tally: (edition: string) => Promise<Tally>;
  /** Up to `limit` deliveries of an edition in one state, by subscriber: names for a person to act on. */
  deliveries: (edition: string, state: DeliveryState, limit: number) => Promise<Delivery[]>;
  /** How many deliveries of all editions wait, are deferred, or are being handed over. */
  unsettled: () => Promise<number>;
  /** Editions with at least one delivery, newest first. */
  mailed: () => Promise<string[]>;

  // The rest
  /** Takes or renews the named lease until `until`; false when somebody else holds it and it has not run out. */
  lease: (name: string, holder: string, at: number, until: number) => Promise<boolean>;
  release: (name: string, holder: string) => Promise<void>;
  holder: (name: string) => Promise<string | undefined>;
  note: (event: LedgerEvent) => Promise<void>;
  /** The newest `limit` events, newest first. */
  events: (limit: number) => Promise<LedgerEvent[]>;
  close: () => Promise<void>;
};
