import { z } from 'zod';
import { DeliveryState } from '../../model/delivery.ts';
import { SEED } from '../../model/seed.ts';
import { Leaving } from '../../model/subscriber.ts';
import type { Dossier, Forgotten, Listed, PeopleLedger } from '../people.ts';
import type { Database } from './database.ts';
import { leaveOne, SubscriberRow } from './subscribers.ts';

const optional = <T extends z.ZodType>(value: T) => value.nullable().transform((held) => held ?? undefined);
const topics = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(z.array(z.string()));

const ListedRow = SubscriberRow.extend({ leftAt: z.number().nullable(), leftWhy: Leaving.nullable() });
const PersonRow = ListedRow.extend({
  score: z.number(),
  scoredAt: z.number(),
  probedAt: z.number().nullable(),
});
const RequestRow = z.object({
  kind: z.string(),
  topics,
  askedAt: z.number(),
  until: z.number(),
  doneAt: optional(z.number()),
});
const NoticeRow = z.object({
  kind: z.string(),
  state: z.string(),
  postedAt: z.number(),
  response: z.string(),
});
const DeliveryRow = z.object({
  edition: z.string(),
  state: DeliveryState,
  attempts: z.number(),
  response: z.string(),
  beganAt: z.number(),
});
const ReturnRow = z.object({
  at: z.number(),
  kind: z.string(),
  status: z.string(),
  words: z.string(),
  edition: optional(z.string()),
});
const AtRow = z.object({ at: z.number() });
const KnownRow = z.object({ id: z.number(), isMember: z.number(), isForgotten: z.number() });

const LISTED = `
  SELECT id, address, confirmed_at AS confirmedAt, consent, language, left_at AS leftAt, left_why AS leftWhy,
    score, scored_at AS scoredAt, probed_at AS probedAt,
    (SELECT json_group_array(topic ORDER BY topic) FROM subscriber_topics WHERE subscriber = id) AS topics
  FROM subscribers WHERE forgotten_at IS NULL AND`;
/** Every delivery of one subscriber: the table is ordered by publication, of which there are far fewer than deliveries. */
const ALL_OF = 'subscriber = ? AND publication IN (SELECT publication FROM mailings)';

/** What is held of one person, and forgetting it. */
export function peopleMethods(database: Database): PeopleLedger {
  return {
    dossier: async (address, mark, limit) => dossierOf(database, address, mark, limit),

    forget: async (address, mark, at) => database.transaction(() => forgetOne(database, address, mark, at)),

    eraseTraces: async () => database.emptyLog(),

    everybody: async (after, limit) =>
      database
        .all(ListedRow, `${LISTED} id > ? AND consent <> '${SEED}' ORDER BY id LIMIT ?`, after, limit)
        .map(listed),
  };
}

function listed({ leftAt, leftWhy, ...subscriber }: z.infer<typeof ListedRow>): Listed {
  return {
    ...subscriber,
    ...(leftAt !== null && { leftAt }),
    ...(leftWhy !== null && { leftWhy }),
  };
}

function dossierOf(database: Database, address: string, mark: string, limit: number): Dossier {
  const row = database.one(PersonRow, `${LISTED} address = ?`, address);
  const id = row?.id ?? -1;
  const forgotten = database.one(AtRow, 'SELECT at FROM forgotten WHERE mark = ?', mark);
  const requests = `SELECT kind, topics, asked_at AS askedAt, until, done_at AS doneAt FROM requests
                    WHERE address = ? OR subscriber = ? ORDER BY id DESC LIMIT ?`;
  const notices = `SELECT kind, state, posted_at AS postedAt, response FROM notices
                   WHERE address = ? ORDER BY id DESC LIMIT ?`;
  const deliveries = `SELECT deliveries.edition AS edition, deliveries.state AS state, attempts, response,
                        began_at AS beganAt
                      FROM mailings CROSS JOIN deliveries ON deliveries.publication = mailings.publication
                        AND deliveries.edition = mailings.edition AND subscriber = ?
                      ORDER BY began_at DESC LIMIT ?`;
  const returns = `SELECT at, kind, status, words, edition FROM returns
                   WHERE subscriber = ? ORDER BY at DESC LIMIT ?`;
  return {
    ...(row && { person: personOf(row) }),
    ...(forgotten && { forgottenAt: forgotten.at }),
    requests: database.all(RequestRow, requests, address, id, limit),
    notices: database.all(NoticeRow, notices, address, limit),
    deliveries: database.all(DeliveryRow, deliveries, id, limit),
    returns: database.all(ReturnRow, returns, id, limit),
  };
}

function personOf({
  score,
  scoredAt,
  probedAt,
  ...row
}: z.infer<typeof PersonRow>): NonNullable<Dossier['person']> {
  return { ...listed(row), health: { score, scoredAt, ...(probedAt !== null && { probedAt }) } };
}

function forgetOne(database: Database, address: string, mark: string, at: number): Forgotten {
  const known = database.one(
    KnownRow,
    `SELECT id, left_at IS NULL AS isMember, forgotten_at IS NOT NULL AS isForgotten FROM subscribers WHERE address = ?`,
    address,
  );
  // The name of somebody who was forgotten is nobody's address.
  const id = known?.isForgotten === 0 ? known.id : undefined;
  database.run('INSERT OR IGNORE INTO forgotten (mark, at) VALUES (?, ?)', mark, at);
  const notices = forgetNotices(database, address, id ?? null);
  const forgotten: Forgotten = {
    wasMember: known?.isMember === 1,
    requests: database.run('DELETE FROM requests WHERE address = ? OR subscriber = ?', address, id ?? null),
    notices,
    returns: 0,
    deliveries: 0,
  };
  return id === undefined ? forgotten : { ...forgotten, subscriber: id, ...eraseRow(database, id, at) };
}

/** What was put up for an address, or asks to confirm what they wished; returns how many real ones there were. */
function forgetNotices(database: Database, address: string, id: number | null): number {
  const asked = 'SELECT id FROM requests WHERE address = ? OR subscriber = ?';
  const [, real = 0] = ['notice_rehearsals', 'notices'].map((table) => {
    const theirs = `(kind = 'probe' AND about = ?) OR (kind = 'confirm' AND about IN (${asked}))`;
    return database.run(`DELETE FROM ${table} WHERE address = ? OR ${theirs}`, address, id, address, id);
  });
  return real;
}

/** The row of somebody, and what hangs on it, within a transaction. */
export function eraseRow(
  database: Database,
  id: number,
  at: number,
): Pick<Forgotten, 'returns' | 'deliveries'> {
  leaveOne(database, id, 'removed', at);
  database.run(
    `UPDATE subscribers SET address = 'forgotten-' || id || '@forgotten.invalid', consent = '', language = '',
       forgotten_at = ?, score = 0, scored_at = 0, probed_at = NULL WHERE id = ?`,
    at,
    id,
  );
  for (const table of ['rehearsals', 'deliveries']) {
    database.run(`UPDATE ${table} SET response = '' WHERE ${ALL_OF} AND response <> ''`, id);
  }
  const count = z.object({ count: z.number() });
  return {
    returns: database.run("UPDATE returns SET subscriber = NULL, words = '' WHERE subscriber = ?", id),
    deliveries:
      database.one(count, `SELECT count(*) AS count FROM deliveries WHERE ${ALL_OF}`, id)?.count ?? 0,
  };
}
