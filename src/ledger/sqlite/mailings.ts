import { Mailing } from '../../model/mailing.ts';
import type { MailingLedger } from '../ledger.ts';
import type { Database } from './database.ts';
import { enqueue, heldOf, letGo, whyHeld } from './breaker.ts';
import { endFollowUps, enqueueAgain, revive, waitingOf } from './again.ts';
import { obeyCancel, stopWords } from './orders.ts';
import { isUnderWay, MAILING, mailingAnswers } from './mailing-answers.ts';
import { settleUncertain } from './settle.ts';
import { recordMailing } from './record.ts';
import { publicationOf } from './tables.ts';

/** What a mailing can still hand over. */
const LEFT_OVER = "state IN ('waiting', 'claimed')";

/** Which editions go to whom: what the desk decides, with what it asks. */
export function mailingMethods(database: Database): MailingLedger {
  return {
    ...mailingAnswers(database),

    queue: async (edition, topics, publicAt, at, limits) =>
      database.transaction(() => {
        const publication = publicationOf(edition);
        if (latest(database, publication)) return 0;
        const { deliveries, people: audience } = enqueue(database, edition, topics, publicAt);
        const odd = limits && whyHeld(database, topics, audience, limits);
        // A stop may have been given since the pass that queues this asked for orders.
        const why = odd ?? stopWords(database, publication);
        if (deliveries > 0 || odd !== undefined) {
          const state = why === undefined ? 'open' : 'stopped';
          const mailing = { edition, publication, state, why: why ?? '', beganAt: at, audience } as const;
          begin(database, mailing, topics, odd !== undefined, at);
          obeyCancel(database, publication, edition, at);
        }
        return deliveries;
      }),

    settle: async (key, decision, by, at) =>
      database.transaction(() => settleUncertain(database, key, decision, by, at)),

    supersede: async (edition, whyStopped, at) =>
      database.transaction(() => {
        const publication = publicationOf(edition);
        const earlier = latest(database, publication);
        if (!earlier || earlier.edition === edition || !isUnderWay(database, earlier.edition)) return 0;
        const sql = `UPDATE deliveries SET edition = ?, state = 'waiting', worker = NULL
                     WHERE publication = ? AND edition = ? AND ${LEFT_OVER}`;
        const moved = database.run(sql, edition, publication, earlier.edition);
        const { state, why, beganAt, audience } = earlier;
        const stands = state === 'open' ? { state: 'stopped' as const, why: whyStopped } : { state, why };
        const { topics, breaker } = heldOf(database, earlier.edition);
        begin(database, { edition, publication, ...stands, beganAt, audience }, topics, breaker, at);
        turn(database, earlier.edition, 'superseded', `superseded by ${edition}`, at);
        return moved;
      }),

    queueAgain: async (edition, publication, right, at) =>
      database.transaction(() => {
        const own = publicationOf(edition);
        const known = database.one(Mailing, `${MAILING} WHERE edition = ?`, edition);
        const revived = known?.state === 'superseded';
        if (known && !revived && known.state !== 'open' && known.state !== 'stopped') return 0;
        if (revived) revive(database, edition);
        const added = enqueueAgain(database, edition, publication, right);
        const fresh = added + (revived ? waitingOf(database, edition) - added : 0);
        endFollowUps(database, publication, edition, `superseded by ${edition}`, at);
        if (fresh === 0) return 0;
        const audience = (known?.audience ?? 0) + added;
        // A doubt or a kill is told although a mailing was stopped before; everything else waits for the same yes.
        const isNotice = /^(hold|kill)\//.test(edition);
        const why = isNotice ? undefined : stopWords(database, publication);
        const state = why === undefined ? 'open' : 'stopped';
        const mailing = { edition, publication: own, state, why: why ?? '', beganAt: at, audience } as const;
        if (!known || revived) begin(database, mailing, [], false, at);
        if (known) database.run('UPDATE mailings SET audience = ? WHERE edition = ?', audience, edition);
        if (!isNotice) obeyCancel(database, publication, right[0] ?? '', at);
        return fresh;
      }),

    endFollowUps: async (publication, why, at) =>
      database.transaction(() => endFollowUps(database, publication, '', why, at)),

    stopMailing: async (edition, why, at) =>
      database.transaction(() => {
        const sql =
          "UPDATE mailings SET state = 'stopped', why = ?, since = ? WHERE edition = ? AND state = 'open'";
        if (database.run(sql, why, at, edition) === 0) return false;
        recordMailing(database, edition, at);
        return true;
      }),

    resumeMailing: async (edition, at, why) =>
      database.transaction(() => {
        const sql = `UPDATE mailings SET state = 'open', why = '', began_at = ?, since = ?
                     WHERE edition = ? AND state IN ('stopped', 'late') AND why = coalesce(?, why)`;
        const stopped = why === undefined ? undefined : stopWords(database, publicationOf(edition));
        if (stopped !== undefined) {
          const wait =
            "UPDATE mailings SET why = ? WHERE edition = ? AND state IN ('stopped', 'late') AND why = ?";
          if (database.run(wait, stopped, edition, why ?? '') > 0) recordMailing(database, edition, at);
          return false;
        }
        if (database.run(sql, at, at, edition, why ?? null) === 0) return false;
        if (why === undefined) letGo(database, edition);
        const soon =
          "UPDATE deliveries SET not_before = 0 WHERE edition = ? AND state = 'waiting' AND not_before > 0";
        if (why === undefined) database.run(soon, edition);
        recordMailing(database, edition, at);
        return true;
      }),

    holdLate: async (begunBefore, why, at) =>
      database.transaction(() => {
        const held: Mailing[] = [];
        const old = `${MAILING} WHERE state IN ('open', 'stopped') AND began_at < ? ORDER BY began_at, edition`;
        for (const mailing of database.all(Mailing, old, begunBefore)) {
          const state = isUnderWay(database, mailing.edition) ? 'late' : 'done';
          const said = state === 'done' ? '' : heldOf(database, mailing.edition).breaker ? mailing.why : why;
          turn(database, mailing.edition, state, said, at);
          if (state === 'late') held.push({ ...mailing, state, why: said, since: at });
        }
        return held;
      }),

    takeBack: async (publication, at) =>
      database.transaction(() => {
        const sql = `UPDATE deliveries SET state = 'cancelled', worker = NULL WHERE publication = ? AND ${LEFT_OVER}`;
        const mailing = latest(database, publication);
        const wasUnderWay = mailing !== undefined && isUnderWay(database, mailing.edition);
        const count = database.run(sql, publication);
        if (wasUnderWay) turn(database, mailing.edition, 'cancelled', 'the publication was withdrawn', at);
        else if (mailing && mailing.state !== 'done') turn(database, mailing.edition, 'done', '', at);
        return count;
      }),
  };
}

/** The mailing of a publication that counts: not one that was superseded or cancelled. */
function latest(database: Database, publication: string): Mailing | undefined {
  const sql = `${MAILING} WHERE publication = ? AND state NOT IN ('superseded', 'cancelled')`;
  return database.one(Mailing, sql, publication);
}

function begin(
  database: Database,
  { edition, publication, state, why, beganAt, audience }: Omit<Mailing, 'since'>,
  topics: readonly string[],
  breaker: boolean,
  at: number,
): void {
  database.run(
    `INSERT INTO mailings (edition, publication, state, why, began_at, since, audience, topics, breaker, number)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT coalesce(max(number), 0) + 1 FROM mailings))
     ON CONFLICT DO UPDATE SET state = excluded.state, why = excluded.why, began_at = excluded.began_at,
       since = excluded.since, breaker = excluded.breaker`,
    edition,
    publication,
    state,
    why,
    beganAt,
    at,
    audience,
    JSON.stringify(topics),
    breaker ? 1 : 0,
  );
  recordMailing(database, edition, at, true);
}

function turn(database: Database, edition: string, state: Mailing['state'], why: string, at: number): void {
  const sql = 'UPDATE mailings SET state = ?, why = ?, since = ? WHERE edition = ?';
  database.run(sql, state, why, at, edition);
  recordMailing(database, edition, at);
}
