import type { Leaving } from '../model/subscriber.ts';
import type { Health, Return } from '../model/return.ts';

/** What follows from a return for the subscriber it speaks of. */
export type Consequence =
  { kind: 'none' } | { kind: 'leaves'; why: Leaving } | { kind: 'ails'; health: Health; probe: boolean };

/** What came back to us, and what became of it. */
export type ReturnLedger = {
  /**
   * Takes down what a message said and does what follows, in one transaction: with `probe` a notice of that kind is put up.
   * False when it was taken before.
   */
  takeReturn: (taken: Return, consequence: Consequence) => Promise<boolean>;
  health: (subscriber: number) => Promise<Health>;
  /** What a message of ours was called (its Message-ID's edition and subscriber) is computed, not looked up. */
  returnsOf: (subscriber: number, limit: number) => Promise<Return[]>;
  /** The newest since an instant that speak of us and not of readers: for the desk. */
  returnsAboutUs: (since: number, limit: number) => Promise<Return[]>;
  /** How many of each kind since an instant, of one edition or of all. */
  returnCounts: (since: number, edition?: string) => Promise<{ kind: Return['kind']; count: number }[]>;
  /** Where reading a source stopped: an opaque text of that source. */
  bookmark: (source: string) => Promise<string | undefined>;
  setBookmark: (source: string, position: string) => Promise<void>;
  /** A copy of an edition was seen at a seed mailbox. */
  arrived: (edition: string, seed: string, at: number) => Promise<void>;
  arrivals: (edition: string) => Promise<{ seed: string; at: number }[]>;
};
