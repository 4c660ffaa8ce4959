import { z } from 'zod';
import { Leaving } from '../../model/subscriber.ts';
import type { Imported } from '../imports.ts';
import type { Database } from './database.ts';
import { leaveOne } from './subscribers.ts';

const CountRow = z.object({ count: z.number() });
const FreshRow = z.object({ rank: z.number(), address: z.string() });
const GoneRow = z.object({ id: z.number(), at: z.number(), why: Leaving });

const PAGE = 5000;
const COUNTED = 'line = first';
/** Rows that are new: of no known address and not of somebody who was forgotten. */
const NEW = `${COUNTED} AND rank NOT IN (SELECT rank FROM known)`;
/** Members to whom the list gives topics. */
const MEMBERS = 'known JOIN ranked USING (rank) WHERE away = 0 AND ranked.left_at IS NULL';

/**
 * Marks the rows whose address is unknown, when anybody was ever forgotten; rows that have a mark are left alone. Within
 * the transaction this ends what another program's forgetting made necessary meanwhile.
 */
export function markFresh(database: Database, markOf: (address: string) => string): void {
  if (count(database, 'SELECT EXISTS (SELECT 1 FROM forgotten) AS count') === 0) return;
  const sql = `SELECT rank, address FROM ranked
               WHERE rank > ? AND ${COUNTED} AND rank NOT IN (SELECT rank FROM marks)
                 AND NOT EXISTS (SELECT 1 FROM subscribers WHERE subscribers.address = ranked.address)
               ORDER BY rank LIMIT ${PAGE}`;
  for (let after = 0; ;) {
    const fresh = database.all(FreshRow, sql, after);
    for (const { rank, address } of fresh) {
      database.run('INSERT INTO marks (rank, mark) VALUES (?, ?)', rank, markOf(address));
    }
    const last = fresh.at(-1);
    if (!last) return;
    after = last.rank;
  }
}

/** Within a transaction: everything that was laid aside and ranked becomes the list, set by set. */
export function takeOver(
  database: Database,
  file: string,
  markOf: (address: string) => string,
  at: number,
): Imported {
  markFresh(database, markOf);
  findKnown(database);
  const left = count(database, 'SELECT count(*) AS count FROM known WHERE away = 1');
  const gone = takeOff(database);
  const changed = count(database, 'SELECT count(*) AS count FROM known WHERE away = 0');
  const away = count(database, `SELECT count(*) AS count FROM ranked WHERE ${NEW} AND left_at IS NOT NULL`);
  const added = addNew(database) - away;
  change(database);
  const repeated = count(database, 'SELECT count(*) AS count FROM ranked WHERE line > first');
  const imported = { added, changed, left, repeated, suppressed: away + gone };
  database.run(
    "INSERT INTO events (at, what, subject, detail) VALUES (?, 'imported', ?, ?)",
    at,
    file,
    `${added} added, ${changed} on the list already, ${left} stay away, ${away + gone} noted as away`,
  );
  return imported;
}

function findKnown(database: Database): void {
  database.run(`INSERT INTO known SELECT rank, id, subscribers.left_at IS NOT NULL
                FROM ranked CROSS JOIN subscribers ON subscribers.address = ranked.address WHERE ${COUNTED}`);
  // OR IGNORE: an address that was forgotten and joined again is known by itself.
  database.run('INSERT OR IGNORE INTO known SELECT rank, 0, 1 FROM marks JOIN forgotten USING (mark)');
}

/** Members of whom the list says that they left after they had confirmed. Returns how many. */
function takeOff(database: Database): number {
  const sql = `SELECT id, ranked.left_at AS at, ranked.left_why AS why
               FROM known JOIN ranked USING (rank) JOIN subscribers USING (id)
               WHERE away = 0 AND ranked.left_at >= subscribers.confirmed_at`;
  const gone = database.all(GoneRow, sql);
  for (const { id, at, why } of gone) {
    leaveOne(database, id, why, at);
    database.run('UPDATE known SET away = 2 WHERE id = ?', id);
  }
  return gone.length;
}

/** Their ids follow the highest one that was ever given, in the order of their ranks. Returns how many. */
function addNew(database: Database): number {
  const highest = "SELECT coalesce(max(seq), 0) AS count FROM sqlite_sequence WHERE name = 'subscribers'";
  const base = count(database, highest);
  const added = database.run(
    `INSERT INTO subscribers (id, address, confirmed_at, consent, language, left_at, left_why)
     SELECT rank + ?, address, confirmed_at, consent, coalesce(language, ''), left_at, left_why
     FROM ranked WHERE ${NEW} ORDER BY rank`,
    base,
  );
  database.run(
    `INSERT OR IGNORE INTO subscriber_topics (topic, subscriber)
     SELECT value, rank + ? FROM ranked CROSS JOIN json_each(topics) WHERE ${NEW} AND left_at IS NULL`,
    base,
  );
  return added;
}

/** Members get the topics and the language of the list; what stands already is not written again. */
function change(database: Database): void {
  database.run(`UPDATE subscribers SET language = given.language
                FROM (SELECT known.id AS member, ranked.language AS language FROM ${MEMBERS} AND ranked.language IS NOT NULL) AS given
                WHERE id = member AND subscribers.language <> given.language`);
  // Topics are plain words in a JSON list, so one that is wanted stands there in quotation marks.
  database.run(`DELETE FROM subscriber_topics WHERE (topic, subscriber) IN (
                  SELECT had.topic, had.subscriber
                  FROM known CROSS JOIN ranked USING (rank) CROSS JOIN subscriber_topics AS had ON had.subscriber = known.id
                  WHERE away = 0 AND ranked.left_at IS NULL AND instr(ranked.topics, '"' || had.topic || '"') = 0)`);
  database.run(`INSERT OR IGNORE INTO subscriber_topics (topic, subscriber)
                SELECT value, member FROM (SELECT known.id AS member, topics FROM ${MEMBERS}) CROSS JOIN json_each(topics)`);
}

function count(database: Database, sql: string): number {
  return database.one(CountRow, sql)?.count ?? 0;
}
