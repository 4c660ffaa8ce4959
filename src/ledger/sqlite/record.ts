import { z } from 'zod';
import { canonical, linked, RecordEntry, RecordLink, sha256, type Happening } from '../../model/record.ts';
import { Letter } from '../../model/letter.ts';
import { Mailing } from '../../model/mailing.ts';
import type { RecordFilter, RecordLedger } from '../ledger.ts';
import { followUpsOf } from './follow-ups.ts';
import type { Database } from './database.ts';
import { json } from './edition-rows.ts';
import { recordBegun } from './record-begun.ts';
import { tallyOf } from './tally.ts';

const EntryRow = RecordEntry.extend({ body: json.pipe(RecordEntry.shape.body) });
const HeadRow = RecordLink.pick({ number: true, chain: true });
const TextRow = z.object({ text: z.string() });
const FormsRow = z.object({ html: z.string(), text: z.string() });

/** The record, read and added to. */
export function recordMethods(database: Database): RecordLedger {
  const head = () =>
    database.one(RecordLink, 'SELECT number, digest, chain FROM record ORDER BY number DESC LIMIT 1');
  return {
    append: async (happenings) =>
      database.transaction(() => {
        for (const happening of happenings) record(database, happening);
        return head();
      }),

    recordHead: async () => head(),

    recordLinks: async (after, limit) =>
      database.all(
        RecordLink,
        'SELECT number, digest, chain FROM record WHERE number > ? ORDER BY number LIMIT ?',
        after,
        limit,
      ),

    recordEntries: async (filter, after, limit) => entriesOf(database, filter, after, limit),

    archived: async (edition) => {
      const content = database.one(
        TextRow,
        'SELECT content AS text FROM bodies WHERE edition = ?',
        edition,
      )?.text;
      if (content === undefined) return undefined;
      const forms = database.all(
        FormsRow,
        `SELECT html, text FROM bodies WHERE edition = ?1
         UNION ALL SELECT html, text FROM (SELECT html, text FROM worn_forms WHERE edition = ?1 ORDER BY rowid DESC)`,
        edition,
      );
      const letter = database.one(
        TextRow,
        'SELECT letter AS text FROM letters WHERE edition = ?',
        edition,
      )?.text;
      return { content, forms, ...(letter === undefined ? {} : { letter }) };
    },
  };
}

function entriesOf(
  database: Database,
  { about, from = 0, until = Number.MAX_SAFE_INTEGER }: RecordFilter,
  after: number,
  limit: number,
): RecordEntry[] {
  const columns =
    'SELECT number, at, what, subject, body, digest, chain FROM record WHERE number > ? AND at >= ? AND at < ?';
  const rest = 'ORDER BY number LIMIT ?';
  if (about === undefined) return database.all(EntryRow, `${columns} ${rest}`, after, from, until, limit);
  // Of an edition also what was said of its publication; of a publication everything said of its editions: `@` to `A`.
  const publication = about.replace(/@.*$/, '');
  const last = about === publication ? `${about}A` : about;
  const first = about === publication ? `${about}@` : about;
  const sql = `${columns} AND (subject = ? OR (subject >= ? AND subject <= ?) OR subject GLOB ?) ${rest}`;
  // What was mailed a second time about it is told with it, whichever edition was asked for.
  const again = `${followUpsOf(publication)}@*`;
  return database.all(EntryRow, sql, after, from, until, publication, first, last, again, limit);
}

/** Adds an entry at the end of the record, within a transaction. The very first tells what the ledger held before. */
export function record(database: Database, happening: Happening): void {
  if (happening.what !== BEGUN) begin(database, happening.at);
  insert(database, happening);
}

const BEGUN = 'record begun';

/** Begins the record when there is none yet, within a transaction: before anything new is written. */
export function begin(database: Database, at: number): void {
  if (headOf(database)) return;
  for (const happening of recordBegun(database, BEGUN, at)) insert(database, happening);
}

function insert(database: Database, happening: Happening): void {
  const { number, at, what, subject, body, digest, chain } = linked(headOf(database), happening);
  const sql =
    'INSERT INTO record (number, at, what, subject, body, digest, chain) VALUES (?, ?, ?, ?, ?, ?, ?)';
  database.run(sql, number, at, what, subject, canonical(body), digest, chain);
}

function headOf(database: Database): { number: number; chain: string } | undefined {
  return database.one(HeadRow, 'SELECT number, chain FROM record ORDER BY number DESC LIMIT 1');
}

/**
 * Records how the mailing of an edition stands now and, unless it has only just begun, how far it came: within the
 * transaction that changed it.
 */
export function recordMailing(database: Database, edition: string, at: number, isNew = false): void {
  const sql =
    'SELECT edition, publication, state, why, began_at AS beganAt, since, audience FROM mailings WHERE edition = ?';
  const mailing = database.one(Mailing, sql, edition);
  if (!mailing) return;
  const { state, why, audience } = mailing;
  if (!isNew) {
    const body = { state, why, audience, deliveries: tallyOf(database, edition) };
    return record(database, { at, what: `mailing ${state}`, subject: edition, body });
  }
  const kept = database.one(TextRow, 'SELECT letter AS text FROM letters WHERE edition = ?', edition)?.text;
  const letter = kept === undefined ? {} : letterWords(kept);
  record(database, {
    at,
    what: 'mailing begun',
    subject: edition,
    body: { state, why, audience, ...letter },
  });
}

function letterWords(kept: string): { letter: string; mailSubject: string; topics: string[] } {
  const { subject, topics } = Letter.parse(JSON.parse(kept));
  return { letter: sha256(kept), mailSubject: subject, topics };
}
