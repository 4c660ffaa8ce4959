import { z } from 'zod';
import type { VerdictKind } from '../../model/delivery.ts';
import type { Mark, Recorded, Settlement } from '../ledger.ts';
import type { Database } from './database.ts';
import { publicationOf, type DeliveryTable } from './tables.ts';

const CountRow = z.object({ count: z.int() });
const OPEN = "SELECT count(*) AS count FROM mailings WHERE edition = ? AND state = 'open'";

export type Settling = {
  /** Records one verdict on what this worker has in hand; false when it has it no more. */
  settleOne: (worker: number, settlement: Settlement, at: number) => boolean;
  /** Marks one that is still this worker's and whose mailing is open; false when it is not. */
  markOne: (worker: number, mark: Mark) => boolean;
  /**
   * Records verdicts on what this worker has in hand. When others took it for lost meanwhile, the verdict still replaces
   * their guess, since the worker knows; that, and a verdict that comes too late even for this, is given back.
   */
  settle: (worker: number, settlements: readonly Settlement[], at: number) => Recorded['late'];
};

/**
 * Marks and verdicts one by one; `together` does most of them. The statements are written once, since to put one together
 * takes longer than to run it.
 */
export function settling(database: Database, table: DeliveryTable): Settling {
  const inHand = verdictsWhere(table, "state IN ('claimed', 'handing')");
  const guessed = verdictsWhere(table, "state = 'uncertain'");
  const marking = `UPDATE ${table} SET state = 'handing'
                   WHERE publication = ? AND subscriber = ? AND edition = ? AND worker = ? AND state = 'claimed'
                     AND EXISTS (SELECT 1 FROM subscribers WHERE id = subscriber AND address = coalesce(?, address))`;

  const settleWhere = (
    statements: Record<VerdictKind, string>,
    worker: number,
    { edition, subscriber, verdict, notBefore, attempt }: Settlement,
    at: number,
  ): boolean => {
    const changed = database.run(
      statements[verdict.kind],
      attempt ? 1 : 0,
      verdict.response,
      verdict.kind === 'deferred' ? notBefore : 0,
      verdict.kind === 'deferred' ? null : at,
      publicationOf(edition),
      subscriber,
      edition,
      worker,
    );
    return changed > 0;
  };

  return {
    settleOne: (worker, settlement, at) => settleWhere(inHand, worker, settlement, at),

    settle(worker, settlements, at) {
      const late: Recorded['late'] = [];
      for (const settlement of settlements) {
        if (settleWhere(inHand, worker, settlement, at)) continue;
        late.push({ settlement, taken: settleWhere(guessed, worker, settlement, at) });
      }
      return late;
    },

    markOne(worker, { edition, subscriber, address = null }) {
      const values = [publicationOf(edition), subscriber, edition, worker, address];
      return isGoingOut(database, edition) && database.run(marking, ...values) > 0;
    },
  };
}

/** Whether mail of an edition may leave: its mailing is open. */
export function isGoingOut(database: Database, edition: string): boolean {
  return (database.one(CountRow, OPEN, edition)?.count ?? 0) > 0;
}

function verdictsWhere(table: DeliveryTable, where: string): Record<VerdictKind, string> {
  // Meanwhile the edition may have been superseded: the newer one is tried next. And whoever left meanwhile is not tried
  // again, nor is anybody when the publication was withdrawn.
  const newest = `(SELECT mailings.edition FROM mailings WHERE mailings.publication = ${table}.publication
                     AND mailings.state NOT IN ('superseded', 'cancelled'))`;
  const isMember = '(SELECT left_at FROM subscribers WHERE id = subscriber) IS NULL';
  const deferred = `edition = coalesce(${newest}, edition),
                    state = iif(${isMember} AND ${newest} IS NOT NULL, 'waiting', 'cancelled')`;
  const setting = (set: string) => `UPDATE ${table} SET ${set},
                 attempts = attempts + ?, response = ?, not_before = ?, ended_at = ?, worker = NULL
               WHERE publication = ? AND subscriber = ? AND edition = ? AND worker = ? AND ${where}`;
  return {
    accepted: setting("state = 'accepted'"),
    deferred: setting(deferred),
    refused: setting("state = 'refused'"),
    uncertain: setting("state = 'uncertain'"),
  };
}
