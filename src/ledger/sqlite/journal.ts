import { z } from 'zod';
import type { Ledger, LedgerEvent } from '../ledger.ts';
import type { Database } from './database.ts';

const EventRow: z.ZodType<LedgerEvent> = z.object({
  at: z.number(),
  what: z.string(),
  subject: z.string(),
  detail: z.string(),
});
const HolderRow = z.object({ holder: z.string() });

type JournalMethods = Pick<Ledger, 'lease' | 'release' | 'holder' | 'note' | 'events'>;

/** Who may do what alone, and the log of what happened. */
export function journalMethods(database: Database): JournalMethods {
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
