import type { Database } from './database.ts';
import { publicationOf } from './tables.ts';

/** The mailings of a publication and of its follow-ups: `release/26-123` and `kill/release-26-123.3`. Needs both values. */
export const RELATED = 'SELECT publication FROM mailings WHERE publication = ? OR publication GLOB ?';

/** What matches the follow-ups of a publication. */
export function followUpsOf(publication: string): string {
  return `*/${publication.replace('/', '-')}.*`;
}

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

/** Within a transaction: what had not left of earlier follow-ups never leaves. Their mailings are superseded. */
export function supersedeFollowUps(
  database: Database,
  edition: string,
  publication: string,
  at: number,
): void {
  const own = publicationOf(edition);
  const earlier = `SELECT edition FROM mailings WHERE publication GLOB ? AND publication <> ?
                     AND state IN ('open', 'stopped', 'late')`;
  const cancel = `UPDATE deliveries SET state = 'cancelled', worker = NULL
                  WHERE state IN ('waiting', 'claimed') AND edition IN (${earlier})`;
  database.run(cancel, followUpsOf(publication), own);
  const over = `UPDATE mailings SET state = 'superseded', why = ?, since = ? WHERE edition IN (${earlier})`;
  database.run(over, `superseded by ${edition}`, at, followUpsOf(publication), own);
}
