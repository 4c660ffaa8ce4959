import { z } from 'zod';
import type { Claim } from '../ledger.ts';
import { claimRow } from './claim-row.ts';
import type { Database } from './database.ts';
import type { DeliveryTable } from './tables.ts';

const IdRow = z.object({ id: z.int() });
const OpenRow = z.object({ edition: z.string(), publication: z.string(), since: z.number() });
const OPEN =
  "SELECT edition, publication, began_at AS since FROM mailings WHERE state = 'open' ORDER BY since, edition";
/** Which deliveries of a publication are claimed: a stretch of the table, or single ones. */
const STRETCH = "subscriber BETWEEN ? AND ? AND edition = ? AND not_before = ? AND state = 'waiting'";
const SINGLE = 'subscriber IN (SELECT value FROM json_each(?))';

const HOUR = 3_600_000;
/** No deferral is for longer than this; what lies further ahead was written by a clock that was wrong. */
const FARTHEST = 2 * HOUR;

/** What is asked for: at most `limit`, due at `at`, but none to the domains in `except`. */
type Asked = { worker: number; limit: number; at: number; except: readonly string[] };

/** Takes deliveries of the open mailings for a worker, within a transaction. */
export function claim(database: Database, table: DeliveryTable, asked: Asked): Claim[] {
  const claims: Claim[] = [];
  const { worker, limit } = asked;
  if (!database.one(IdRow, 'SELECT id FROM workers WHERE id = ?', worker)) return claims;
  const open = database.all(OpenRow, OPEN);
  // A share of each first, so that an urgent release does not wait behind a long Digest; then whatever fits.
  for (const share of [Math.max(1, Math.floor(limit / Math.max(1, open.length))), limit]) {
    for (const mailing of open) {
      const room = Math.min(share, limit - claims.length);
      if (room <= 0) continue;
      for (const one of claimSome(database, table, mailing, { ...asked, limit: room })) claims.push(one);
    }
  }
  return claims;
}

function claimSome(
  database: Database,
  table: DeliveryTable,
  { edition, publication, since }: z.infer<typeof OpenRow>,
  { worker, limit, at, except }: Asked,
): Claim[] {
  const row = claimRow(edition, since);
  const others = except.length === 0 ? '' : 'AND domain NOT IN (SELECT value FROM json_each(?))';
  const find = (when: string, instant: number) =>
    database.lists(
      row,
      `SELECT subscriber, address, attempts, not_before, response
       FROM ${table} JOIN subscribers ON id = subscriber
       WHERE edition = ? AND ${table}.state = 'waiting' AND ${when} ${others}
       ORDER BY not_before, subscriber LIMIT ?`,
      edition,
      instant,
      ...(except.length === 0 ? [] : [JSON.stringify(except)]),
      limit,
    );
  const due = find('not_before <= ?', at);
  const found = due.length > 0 ? due : find('not_before > ?', at + FARTHEST);
  const [first, last] = [found[0], found.at(-1)];
  if (!first || !last) return [];
  // Due at the same time and nobody left out: then they are all that wait between the first and the last.
  const isStretch = except.length === 0 && first.notBefore === last.notBefore;
  const [which, values] = isStretch
    ? [STRETCH, [first.subscriber, last.subscriber, edition, first.notBefore]]
    : [SINGLE, [JSON.stringify(found.map(({ subscriber }) => subscriber))]];
  const sql = `UPDATE ${table} SET state = 'claimed', worker = ? WHERE publication = ? AND ${which}`;
  const claimed = database.run(sql, worker, publication, ...values);
  if (claimed !== found.length)
    throw new Error(`${claimed} deliveries were claimed, and ${found.length} found.`);
  return found;
}
