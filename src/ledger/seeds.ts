import type { SeedCopy } from '../model/seed.ts';
import type { Leaving } from '../model/subscriber.ts';

/** One of our own mailboxes at a big provider. */
export type Seed = { name: string; address: string };

/** A seed that gets nothing: it left the list, or was forgotten. */
export type AwaySeed = { name: string; why: Leaving | 'forgotten' };

/** Our own mailboxes on the list, by which we see that mail really arrives. */
export type SeedLedger = {
  /**
   * Makes the seeds on the list what the settings say: new ones get every topic, others are taken off. Somebody who is on
   * the list already stays as they are; an address that left for another reason than the settings, or was forgotten (known
   * by its mark), stays away as everybody does. Returns how many were added and taken off, and who stays away.
   */
  keepSeeds: (
    seeds: readonly Seed[],
    topics: readonly string[],
    markOf: (address: string) => string,
    at: number,
  ) => Promise<{ added: number; removed: number; away: AwaySeed[] }>;
  /** Takes down which copies the mail server took for these seeds, of mailings that changed at or after `since`; `at` is now. */
  takeCopies: (seeds: readonly Seed[], since: number, at: number) => Promise<void>;
  /** Those that were taken down at or after an instant. */
  copiesOf: (seeds: readonly Seed[], since: number) => Promise<SeedCopy[]>;
  /** Tells the desk, once, that a copy was not seen: puts up a notice and notes it, or does nothing (false). */
  alarmOfCopy: (copy: SeedCopy, desk: string, words: string, at: number) => Promise<boolean>;
};
