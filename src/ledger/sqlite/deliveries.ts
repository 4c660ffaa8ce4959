import { z } from 'zod';
import { Delivery } from '../../model/delivery.ts';
import type { DeliveryLedger, Settlement, Worker } from '../ledger.ts';
import { claim } from './claiming.ts';
import type { Database } from './database.ts';
import { settling } from './settling.ts';
import { putOff } from './domains.ts';
import { recordMailing } from './record.ts';
import { DELIVERY, publicationOf, SLOT, type DeliveryTable } from './tables.ts';
import { together } from './together.ts';

const IdRow = z.object({ id: z.int() });
const CountRow = z.object({ count: z.int() });
const EditionRow = z.object({ edition: z.string() });
const WorkerRow: z.ZodType<Worker> = z.object({ id: z.int(), holder: z.string(), until: z.number() });

const TABLES: readonly DeliveryTable[] = ['deliveries', 'rehearsals'];
const VANISHED =
  'The program that was handing it over stopped in the middle; the server may or may not have it.';

/** Handing over, of the real deliveries or of their copies. */
export function deliveryMethods(database: Database, table: DeliveryTable): DeliveryLedger {
  const singly = settling(database, table);
  const all = together(database, table, singly);
  const afterSettling = (settlements: readonly Settlement[], at: number): void => {
    if (table !== 'deliveries') return;
    countEnded(database, settlements, at);
    askAgain(database, settlements, at);
  };
  return {
    enlist: async (holder, until) => {
      const sql = 'INSERT INTO workers (holder, until) VALUES (?, ?) RETURNING id';
      return database.one(IdRow, sql, holder, until)?.id ?? 0;
    },

    renew: async (worker, until) =>
      database.run('UPDATE workers SET until = ? WHERE id = ?', until, worker) > 0,

    giveBack: async (worker, claims) =>
      database.transaction(() => {
        const sql = `UPDATE ${table} SET state = 'waiting', worker = NULL
                     WHERE publication = ? AND subscriber = ? AND worker = ? AND state = 'claimed'`;
        for (const { edition, subscriber } of claims) {
          database.run(sql, publicationOf(edition), subscriber, worker);
        }
      }),

    retire: async (worker) =>
      database.transaction(() => {
        giveAllBack(database, table, worker);
        const marked = `SELECT 1 FROM ${table} WHERE worker = ? AND state = 'handing'`;
        database.run(`DELETE FROM workers WHERE id = ? AND NOT EXISTS (${marked})`, worker, worker);
      }),

    workers: async () => database.all(WorkerRow, 'SELECT id, holder, until FROM workers ORDER BY id'),

    lose: async (workers) =>
      database.transaction(() => workers.flatMap((worker) => loseOne(database, worker))),

    putOff: async (domain, from, every) => putOff(database, table, domain, from, every),

    claim: async (worker, limit, at, except = []) =>
      database.transaction(() => claim(database, table, { worker, limit, at, except })),

    async record(worker, settlements, marks, at) {
      const isUsual = database.attempt(() => {
        if (!all.settle(worker, settlements, at)) return false;
        afterSettling(settlements, at);
        return all.mark(worker, marks);
      });
      if (isUsual) return { marked: marks.map(() => true), late: [] };
      return database.transaction(() => {
        const late = singly.settle(worker, settlements, at);
        afterSettling(settlements, at);
        return { marked: marks.map((mark) => singly.markOne(worker, mark)), late };
      });
    },

    // Two questions, so that what waits is answered from its index alone.
    unsettled: async () => {
      const open = "SELECT edition FROM mailings WHERE state = 'open'";
      const sql = `SELECT (SELECT count(*) FROM ${table} WHERE state = 'waiting' AND edition IN (${open})) +
                          (SELECT count(*) FROM ${table} WHERE worker IS NOT NULL
                             AND state IN ('claimed', 'handing')) AS count`;
      return database.one(CountRow, sql)?.count ?? 0;
    },
  };
}

/**
 * Copies for redirected mail what waits in the open mailings and was not copied before; a copy that waits follows its
 * delivery to a corrected edition. Returns how many.
 */
export function rehearse(database: Database): number {
  const sql = `INSERT INTO rehearsals (publication, subscriber, edition, state)
               SELECT publication, subscriber, edition, 'waiting' FROM deliveries
               WHERE state = 'waiting' AND edition IN (SELECT edition FROM mailings WHERE state = 'open')
               ON CONFLICT DO UPDATE SET edition = excluded.edition
                 WHERE state = 'waiting' AND edition <> excluded.edition`;
  return database.run(sql);
}

/** Something was put off after its mailing was through: a person is asked, so that nobody is missed in silence. */
function askAgain(database: Database, settlements: readonly Settlement[], at: number): void {
  const deferred = settlements.filter(({ verdict }) => verdict.kind === 'deferred');
  const sql = `UPDATE mailings SET state = 'late', why = 'something came back after it was through', since = ?
               WHERE publication = ? AND state = 'done' AND EXISTS (
                 SELECT 1 FROM deliveries WHERE deliveries.edition = mailings.edition
                   AND deliveries.state = 'waiting') RETURNING edition`;
  for (const publication of new Set(deferred.map(({ edition }) => publicationOf(edition)))) {
    for (const { edition } of database.all(EditionRow, sql, at, publication))
      recordMailing(database, edition, at);
  }
}

/** How many deliveries of each edition ended in these ten seconds: what rate and time left are told from. */
function countEnded(database: Database, settlements: readonly Settlement[], at: number): void {
  const counts = new Map<string, number>();
  for (const { edition, verdict } of settlements) {
    if (verdict.kind !== 'deferred') counts.set(edition, (counts.get(edition) ?? 0) + 1);
  }
  const sql = `INSERT INTO progress (edition, slot, ended) VALUES (?, ?, ?)
               ON CONFLICT DO UPDATE SET ended = ended + excluded.ended`;
  for (const [edition, ended] of counts) database.run(sql, edition, Math.floor(at / SLOT), ended);
}

function giveAllBack(database: Database, table: DeliveryTable, worker: number): void {
  const sql = `UPDATE ${table} SET state = 'waiting', worker = NULL WHERE worker = ? AND state = 'claimed'`;
  database.run(sql, worker);
}

/** The worker stays on record with what it had marked: should it be alive after all, it knows better. */
function loseOne(database: Database, { id, until }: Worker): Delivery[] {
  if (database.run('DELETE FROM workers WHERE id = ? AND until = ?', id, until) === 0) return [];
  const sql = `${DELIVERY} FROM deliveries JOIN subscribers ON id = subscriber
               WHERE worker = ? AND deliveries.state = 'handing'`;
  const marked = database.all(Delivery, sql, id);
  for (const table of TABLES) {
    giveAllBack(database, table, id);
    const guess = `UPDATE ${table} SET state = 'uncertain', attempts = attempts + 1, response = ?
                   WHERE worker = ? AND state = 'handing'`;
    database.run(guess, VANISHED, id);
  }
  for (const delivery of marked) {
    delivery.state = 'uncertain';
    delivery.attempts += 1;
    delivery.response = VANISHED;
  }
  return marked;
}
