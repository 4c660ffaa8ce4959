import type { Consequence, Health, Return } from '../model/return.ts';
import type { Delivery } from '../model/delivery.ts';
import type { Mailing } from '../model/mailing.ts';

/** What came back to us, and what became of it. */
export type ReturnLedger = {
  /**
   * Takes down what a message said and does what follows, in one transaction, so that two readers of the same mailbox
   * count together. `follows` is pure and is asked how the subscriber fares now; not for who is not on the list any more.
   * With `probe` a notice of that kind is put up, due at `probedAt`. Undefined when it was taken before.
   */
  takeReturn: (taken: Return, follows: (health: Health) => Consequence) => Promise<Consequence | undefined>;
  health: (subscriber: number) => Promise<Health>;
  /** The newest first. */
  returnsOf: (subscriber: number, limit: number) => Promise<Return[]>;
  /** The newest since an instant that speak of us and not of readers: for the desk. */
  returnsAboutUs: (since: number, limit: number) => Promise<Return[]>;
  /** How many of each kind since an instant, of one edition or of all. */
  returnCounts: (since: number, edition?: string) => Promise<{ kind: Return['kind']; count: number }[]>;
  /** The mailing with a number, which return paths name instead of the edition. */
  mailingOf: (number: number) => Promise<Pick<Mailing, 'edition' | 'beganAt'> | undefined>;
  /**
   * Up to `limit` deliveries that a server refused, of mailings that began since an instant, which are not among the
   * returns yet; those are taken under the keys of `refusalKey`.
   */
  refusals: (since: number, limit: number) => Promise<(Delivery & { beganAt: number })[]>;
  /**
   * Puts up an alarm to the desk, unless one with the same first line was put up since `quietSince`. False when there was.
   */
  alarm: (address: string, words: string, at: number, quietSince: number) => Promise<boolean>;
  /** Where reading a source stopped: an opaque text of that source. */
  bookmark: (source: string) => Promise<string | undefined>;
  setBookmark: (source: string, position: string) => Promise<void>;
  /** A copy of an edition was seen at a seed mailbox; the first time stays. */
  arrived: (edition: string, seed: string, at: number) => Promise<void>;
  arrivals: (edition: string) => Promise<{ seed: string; at: number }[]>;
};

/** The key of the return that a refusal while handing over is: a server said to our face what others send as a bounce. */
export function refusalKey(edition: string, subscriber: number): string {
  return `refusal ${edition} ${subscriber}`;
}
