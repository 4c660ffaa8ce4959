import type { ListRow } from '../model/list-row.ts';
import type { Subscribing } from './subscribers.ts';

/** A row whose address stood further up, on line `first`. `rank` says where to go on. */
export type Repeat = { rank: number; line: number; first: number; address: string; raw: string };

/** What an import did. `repeated` rows count for nothing; `suppressed` ones put somebody away who was not before. */
export type Imported = Subscribing & { repeated: number; suppressed: number };

/**
 * Bringing in a long list so that nothing is ever half done: rows are laid aside where nobody else sees them and nobody
 * else is held up, and are taken over in one transaction. What a program that was killed had laid aside is gone with it.
 * A ledger that is open knows one import at a time.
 */
export type ImportLedger = {
  /** Begins one; what an earlier one that never ended had laid aside is thrown away. */
  beginImport: () => Promise<void>;
  layAside: (rows: readonly ListRow[]) => Promise<void>;
  /** Rows whose address stood further up, behind `after` (0 at first); nothing more may be laid aside then. */
  repeats: (after: number, limit: number) => Promise<Repeat[]>;
  /**
   * Takes all of it over, as `subscribe` would, and notes it under the name of the `file`. The first row of an address
   * counts. New ids are in the order of the addresses. `markOf` is asked for the marks of addresses that are new, when
   * anybody was ever forgotten.
   */
  finishImport: (file: string, markOf: (address: string) => string, at: number) => Promise<Imported>;
  /** Throws away what was laid aside. */
  dropImport: () => Promise<void>;
};
