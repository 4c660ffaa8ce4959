import type { Leaving, NewSubscriber, Subscriber } from '../model/subscriber.ts';

/** What subscribing did. `left` had left before, for whatever reason: they stay away until they confirm themselves. */
export type Subscribing = { added: number; changed: number; left: number };

/** Who gets what. */
export type SubscriberLedger = {
  /**
   * Adds or changes on the word of a list. A known address gets the topics given in place of its own and keeps its first
   * consent; who left, and who was forgotten (known by their mark), stays away.
   */
  subscribe: (subscribers: readonly NewSubscriber[]) => Promise<Subscribing>;
  /** Somebody on the list; undefined for who is not, or not any more. */
  member: (id: number) => Promise<Subscriber | undefined>;
  memberOf: (address: string) => Promise<Subscriber | undefined>;
  /** Other topics or another language for a member; with no topics they stay on the list and get nothing. */
  choose: (id: number, topics: readonly string[], language: string) => Promise<boolean>;
  /** Leaves the list: what has not left for the address is cancelled. False when they were not on the list. */
  leave: (id: number, why: Leaving, at: number) => Promise<boolean>;
  /** The same for several, together on the disk: the answer for each in its order. */
  leaveTogether: (ids: readonly number[], why: Leaving, at: number) => Promise<boolean[]>;
  /** Up to `limit` subscribers with an id above `after`, by id; our own mailboxes (seeds) are none. */
  subscribers: (after: number, limit: number) => Promise<Subscriber[]>;
  /** How many people would get a mail to any of these topics with consent given at or before `publicAt`. */
  audience: (topics: readonly string[], publicAt: number) => Promise<number>;
};
