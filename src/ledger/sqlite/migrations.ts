import { z } from 'zod';
import { LedgerError } from '../ledger-error.ts';
import type { Database } from './database.ts';

/**
 * The shape of the database, step by step. A step that has been released is never changed, only followed by another.
 * Times are epoch ms. Ids of subscribers are never used twice (AUTOINCREMENT): Message-IDs and links are made of them.
 */
export const STEPS: readonly string[] = [
  `CREATE TABLE editions (
     key TEXT PRIMARY KEY,
     publication TEXT NOT NULL,
     revision INTEGER NOT NULL,
     digest TEXT NOT NULL,
     program TEXT NOT NULL,
     path TEXT NOT NULL,
     public_at INTEGER NOT NULL,
     sealed_at INTEGER NOT NULL,
     covers TEXT NOT NULL,
     mailed_at INTEGER,
     UNIQUE (publication, revision)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX mailed ON editions (mailed_at, publication) WHERE mailed_at IS NOT NULL;

   CREATE TABLE bodies (
     edition TEXT NOT NULL UNIQUE REFERENCES editions (key),
     content TEXT NOT NULL,
     html TEXT NOT NULL,
     text TEXT NOT NULL
   ) STRICT;

   CREATE TABLE letters (
     edition TEXT NOT NULL UNIQUE REFERENCES editions (key),
     letter TEXT NOT NULL
   ) STRICT;

   CREATE TABLE subscribers (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     address TEXT NOT NULL UNIQUE COLLATE NOCASE,
     confirmed_at INTEGER NOT NULL,
     consent TEXT NOT NULL,
     left_at INTEGER
   ) STRICT;

   CREATE TABLE subscriber_topics (
     topic TEXT NOT NULL,
     subscriber INTEGER NOT NULL REFERENCES subscribers (id),
     PRIMARY KEY (topic, subscriber)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX topics_of ON subscriber_topics (subscriber);

   CREATE TABLE deliveries (
     publication TEXT NOT NULL,
     subscriber INTEGER NOT NULL REFERENCES subscribers (id),
     edition TEXT NOT NULL REFERENCES editions (key),
     state TEXT NOT NULL CHECK (state IN ('waiting', 'handing', 'accepted', 'refused', 'uncertain')),
     attempts INTEGER NOT NULL DEFAULT 0,
     not_before INTEGER NOT NULL,
     response TEXT NOT NULL DEFAULT '',
     worker TEXT,
     until INTEGER,
     PRIMARY KEY (publication, subscriber)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX waiting ON deliveries (not_before, publication, subscriber) WHERE state = 'waiting';
   CREATE INDEX handing ON deliveries (until) WHERE state = 'handing';

   CREATE TABLE events (
     id INTEGER PRIMARY KEY,
     at INTEGER NOT NULL,
     what TEXT NOT NULL,
     subject TEXT NOT NULL,
     detail TEXT NOT NULL
   ) STRICT;

   CREATE TABLE leases (
     name TEXT PRIMARY KEY,
     holder TEXT NOT NULL,
     until INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;`,

  `CREATE TABLE workers (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     holder TEXT NOT NULL,
     until INTEGER NOT NULL
   ) STRICT;

   CREATE TABLE mailings (
     edition TEXT PRIMARY KEY REFERENCES editions (key),
     publication TEXT NOT NULL,
     state TEXT NOT NULL CHECK (state IN ('open', 'stopped', 'late', 'superseded', 'cancelled', 'done')),
     why TEXT NOT NULL DEFAULT '',
     began_at INTEGER NOT NULL,
     since INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX mailings_of ON mailings (publication);
   CREATE INDEX mailings_since ON mailings (since);
   INSERT INTO mailings (edition, publication, state, began_at, since)
     SELECT key, publication, 'open', mailed_at, mailed_at FROM editions WHERE mailed_at IS NOT NULL;
   DROP INDEX mailed;
   ALTER TABLE editions DROP COLUMN mailed_at;

   ALTER TABLE deliveries RENAME TO old_deliveries;
   DROP INDEX waiting;
   DROP INDEX handing;
   ${deliveriesTable('deliveries')}
   ${deliveriesTable('rehearsals')}
   INSERT INTO deliveries (publication, subscriber, edition, state, attempts, not_before, response)
     SELECT publication, subscriber, edition, iif(state = 'handing', 'uncertain', state), attempts,
       iif(attempts = 0, 0, not_before), response FROM old_deliveries;
   DROP TABLE old_deliveries;

   CREATE TABLE progress (
     edition TEXT NOT NULL,
     slot INTEGER NOT NULL,
     ended INTEGER NOT NULL,
     PRIMARY KEY (edition, slot)
   ) STRICT, WITHOUT ROWID;

   CREATE TABLE relays (
     name TEXT PRIMARY KEY,
     words TEXT NOT NULL,
     failures INTEGER NOT NULL,
     since INTEGER NOT NULL,
     not_before INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;`,
];

/**
 * Deliveries, and the copies of them that redirected mail works on. `held`: what a worker has in hand, and what it had in
 * hand when it was taken for lost. A delivery that was never tried may go at any time: its `not_before` is 0.
 */
function deliveriesTable(name: 'deliveries' | 'rehearsals'): string {
  return `
   CREATE TABLE ${name} (
     publication TEXT NOT NULL,
     subscriber INTEGER NOT NULL REFERENCES subscribers (id),
     edition TEXT NOT NULL REFERENCES editions (key),
     state TEXT NOT NULL CHECK (
       state IN ('waiting', 'claimed', 'handing', 'accepted', 'refused', 'uncertain', 'cancelled')),
     attempts INTEGER NOT NULL DEFAULT 0,
     not_before INTEGER NOT NULL DEFAULT 0,
     response TEXT NOT NULL DEFAULT '',
     worker INTEGER,
     PRIMARY KEY (publication, subscriber)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX ${name}_waiting ON ${name} (edition, not_before, subscriber) WHERE state = 'waiting';
   CREATE INDEX ${name}_held ON ${name} (worker) WHERE worker IS NOT NULL;
   CREATE INDEX ${name}_uncertain ON ${name} (edition, subscriber) WHERE state = 'uncertain';`;
}

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
    'Run `newsdesk publish --dry-run` or `newsdesk run` once with the right to write.',
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
