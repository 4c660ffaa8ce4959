import type { Held } from '../model/held.ts';

/** What a person may ask of whoever keeps data about them. */
export type PeopleLedger = {
  /** Everything about a member; undefined for who is not on the list. */
  held: (id: number) => Promise<Held | undefined>;
  /**
   * Forgets somebody, on the list or not any more: they leave, and nothing is kept that tells who they were but the mark of
   * their address, by which no list brings them back. What was delivered stays as a count. False when they are not there,
   * or were forgotten before.
   */
  forget: (id: number, markOf: (address: string) => string, at: number) => Promise<boolean>;
};
