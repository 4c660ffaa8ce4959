import { z } from 'zod';
import { breakerWords, type AudienceBefore, type BreakerLimits } from '../../model/breaker.ts';
import { SEED } from '../../model/seed.ts';
import type { Database } from './database.ts';
import { AUDIENCE } from './subscribers.ts';
import { publicationOf } from './tables.ts';

const CountRow = z.object({ count: z.int() });
const Topics = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(z.array(z.string()));
const HeldRow = z.object({ topics: Topics, breaker: z.int(), audience: z.int(), publicAt: z.number() });

/** How many deliveries were queued, and how many of them are for people: seeds are none. */
export type Queued = { deliveries: number; people: number };

/** Within a transaction: a delivery for everybody whom an edition is for. */
export function enqueue(
  database: Database,
  edition: string,
  topics: readonly string[],
  publicAt: number,
): Queued {
  // Whoever was cancelled when the publication was withdrawn gets it after all; nobody else has a row yet.
  const sql = `INSERT INTO deliveries (publication, subscriber, edition, state)
               SELECT ?, id, ?, 'waiting' FROM (${AUDIENCE}) WHERE true ORDER BY id
               ON CONFLICT DO UPDATE SET edition = excluded.edition, state = 'waiting', not_before = 0
                 WHERE state = 'cancelled'`;
  const before = seedsOf(database, edition);
  const deliveries = database.run(sql, publicationOf(edition), edition, JSON.stringify(topics), publicAt);
  return { deliveries, people: deliveries - (seedsOf(database, edition) - before) };
}

/** Why what was just queued has to wait for a person; undefined when it may go. */
export function whyHeld(
  database: Database,
  topics: readonly string[],
  people: number,
  limits: BreakerLimits,
): string | undefined {
  return breakerWords(people, audienceBefore(database, topics), limits);
}

/** Our own mailboxes among those whom an edition waits for. */
function seedsOf(database: Database, edition: string): number {
  const sql = `SELECT count(*) AS count FROM subscribers CROSS JOIN deliveries ON subscriber = id
               WHERE consent = '${SEED}' AND publication = ? AND edition = ? AND state = 'waiting'`;
  return database.one(CountRow, sql, publicationOf(edition), edition)?.count ?? 0;
}

/** Editions that still wait for a yes, and older editions of what is counted already, are no measure. */
export function audienceBefore(database: Database, topics: readonly string[]): AudienceBefore {
  const last = (where: string, value: string) =>
    database.one(
      CountRow,
      `SELECT audience AS count FROM mailings
       WHERE ${where} AND breaker = 0 AND state <> 'superseded' ORDER BY number DESC LIMIT 1`,
      value,
    )?.count;
  const list = JSON.stringify(topics);
  const shared =
    'SELECT 1 FROM json_each(topics) AS mine WHERE mine.value IN (SELECT value FROM json_each(?))';
  return { same: last('topics = ?', list), any: last(`EXISTS (${shared})`, list) };
}

/** What is kept of a mailing beside what everybody sees. */
export function heldOf(database: Database, edition: string): { topics: string[]; breaker: boolean } {
  const { topics = [], breaker = 0 } = rowOf(database, edition) ?? {};
  return { topics, breaker: breaker === 1 };
}

/** A person said yes. One that was for nobody is queued for whoever it is for now, with consent from before it was public. */
export function letGo(database: Database, edition: string): void {
  const row = rowOf(database, edition);
  if (row?.breaker !== 1) return;
  const audience =
    row.audience > 0 ? row.audience : enqueue(database, edition, row.topics, row.publicAt).people;
  database.run('UPDATE mailings SET breaker = 0, audience = ? WHERE edition = ?', audience, edition);
}

function rowOf(database: Database, edition: string): z.infer<typeof HeldRow> | undefined {
  const sql = `SELECT topics, breaker, audience, public_at AS publicAt FROM mailings JOIN editions ON key = edition
               WHERE edition = ?`;
  return database.one(HeldRow, sql, edition);
}
