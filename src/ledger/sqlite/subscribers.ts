import { z } from 'zod';
import { Subscriber, type NewSubscriber } from '../../model/subscriber.ts';
import type { SubscriberLedger, Subscribing } from '../ledger.ts';
import type { Database } from './database.ts';

const SubscriberRow = Subscriber.extend({
  topics: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(Subscriber.shape.topics),
});
const KnownRow = z.object({ id: z.number(), leftAt: z.number().nullable() });
const IdRow = z.object({ id: z.number() });
const CountRow = z.object({ count: z.number() });

/** Everybody who gets a mail to any topic of a JSON list, with consent at or before an instant; needs both values. */
export const AUDIENCE = `
  SELECT id FROM subscribers
  WHERE id IN (SELECT subscriber FROM subscriber_topics WHERE topic IN (SELECT value FROM json_each(?)))
    AND left_at IS NULL AND confirmed_at <= ?`;

/** Who is on the list, and for what. Those who left stay as rows, so that an old list cannot bring them back. */
export function subscriberMethods(database: Database): SubscriberLedger {
  return {
    subscribe: async (subscribers) =>
      database.transaction(() => {
        const result: Subscribing = { added: 0, changed: 0, left: 0 };
        for (const subscriber of subscribers) result[subscribeOne(database, subscriber)] += 1;
        return result;
      }),

    unsubscribe: async (address, at) =>
      database.transaction(() => {
        const row = database.one(
          IdRow,
          'SELECT id FROM subscribers WHERE address = ? AND left_at IS NULL',
          address,
        );
        if (!row) return false;
        database.run('UPDATE subscribers SET left_at = ? WHERE id = ?', at, row.id);
        database.run('DELETE FROM subscriber_topics WHERE subscriber = ?', row.id);
        for (const table of ['deliveries', 'rehearsals']) {
          database.run(
            `UPDATE ${table} SET state = 'cancelled', worker = NULL
             WHERE subscriber = ? AND state IN ('waiting', 'claimed') AND publication IN (
               SELECT publication FROM mailings WHERE state IN ('open', 'stopped', 'late'))`,
            row.id,
          );
        }
        return true;
      }),

    subscribers: async (after, limit) =>
      database.all(
        SubscriberRow,
        `SELECT id, address, confirmed_at AS confirmedAt, consent,
           (SELECT json_group_array(topic ORDER BY topic) FROM subscriber_topics WHERE subscriber = id) AS topics
         FROM subscribers WHERE id > ? AND left_at IS NULL ORDER BY id LIMIT ?`,
        after,
        limit,
      ),

    audience: async (topics, publicAt) =>
      database.one(CountRow, `SELECT count(*) AS count FROM (${AUDIENCE})`, JSON.stringify(topics), publicAt)
        ?.count ?? 0,
  };
}

function subscribeOne(database: Database, subscriber: NewSubscriber): keyof Subscribing {
  const { address, topics, confirmedAt, consent } = subscriber;
  const known = database.one(
    KnownRow,
    'SELECT id, left_at AS leftAt FROM subscribers WHERE address = ?',
    address,
  );
  if (!known) {
    const sql = 'INSERT INTO subscribers (address, confirmed_at, consent) VALUES (?, ?, ?) RETURNING id';
    setTopics(database, database.one(IdRow, sql, address, confirmedAt, consent)?.id ?? 0, topics);
    return 'added';
  }
  if (known.leftAt !== null) {
    if (confirmedAt <= known.leftAt) return 'left';
    const sql = 'UPDATE subscribers SET left_at = NULL, confirmed_at = ?, consent = ? WHERE id = ?';
    database.run(sql, confirmedAt, consent, known.id);
  }
  database.run('DELETE FROM subscriber_topics WHERE subscriber = ?', known.id);
  setTopics(database, known.id, topics);
  return known.leftAt === null ? 'changed' : 'added';
}

function setTopics(database: Database, id: number, topics: readonly string[]): void {
  for (const topic of new Set(topics)) {
    database.run('INSERT INTO subscriber_topics (topic, subscriber) VALUES (?, ?)', topic, id);
  }
}
