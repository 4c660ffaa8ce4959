import { z } from 'zod';
import { Delivery } from '../../model/delivery.ts';
import type { Notice } from '../../model/notice.ts';
import { Return, ReturnKind, type Consequence, type Health } from '../../model/return.ts';
import type { ReturnLedger } from '../returns.ts';
import type { Database } from './database.ts';
import { leaveOne } from './subscribers.ts';
import { DELIVERY } from './tables.ts';

const ReturnRow = z
  .object({
    ...Return.shape,
    subscriber: z.int().nullable(),
    edition: z.string().nullable(),
  })
  .transform(({ subscriber, edition, ...row }): Return => {
    return { ...row, ...(subscriber !== null && { subscriber }), ...(edition !== null && { edition }) };
  });
const HealthRow = z.object({
  score: z.number(),
  scoredAt: z.number(),
  probedAt: z.number().nullable(),
  address: z.string(),
  isMember: z.int(),
});
const CountRow = z.object({ kind: ReturnKind, count: z.int() });
const AlarmRow = z.object({ count: z.int() });
const MailingRow = z.object({ edition: z.string(), beganAt: z.number() });
const ArrivalRow = z.object({ seed: z.string(), at: z.number() });
const RefusalRow = Delivery.extend({ beganAt: z.number() });

const COLUMNS = 'SELECT key, at, source, kind, subscriber, edition, status, words FROM returns';
const WELL: Health = { score: 0, scoredAt: 0 };

/** What came back, the health of mailboxes, and where reading stopped. */
export function returnMethods(database: Database): ReturnLedger {
  return {
    takeReturn: async (taken, follows) => database.transaction(() => takeOne(database, taken, follows)),

    health: async (subscriber) => healthOf(database, subscriber)?.health ?? WELL,

    returnsOf: async (subscriber, limit) =>
      database.all(
        ReturnRow,
        `${COLUMNS} WHERE subscriber = ? ORDER BY at DESC, key LIMIT ?`,
        subscriber,
        limit,
      ),

    returnsAboutUs: async (since, limit) =>
      database.all(
        ReturnRow,
        `${COLUMNS} WHERE at >= ? AND kind = 'ours' ORDER BY at DESC, key LIMIT ?`,
        since,
        limit,
      ),

    returnCounts: async (since, edition) =>
      database.all(
        CountRow,
        `SELECT kind, count(*) AS count FROM returns WHERE at >= ? AND (? IS NULL OR edition = ?)
         GROUP BY kind ORDER BY count DESC, kind`,
        since,
        edition ?? null,
        edition ?? null,
      ),

    mailingOf: async (number) =>
      database.one(MailingRow, 'SELECT edition, began_at AS beganAt FROM mailings WHERE number = ?', number),

    refusals: async (since, limit) => {
      const open = `(SELECT edition FROM mailings WHERE began_at >= ?)`;
      const sql = `${DELIVERY}, (SELECT began_at FROM mailings WHERE mailings.edition = deliveries.edition) AS beganAt
                   FROM deliveries JOIN subscribers ON id = subscriber
                   WHERE deliveries.state = 'refused' AND edition IN ${open} AND NOT EXISTS (
                     SELECT 1 FROM returns WHERE key = 'refusal ' || deliveries.edition || ' ' || deliveries.subscriber)
                   ORDER BY edition, subscriber LIMIT ?`;
      return database.all(RefusalRow, sql, since, limit);
    },

    alarm: async (address, words, at, quietSince) =>
      database.transaction(() => alarmOnce(database, address, words, at, quietSince)),

    bookmark: async (source) =>
      database.one(
        z.object({ position: z.string() }),
        'SELECT position FROM bookmarks WHERE source = ?',
        source,
      )?.position,

    setBookmark: async (source, position) => {
      const sql = `INSERT INTO bookmarks (source, position) VALUES (?, ?)
                   ON CONFLICT DO UPDATE SET position = excluded.position`;
      database.run(sql, source, position);
    },

    arrived: async (edition, seed, at) => {
      const sql = 'INSERT INTO arrivals (edition, seed, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING';
      database.run(sql, edition, seed, at);
    },

    arrivals: async (edition) =>
      database.all(ArrivalRow, 'SELECT seed, at FROM arrivals WHERE edition = ? ORDER BY at, seed', edition),
  };
}

function takeOne(
  database: Database,
  taken: Return,
  follows: (health: Health) => Consequence,
): Consequence | undefined {
  const { key, at, source, kind, subscriber, edition, status, words } = taken;
  const sql = `INSERT INTO returns (key, at, source, kind, subscriber, edition, status, words)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`;
  const isNew =
    database.run(sql, key, at, source, kind, subscriber ?? null, edition ?? null, status, words) > 0;
  if (!isNew) return undefined;
  const member = subscriber === undefined ? undefined : healthOf(database, subscriber);
  if (subscriber === undefined || member?.isMember !== true) return { kind: 'none' };
  const consequence = follows(member.health);
  if (consequence.kind === 'leaves') leaveOne(database, subscriber, consequence.why, at);
  if (consequence.kind === 'ails') {
    setHealth(database, subscriber, consequence.health);
    if (consequence.probe) {
      const notBefore = consequence.health.probedAt ?? at;
      putUp(
        database,
        { kind: 'probe', address: member.address, about: subscriber, words: '' },
        notBefore,
        at,
      );
    }
  }
  return consequence;
}

function healthOf(
  database: Database,
  id: number,
): { health: Health; address: string; isMember: boolean } | undefined {
  const sql = `SELECT score, scored_at AS scoredAt, probed_at AS probedAt, address, left_at IS NULL AS isMember
               FROM subscribers WHERE id = ?`;
  const row = database.one(HealthRow, sql, id);
  if (!row) return undefined;
  const { score, scoredAt, probedAt, address, isMember } = row;
  const health = { score, scoredAt, ...(probedAt !== null && { probedAt }) };
  return { health, address, isMember: isMember === 1 };
}

function setHealth(database: Database, id: number, { score, scoredAt, probedAt }: Health): void {
  const sql = 'UPDATE subscribers SET score = ?, scored_at = ?, probed_at = ? WHERE id = ?';
  database.run(sql, score, scoredAt, probedAt ?? null, id);
}

function alarmOnce(
  database: Database,
  address: string,
  words: string,
  at: number,
  quietSince: number,
): boolean {
  const first = words.split('\n', 1)[0] ?? '';
  const sql = `SELECT count(*) AS count FROM notices WHERE kind = 'alarm' AND posted_at >= ?
                 AND substr(words, 1, instr(words || char(10), char(10)) - 1) = ?`;
  if ((database.one(AlarmRow, sql, quietSince, first)?.count ?? 0) > 0) return false;
  putUp(database, { kind: 'alarm', address, about: 0, words }, at, at);
  return true;
}

function putUp(
  database: Database,
  { kind, address, about, words }: Pick<Notice, 'kind' | 'address' | 'about' | 'words'>,
  notBefore: number,
  at: number,
): void {
  const sql = `INSERT INTO notices (kind, address, about, words, not_before, posted_at)
               VALUES (?, ?, ?, ?, ?, ?)`;
  database.run(sql, kind, address, about, words, notBefore, at);
}
