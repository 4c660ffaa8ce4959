import { z } from 'zod';
import { Subscriber, type Leaving, type NewSubscriber } from '../../model/subscriber.ts';
import type { SubscriberLedger, Subscribing } from '../ledger.ts';
import type { Database } from './database.ts';

/** A row of the list, parsed. */
export const SubscriberRow = Subscriber.extend({
  topics: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(Subscriber.shape.topics),
});
const KnownRow = z.object({ id: z.number(), leftAt: z.number().nullable() });
const IdRow = z.object({ id: z.number() });
const CountRow = z.object({ count: z.number() });

/** The columns of a SubscriberRow; what follows chooses whom. */
export const SUBSCRIBER = `
  SELECT id, address, confirmed_at AS confirmedAt, consent, language,
    (SELECT json_group_array(topic ORDER BY topic) FROM subscriber_topics WHERE subscriber = id) AS topics
  FROM subscribers`;

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

    member: async (id) => database.one(SubscriberRow, `${SUBSCRIBER} WHERE id = ? AND left_at IS NULL`, id),

    memberOf: async (address) =>
      database.one(SubscriberRow, `${SUBSCRIBER} WHERE address = ? AND left_at IS NULL`, address),

    choose: async (id, topics, language) =>
      database.transaction(() => {
        const sql = 'UPDATE subscribers SET language = ? WHERE id = ? AND left_at IS NULL';
        if (database.run(sql, language, id) === 0) return false;
        chooseTopics(database, id, topics);
        return true;
      }),

    leave: async (id, why, at) => database.transaction(() => leaveOne(database, id, why, at)),

    leaveTogether: async (ids, why, at) =>
      database.transaction(() => ids.map((id) => leaveOne(database, id, why, at))),

    subscribers: async (after, limit) =>
      database.all(
        SubscriberRow,
        `${SUBSCRIBER} WHERE id > ? AND left_at IS NULL ORDER BY id LIMIT ?`,
        after,
        limit,
      ),

    audience: async (topics, publicAt) =>
      database.one(CountRow, `SELECT count(*) AS count FROM (${AUDIENCE})`, JSON.stringify(topics), publicAt)
        ?.count ?? 0,
  };
}

/** Takes somebody off the list, within a transaction; whoever is being served at this moment is served for the last time. */
export function leaveOne(database: Database, id: number, why: Leaving, at: number): boolean {
  const sql = 'UPDATE subscribers SET left_at = ?, left_why = ? WHERE id = ? AND left_at IS NULL';
  if (database.run(sql, at, why, id) === 0) return false;
  database.run('DELETE FROM subscriber_topics WHERE subscriber = ?', id);
  for (const table of ['deliveries', 'rehearsals']) {
    database.run(
      `UPDATE ${table} SET state = 'cancelled', worker = NULL
       WHERE subscriber = ? AND state IN ('waiting', 'claimed') AND publication IN (
         SELECT publication FROM mailings WHERE state IN ('open', 'stopped', 'late'))`,
      id,
    );
  }
  return true;
}

function subscribeOne(database: Database, subscriber: NewSubscriber): keyof Subscribing {
  const { address, topics, confirmedAt, consent, language, mark = '' } = subscriber;
  const known = database.one(
    KnownRow,
    'SELECT id, left_at AS leftAt FROM subscribers WHERE address = ?',
    address,
  );
  if (!known) {
    const isForgotten = 'SELECT count(*) AS count FROM forgotten WHERE mark = ?';
    if (mark !== '' && database.one(CountRow, isForgotten, mark)?.count !== 0) return 'left';
    const sql =
      'INSERT INTO subscribers (address, confirmed_at, consent, language) VALUES (?, ?, ?, ?) RETURNING id';
    const id = database.one(IdRow, sql, address, confirmedAt, consent, language ?? '')?.id ?? 0;
    setTopics(database, id, topics);
    return 'added';
  }
  if (known.leftAt !== null) return 'left';
  if (language !== undefined) {
    database.run('UPDATE subscribers SET language = ? WHERE id = ?', language, known.id);
  }
  setTopics(database, known.id, topics);
  return 'changed';
}

/** These topics in place of any others, within a transaction. */
export function setTopics(database: Database, id: number, topics: readonly string[]): void {
  database.run('DELETE FROM subscriber_topics WHERE subscriber = ?', id);
  for (const topic of new Set(topics)) {
    database.run('INSERT INTO subscriber_topics (topic, subscriber) VALUES (?, ?)', topic, id);
  }
}

/** These topics in place of those that one may choose; the desk's trust in keeping an embargo is nobody's own to give. */
export function chooseTopics(database: Database, id: number, topics: readonly string[]): void {
  const sql = "SELECT count(*) AS count FROM subscriber_topics WHERE subscriber = ? AND topic = 'embargo'";
  const isTrusted = (database.one(CountRow, sql, id)?.count ?? 0) > 0;
  const chosen = topics.filter((topic) => topic !== 'embargo');
  setTopics(database, id, isTrusted ? [...chosen, 'embargo'] : chosen);
}
