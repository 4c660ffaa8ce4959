import type { NewSubscriber, Subscriber } from '../model/subscriber.ts';

/** What subscribing did. `left` had left after the consent that was given now, so they stay away. */
export type Subscribing = { added: number; changed: number; left: number };

/** Who gets what. */
export type SubscriberLedger = {
  /** Adds or changes. A known address gets the topics given in place of its own and keeps its first consent. */
  subscribe: (subscribers: readonly NewSubscriber[]) => Promise<Subscribing>;
  /** Leaves the list: what has not left for the address is cancelled. False when it was not on the list. */
  unsubscribe: (address: string, at: number) => Promise<boolean>;
  /** Up to `limit` subscribers with an id above `after`, by id. */
  subscribers: (after: number, limit: number) => Promise<Subscriber[]>;
  /** How many would get a mail to any of these topics with consent given at or before `publicAt`. */
  audience: (topics: readonly string[], publicAt: number) => Promise<number>;
};
