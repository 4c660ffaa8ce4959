import type { Finding, Place } from '../model/finding.ts';

/** What a column of the table holds. */
export const COLUMNS = ['address', 'topics', 'language', 'confirmed', 'consent', 'left', 'why'] as const;
export type Column = (typeof COLUMNS)[number];

/** Which cell of a row holds what; the others are not read. */
export type Columns = Readonly<Partial<Record<Column, number>>>;

/** One row of a table: where it starts, its text as written, and its cells. */
export type Row = { file: string; line: number; raw: string; cells: string[] };

/** A finding about a row, with the row as written; `raw` is empty when it is about the whole table. */
export type RowFinding = Finding & { raw: string };

/** Where a cell stands: its first place in the row's first line, or the row itself. */
export function placeOf(row: Row, cell: string): Place {
  const first = row.raw.split(/[\r\n]/, 1)[0] ?? '';
  const index = cell === '' ? -1 : first.indexOf(cell);
  const found = index === -1 ? { column: 1, length: 0 } : { column: index + 1, length: cell.length };
  return { file: row.file, line: row.line, ...found };
}
