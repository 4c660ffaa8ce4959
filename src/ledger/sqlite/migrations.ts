import { z } from 'zod';
import { LedgerError } from '../ledger-error.ts';
import type { Database } from './database.ts';

/**
 * The shape of the database, step by step. A step that has been released is never changed, only followed by another.
 * Times are epoch ms. Ids of subscribers are never used twice (AUTOINCREMENT): Message-IDs and links are made of them.
 */
const STEPS: readonly string[] = [
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
];

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
