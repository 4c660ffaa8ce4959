import { z } from 'zod';
import { Forms } from '../../model/publication.ts';
import { JsonObject, sha256, type Happening } from '../../model/record.ts';
import type { Database } from './database.ts';
import { EDITION, EditionRow, json } from './edition-rows.ts';
import { editionHappening } from './record-edition.ts';
import { tallyOf } from './tally.ts';

const KeyRow = z.object({ edition: z.string() });
/** Content as an earlier program sealed it: it need not be what this one would seal. */
const KeptRow = EditionRow.extend({ content: json.pipe(JsonObject), kept: z.string(), ...Forms.shape });
const MailedRow = z.object({ edition: z.string(), state: z.string(), letter: z.string().nullable() });

/**
 * The first entries of a record: that it begins, and what this ledger held before it had one, as it is found now. What
 * happened to that until now nobody can tell any more.
 */
export function* recordBegun(database: Database, what: string, at: number): Generator<Happening> {
  const keys = database.all(KeyRow, 'SELECT edition FROM record_before ORDER BY edition');
  yield { at, what, subject: '', body: { editionsBefore: keys.length } };
  for (const { edition: key } of keys) {
    const sql = `${EDITION.replace('content,', 'content, content AS kept, html, text,')} WHERE editions.key = ?`;
    const row = database.one(KeptRow, sql, key);
    if (!row) continue;
    const { kept, html, text, ...edition } = row;
    const happening = editionHappening(edition, kept, { html, text }, null);
    yield { ...happening, at, body: { ...happening.body, sealedAt: edition.sealedAt, foundAsItWas: true } };
    const mailed = database.one(
      MailedRow,
      'SELECT edition, state, (SELECT letter FROM letters WHERE letters.edition = mailings.edition) AS letter FROM mailings WHERE edition = ?',
      key,
    );
    if (!mailed) continue;
    const { state, letter } = mailed;
    const body = {
      state,
      deliveries: tallyOf(database, key),
      ...(letter === null ? {} : { letter: sha256(letter) }),
    };
    yield { at, what: 'mailing found', subject: key, body };
  }
}
