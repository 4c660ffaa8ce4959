import type { Place } from '../model/finding.ts';

/** What a column of the table holds; `other` columns are not read. */
export type Column = 'address' | 'topics' | 'confirmed' | 'other';

/** One row of a table: where it starts, its text as written, and its cells. */
export type Row = { file: string; line: number; raw: string; cells: string[] };

/** Where a cell stands: its first place in the row's first line, or the row itself. */
export function placeOf(row: Row, cell: string): Place {
  const first = row.raw.split(/[\r\n]/, 1)[0] ?? '';
  const index = cell === '' ? -1 : first.indexOf(cell);
  const found = index === -1 ? { column: 1, length: 0 } : { column: index + 1, length: cell.length };
  return { file: row.file, line: row.line, ...found };
}
