import { z } from 'zod';
import { Delivery } from '../../model/delivery.ts';
import { Mailing } from '../../model/mailing.ts';
import type { MailingLedger } from '../ledger.ts';
import { whoHad } from './again.ts';
import { audienceBefore } from './breaker.ts';
import type { Database } from './database.ts';
import { DELIVERY, publicationOf, SLOT } from './tables.ts';
import { tallyOf } from './tally.ts';

const ProgressRow = z.object({ ended: z.number(), first: z.number().nullable() });
const CountRow = z.object({ count: z.int() });
const NumberRow = z.object({ number: z.int() });
const EditionRow = z.object({ edition: z.string() });
const DeferralRow = z.object({ response: z.string(), count: z.number(), next: z.number() });

/** The columns of a Mailing. */
export const MAILING =
  'SELECT edition, publication, state, why, began_at AS beganAt, since, audience FROM mailings';

type Answers = Pick<
  MailingLedger,
  | 'mailing'
  | 'isUnderWay'
  | 'audienceBefore'
  | 'whoHad'
  | 'mailings'
  | 'numberOf'
  | 'editionHad'
  | 'tally'
  | 'progress'
  | 'deliveries'
  | 'uncertain'
  | 'deferrals'
>;

/** What the desk asks of mailings and their deliveries; nothing here changes anything. */
export function mailingAnswers(database: Database): Answers {
  return {
    mailing: async (edition) => database.one(Mailing, `${MAILING} WHERE edition = ?`, edition),

    isUnderWay: async (edition) => isUnderWay(database, edition),

    audienceBefore: async (topics) => audienceBefore(database, topics),

    whoHad: async (publication, after, limit) => whoHad(database, publication, after, limit),

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

/**
 * Asks the small indexes, not the long list of those who are served. One that waits for a person is under way even when it
 * is for nobody.
 */
export function isUnderWay(database: Database, edition: string): boolean {
  const sql = `SELECT EXISTS (SELECT 1 FROM mailings WHERE edition = ? AND breaker = 1) OR
                      EXISTS (SELECT 1 FROM deliveries WHERE edition = ? AND state = 'waiting') OR
                      EXISTS (SELECT 1 FROM deliveries WHERE worker IS NOT NULL AND edition = ?
                                AND state IN ('claimed', 'handing')) AS count`;
  return database.one(CountRow, sql, edition, edition, edition)?.count === 1;
}
