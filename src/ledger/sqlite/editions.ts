import { z } from 'zod';
import { Letter } from '../../model/letter.ts';
import { Forms } from '../../model/publication.ts';
import { LedgerError } from '../ledger-error.ts';
import type { EditionLedger, Sealing } from '../ledger.ts';
import type { Database } from './database.ts';
import { EDITION, EditionRow, HEAD, HeadRow, json } from './edition-rows.ts';
import { allMarks, marksOf, moreMarks } from './marks.ts';
import { begin, record } from './record.ts';
import { editionHappening, formsHappening } from './record-edition.ts';

const LetterRow = z.object({ letter: json.pipe(Letter) });
const DigestRow = z.object({ digest: z.string() });

const BeganRow = z.object({ began: z.number().nullable() });

/** What was sealed, its forms and its letters. */
export function editionMethods(database: Database): EditionLedger {
  return {
    heads: async () => {
      // Oldest revision first, so that the newest one is what stays in the map.
      const heads = database.all(
        HeadRow,
        `${HEAD} WHERE publication GLOB 'release/*' OR publication GLOB 'digest/*' ORDER BY publication, revision`,
      );
      return [...new Map(heads.map((head) => [head.publication, head])).values()];
    },

    began: async () =>
      database.one(BeganRow, 'SELECT min(sealed_at) AS began FROM editions')?.began ?? undefined,

    editions: async (keys) =>
      database.all(
        EditionRow,
        `${EDITION} WHERE editions.key IN (SELECT value FROM json_each(?))`,
        JSON.stringify(keys),
      ),

    forms: async (key) => database.one(Forms, 'SELECT html, text FROM bodies WHERE edition = ?', key),

    seal: async (sealings) =>
      database.transaction(() => {
        const [first] = sealings;
        if (first) begin(database, first.edition.sealedAt);
        let fresh = 0;
        for (const sealing of sealings) if (sealOne(database, sealing)) fresh += 1;
        return fresh;
      }),

    refresh: async (makings, at) =>
      database.transaction(() => {
        for (const making of makings) refreshOne(database, making, at);
      }),

    marks: async (publications) => allMarks(database, publications),

    keepLetter: async (key, letter) =>
      database.transaction(() => {
        const text = JSON.stringify(letter);
        database.run('INSERT INTO letters (edition, letter) VALUES (?, ?) ON CONFLICT DO NOTHING', key, text);
        return letterOf(database, key) ?? letter;
      }),

    letter: async (key) => letterOf(database, key),
  };
}

type Making = Parameters<EditionLedger['refresh']>[0][number];

/** True when the edition is new; refuses a key that already names other bytes. */
function sealOne(database: Database, { edition, forms, program }: Sealing): boolean {
  const { key, publication, revision, digest, publicAt, sealedAt, content, covers } = edition;
  const marks = marksOf(content, digest, forms);
  const fresh = database.run(
    `INSERT INTO editions
       (key, publication, revision, digest, program, path, public_at, sealed_at, covers, fingerprint, marks)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    key,
    publication,
    revision,
    digest,
    program,
    content.path,
    publicAt,
    sealedAt,
    JSON.stringify(covers),
    marks?.forms[0]?.whole ?? null,
    marks ? JSON.stringify(marks) : null,
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
  const kept = JSON.stringify(content);
  const insert = 'INSERT INTO bodies (edition, content, html, text) VALUES (?, ?, ?, ?)';
  database.run(insert, key, kept, forms.html, forms.text);
  record(database, editionHappening(edition, kept, forms, marks?.forms[0]?.whole ?? null));
  return true;
}

/** Takes over what another program made of a body. Where it is different, what was made before is kept for the record. */
function refreshOne(database: Database, { key, forms, program }: Making, at: number): void {
  database.run('UPDATE editions SET program = ? WHERE key = ?', program, key);
  const sql = `INSERT INTO worn_forms (edition, html, text)
               SELECT edition, html, text FROM bodies WHERE edition = ? AND (html, text) <> (?, ?)`;
  if (database.run(sql, key, forms.html, forms.text) === 0) return;
  begin(database, at);
  database.run('UPDATE bodies SET html = ?, text = ? WHERE edition = ?', forms.html, forms.text, key);
  moreMarks(database, key);
  record(database, formsHappening(key, forms, at));
}

function letterOf(database: Database, key: string): Letter | undefined {
  return database.one(LetterRow, 'SELECT letter FROM letters WHERE edition = ?', key)?.letter;
}
