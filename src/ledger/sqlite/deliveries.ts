import { z } from 'zod';
import { Delivery, DeliveryState, type Tally } from '../../model/delivery.ts';
import type { Ledger, Settlement } from '../ledger.ts';
import type { Database } from './database.ts';
import { AUDIENCE } from './subscribers.ts';

const TallyRow = z.object({ state: DeliveryState, tried: z.number(), count: z.number() });
const CountRow = z.object({ count: z.int() });
const KeyRow = z.object({ key: z.string() });

const DELIVERY = `
  SELECT edition, subscriber, address, state, attempts, not_before AS notBefore, response
  FROM deliveries JOIN subscribers ON id = subscriber`;

const VANISHED =
  'The program that was handing it over stopped in the middle; the server may or may not have it.';

type DeliveryMethods = Pick<
  Ledger,
  | 'queue'
  | 'unserved'
  | 'takeBackOld'
  | 'takeBack'
  | 'claim'
  | 'extend'
  | 'settle'
  | 'recover'
  | 'tally'
  | 'deliveries'
  | 'mailed'
  | 'unsettled'
>;

/** Who is to get which edition, and what the next mail server said. */
export function deliveryMethods(database: Database): DeliveryMethods {
  return {
    queue: async (edition, topics, publicAt, at) =>
      database.transaction(() => {
        const sql = `INSERT INTO deliveries (publication, subscriber, edition, state, not_before)
                     SELECT ?, id, ?, 'waiting', ? FROM (${AUDIENCE}) WHERE true ORDER BY id
                     ON CONFLICT DO NOTHING`;
        const wanted = JSON.stringify(topics);
        const fresh = database.run(sql, publicationOf(edition), edition, at, wanted, publicAt);
        if (fresh > 0) {
          database.run('UPDATE editions SET mailed_at = ? WHERE key = ?', at, edition);
        }
        return fresh;
      }),

    unserved: async (publication, topics, publicAt) => {
      const sql = `SELECT count(*) AS count FROM (${AUDIENCE})
                   WHERE id NOT IN (SELECT subscriber FROM deliveries WHERE publication = ?)`;
      return database.one(CountRow, sql, JSON.stringify(topics), publicAt, publication)?.count ?? 0;
    },

    takeBackOld: async (queuedBefore) =>
      database.run(
        `DELETE FROM deliveries WHERE state = 'waiting'
         AND edition IN (SELECT key FROM editions WHERE mailed_at < ?)`,
        queuedBefore,
      ),

    takeBack: async (publication) =>
      database.run("DELETE FROM deliveries WHERE publication = ? AND state = 'waiting'", publication),

    claim: async (worker, limit, at, until) =>
      database.transaction(() => {
        const sql = `${DELIVERY} WHERE state = 'waiting' AND not_before <= ?
                     ORDER BY not_before, publication, subscriber LIMIT ?`;
        const claimed = database.all(Delivery, sql, at, limit);
        for (const delivery of claimed) {
          const mark = `UPDATE deliveries SET state = 'handing', attempts = attempts + 1, worker = ?, until = ?
                        WHERE publication = ? AND subscriber = ?`;
          database.run(mark, worker, until, publicationOf(delivery.edition), delivery.subscriber);
          delivery.state = 'handing';
          delivery.attempts += 1;
        }
        return claimed;
      }),

    extend: async (worker, until) => {
      database.run("UPDATE deliveries SET until = ? WHERE state = 'handing' AND worker = ?", until, worker);
    },

    settle: async (worker, settlements) =>
      database.transaction(() => {
        for (const settlement of settlements) settleOne(database, worker, settlement);
      }),

    recover: async (at) =>
      database.transaction(() => {
        const lost = database.all(Delivery, `${DELIVERY} WHERE state = 'handing' AND until < ?`, at);
        // The worker stays on record: should it be alive after all, what it has to say is better than a guess.
        const sql =
          "UPDATE deliveries SET state = 'uncertain', response = ? WHERE state = 'handing' AND until < ?";
        database.run(sql, VANISHED, at);
        for (const delivery of lost) {
          delivery.state = 'uncertain';
          delivery.response = VANISHED;
        }
        return lost;
      }),

    tally: async (edition) => {
      const tally: Tally = { waiting: 0, handing: 0, accepted: 0, refused: 0, uncertain: 0, deferred: 0 };
      const sql = `SELECT state, attempts > 0 AS tried, count(*) AS count FROM deliveries
                   WHERE publication = ? AND edition = ? GROUP BY state, tried`;
      for (const { state, tried, count } of database.all(TallyRow, sql, publicationOf(edition), edition)) {
        tally[state] += count;
        if (state === 'waiting' && tried === 1) tally.deferred += count;
      }
      return tally;
    },

    deliveries: async (edition, state, limit) => {
      const sql = `${DELIVERY} WHERE publication = ? AND edition = ? AND state = ? ORDER BY subscriber LIMIT ?`;
      return database.all(Delivery, sql, publicationOf(edition), edition, state, limit);
    },

    // Two questions, so that each is answered from the index of its state alone.
    unsettled: async () => {
      const sql = `SELECT (SELECT count(*) FROM deliveries WHERE state = 'waiting') +
                          (SELECT count(*) FROM deliveries WHERE state = 'handing') AS count`;
      return database.all(CountRow, sql)[0]?.count ?? 0;
    },

    mailed: async () =>
      database
        .all(KeyRow, 'SELECT key FROM editions WHERE mailed_at IS NOT NULL ORDER BY mailed_at DESC, key DESC')
        .map(({ key }) => key),
  };
}

function settleOne(database: Database, worker: string, settlement: Settlement): void {
  const { edition, subscriber, verdict, notBefore } = settlement;
  const publication = publicationOf(edition);
  const state = verdict.kind === 'deferred' ? 'waiting' : verdict.kind;
  const sql = `UPDATE deliveries SET state = ?, response = ?, not_before = ?, worker = NULL, until = NULL
               WHERE publication = ? AND subscriber = ? AND edition = ?
                 AND worker = ? AND state IN ('handing', 'uncertain')`;
  database.run(sql, state, verdict.response, notBefore, publication, subscriber, edition, worker);
  if (state !== 'waiting') return;
  // Whoever left while their copy was on its way is not tried again.
  const forget = `DELETE FROM deliveries WHERE publication = ? AND subscriber = ? AND state = 'waiting'
                    AND (SELECT left_at FROM subscribers WHERE id = subscriber) IS NOT NULL`;
  database.run(forget, publication, subscriber);
}

/** `digest/24@1` → `digest/24`. */
function publicationOf(edition: string): string {
  return edition.slice(0, edition.lastIndexOf('@'));
}
