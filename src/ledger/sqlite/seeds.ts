import { z } from 'zod';
import { SEED, type SeedCopy } from '../../model/seed.ts';
import { Leaving } from '../../model/subscriber.ts';
import type { AwaySeed, Seed, SeedLedger } from '../seeds.ts';
import type { Database } from './database.ts';
import { leaveOne, setTopics } from './subscribers.ts';

const MemberRow = z.object({ id: z.int(), address: z.string() });
const KnownRow = z.object({
  consent: z.string(),
  isMember: z.int(),
  why: Leaving.nullable(),
});
const CountRow = z.object({ count: z.int() });
const IdRow = z.object({ id: z.int() });
const CopyRow = z.object({
  edition: z.string(),
  seed: z.string(),
  acceptedAt: z.number(),
  arrivedAt: z.number().nullable(),
  alarmedAt: z.number().nullable(),
});

/** Our own mailboxes on the list. */
export function seedMethods(database: Database): SeedLedger {
  return {
    keepSeeds: async (seeds, topics, markOf, at) => {
      const members = database.all(
        MemberRow,
        `SELECT id, address FROM subscribers WHERE consent = '${SEED}' AND left_at IS NULL`,
      );
      const wanted = new Set(seeds.map(({ address }) => address.toLowerCase()));
      const gone = members.filter(({ address }) => !wanted.has(address.toLowerCase()));
      const stand = seeds.map((seed) => ({ seed, standing: standingOf(database, seed, markOf) }));
      const away = stand.flatMap(({ seed: { name }, standing }): AwaySeed[] =>
        standing === 'on' || standing === 'new' ? [] : [{ name, why: standing }],
      );
      const fresh = stand.filter(({ standing }) => standing === 'new').map(({ seed }) => seed);
      if (gone.length + fresh.length === 0) return { added: 0, removed: 0, away };
      return database.transaction(() => ({
        removed: gone.filter(({ id }) => leaveOne(database, id, 'removed', at)).length,
        // Within the transaction nobody is quicker.
        added: fresh.filter((seed) => addOne(database, seed, topics, markOf, at)).length,
        away,
      }));
    },

    takeCopies: async (seeds, since, at) => {
      for (const seed of seeds) takeDown(database, seed, since, at);
    },

    copiesOf: async (seeds, since) => {
      const sql = `SELECT seed_copies.edition, seed_copies.seed, accepted_at AS acceptedAt, arrivals.at AS arrivedAt,
                     alarmed_at AS alarmedAt
                   FROM seed_copies LEFT JOIN arrivals USING (edition, seed)
                   WHERE accepted_at >= ? ORDER BY accepted_at, seed_copies.edition, seed_copies.seed`;
      const names = new Set(seeds.map(({ name }) => name));
      return database
        .all(CopyRow, sql, since)
        .filter(({ seed }) => names.has(seed))
        .map(copyOf);
    },

    alarmOfCopy: async ({ edition, seed }, desk, words, at) =>
      database.transaction(() => {
        const mark = `UPDATE seed_copies SET alarmed_at = ? WHERE edition = ? AND seed = ? AND alarmed_at IS NULL
                        AND NOT EXISTS (SELECT 1 FROM arrivals WHERE arrivals.edition = seed_copies.edition
                                          AND arrivals.seed = seed_copies.seed)`;
        if (database.run(mark, at, edition, seed) === 0) return false;
        const post =
          "INSERT INTO notices (kind, address, about, words, posted_at) VALUES ('alarm', ?, 0, ?, ?)";
        database.run(post, desk, words, at);
        const note = "INSERT INTO events (at, what, subject, detail) VALUES (?, 'seed missing', ?, ?)";
        database.run(note, at, edition, `nothing was seen at ${seed}`);
        return true;
      }),
  };
}

/** How a seed stands: on the list, as a seed or as somebody who asked for it; new, or one of before; or why it is away. */
function standingOf(
  database: Database,
  { address }: Seed,
  markOf: (address: string) => string,
): 'on' | 'new' | AwaySeed['why'] {
  const find = `SELECT consent, left_at IS NULL AS isMember, left_why AS why FROM subscribers WHERE address = ?`;
  const known = database.one(KnownRow, find, address);
  if (known?.isMember === 1) return 'on';
  if (known) return known.consent === SEED && known.why === 'removed' ? 'new' : (known.why ?? 'asked');
  const forgotten = 'SELECT count(*) AS count FROM forgotten WHERE mark = ?';
  return database.one(CountRow, forgotten, markOf(address))?.count === 0 ? 'new' : 'forgotten';
}

function addOne(
  database: Database,
  seed: Seed,
  topics: readonly string[],
  markOf: (address: string) => string,
  at: number,
): boolean {
  if (standingOf(database, seed, markOf) !== 'new') return false;
  const insert = `INSERT INTO subscribers (address, confirmed_at, consent) VALUES (?, ?, '${SEED}')
                  ON CONFLICT DO UPDATE SET left_at = NULL, left_why = NULL, confirmed_at = excluded.confirmed_at
                  RETURNING id`;
  const { id = 0 } = database.one(IdRow, insert, seed.address, at) ?? {};
  setTopics(database, id, topics);
  return true;
}

/** Nothing is written when there is nothing new: a pass looks every minute. */
function takeDown(database: Database, { name, address }: Seed, since: number, at: number): void {
  const fresh = `SELECT deliveries.edition FROM mailings CROSS JOIN deliveries USING (publication)
                 WHERE mailings.since >= ? AND mailings.edition = deliveries.edition
                   AND subscriber = (SELECT id FROM subscribers WHERE address = ?)
                   AND deliveries.state IN ('accepted', 'uncertain')
                   AND NOT EXISTS (SELECT 1 FROM seed_copies WHERE seed = ? AND seed_copies.edition = deliveries.edition)`;
  const rows = database.all(z.object({ edition: z.string() }), fresh, since, address, name);
  for (const { edition } of rows) {
    const sql =
      'INSERT INTO seed_copies (edition, seed, accepted_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING';
    database.run(sql, edition, name, at);
  }
}

function copyOf({ arrivedAt, alarmedAt, ...copy }: z.infer<typeof CopyRow>): SeedCopy {
  return { ...copy, ...(arrivedAt !== null && { arrivedAt }), ...(alarmedAt !== null && { alarmedAt }) };
}
