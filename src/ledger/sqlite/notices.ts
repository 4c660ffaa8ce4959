import { z } from 'zod';
import { Notice, POINTLESS } from '../../model/notice.ts';
import type { NoticeLedger } from '../ledger.ts';
import type { Database } from './database.ts';

type NoticeTable = 'notices' | 'notice_rehearsals';

const IdRow = z.object({ id: z.int() });
const CountRow = z.object({ count: z.int() });

const HOUR = 3_600_000;
/** Nothing is put off or held for longer than this; what lies further ahead was written by a clock that was wrong. ms */
const FARTHEST = 2 * HOUR;

const COLUMNS =
  'id, kind, address, about, words, state, attempts, not_before AS notBefore, response, posted_at AS postedAt';

const VANISHED =
  'The program that was handing it over stopped in the middle; the server may or may not have it.';

/** Mails to one person: the real ones, or their copies. */
export function noticeMethods(database: Database, table: NoticeTable): NoticeLedger {
  return {
    post: async (notice, at) => postNotice(database, notice, at),

    claimNotices: async (holder, limit, at, until) =>
      database.transaction(() => {
        takeBack(database, table, at);
        const sql = `UPDATE ${table} SET state = 'claimed', holder = ?, until = ?
                     WHERE id IN (SELECT id FROM ${table} WHERE state = 'waiting'
                       AND (not_before <= ? OR not_before > ?) ORDER BY not_before, id LIMIT ?)
                     RETURNING ${COLUMNS}`;
        return database
          .all(Notice, sql, holder, until, at, at + FARTHEST, limit)
          .toSorted((a, b) => a.id - b.id);
      }),

    markNotice: async (id, holder) => {
      const sql = `UPDATE ${table} SET state = 'handing' WHERE id = ? AND holder = ? AND state = 'claimed'`;
      return database.run(sql, id, holder) > 0;
    },

    settleNotice: async (id, holder, { kind, response }, notBefore) => {
      const sql = `UPDATE ${table} SET state = ?, attempts = attempts + 1, response = ?, not_before = ?,
                     holder = NULL, until = NULL
                   WHERE id = ? AND holder = ? AND state IN ('claimed', 'handing', 'uncertain')`;
      const isDeferred = kind === 'deferred';
      database.run(sql, isDeferred ? 'waiting' : kind, response, isDeferred ? notBefore : 0, id, holder);
    },

    noticesWaiting: async () => {
      const sql = `SELECT count(*) AS count FROM ${table} WHERE state IN ('waiting', 'claimed', 'handing')`;
      return database.one(CountRow, sql)?.count ?? 0;
    },

    noticesFailed: async (since) =>
      database.all(
        Notice,
        `SELECT ${COLUMNS} FROM ${table} WHERE posted_at >= ? AND response <> ?
           AND (state IN ('refused', 'uncertain') OR (state <> 'accepted' AND attempts > 0)) ORDER BY id`,
        since,
        POINTLESS,
      ),
  };
}

/** Puts one up, within a transaction or as one. */
export function postNotice(
  database: Database,
  { kind, address, about, words }: Pick<Notice, 'kind' | 'address' | 'about' | 'words'>,
  at: number,
): number {
  const sql =
    'INSERT INTO notices (kind, address, about, words, posted_at) VALUES (?, ?, ?, ?, ?) RETURNING id';
  return database.one(IdRow, sql, kind, address, about, words, at)?.id ?? 0;
}

/** Copies for redirected mail what waits and was not copied before. Returns how many. */
export function rehearseNotices(database: Database): number {
  const columns = 'id, kind, address, about, words, posted_at';
  const sql = `INSERT OR IGNORE INTO notice_rehearsals (${columns})
               SELECT ${columns} FROM notices WHERE state = 'waiting'`;
  return database.run(sql);
}

/** Holders who did not come back in time: what they had marked may have left. */
function takeBack(database: Database, table: NoticeTable, at: number): void {
  const isLost = `state IN ('claimed', 'handing') AND (until <= ? OR until > ?)`;
  const sql = `UPDATE ${table} SET
                 attempts = attempts + iif(state = 'handing', 1, 0),
                 response = iif(state = 'handing', ?, response),
                 holder = iif(state = 'handing', holder, NULL),
                 state = iif(state = 'handing', 'uncertain', 'waiting'),
                 until = NULL
               WHERE ${isLost}`;
  database.run(sql, VANISHED, at, at + FARTHEST);
}
