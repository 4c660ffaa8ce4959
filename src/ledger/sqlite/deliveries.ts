import { z } from 'zod';
import { Delivery, DeliveryState, type Tally } from '../../model/delivery.ts';
import type { Ledger, Settlement } from '../ledger.ts';
import type { Database } from './database.ts';
import { AUDIENCE } from './subscribers.ts';

const TallyRow = z.object({ state: DeliveryState, tried: z.number(), count: z.number() });
const KeyRow = z.object({ key: z.string() });

const DELIVERY = `
  SELECT edition, subscriber, address, state, attempts, not_before AS notBefore, response
  FROM deliveries JOIN subscribers ON id = subscriber`;

const VANISHED = 'The program that was handing it over stopped in the middle; the server may or may not have it.';

type DeliveryMethods = Pick<
  Ledger,
  'queue' | 'takeBack' | 'claim' | 'extend' | 'settle' | 'recover' | 'tally' | 'deliveries' | 'mailed'
>;

/** Who is to get which edition, and what the next mail server said. */
export function deliveryMethods(database: Database): DeliveryMethods {
  return {
    queue: async (edition, topics, publicAt, at) =>
      database.transaction(() => {
        const fresh = database.run(
          `INSERT INTO deliveries (publication, subscriber, edition, state, not_before)
           SELECT ?, id, ?, 'waiting', ? FROM (${AUDIENCE}) WHERE true ORDER BY id ON CONFLICT DO NOTHING`,
          ...[publicationOf(edition), edition, at, JSON.stringify(topics), publicAt],
        );
        if (fresh > 0) {
          database.run('UPDATE editions SET mailed_at = ? WHERE key = ? AND mailed_at IS NULL', at, edition);
        }
        return fresh;
      }),

    takeBack: async (publication) =>
      database.transaction(() =>
        database.run("DELETE FROM deliveries WHERE publication = ? AND state = 'waiting'", publication),
      ),

    claim: async (worker, limit, at, until) =>
      database.transaction(() => {
        const sql = `${DELIVERY} WHERE state = 'waiting' AND not_before <= ?
                     ORDER BY not_before, publication, subscriber LIMIT ?`;
        return database.all(Delivery, sql, at, limit).map((delivery) => {
          database.run(
            `UPDATE deliveries SET state = 'handing', attempts = attempts + 1, worker = ?, until = ?
             WHERE publication = ? AND subscriber = ?`,
            ...[worker, until, publicationOf(delivery.edition), delivery.subscriber],
          );
          return { ...delivery, state: 'handing' as const, attempts: delivery.attempts + 1 };
        });
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
        const sql = "UPDATE deliveries SET state = 'uncertain', response = ? WHERE state = 'handing' AND until < ?";
        database.run(sql, VANISHED, at);
        return lost.map((delivery) => ({ ...delivery, state: 'uncertain' as const, response: VANISHED }));
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

    deliveries: async (edition, state, limit) =>
      database.all(
        Delivery,
        `${DELIVERY} WHERE publication = ? AND edition = ? AND state = ? ORDER BY subscriber LIMIT ?`,
        ...[publicationOf(edition), edition, state, limit],
      ),

    mailed: async () =>
      database
        .all(KeyRow, 'SELECT key FROM editions WHERE mailed_at IS NOT NULL ORDER BY mailed_at DESC, key DESC')
        .map(({ key }) => key),
  };
}

function settleOne(database: Database, worker: string, settlement: Settlement): void {
  const { edition, subscriber, verdict, notBefore } = settlement;
  const state = verdict.kind === 'deferred' ? 'waiting' : verdict.kind;
  database.run(
    `UPDATE deliveries SET state = ?, response = ?, not_before = ?, worker = NULL, until = NULL
     WHERE publication = ? AND subscriber = ? AND edition = ? AND worker = ? AND state IN ('handing', 'uncertain')`,
    ...[state, verdict.response, notBefore, publicationOf(edition), subscriber, edition, worker],
  );
  if (state !== 'waiting') return;
  // Whoever left while their copy was on its way is not tried again.
  database.run(
    `DELETE FROM deliveries WHERE publication = ? AND subscriber = ? AND state = 'waiting'
       AND (SELECT left_at FROM subscribers WHERE id = subscriber) IS NOT NULL`,
    ...[publicationOf(edition), subscriber],
  );
}

/** `digest/24@1` → `digest/24`. */
function publicationOf(edition: string): string {
  return edition.slice(0, edition.lastIndexOf('@'));
}
