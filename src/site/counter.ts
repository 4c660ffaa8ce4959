import type { Topic } from '../model/topic.ts';

/** What somebody asks to get, and in which language; an empty one is the newsroom's own. */
export type Choice = { topics: Topic[]; language: string };

/** A topic with the name that it has in newsdesk.yaml. */
export type Named = { topic: Topic; name: string };

/** What can be asked for here. */
export type Offer = {
  /** Who sends: the department's name, whole and short. */
  name: string;
  short: string;
  /** What the Digest is called, and how many days lie between two issues. */
  digest: string;
  every: number;
  kinds: readonly Named[];
  areas: readonly Named[];
  /** Languages to be written to in, the newsroom's own first. */
  languages: readonly [string, ...string[]];
  /** How long a confirmation mail can be answered, ms. */
  confirmWithin: number;
  /** Where a person answers. */
  contact: string;
  /** The zone in which its dates are read: America/Chicago. */
  zone: string;
};

/** Somebody on the list, as they may see themselves. */
export type Person = Choice & { address: string; confirmedAt: number; consent: string };

/** A request as its link finds it. `preferences` is a token. */
export type Pending =
  | ({ state: 'waiting'; kind: 'join' | 'move'; address: string } & Choice)
  | { state: 'done'; kind: 'join' | 'move'; address: string; language: string; preferences: string }
  | { state: 'over' };

/** Whom a link in a mail speaks of; `gone` is who is not on the list any more. */
export type Found<T> = { state: 'member'; person: T } | { state: 'gone' };

/** What may come of confirming; `taken`: the address belongs to another entry of the list. */
export type Confirmed = 'done' | 'taken' | 'over';

/**
 * What the pages ask for: people come to the counter, and what is behind it is none of the pages' business. A token that
 * was not made here for the purpose is undefined or false everywhere. Methods reject when the ledger cannot be reached.
 */
export type Counter = {
  offer: Offer;
  /** A token for a form, and how long ago one was given out, ms; undefined for what was never given out. */
  formToken: () => string;
  formAge: (token: string) => number | undefined;
  /** The address in the one form that is kept; undefined when no mail can be sent to it. */
  address: (typed: string) => string | undefined;
  /** Sends a mail that asks to confirm, unless that address was sent enough of them; nobody learns which. */
  signUp: (address: string, choice: Choice) => Promise<void>;
  pending: (token: string) => Promise<Pending>;
  confirm: (token: string) => Promise<Confirmed>;
  /** Of a `preferences` token. */
  person: (token: string) => Promise<Found<Person> | undefined>;
  choose: (token: string, choice: Choice) => Promise<boolean>;
  /** Sends a mail to the other address that asks to confirm it. */
  move: (token: string, address: string) => Promise<boolean>;
  /** Everything that is held about a person, as a table of plain values. */
  dataOf: (token: string) => Promise<Held | undefined>;
  /** Leaves the list with a `preferences` token; true when they are off it, also when they were before. */
  leave: (token: string) => Promise<boolean>;
  forget: (token: string) => Promise<boolean>;
  /** Of an `unsubscribe` token: whom it speaks of, their address masked. */
  reader: (token: string) => Promise<Found<{ address: string; language: string }> | undefined>;
  /** Leaves the list with an `unsubscribe` token; true when they are off it, on the disk. */
  unsubscribe: (token: string) => Promise<boolean>;
};

/** What is held about one person, for a download. Times are ISO 8601 in UTC. */
export type Held = {
  address: string;
  topics: string[];
  language: string;
  confirmed: string;
  consent: string;
  /** How many messages came back lately; it fades. */
  bounces: number;
  requests: { at: string; kind: string; topics: string[]; confirmed: string }[];
  mails: { at: string; what: string; state: string; answer: string }[];
  notices: { at: string; kind: string; state: string; answer: string }[];
  returns: { at: string; kind: string; status: string; words: string }[];
};
