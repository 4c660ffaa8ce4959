import { z } from 'zod';
import { EditionMarks, marksOfEdition } from '../../model/fingerprint.ts';
import type { Marked } from '../../model/listed.ts';
import { Forms, Publication } from '../../model/publication.ts';
import { takenBack } from '../../model/recall.ts';
import type { Database } from './database.ts';
import { json } from './edition-rows.ts';

const MarkedRow = z.object({
  key: z.string(),
  publication: z.string(),
  revision: z.number(),
  digest: z.string(),
  publicAt: z.number(),
  sealedAt: z.number(),
  marks: json.pipe(EditionMarks).nullable(),
});
const BodyRow = Forms.extend({
  content: json.pipe(Publication),
  digest: z.string(),
  marks: MarkedRow.shape.marks,
});

/** What copies of an edition are found by; undefined for what is no release, and for one that was taken back. */
export function marksOf(
  content: Publication | undefined,
  digest: string,
  forms: Forms,
): EditionMarks | undefined {
  return content?.type === 'release' && !takenBack(digest) ? marksOfEdition(content, forms) : undefined;
}

/** The editions of these releases, or of all, oldest first. Those that were sealed before there were marks get them now. */
export function allMarks(database: Database, publications?: readonly string[]): Marked[] {
  const wanted = 'publication IN (SELECT value FROM json_each(?))';
  const rows = database.all(
    MarkedRow,
    `SELECT key, publication, revision, digest, public_at AS publicAt, sealed_at AS sealedAt, marks FROM editions
     WHERE publication LIKE 'release/%' AND (? = 'null' OR ${wanted}) ORDER BY publication, revision`,
    JSON.stringify(publications ?? null),
    JSON.stringify(publications ?? []),
  );
  return rows.map((row) =>
    Object.assign(row, {
      marks: row.marks ?? (takenBack(row.digest) ? undefined : marksOfBody(database, row.key)),
    }),
  );
}

/** Adds to the marks of an edition those of the forms that it has now, within a transaction. */
export function moreMarks(database: Database, key: string): void {
  const [known, now] = [marksBefore(database, key), marksOfBody(database, key)];
  if (!now) return;
  const forms = new Map([...(known?.forms ?? []), ...now.forms].map((form) => [form.text, form]));
  const marks: EditionMarks = { title: now.title, forms: [...forms.values()] };
  const sql = 'UPDATE editions SET fingerprint = ?, marks = ? WHERE key = ?';
  database.run(sql, marks.forms[0]?.whole ?? null, JSON.stringify(marks), key);
}

/** What an edition was found by before its forms were made anew: the fingerprint that was printed stays. */
function marksBefore(database: Database, key: string): EditionMarks | undefined {
  const sql = `SELECT content, digest, marks, worn_forms.html, worn_forms.text FROM editions
               JOIN bodies ON bodies.edition = key JOIN worn_forms ON worn_forms.edition = key
               WHERE key = ? ORDER BY worn_forms.rowid LIMIT 1`;
  const row = database.one(BodyRow, sql, key);
  return row && (row.marks ?? marksOf(row.content, row.digest, row));
}

function marksOfBody(database: Database, key: string): EditionMarks | undefined {
  const sql =
    'SELECT content, digest, marks, html, text FROM editions JOIN bodies ON edition = key WHERE key = ?';
  const row = database.one(BodyRow, sql, key);
  return row && marksOf(row.content, row.digest, row);
}
