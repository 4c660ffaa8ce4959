import { z } from 'zod';
import { Request } from '../../model/request.ts';
import type { Subscriber } from '../../model/subscriber.ts';
import type { NewRequest, RequestLedger } from '../ledger.ts';
import type { Database } from './database.ts';
import { postNotice } from './notices.ts';
import { eraseRow } from './people.ts';
import { chooseTopics, SUBSCRIBER, SubscriberRow } from './subscribers.ts';

const IdRow = z.object({ id: z.int() });
const CountRow = z.object({ count: z.int() });
const HolderRow = z.object({ id: z.int(), leftAt: z.number().nullable() });

/** A row of what was asked for, parsed. */
export const RequestRow = Request.extend({
  topics: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(Request.shape.topics),
  subscriber: z
    .int()
    .nullable()
    .transform((id) => id ?? undefined),
  doneAt: z
    .number()
    .nullable()
    .transform((at) => at ?? undefined),
});

const REQUEST = `
  SELECT id, kind, address, subscriber, topics, language, asked_at AS askedAt, until, done_at AS doneAt
  FROM requests WHERE id = ? AND void_at IS NULL`;

/** What waits to be confirmed. */
export function requestMethods(database: Database): RequestLedger {
  const asked = (address: string, since: number): number => {
    const sql = 'SELECT count(*) AS count FROM requests WHERE address = ? AND asked_at >= ?';
    return database.one(CountRow, sql, address, since)?.count ?? 0;
  };
  return {
    ask: async (request, { most, since }) =>
      database.transaction(() => {
        if (asked(request.address, since) >= most) return undefined;
        return askOne(database, request);
      }),

    request: async (id) => database.one(RequestRow, REQUEST, id),

    confirm: async (id, consent, at, markOf) =>
      database.transaction(() => {
        const request = database.one(RequestRow, REQUEST, id);
        if (!request) return undefined;
        if (request.doneAt !== undefined) return memberOf(database, request.address);
        if (request.until < at) return undefined;
        const isDone =
          request.kind === 'join'
            ? join(database, request, consent, at)
            : move(database, request, consent, at, markOf);
        if (!isDone) return undefined;
        database.run('DELETE FROM forgotten WHERE mark = ?', markOf(request.address));
        database.run('UPDATE requests SET done_at = ? WHERE id = ?', at, id);
        return memberOf(database, request.address);
      }),

    asked: async (address, since) => asked(address, since),
  };
}

function askOne(database: Database, request: NewRequest): number {
  const { kind, address, subscriber = null, topics, language, askedAt, until } = request;
  const voiding = 'UPDATE requests SET void_at = ? WHERE address = ? AND done_at IS NULL AND void_at IS NULL';
  database.run(voiding, askedAt, address);
  const sql = `INSERT INTO requests (kind, address, subscriber, topics, language, asked_at, until)
               VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id`;
  const values = [kind, address, subscriber, JSON.stringify(topics), language, askedAt, until];
  const id = database.one(IdRow, sql, ...values)?.id ?? 0;
  postNotice(database, { kind: 'confirm', address, about: id, words: '' }, askedAt);
  return id;
}

function memberOf(database: Database, address: string): Subscriber | undefined {
  return database.one(SubscriberRow, `${SUBSCRIBER} WHERE address = ? AND left_at IS NULL`, address);
}

/** On the list with this choice, in this spelling of the address, with nothing held against the mailbox. */
function join(
  database: Database,
  { address, topics, language }: Request,
  consent: string,
  at: number,
): boolean {
  const sql = `INSERT INTO subscribers (address, confirmed_at, consent, language) VALUES (?, ?, ?, ?)
               ON CONFLICT (address) DO UPDATE SET address = excluded.address, confirmed_at = excluded.confirmed_at,
                 consent = excluded.consent, language = excluded.language, left_at = NULL, left_why = NULL,
                 forgotten_at = NULL, score = 0, scored_at = 0, probed_at = NULL
               RETURNING id`;
  const id = database.one(IdRow, sql, address, at, consent, language)?.id ?? 0;
  chooseTopics(database, id, topics);
  return true;
}

/**
 * Another address for a member, who keeps the instant of their consent: they miss nothing. Somebody who left under that
 * address makes room for it, since it was confirmed from that very mailbox.
 */
function move(
  database: Database,
  { address, subscriber: id = 0 }: Request,
  consent: string,
  at: number,
  markOf: (address: string) => string,
): boolean {
  const before = database.one(SubscriberRow, `${SUBSCRIBER} WHERE id = ? AND left_at IS NULL`, id);
  if (!before) return false;
  const sql = 'SELECT id, left_at AS leftAt FROM subscribers WHERE address = ? AND id <> ?';
  const other = database.one(HolderRow, sql, address, id);
  if (other && other.leftAt === null) return false;
  if (other) eraseRow(database, other.id, at);
  database.run(
    `UPDATE subscribers SET address = ?, consent = ?, score = 0, scored_at = 0, probed_at = NULL WHERE id = ?`,
    address,
    consent,
    id,
  );
  database.run('INSERT OR REPLACE INTO forgotten (mark, at) VALUES (?, ?)', markOf(before.address), at);
  return true;
}
