import { z } from 'zod';
import { LedgerError } from '../ledger-error.ts';
import type { Database } from './database.ts';
import { STEPS } from './steps.ts';

const Count = z.object({ count: z.number() });

/**
 * Brings the database to this program's shape, step by step in one transaction. Rejects a database that a newer program
 * made, and one that some other program made.
 */
export function migrate(database: Database, path: string): void {
  if (versionOf(database, path) === STEPS.length) return;
  database.transaction(() => {
    const version = versionOf(database, path);
    if (version === 0) database.script('CREATE TABLE migrations (number INTEGER PRIMARY KEY) STRICT');
    for (const [index, step] of STEPS.entries()) {
      if (index < version) continue;
      database.script(step);
      database.run('INSERT INTO migrations (number) VALUES (?)', index + 1);
    }
  });
}

/** Refuses a database that this program cannot read as it stands: for opening without the right to write. */
export function requireCurrent(database: Database, path: string): void {
  const version = versionOf(database, path);
  if (version === STEPS.length) return;
  throw new LedgerError(
    'read-only',
    `The ledger ${path} is of an older version (${version} of ${STEPS.length}) and may only be read now.`,
    'It has to be brought up to date first, and that writes to it.',
    'Start `newsdesk run` (npm start), or run `newsdesk publish` once, with the right to write.',
  );
}

function versionOf(database: Database, path: string): number {
  const tables = database.all(
    z.object({ name: z.string() }),
    "SELECT name FROM sqlite_schema WHERE type = 'table'",
  );
  if (!tables.some(({ name }) => name === 'migrations')) {
    if (tables.length === 0) return 0;
    throw new LedgerError(
      'foreign',
      `${path} is a database of some other program.`,
      'Newsdesk would write its tables among those of the other program.',
      'Choose another path for the ledger, or move that file away.',
    );
  }
  const version = database.one(Count, 'SELECT coalesce(max(number), 0) AS count FROM migrations')?.count ?? 0;
  if (version > STEPS.length) {
    throw new LedgerError(
      'newer',
      `The ledger ${path} was made by a newer Newsdesk (version ${version}; this one knows ${STEPS.length}).`,
      'This program does not know what the newer one keeps there and could mail somebody twice.',
      'Update Newsdesk on this machine, or use the backup that was made before the update.',
    );
  }
  return version;
}
