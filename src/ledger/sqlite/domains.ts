import { z } from 'zod';
import { DomainTrouble } from '../../model/mailing.ts';
import type { DomainLedger } from '../domains.ts';
import type { Database } from './database.ts';
import type { DeliveryTable } from './tables.ts';

const CountRow = z.object({ count: z.int() });
const HOUR = 3_600_000;

/** Which destination domains are left alone. */
export function domainMethods(database: Database): DomainLedger {
  return {
    domains: async () =>
      database.all(
        DomainTrouble,
        'SELECT domain, words, failures, since, not_before AS notBefore FROM domains ORDER BY domain',
      ),

    domainFailed: async ({ domain, words, failures, since, notBefore }) => {
      const sql = `INSERT INTO domains (domain, words, failures, since, not_before) VALUES (?, ?, ?, ?, ?)
                   ON CONFLICT DO UPDATE SET words = excluded.words, not_before = excluded.not_before,
                     failures = max(failures, excluded.failures)`;
      database.run(sql, domain, words, failures, since, notBefore);
    },

    domainWell: async (domain) => {
      database.run('DELETE FROM domains WHERE domain = ?', domain);
    },

    waitingFor: async (domain) => {
      const sql = `SELECT count(*) AS count FROM deliveries
                   WHERE edition IN (SELECT edition FROM mailings WHERE state = 'open') AND state = 'waiting'
                     AND subscriber IN (SELECT id FROM subscribers WHERE domain = ?)`;
      return database.one(CountRow, sql, domain)?.count ?? 0;
    },
  };
}

/** See DeliveryLedger. Nothing is put off for longer than an hour by its pace: nobody knows what comes until then. */
export function putOff(
  database: Database,
  table: DeliveryTable,
  domain: string,
  from: number,
  every: number,
): number {
  const sql = `UPDATE ${table} SET not_before = min(?, CAST(? + ? * place AS INTEGER))
               FROM (SELECT publication AS of_publication, subscriber AS of_subscriber,
                       row_number() OVER (ORDER BY not_before, subscriber) - 1 AS place
                     FROM ${table}
                     WHERE edition IN (SELECT edition FROM mailings WHERE state = 'open') AND state = 'waiting'
                       AND not_before <= ? AND subscriber IN (SELECT id FROM subscribers WHERE domain = ?))
               WHERE publication = of_publication AND subscriber = of_subscriber`;
  return database.run(sql, from + HOUR + HOUR / 2, from, every, from, domain);
}
