import { z } from 'zod';
import { DeliveryState } from '../../model/delivery.ts';
import type { Held } from '../../model/held.ts';
import { NoticeKind, NoticeState } from '../../model/notice.ts';
import { Return } from '../../model/return.ts';
import type { PeopleLedger } from '../ledger.ts';
import type { Database } from './database.ts';
import { makeNameless } from './forgetting.ts';
import { RequestRow } from './requests.ts';
import { leaveOne, SUBSCRIBER, SubscriberRow } from './subscribers.ts';

const AddressRow = z.object({ address: z.string() });
const DeliveryRow = z.object({ edition: z.string(), state: DeliveryState, response: z.string() });
const NoticeRow = z.object({
  kind: NoticeKind,
  state: NoticeState,
  response: z.string(),
  postedAt: z.number(),
});
const AskedRow = RequestRow.pick({
  kind: true,
  address: true,
  topics: true,
  language: true,
  askedAt: true,
  doneAt: true,
});
const ReturnRow = Return.pick({ at: true, kind: true, status: true, words: true });

/** What is held about a person, and forgetting it. */
export function peopleMethods(database: Database): PeopleLedger {
  return {
    held: async (id) => {
      const sql = `${SUBSCRIBER} WHERE id = ? AND left_at IS NULL`;
      const subscriber = database.one(SubscriberRow, sql, id);
      return subscriber && heldOf(database, subscriber);
    },

    forget: async (id, markOf, at) =>
      database.transaction(() => {
        const sql = 'SELECT address FROM subscribers WHERE id = ? AND forgotten_at IS NULL';
        const known = database.one(AddressRow, sql, id);
        if (!known) return false;
        leaveOne(database, id, 'asked', at);
        makeNameless(database, id, at);
        const asked = 'SELECT id FROM requests WHERE address = ? OR subscriber = ?';
        for (const table of ['notices', 'notice_rehearsals']) {
          const theirs = `address = ? OR (kind = 'confirm' AND about IN (${asked}))`;
          database.run(
            `DELETE FROM ${table} WHERE state NOT IN ('claimed', 'handing') AND (${theirs})`,
            known.address,
            known.address,
            id,
          );
        }
        database.run(`DELETE FROM requests WHERE id IN (${asked})`, known.address, id);
        database.run('INSERT OR REPLACE INTO forgotten (mark, at) VALUES (?, ?)', markOf(known.address), at);
        return true;
      }),
  };
}

function heldOf(database: Database, subscriber: Held['subscriber']): Held {
  const { id, address } = subscriber;
  return {
    subscriber,
    deliveries: database.all(
      DeliveryRow,
      `SELECT deliveries.edition, deliveries.state, response FROM mailings
       JOIN deliveries ON deliveries.publication = mailings.publication AND subscriber = ?
       WHERE mailings.edition = deliveries.edition ORDER BY began_at DESC, deliveries.edition`,
      id,
    ),
    requests: database.all(
      AskedRow,
      `SELECT kind, address, topics, language, asked_at AS askedAt, done_at AS doneAt FROM requests
       WHERE address = ? OR subscriber = ? ORDER BY id`,
      address,
      id,
    ),
    notices: database.all(
      NoticeRow,
      'SELECT kind, state, response, posted_at AS postedAt FROM notices WHERE address = ? ORDER BY id',
      address,
    ),
    returns: database.all(
      ReturnRow,
      'SELECT at, kind, status, words FROM returns WHERE subscriber = ? ORDER BY at DESC, key',
      id,
    ),
  };
}
