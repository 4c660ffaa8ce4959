import { z } from 'zod';
import type { ListRow } from '../../model/list-row.ts';
import type { ImportLedger, Repeat } from '../imports.ts';
import type { Database } from './database.ts';
import { markFresh, takeOver } from './takeover.ts';

const RepeatRow: z.ZodType<Repeat> = z.object({
  rank: z.number(),
  line: z.number(),
  first: z.number(),
  address: z.string(),
  raw: z.string(),
});

/** The tables of one import. */
const TABLES = ['laid_aside', 'ranked', 'marks', 'known'];

/**
 * They are temporary: seen by this connection only, in a file without a name that the system takes away with the
 * program, however it ends, and never in the write-ahead log. So laying aside locks nothing, and costs no fsync.
 */
const MAKE = `
  CREATE TEMP TABLE laid_aside (
    line INTEGER PRIMARY KEY,
    raw TEXT NOT NULL,
    address TEXT NOT NULL COLLATE NOCASE,
    topics TEXT NOT NULL,
    language TEXT,
    confirmed_at INTEGER NOT NULL,
    consent TEXT NOT NULL,
    left_at INTEGER,
    left_why TEXT
  ) STRICT;
  CREATE TEMP TABLE ranked (
    rank INTEGER PRIMARY KEY,
    line INTEGER NOT NULL,
    first INTEGER NOT NULL,
    address TEXT NOT NULL COLLATE NOCASE,
    topics TEXT NOT NULL,
    language TEXT,
    confirmed_at INTEGER NOT NULL,
    consent TEXT NOT NULL,
    left_at INTEGER,
    left_why TEXT
  ) STRICT;
  CREATE TEMP TABLE marks (rank INTEGER PRIMARY KEY, mark TEXT NOT NULL) STRICT;
  CREATE TEMP TABLE known (rank INTEGER PRIMARY KEY, id INTEGER NOT NULL, away INTEGER NOT NULL) STRICT;`;

/** By address, so that the long index of addresses is written from one end to the other; a repeat knows its first row. */
const RANK = `
  INSERT INTO ranked (line, first, address, topics, language, confirmed_at, consent, left_at, left_why)
  SELECT line, min(line) OVER (PARTITION BY address), address, topics, language, confirmed_at, consent, left_at, left_why
  FROM laid_aside ORDER BY address, line`;

/** Bringing in a long list: laid aside in temporary tables, taken over in one transaction. */
export function importMethods(database: Database): ImportLedger {
  let isRanked = false;
  const drop = (): void => {
    for (const table of TABLES) database.script(`DROP TABLE IF EXISTS temp.${table}`);
    isRanked = false;
  };
  const rank = (): void => {
    if (!isRanked) database.aside(() => database.run(RANK));
    isRanked = true;
  };
  return {
    beginImport: async () => {
      drop();
      database.script(MAKE);
    },

    layAside: async (rows) => database.aside(() => rows.forEach((row) => layOne(database, row))),

    repeats: async (after, limit) => {
      rank();
      const sql = `SELECT rank, line, first, ranked.address AS address, raw FROM ranked JOIN laid_aside USING (line)
                   WHERE rank > ? AND line > first ORDER BY rank LIMIT ?`;
      return database.all(RepeatRow, sql, after, limit);
    },

    finishImport: async (file, markOf, at) => {
      rank();
      // Marking takes long: as much of it as can be is done while nobody has to wait.
      markFresh(database, markOf);
      const imported = database.transaction(() => takeOver(database, file, markOf, at));
      drop();
      database.emptyLog();
      return imported;
    },

    dropImport: async () => drop(),
  };
}

function layOne(database: Database, row: ListRow): void {
  database.run(
    'INSERT INTO laid_aside VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    row.line,
    row.raw,
    row.address,
    JSON.stringify(row.topics),
    row.language ?? null,
    row.confirmedAt,
    row.consent,
    row.left?.at ?? null,
    row.left?.why ?? null,
  );
}
