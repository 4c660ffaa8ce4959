import { z } from 'zod';
import { Edition } from '../../model/edition.ts';
import { Letter } from '../../model/letter.ts';
import { Forms, Publication } from '../../model/publication.ts';
import { LedgerError } from '../ledger-error.ts';
import type { EditionLedger, Head, Sealing } from '../ledger.ts';
import type { Database } from './database.ts';

const json = z.string().transform((text): unknown => JSON.parse(text));

const HeadRow: z.ZodType<Head> = z.object({
  publication: z.string(),
  key: z.string(),
  revision: z.number(),
  digest: z.string(),
  program: z.string(),
  path: z.string(),
  publicAt: z.number(),
  sealedAt: z.number(),
});
const EditionRow = Edition.extend({
  content: json.pipe(Publication),
  covers: json.pipe(Edition.shape.covers),
});
const AnsweredRow = z.object({ answered: z.string().nullable() });
const LetterRow = z.object({ letter: json.pipe(Letter) });
const DigestRow = z.object({ digest: z.string() });

const HEAD_COLUMNS =
  'key, publication, revision, digest, program, path, public_at AS publicAt, sealed_at AS sealedAt';

const BeganRow = z.object({ began: z.number().nullable() });

/** What was sealed, its forms and its letters. */
export function editionMethods(database: Database): EditionLedger {
  return {
    heads: async () => {
      // Oldest revision first, so that the newest one is what stays in the map.
      const heads = database.all(
        HeadRow,
        `SELECT ${HEAD_COLUMNS} FROM editions ORDER BY publication, revision`,
      );
      return [...new Map(heads.map((head) => [head.publication, head])).values()];
    },

    began: async () =>
      database.one(BeganRow, 'SELECT min(sealed_at) AS began FROM editions')?.began ?? undefined,

    editions: async (keys) =>
      database.all(
        EditionRow,
        `SELECT editions.key, publication, revision, digest, public_at AS publicAt, sealed_at AS sealedAt, content, covers
         FROM json_each(?) AS wanted JOIN editions ON editions.key = wanted.value
         JOIN bodies ON edition = editions.key`,
        JSON.stringify(keys),
      ),

    forms: async (key) => database.one(Forms, 'SELECT html, text FROM bodies WHERE edition = ?', key),

    seal: async (sealings) =>
      database.transaction(() => {
        let fresh = 0;
        for (const sealing of sealings) if (sealOne(database, sealing)) fresh += 1;
        return fresh;
      }),

    refresh: async (forms) =>
      database.transaction(() => {
        for (const {
          key,
          forms: { html, text },
          program,
        } of forms) {
          database.run('UPDATE bodies SET html = ?, text = ? WHERE edition = ?', html, text, key);
          database.run('UPDATE editions SET program = ? WHERE key = ?', program, key);
        }
      }),

    keepLetter: async (key, letter) =>
      database.transaction(() => {
        const text = JSON.stringify(letter);
        database.run('INSERT INTO letters (edition, letter) VALUES (?, ?) ON CONFLICT DO NOTHING', key, text);
        return letterOf(database, key) ?? letter;
      }),

    letter: async (key) => letterOf(database, key),

    answeredBy: async (publication) => {
      const sql = `SELECT letter ->> '$.inReplyTo' AS answered FROM editions JOIN letters ON edition = key
                   WHERE publication = ? ORDER BY revision DESC LIMIT 1`;
      return database.one(AnsweredRow, sql, publication)?.answered ?? undefined;
    },
  };
}

/** True when the edition is new; refuses a key that already names other bytes. */
function sealOne(database: Database, { edition, forms, program }: Sealing): boolean {
  const { key, publication, revision, digest, publicAt, sealedAt, content, covers } = edition;
  const sql = `INSERT INTO editions (key, publication, revision, digest, program, path, public_at, sealed_at, covers)
               VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`;
  const { path } = content;
  const numbers = JSON.stringify(covers);
  const fresh = database.run(
    sql,
    key,
    publication,
    revision,
    digest,
    program,
    path,
    publicAt,
    sealedAt,
    numbers,
  );
  if (fresh === 0) {
    const known = database.one(DigestRow, 'SELECT digest FROM editions WHERE key = ?', key);
    if (known?.digest === digest) return false;
    throw new LedgerError(
      'conflict',
      `The edition ${key} is sealed already, with other content.`,
      'A key names its bytes for ever; what went out under it cannot be changed.',
      'Run the command again: another run may have sealed it in between. If it stays, please report it.',
    );
  }
  const { html, text } = forms;
  const insert = 'INSERT INTO bodies (edition, content, html, text) VALUES (?, ?, ?, ?)';
  database.run(insert, key, JSON.stringify(content), html, text);
  return true;
}

function letterOf(database: Database, key: string): Letter | undefined {
  return database.one(LetterRow, 'SELECT letter FROM letters WHERE edition = ?', key)?.letter;
}
