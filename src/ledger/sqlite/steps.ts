import { LIST_STEP } from './list-step.ts';
import { SAFETY_STEP } from './safety-step.ts';
import { RECORD_STEP } from './record-step.ts';
import { SWIFT_STEP } from './swift-step.ts';

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

  LIST_STEP,
  RECORD_STEP,
  SAFETY_STEP,
  SWIFT_STEP,
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
