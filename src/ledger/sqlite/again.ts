import { z } from 'zod';
import type { Had } from '../mailings.ts';
import type { Database } from './database.ts';
import { followUpsOf } from './follow-ups.ts';
import { recordMailing } from './record.ts';
import { publicationOf } from './tables.ts';

/** The mailings of a publication and of its follow-ups: `release/26-123` and `kill/release-26-123.3`. Needs both values. */
export const RELATED = 'SELECT publication FROM mailings WHERE publication = ? OR publication GLOB ?';

/** Within a transaction: a delivery of a follow-up for everybody who had something of it. Returns how many are new. */
export function enqueueAgain(
  database: Database,
  edition: string,
  publication: string,
  right: string,
): number {
  const own = publicationOf(edition);
  const sql = `INSERT INTO deliveries (publication, subscriber, edition, state)
               SELECT DISTINCT ?, subscriber, ?, 'waiting' FROM deliveries
               WHERE publication IN (${RELATED}) AND publication <> ? AND edition <> ?
                 AND state IN ('accepted', 'uncertain')
                 AND (SELECT left_at FROM subscribers WHERE id = subscriber) IS NULL
               ORDER BY subscriber
               ON CONFLICT DO NOTHING`;
  return database.run(sql, own, edition, publication, followUpsOf(publication), own, right);
}

/**
 * Within a transaction: what had not left of follow-ups of a publication, but for this one, never leaves. Their mailings are
 * superseded. Returns how many deliveries that concerns.
 */
export function endFollowUps(
  database: Database,
  publication: string,
  but: string,
  why: string,
  at: number,
): number {
  const earlier = `SELECT edition FROM mailings WHERE publication GLOB ? AND edition <> ?
                     AND state IN ('open', 'stopped', 'late')`;
  const cancel = `UPDATE deliveries SET state = 'cancelled', worker = NULL
                  WHERE state IN ('waiting', 'claimed') AND edition IN (${earlier})`;
  const count = database.run(cancel, followUpsOf(publication), but);
  const over = `UPDATE mailings SET state = 'superseded', why = ?, since = ? WHERE edition IN (${earlier})
                RETURNING edition`;
  const ended = database.all(EditionRow, over, why, at, followUpsOf(publication), but);
  for (const { edition } of ended) recordMailing(database, edition, at);
  return count;
}

const EditionRow = z.object({ edition: z.string() });
const HadRow: z.ZodType<Had> = z.object({
  subscriber: z.int(),
  address: z.string(),
  edition: z.string(),
  state: z.enum(['accepted', 'uncertain', 'handing']),
  endedAt: z.number().nullable(),
});

/** Who had something of a publication, follow-ups included, by subscriber. */
export function whoHad(database: Database, publication: string, after: number, limit: number): Had[] {
  const sql = `SELECT subscriber, address, edition, state, ended_at AS endedAt
               FROM deliveries JOIN subscribers ON id = subscriber
               WHERE publication IN (${RELATED}) AND state IN ('accepted', 'uncertain', 'handing') AND subscriber IN (
                 SELECT DISTINCT subscriber FROM deliveries
                 WHERE publication IN (${RELATED}) AND state IN ('accepted', 'uncertain', 'handing') AND subscriber > ?
                 ORDER BY subscriber LIMIT ?)
               ORDER BY subscriber, ended_at, edition`;
  const related = [publication, followUpsOf(publication)];
  return database.all(HadRow, sql, ...related, ...related, after, limit);
}
