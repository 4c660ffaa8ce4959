import type { Mark, Settlement } from '../ledger.ts';
import type { Database } from './database.ts';
import { isGoingOut, type Settling } from './settling.ts';
import { publicationOf, type DeliveryTable } from './tables.ts';

/** Does what `settling` does, when all of it is as it should be. */
type Together = {
  /** False when one of them is not in hand any more; then some were recorded and some were not. */
  settle: (worker: number, settlements: readonly Settlement[], at: number) => boolean;
  /** False when one of them may not be marked; then some are and some are not. */
  mark: (worker: number, marks: readonly Mark[]) => boolean;
};

/**
 * Marks and verdicts of one commit in a statement for each edition, or for each answer that was given to many in a row,
 * instead of one for each: a tenth less for each mail. Such a statement does not say whose row it did not find, but how
 * many it found; so what is not wholly as it should be has to be undone, and done one by one.
 */
export function together(
  database: Database,
  table: DeliveryTable,
  { settleOne, markOne }: Settling,
): Together {
  // Without the "+" the index of what a worker holds would be asked first, and the row after it.
  const accept = `UPDATE ${table} SET state = 'accepted', attempts = attempts + 1, response = ?, not_before = 0,
                    ended_at = ?, worker = NULL
                  WHERE publication = ? AND subscriber IN (SELECT value FROM json_each(?)) AND edition = ?
                    AND +worker = ? AND state IN ('claimed', 'handing')`;
  const markAll = `UPDATE ${table} SET state = 'handing'
                   WHERE publication = ? AND subscriber IN (
                       SELECT id FROM (SELECT value ->> 0 AS claimed, value ->> 1 AS reader FROM json_each(?))
                         CROSS JOIN subscribers ON id = claimed AND address = coalesce(reader, address))
                     AND edition = ? AND +worker = ? AND state = 'claimed'`;

  return {
    settle: (worker, settlements, at) =>
      runs(settlements, isSaidAlike).every((run) => {
        const [{ edition, verdict }] = run;
        if (run.length === 1) return settleOne(worker, run[0], at);
        const subscribers = JSON.stringify(run.map(({ subscriber }) => subscriber));
        const { response } = verdict;
        const values = [response, at, publicationOf(edition), subscribers, edition, worker];
        return database.run(accept, ...values) === run.length;
      }),

    mark: (worker, marks) =>
      runs(marks, (one, other) => one.edition === other.edition).every((run) => {
        const [{ edition }] = run;
        if (run.length === 1) return markOne(worker, run[0]);
        if (!isGoingOut(database, edition)) return false;
        const wanted = JSON.stringify(run.map(({ subscriber, address = null }) => [subscriber, address]));
        return database.run(markAll, publicationOf(edition), wanted, edition, worker) === run.length;
      }),
  };
}

/** Both were accepted, in the same words, for the same edition. */
function isSaidAlike(one: Settlement, other: Settlement): boolean {
  if (one.verdict.kind !== 'accepted' || other.verdict.kind !== 'accepted') return false;
  if (!one.attempt || !other.attempt || one.edition !== other.edition) return false;
  return one.verdict.response === other.verdict.response;
}

/** Parts a list where two neighbours are not alike. */
function runs<T>(list: readonly T[], isAlike: (one: T, other: T) => boolean): [T, ...T[]][] {
  const parts: [T, ...T[]][] = [];
  list.forEach((one) => {
    const last = parts.at(-1);
    if (last && isAlike(last[0], one)) last.push(one);
    else parts.push([one]);
  });
  return parts;
}
