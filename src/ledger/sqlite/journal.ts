import { z } from 'zod';
import { RelayTrouble } from '../../model/mailing.ts';
import type { Journal, LedgerEvent } from '../ledger.ts';
import type { Database } from './database.ts';

const EventRow: z.ZodType<LedgerEvent> = z.object({
  at: z.number(),
  what: z.string(),
  subject: z.string(),
  detail: z.string(),
});
/** No pause of a server is longer, ms. */
const LONGEST_PAUSE = 2 * 3_600_000;
const HolderRow = z.object({ holder: z.string() });

/** Who may do what alone, which mail server is in trouble, and the log of what happened. */
export function journalMethods(database: Database): Journal {
  return {
    lease: async (name, holder, at, until) => {
      const sql = `INSERT INTO leases (name, holder, until) VALUES (?, ?, ?)
                   ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
                   WHERE leases.holder = excluded.holder OR leases.until <= ?`;
      return database.run(sql, name, holder, until, at) > 0;
    },

    release: async (name, holder) => {
      database.run('DELETE FROM leases WHERE name = ? AND holder = ?', name, holder);
    },

    holder: async (name) => database.one(HolderRow, 'SELECT holder FROM leases WHERE name = ?', name)?.holder,

    relays: async () =>
      database.all(
        RelayTrouble,
        'SELECT name, words, failures, since, not_before AS notBefore FROM relays ORDER BY name',
      ),

    relayFailed: async ({ name, words, failures, since, notBefore }) => {
      const sql = `INSERT INTO relays (name, words, failures, since, not_before) VALUES (?, ?, ?, ?, ?)
                   ON CONFLICT DO UPDATE SET words = excluded.words, not_before = excluded.not_before,
                     failures = max(failures, excluded.failures)`;
      database.run(sql, name, words, failures, since, notBefore);
    },

    tryRelay: async (name, at, until) =>
      database.transaction(() => {
        const sql = 'SELECT name, words, failures, since, not_before AS notBefore FROM relays WHERE name = ?';
        const trouble = database.one(RelayTrouble, sql, name);
        if (!trouble) return true;
        // One that lies further ahead than any pause was written by a clock that was wrong.
        if (trouble.notBefore > at && trouble.notBefore <= at + LONGEST_PAUSE) return false;
        database.run('UPDATE relays SET not_before = ? WHERE name = ?', until, name);
        return true;
      }),

    relayWell: async (name) => {
      database.run('DELETE FROM relays WHERE name = ?', name);
    },

    note: async ({ at, what, subject, detail }) => {
      database.run(
        'INSERT INTO events (at, what, subject, detail) VALUES (?, ?, ?, ?)',
        at,
        what,
        subject,
        detail,
      );
    },

    events: async (limit) =>
      database.all(EventRow, 'SELECT at, what, subject, detail FROM events ORDER BY id DESC LIMIT ?', limit),
  };
}
