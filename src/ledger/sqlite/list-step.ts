/**
 * Mails to one person, and the copies of them that redirected mail works on. What was taken for lost keeps its holder, who
 * may know better.
 */
function noticesTable(name: 'notices' | 'notice_rehearsals'): string {
  return `CREATE TABLE ${name} (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     kind TEXT NOT NULL CHECK (kind IN ('confirm', 'probe', 'alarm')),
     address TEXT NOT NULL COLLATE NOCASE,
     about INTEGER NOT NULL,
     words TEXT NOT NULL,
     state TEXT NOT NULL DEFAULT 'waiting' CHECK (
       state IN ('waiting', 'claimed', 'handing', 'accepted', 'refused', 'uncertain')),
     attempts INTEGER NOT NULL DEFAULT 0,
     not_before INTEGER NOT NULL DEFAULT 0,
     response TEXT NOT NULL DEFAULT '',
     holder TEXT,
     until INTEGER,
     posted_at INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX ${name}_waiting ON ${name} (not_before, id) WHERE state IN ('waiting', 'claimed', 'handing');
   CREATE INDEX ${name}_posted ON ${name} (posted_at);`;
}

/**
 * Step 3: what the list has to know of people (languages, requests, marks of the forgotten, what came back), mails to one
 * person, and what pacing and the circuit breaker remember.
 */
export const LIST_STEP = `
   ALTER TABLE subscribers ADD COLUMN language TEXT NOT NULL DEFAULT '';
   ALTER TABLE subscribers ADD COLUMN left_why TEXT
     CHECK (left_why IN ('asked', 'complaint', 'bounced', 'removed'));
   UPDATE subscribers SET left_why = 'asked' WHERE left_at IS NOT NULL;
   ALTER TABLE subscribers ADD COLUMN forgotten_at INTEGER;
   ALTER TABLE subscribers ADD COLUMN score REAL NOT NULL DEFAULT 0;
   ALTER TABLE subscribers ADD COLUMN scored_at INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE subscribers ADD COLUMN probed_at INTEGER;
   ALTER TABLE subscribers ADD COLUMN domain TEXT
     GENERATED ALWAYS AS (lower(substr(address, instr(address, '@') + 1))) VIRTUAL;
   CREATE INDEX subscribers_domain ON subscribers (domain);
   CREATE INDEX subscribers_left ON subscribers (left_at) WHERE left_at IS NOT NULL AND forgotten_at IS NULL;

   CREATE TABLE forgotten (
     mark TEXT PRIMARY KEY,
     at INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;

   CREATE TABLE requests (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     kind TEXT NOT NULL CHECK (kind IN ('join', 'move')),
     address TEXT NOT NULL COLLATE NOCASE,
     subscriber INTEGER REFERENCES subscribers (id),
     topics TEXT NOT NULL,
     language TEXT NOT NULL,
     asked_at INTEGER NOT NULL,
     until INTEGER NOT NULL,
     done_at INTEGER,
     void_at INTEGER
   ) STRICT;
   CREATE INDEX requests_of ON requests (address, asked_at);
   CREATE INDEX requests_until ON requests (until);

   ${noticesTable('notices')}
   ${noticesTable('notice_rehearsals')}

   CREATE TABLE returns (
     key TEXT PRIMARY KEY,
     at INTEGER NOT NULL,
     source TEXT NOT NULL,
     kind TEXT NOT NULL,
     subscriber INTEGER,
     edition TEXT,
     status TEXT NOT NULL,
     words TEXT NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX returns_at ON returns (at);
   CREATE INDEX returns_of ON returns (subscriber, at) WHERE subscriber IS NOT NULL;

   CREATE INDEX deliveries_refused ON deliveries (edition, subscriber) WHERE state = 'refused';

   CREATE TABLE bookmarks (
     source TEXT PRIMARY KEY,
     position TEXT NOT NULL
   ) STRICT, WITHOUT ROWID;

   CREATE TABLE arrivals (
     edition TEXT NOT NULL,
     seed TEXT NOT NULL,
     at INTEGER NOT NULL,
     PRIMARY KEY (edition, seed)
   ) STRICT, WITHOUT ROWID;

   ALTER TABLE mailings ADD COLUMN number INTEGER NOT NULL DEFAULT 0;
   UPDATE mailings SET number = (
     SELECT count(*) FROM mailings AS other WHERE (other.began_at, other.edition) <= (mailings.began_at, mailings.edition));
   CREATE UNIQUE INDEX mailings_number ON mailings (number);
   ALTER TABLE mailings ADD COLUMN audience INTEGER NOT NULL DEFAULT 0;
   UPDATE mailings SET audience = (SELECT count(*) FROM deliveries WHERE deliveries.edition = mailings.edition);

   ALTER TABLE mailings ADD COLUMN tidied INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE mailings ADD COLUMN topics TEXT NOT NULL DEFAULT '[]';
   UPDATE mailings SET topics = coalesce((
     SELECT letter ->> '$.topics' FROM letters WHERE letters.edition = mailings.edition), '[]');
   ALTER TABLE mailings ADD COLUMN breaker INTEGER NOT NULL DEFAULT 0;
   CREATE INDEX mailings_topics ON mailings (topics, number);

   CREATE INDEX subscribers_seeds ON subscribers (id) WHERE consent = 'seed of the desk';
   CREATE TABLE seed_copies (
     edition TEXT NOT NULL,
     seed TEXT NOT NULL,
     accepted_at INTEGER NOT NULL,
     alarmed_at INTEGER,
     PRIMARY KEY (edition, seed)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX seed_copies_at ON seed_copies (accepted_at);

   CREATE TABLE domains (
     domain TEXT PRIMARY KEY,
     words TEXT NOT NULL,
     failures INTEGER NOT NULL,
     since INTEGER NOT NULL,
     not_before INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;`;
