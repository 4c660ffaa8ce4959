import { z } from 'zod';
import { Order, orderWords } from '../../model/order.ts';
import type { OrderLedger } from '../orders.ts';
import { followUpsOf } from './follow-ups.ts';
import type { Database, Value } from './database.ts';
import { record, recordMailing } from './record.ts';

const CountRow = z.object({ count: z.int() });
const EditionRow = z.object({ edition: z.string() });
const ORDER = 'SELECT publication, verb, by, reason, at FROM orders';
/** The mailings of a publication and of its follow-ups. */
const ITS = '(publication = ? OR publication GLOB ?)';
/** Those that can still hand something over. */
const ALIVE = `${ITS} AND state IN ('open', 'stopped', 'late')`;

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
        const deliveries = verb === 'stop' ? stopMail(database, order) : cancelMail(database, order);
        record(database, {
          at,
          what: `${verb} ordered`,
          subject: publication,
          body: { by, reason, deliveries },
        });
        return deliveries;
      }),

    lift: async (publication, by, at) =>
      database.transaction(() => {
        const order = database.one(Order, `${ORDER} WHERE publication = ? AND verb = 'stop'`, publication);
        if (!order) return undefined;
        database.run('DELETE FROM orders WHERE publication = ?', publication);
        const sql = `UPDATE mailings SET state = 'open', why = '', began_at = ?, since = ?
                     WHERE ${ITS} AND state = 'stopped' AND why = ? RETURNING edition`;
        const words = orderWords(order);
        change(database, sql, at, at, at, publication, followUpsOf(publication), words);
        record(database, {
          at,
          what: 'stop lifted',
          subject: publication,
          body: { by, stoppedBy: order.by },
        });
        return order;
      }),

    orders: async () => database.all(Order, `${ORDER} ORDER BY at, publication`),
  };
}

function stopMail(database: Database, order: Order): number {
  const { publication, at } = order;
  const sql = `UPDATE mailings SET state = 'stopped', why = ?, since = ? WHERE ${ITS} AND state = 'open' RETURNING edition`;
  change(database, sql, at, orderWords(order), at, publication, followUpsOf(publication));
  const left = `SELECT count(*) AS count FROM deliveries WHERE state IN ('waiting', 'claimed') AND edition IN (
                  SELECT edition FROM mailings WHERE ${ALIVE})`;
  return database.one(CountRow, left, publication, followUpsOf(publication))?.count ?? 0;
}

/** Whoever is being served at this moment is served; the mailing is over for everybody else. */
function cancelMail(database: Database, order: Order): number {
  const { publication, at } = order;
  const sql = `UPDATE deliveries SET state = 'cancelled', worker = NULL
               WHERE state IN ('waiting', 'claimed') AND edition IN (SELECT edition FROM mailings WHERE ${ALIVE})`;
  const count = database.run(sql, publication, followUpsOf(publication));
  const over = `UPDATE mailings SET state = 'done', why = ?, since = ? WHERE ${ALIVE} RETURNING edition`;
  change(database, over, at, orderWords(order), at, publication, followUpsOf(publication));
  return count;
}

/** Changes mailings, and records each that changed. */
function change(database: Database, sql: string, at: number, ...values: Value[]): void {
  for (const { edition } of database.all(EditionRow, sql, ...values)) recordMailing(database, edition, at);
}
