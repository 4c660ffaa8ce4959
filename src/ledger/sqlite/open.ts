import { closeSync, openSync } from 'node:fs';
import type { Ledger } from '../ledger.ts';
import { Database } from './database.ts';
import { deliveryMethods, rehearse } from './deliveries.ts';
import { domainMethods } from './domains.ts';
import { editionMethods } from './editions.ts';
import { importMethods } from './imports.ts';
import { journalMethods } from './journal.ts';
import { mailingMethods } from './mailings.ts';
import { migrate, requireCurrent } from './migrations.ts';
import { noticeMethods, rehearseNotices } from './notices.ts';
import { peopleMethods } from './people.ts';
import { requestMethods } from './requests.ts';
import { retentionMethods } from './retention.ts';
import { orderMethods } from './orders.ts';
import { returnMethods } from './returns.ts';
import { seedMethods } from './seeds.ts';
import { recordMethods } from './record.ts';
import { subscriberMethods } from './subscribers.ts';
import { ledgerErrorOf } from './trouble.ts';

const SECOND = 1000;

/** `patience`: how long to wait for another program's transaction to end, ms. */
export type SqliteOptions = { readOnly?: boolean; patience?: number };

/**
 * Opens the ledger at `path`, making it or bringing it up to date when needed; `:memory:` is one that nobody else sees.
 * What a method reports as done is on the disk (write-ahead log, synchronous FULL). Rejects with LedgerError: locked,
 * corrupt, read-only, full, missing (its folder), newer, foreign.
 */
export async function openSqliteLedger(path: string, options: SqliteOptions = {}): Promise<Ledger> {
  const { readOnly = false, patience = 5 * SECOND } = options;
  if (path !== ':memory:' && !readOnly) claimFile(path);
  const database = new Database(path, readOnly, patience);
  try {
    // FULL: a commit has reached the disk when it returns, so a mark outlives a power cut. With NORMAL the newest marks
    // could be lost with the power, and their messages would go out twice. On macOS only fullfsync reaches the disk.
    database.script('PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON');
    // What is deleted or overwritten is overwritten with zeros: an address that is forgotten is not in the file either.
    database.script('PRAGMA secure_delete = ON');
    if (readOnly) {
      requireCurrent(database, path);
    } else {
      database.script('PRAGMA journal_mode = WAL');
      migrate(database, path);
    }
  } catch (error) {
    database.close();
    throw error;
  }
  return {
    ...editionMethods(database),
    ...subscriberMethods(database),
    ...requestMethods(database),
    ...noticeMethods(database, 'notices'),
    ...peopleMethods(database),
    ...importMethods(database),
    ...retentionMethods(database),
    ...mailingMethods(database),
    ...deliveryMethods(database, 'deliveries'),
    ...journalMethods(database),
    ...orderMethods(database),
    ...returnMethods(database),
    ...domainMethods(database),
    ...seedMethods(database),
    ...recordMethods(database),
    rehearsal: {
      ...deliveryMethods(database, 'rehearsals'),
      rehearse: async () => rehearse(database),
      notices: {
        ...noticeMethods(database, 'notice_rehearsals'),
        rehearse: async () => rehearseNotices(database),
      },
    },
    close: async () => database.close(),
  };
}

/** Makes the file for this account's eyes only (it holds addresses), or finds out now that it cannot be written. */
function claimFile(path: string): void {
  try {
    closeSync(openSync(path, 'a', 0o600));
  } catch (error) {
    throw ledgerErrorOf(error, path);
  }
}
