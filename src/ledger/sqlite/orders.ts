import { z } from 'zod';
import { Order, orderWords } from '../../model/order.ts';
import type { OrderLedger } from '../orders.ts';
import type { Database } from './database.ts';

const CountRow = z.object({ count: z.int() });
const ORDER = 'SELECT publication, verb, by, reason, at FROM orders';
/** Mailings of a publication that can still hand something over. */
const ALIVE = "publication = ? AND state IN ('open', 'stopped', 'late')";

/** What persons said at the last moment. */
export function orderMethods(database: Database): OrderLedger {
  return {
    give: async (order) =>
      database.transaction(() => {
        const { publication, verb, by, reason, at } = order;
        const sql = `INSERT INTO orders (publication, verb, by, reason, at) VALUES (?, ?, ?, ?, ?)
                     ON CONFLICT DO UPDATE SET verb = excluded.verb, by = excluded.by, reason = excluded.reason,
                       at = excluded.at`;
        database.run(sql, publication, verb, by, reason, at);
        return verb === 'stop' ? stopMail(database, order) : cancelMail(database, order);
      }),

    lift: async (publication, at) =>
      database.transaction(() => {
        const order = database.one(Order, `${ORDER} WHERE publication = ? AND verb = 'stop'`, publication);
        if (!order) return undefined;
        database.run('DELETE FROM orders WHERE publication = ?', publication);
        const sql = `UPDATE mailings SET state = 'open', why = '', began_at = ?, since = ?
                     WHERE publication = ? AND state = 'stopped' AND why = ?`;
        database.run(sql, at, at, publication, orderWords(order));
        return order;
      }),

    orders: async () => database.all(Order, `${ORDER} ORDER BY at, publication`),
  };
}

function stopMail(database: Database, order: Order): number {
  const { publication, at } = order;
  const sql = `UPDATE mailings SET state = 'stopped', why = ?, since = ? WHERE publication = ? AND state = 'open'`;
  database.run(sql, orderWords(order), at, publication);
  const left = `SELECT count(*) AS count FROM deliveries WHERE state IN ('waiting', 'claimed') AND edition IN (
                  SELECT edition FROM mailings WHERE ${ALIVE})`;
  return database.one(CountRow, left, publication)?.count ?? 0;
}

/** Whoever is being served at this moment is served; the mailing is over for everybody else. */
function cancelMail(database: Database, order: Order): number {
  const { publication, at } = order;
  const sql = `UPDATE deliveries SET state = 'cancelled', worker = NULL
               WHERE state IN ('waiting', 'claimed') AND edition IN (SELECT edition FROM mailings WHERE ${ALIVE})`;
  const count = database.run(sql, publication);
  const over = `UPDATE mailings SET state = 'done', why = ?, since = ? WHERE ${ALIVE}`;
  database.run(over, orderWords(order), at, publication);
  return count;
}
