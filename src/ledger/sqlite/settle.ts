import { z } from 'zod';
import { masked } from '../../util/mask.ts';
import type { Decision, Key, Settled } from '../ledger.ts';
import type { Database } from './database.ts';
import { record, recordMailing } from './record.ts';
import { publicationOf } from './tables.ts';

const Row = z.object({ address: z.string(), leftAt: z.number().nullable() });
const NewestRow = z.object({ edition: z.string(), state: z.string() });

/** Within a transaction: what a person says of an uncertain delivery, with the line in the event log that names them. */
export function settleUncertain(
  database: Database,
  { edition, subscriber }: Key,
  decision: Decision,
  by: string,
  at: number,
): Settled {
  const publication = publicationOf(edition);
  const find = `SELECT address, left_at AS leftAt FROM deliveries JOIN subscribers ON id = subscriber
                WHERE publication = ? AND subscriber = ? AND edition = ? AND state = 'uncertain'`;
  const row = database.one(Row, find, publication, subscriber, edition);
  if (!row) return 'known';
  const note = (words: string) => {
    const detail = `${masked(row.address)}: ${words}, says ${by}`;
    database.run(
      "INSERT INTO events (at, what, subject, detail) VALUES (?, 'settled', ?, ?)",
      at,
      edition,
      detail,
    );
    record(database, { at, what: 'settled', subject: edition, body: { by, subscriber, decision } });
  };
  // The worker that had it in hand is not asked any more: should its verdict come after all, it is told as too late.
  const write = `UPDATE deliveries SET state = ?, edition = ?, response = ?, not_before = 0, worker = NULL
                 WHERE publication = ? AND subscriber = ?`;
  if (decision === 'accepted') {
    database.run(write, 'accepted', edition, `It arrived, says ${by}.`, publication, subscriber);
    note('it arrived');
    return 'settled';
  }
  if (row.leftAt !== null) return 'left';
  const newest = `SELECT edition, state FROM mailings
                  WHERE publication = ? AND state NOT IN ('superseded', 'cancelled')`;
  const mailing = database.one(NewestRow, newest, publication);
  if (!mailing) return 'withdrawn';
  database.run(write, 'waiting', mailing.edition, `To be sent again, says ${by}.`, publication, subscriber);
  note(mailing.edition === edition ? 'send it again' : `send it again, as ${mailing.edition}`);
  if (mailing.state === 'done') {
    const reopen = "UPDATE mailings SET state = 'open', why = '', began_at = ?, since = ? WHERE edition = ?";
    database.run(reopen, at, at, mailing.edition);
    recordMailing(database, mailing.edition, at);
  }
  return mailing.state === 'stopped' || mailing.state === 'late' ? 'waits' : 'settled';
}
