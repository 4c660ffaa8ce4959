import type { Happening, RecordEntry, RecordLink } from '../model/record.ts';

/** Which entries: those of a publication or of one edition, or those of a time, epoch ms, the end excluded. */
export type RecordFilter = { about?: string; from?: number; until?: number };

/** Everything that is kept of one edition, as the ledger holds it: texts whose SHA-256 the record names. */
export type Archived = {
  /** The publication as sealed, JSON. */
  content: string;
  /** Every making of its forms: the ones that it has now, and those that an earlier program made. */
  forms: { html: string; text: string }[];
  /** Its mail form, JSON; undefined when it was never composed. */
  letter?: string;
};

/**
 * The record: what happened, for ever. Entries are only ever added, each chained to all before it, in the same
 * transaction as what they tell of; sealing, keeping letters and mailings record by themselves.
 */
export type RecordLedger = {
  /** Records what happens outside the ledger: an approval, a decision of a person. Returns the newest link. */
  append: (happenings: readonly Happening[]) => Promise<RecordLink | undefined>;
  /** The newest link; undefined while nothing was ever recorded. */
  recordHead: () => Promise<RecordLink | undefined>;
  /** Up to `limit` links after a number, in order. */
  recordLinks: (after: number, limit: number) => Promise<RecordLink[]>;
  /** Up to `limit` entries after a number, in order. */
  recordEntries: (filter: RecordFilter, after: number, limit: number) => Promise<RecordEntry[]>;
  /** Undefined when there is no such edition. */
  archived: (edition: string) => Promise<Archived | undefined>;
};
