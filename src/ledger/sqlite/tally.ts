import { z } from 'zod';
import { DeliveryState, type Tally } from '../../model/delivery.ts';
import type { Database } from './database.ts';
import { publicationOf } from './tables.ts';

const TallyRow = z.object({ state: DeliveryState, tried: z.number(), count: z.number() });

/** How many deliveries of an edition are in each state. */
export function tallyOf(database: Database, edition: string): Tally {
  const tally: Tally = {
    waiting: 0,
    handing: 0,
    accepted: 0,
    refused: 0,
    uncertain: 0,
    cancelled: 0,
    deferred: 0,
  };
  const sql = `SELECT state, attempts > 0 AS tried, count(*) AS count FROM deliveries
               WHERE publication = ? AND edition = ? GROUP BY state, tried`;
  for (const { state, tried, count } of database.all(TallyRow, sql, publicationOf(edition), edition)) {
    tally[state === 'claimed' ? 'waiting' : state] += count;
    if (tried === 1 && (state === 'waiting' || state === 'claimed')) tally.deferred += count;
  }
  return tally;
}
