import type { Database } from './database.ts';

/**
 * Takes from somebody who left what tells who they were, within a transaction. The row stays, as deliveries refer to it, and
 * makes room for the address.
 */
export function makeNameless(database: Database, id: number, at: number): void {
  database.run(
    `UPDATE subscribers SET address = 'forgotten-' || id || '@forgotten.invalid', consent = '', language = '',
       score = 0, scored_at = 0, probed_at = NULL, forgotten_at = ? WHERE id = ?`,
    at,
    id,
  );
  database.run('DELETE FROM returns WHERE subscriber = ?', id);
  for (const table of ['deliveries', 'rehearsals']) {
    database.run(`UPDATE ${table} SET response = '' WHERE subscriber = ? AND response <> ''`, id);
  }
}
