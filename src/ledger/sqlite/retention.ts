import { z } from 'zod';
import { SEED } from '../../model/seed.ts';
import type { RetentionLedger } from '../retention.ts';
import type { Database } from './database.ts';

const AddressRow = z.object({ address: z.string() });
const MailingRow = z.object({ edition: z.string(), publication: z.string(), tidied: z.number() });
const LastRow = z.object({ last: z.number().nullable(), count: z.number() });

/** Where a mailing stands of which every delivery was tidied: above every id. */
const ALL = Number.MAX_SAFE_INTEGER;

/** Deleting what is old enough. */
export function retentionMethods(database: Database): RetentionLedger {
  return {
    beginTidying: async (day) => {
      const sql = `INSERT INTO bookmarks (source, position) VALUES ('tidied', ?)
                   ON CONFLICT DO UPDATE SET position = excluded.position WHERE position <> excluded.position`;
      return database.run(sql, day) > 0;
    },

    tidyRequests: async (before, limit) => {
      const sql = 'DELETE FROM requests WHERE id IN (SELECT id FROM requests WHERE until < ? LIMIT ?)';
      return database.run(sql, before, limit);
    },

    tidyNotices: async (before, limit) => {
      const copies = 'SELECT id FROM notice_rehearsals WHERE posted_at < ? LIMIT ?';
      database.run(`DELETE FROM notice_rehearsals WHERE id IN (${copies})`, before, limit);
      const old = `SELECT id FROM notices WHERE posted_at < ?
                   AND state IN ('accepted', 'refused', 'uncertain') LIMIT ?`;
      return database.run(`DELETE FROM notices WHERE id IN (${old})`, before, limit);
    },

    tidyReturns: async (before, limit) => {
      const sql = 'DELETE FROM returns WHERE key IN (SELECT key FROM returns WHERE at < ? LIMIT ?)';
      return database.run(sql, before, limit);
    },

    tidyResponses: async (before, limit) => database.transaction(() => tidyMailing(database, before, limit)),

    tidyForgotten: async (since) => {
      const sql = `UPDATE deliveries SET response = '' WHERE response <> ''
                     AND subscriber IN (SELECT id FROM subscribers WHERE forgotten_at >= ?)
                     AND publication IN (SELECT publication FROM mailings WHERE state <> 'superseded' AND tidied < ?)`;
      return database.run(sql, since, ALL);
    },

    longGone: async (before, limit) => {
      const sql = `SELECT address FROM subscribers WHERE left_at < ? AND forgotten_at IS NULL AND consent <> '${SEED}'
                   ORDER BY left_at LIMIT ?`;
      return database.all(AddressRow, sql, before, limit).map(({ address }) => address);
    },
  };
}

/** Some deliveries of the first mailing that is old enough, from where it was left; returns how many were looked at. */
function tidyMailing(database: Database, before: number, limit: number): number {
  const sql = `SELECT edition, publication, tidied FROM mailings
               WHERE since < ? AND tidied < ? AND state IN ('done', 'superseded', 'cancelled')
               ORDER BY since, edition LIMIT 1`;
  const mailing = database.one(MailingRow, sql, before, ALL);
  if (!mailing) return 0;
  const { edition, publication, tidied } = mailing;
  const next = `SELECT max(subscriber) AS last, count(*) AS count FROM (
                  SELECT subscriber FROM deliveries WHERE publication = ? AND subscriber > ? ORDER BY subscriber LIMIT ?)`;
  const { last, count } = database.one(LastRow, next, publication, tidied, limit) ?? { last: null, count: 0 };
  for (const table of ['deliveries', 'rehearsals']) {
    const erase = `UPDATE ${table} SET response = ''
                   WHERE publication = ? AND subscriber > ? AND subscriber <= ? AND response <> '' AND edition = ?`;
    database.run(erase, publication, tidied, last ?? tidied, edition);
  }
  database.run('UPDATE mailings SET tidied = ? WHERE edition = ?', last ?? ALL, edition);
  return Math.max(1, count);
}
