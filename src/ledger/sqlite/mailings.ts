import { z } from 'zod';
import { Delivery } from '../../model/delivery.ts';
import { Mailing } from '../../model/mailing.ts';
import type { MailingLedger } from '../ledger.ts';
import type { Database } from './database.ts';
import { audienceBefore, enqueue, heldOf, letGo, whyHeld } from './breaker.ts';
import { endFollowUps, enqueueAgain, whoHad } from './again.ts';
import { settleUncertain } from './settle.ts';
import { recordMailing } from './record.ts';
import { DELIVERY, publicationOf, SLOT } from './tables.ts';
import { tallyOf } from './tally.ts';

const ProgressRow = z.object({ ended: z.number(), first: z.number().nullable() });
const CountRow = z.object({ count: z.int() });
const NumberRow = z.object({ number: z.int() });
const EditionRow = z.object({ edition: z.string() });
const DeferralRow = z.object({ response: z.string(), count: z.number(), next: z.number() });

const MAILING = 'SELECT edition, publication, state, why, began_at AS beganAt, since, audience FROM mailings';
/** What a mailing can still hand over. */
const LEFT_OVER = "state IN ('waiting', 'claimed')";

/** Which editions go to whom. */
export function mailingMethods(database: Database): MailingLedger {
  return {
    queue: async (edition, topics, publicAt, at, limits) =>
      database.transaction(() => {
        const publication = publicationOf(edition);
        if (latest(database, publication)) return 0;
        const audience = enqueue(database, edition, topics, publicAt);
        const why = limits && whyHeld(database, publication, topics, audience, limits);
        if (audience > 0 || why !== undefined) {
          const state = why === undefined ? 'open' : 'stopped';
          const mailing = { edition, publication, state, why: why ?? '', beganAt: at, audience } as const;
          begin(database, mailing, topics, why !== undefined, at);
        }
        return audience;
      }),

    audienceBefore: async (topics) => audienceBefore(database, topics),

    mailing: async (edition) => database.one(Mailing, `${MAILING} WHERE edition = ?`, edition),

    settle: async (key, decision, by, at) =>
      database.transaction(() => settleUncertain(database, key, decision, by, at)),

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
        const { topics, breaker } = heldOf(database, earlier.edition);
        begin(database, { edition, publication, ...stands, beganAt, audience }, topics, breaker, at);
        turn(database, earlier.edition, 'superseded', `superseded by ${edition}`, at);
        return moved;
      }),

    queueAgain: async (edition, publication, right, at) =>
      database.transaction(() => {
        const own = publicationOf(edition);
        const known = database.one(Mailing, `${MAILING} WHERE edition = ?`, edition);
        if (known && known.state !== 'open' && known.state !== 'stopped') return 0;
        const fresh = enqueueAgain(database, edition, publication, right);
        endFollowUps(database, publication, edition, `superseded by ${edition}`, at);
        if (fresh === 0) return 0;
        const audience = (known?.audience ?? 0) + fresh;
        const mailing = { edition, publication: own, state: 'open', why: '', beganAt: at, audience } as const;
        if (!known) begin(database, mailing, [], false, at);
        else database.run('UPDATE mailings SET audience = ? WHERE edition = ?', audience, edition);
        return fresh;
      }),

    endFollowUps: async (publication, why, at) =>
      database.transaction(() => endFollowUps(database, publication, '', why, at)),

    whoHad: async (publication, after, limit) => whoHad(database, publication, after, limit),

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
        if (why === undefined) letGo(database, edition);
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
          const said = state === 'done' ? '' : heldOf(database, mailing.edition).breaker ? mailing.why : why;
          turn(database, mailing.edition, state, said, at);
          if (state === 'late') held.push({ ...mailing, state, why: said, since: at });
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

    numberOf: async (edition) =>
      database.one(NumberRow, 'SELECT number FROM mailings WHERE edition = ?', edition)?.number ?? 0,

    editionHad: async (publication, subscriber) => {
      const sql = `SELECT edition FROM deliveries
                   WHERE publication = ? AND subscriber = ? AND state IN ('accepted', 'uncertain')`;
      return database.one(EditionRow, sql, publication, subscriber)?.edition;
    },

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

function begin(
  database: Database,
  { edition, publication, state, why, beganAt, audience }: Omit<Mailing, 'since'>,
  topics: readonly string[],
  breaker: boolean,
  at: number,
): void {
  database.run(
    `INSERT INTO mailings (edition, publication, state, why, began_at, since, audience, topics, breaker, number)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT coalesce(max(number), 0) + 1 FROM mailings))
     ON CONFLICT DO UPDATE SET state = excluded.state, why = excluded.why, began_at = excluded.began_at,
       since = excluded.since, breaker = excluded.breaker`,
    edition,
    publication,
    state,
    why,
    beganAt,
    at,
    audience,
    JSON.stringify(topics),
    breaker ? 1 : 0,
  );
  recordMailing(database, edition, at, true);
}

function turn(database: Database, edition: string, state: Mailing['state'], why: string, at: number): void {
  const sql = 'UPDATE mailings SET state = ?, why = ?, since = ? WHERE edition = ?';
  database.run(sql, state, why, at, edition);
  recordMailing(database, edition, at);
}

/**
 * Asks the small indexes, not the long list of those who are served. One that waits for a person is under way even when it
 * is for nobody.
 */
function isUnderWay(database: Database, edition: string): boolean {
  const sql = `SELECT EXISTS (SELECT 1 FROM mailings WHERE edition = ? AND breaker = 1) OR
                      EXISTS (SELECT 1 FROM deliveries WHERE edition = ? AND state = 'waiting') OR
                      EXISTS (SELECT 1 FROM deliveries WHERE worker IS NOT NULL AND edition = ?
                                AND state IN ('claimed', 'handing')) AS count`;
  return database.one(CountRow, sql, edition, edition, edition)?.count === 1;
}
