import { z } from 'zod';
import { Delivery } from '../../model/delivery.ts';
import { Mailing } from '../../model/mailing.ts';
import type { MailingLedger } from '../ledger.ts';
import type { Database } from './database.ts';
import { recordMailing } from './record.ts';
import { AUDIENCE } from './subscribers.ts';
import { DELIVERY, publicationOf, SLOT } from './tables.ts';
import { tallyOf } from './tally.ts';

const ProgressRow = z.object({ ended: z.number(), first: z.number().nullable() });
const CountRow = z.object({ count: z.int() });
const DeferralRow = z.object({ response: z.string(), count: z.number(), next: z.number() });

const MAILING = 'SELECT edition, publication, state, why, began_at AS beganAt, since, audience FROM mailings';
/** What a mailing can still hand over. */
const LEFT_OVER = "state IN ('waiting', 'claimed')";

/** Which editions go to whom. */
export function mailingMethods(database: Database): MailingLedger {
  return {
    queue: async (edition, topics, publicAt, at) =>
      database.transaction(() => {
        const publication = publicationOf(edition);
        if (latest(database, publication)) return 0;
        // Whoever was cancelled when the publication was withdrawn gets it after all; nobody else has a row yet.
        const sql = `INSERT INTO deliveries (publication, subscriber, edition, state)
                     SELECT ?, id, ?, 'waiting' FROM (${AUDIENCE}) WHERE true ORDER BY id
                     ON CONFLICT DO UPDATE SET edition = excluded.edition, state = 'waiting', not_before = 0
                       WHERE state = 'cancelled'`;
        const fresh = database.run(sql, publication, edition, JSON.stringify(topics), publicAt);
        if (fresh > 0) {
          begin(database, { edition, publication, state: 'open', why: '', beganAt: at, audience: fresh }, at);
        }
        return fresh;
      }),

    supersede: async (edition, whyStopped, at) =>
      database.transaction(() => {
        const publication = publicationOf(edition);
        const earlier = latest(database, publication);
        if (!earlier || earlier.edition === edition || !isUnderWay(database, earlier.edition)) return 0;
        const sql = `UPDATE deliveries SET edition = ?, state = 'waiting', worker = NULL
                     WHERE publication = ? AND edition = ? AND ${LEFT_OVER}`;
        const moved = database.run(sql, edition, publication, earlier.edition);
        const { state, why, beganAt, audience } = earlier;
        const stands = state === 'open' ? { state: 'stopped' as const, why: whyStopped } : { state, why };
        begin(database, { edition, publication, ...stands, beganAt, audience }, at);
        turn(database, earlier.edition, 'superseded', `superseded by ${edition}`, at);
        return moved;
      }),

    stopMailing: async (edition, why, at) =>
      database.transaction(() => {
        const sql =
          "UPDATE mailings SET state = 'stopped', why = ?, since = ? WHERE edition = ? AND state = 'open'";
        if (database.run(sql, why, at, edition) === 0) return false;
        recordMailing(database, edition, at);
        return true;
      }),

    resumeMailing: async (edition, at, why) =>
      database.transaction(() => {
        const sql = `UPDATE mailings SET state = 'open', why = '', began_at = ?, since = ?
                     WHERE edition = ? AND state IN ('stopped', 'late') AND why = coalesce(?, why)`;
        if (database.run(sql, at, at, edition, why ?? null) === 0) return false;
        const soon =
          "UPDATE deliveries SET not_before = 0 WHERE edition = ? AND state = 'waiting' AND not_before > 0";
        if (why === undefined) database.run(soon, edition);
        recordMailing(database, edition, at);
        return true;
      }),

    isUnderWay: async (edition) => isUnderWay(database, edition),

    holdLate: async (begunBefore, why, at) =>
      database.transaction(() => {
        const held: Mailing[] = [];
        const old = `${MAILING} WHERE state IN ('open', 'stopped') AND began_at < ? ORDER BY began_at, edition`;
        for (const mailing of database.all(Mailing, old, begunBefore)) {
          const state = isUnderWay(database, mailing.edition) ? 'late' : 'done';
          turn(database, mailing.edition, state, state === 'late' ? why : '', at);
          if (state === 'late') held.push({ ...mailing, state, why, since: at });
        }
        return held;
      }),

    takeBack: async (publication, at) =>
      database.transaction(() => {
        const sql = `UPDATE deliveries SET state = 'cancelled', worker = NULL WHERE publication = ? AND ${LEFT_OVER}`;
        const mailing = latest(database, publication);
        const wasUnderWay = mailing !== undefined && isUnderWay(database, mailing.edition);
        const count = database.run(sql, publication);
        if (wasUnderWay) turn(database, mailing.edition, 'cancelled', 'the publication was withdrawn', at);
        else if (mailing && mailing.state !== 'done') turn(database, mailing.edition, 'done', '', at);
        return count;
      }),

    mailings: async (since) =>
      database.all(Mailing, `${MAILING} WHERE since >= ? ORDER BY began_at DESC, edition DESC`, since),

    tally: async (edition) => tallyOf(database, edition),

    progress: async (edition, since) => {
      const sql = `SELECT coalesce(sum(ended), 0) AS ended, min(slot) AS first FROM progress
                   WHERE edition = ? AND slot >= ?`;
      const row = database.one(ProgressRow, sql, edition, Math.floor(since / SLOT));
      if (!row || row.first === null) return { ended: 0 };
      return { ended: row.ended, first: row.first * SLOT };
    },

    deliveries: async (edition, state, limit) =>
      database.all(
        Delivery,
        `${DELIVERY} FROM deliveries JOIN subscribers ON id = subscriber
         WHERE publication = ? AND edition = ? AND state = ? ORDER BY subscriber LIMIT ?`,
        publicationOf(edition),
        edition,
        state,
        limit,
      ),

    uncertain: async (limit) =>
      database.all(
        Delivery,
        `${DELIVERY} FROM deliveries JOIN subscribers ON id = subscriber
         WHERE deliveries.state = 'uncertain' ORDER BY edition, subscriber LIMIT ?`,
        limit,
      ),

    deferrals: async (edition, limit) =>
      database.all(
        DeferralRow,
        `SELECT response, count(*) AS count, min(not_before) AS next FROM deliveries
         WHERE edition = ? AND state = 'waiting' AND attempts > 0
         GROUP BY response ORDER BY count DESC, response LIMIT ?`,
        edition,
        limit,
      ),
  };
}

/** The mailing of a publication that counts: not one that was superseded or cancelled. */
function latest(database: Database, publication: string): Mailing | undefined {
  const sql = `${MAILING} WHERE publication = ? AND state NOT IN ('superseded', 'cancelled')`;
  return database.one(Mailing, sql, publication);
}

function begin(database: Database, mailing: Omit<Mailing, 'since'>, at: number): void {
  const { edition, publication, state, why, beganAt, audience } = mailing;
  database.run(
    `INSERT INTO mailings (edition, publication, state, why, began_at, since, audience, number)
     VALUES (?, ?, ?, ?, ?, ?, ?, (SELECT coalesce(max(number), 0) + 1 FROM mailings))
     ON CONFLICT DO UPDATE SET state = excluded.state, why = excluded.why, began_at = excluded.began_at,
       since = excluded.since`,
    edition,
    publication,
    state,
    why,
    beganAt,
    at,
    audience,
  );
  recordMailing(database, edition, at, true);
}

function turn(database: Database, edition: string, state: Mailing['state'], why: string, at: number): void {
  const sql = 'UPDATE mailings SET state = ?, why = ?, since = ? WHERE edition = ?';
  database.run(sql, state, why, at, edition);
  recordMailing(database, edition, at);
}

/** Asks the two small indexes, not the long list of those who are served. */
function isUnderWay(database: Database, edition: string): boolean {
  const sql = `SELECT EXISTS (SELECT 1 FROM deliveries WHERE edition = ? AND state = 'waiting') OR
                      EXISTS (SELECT 1 FROM deliveries WHERE worker IS NOT NULL AND edition = ?
                                AND state IN ('claimed', 'handing')) AS count`;
  return database.one(CountRow, sql, edition, edition)?.count === 1;
}
