import type { Block } from '../../model/body.ts';
import { padded, widest, wrapped } from './columns.ts';
import type { Saying } from './saying.ts';
import { inlineText } from './text-inline.ts';

type Table = Extract<Block, { type: 'table' }>;

const GAP = '  ';

/** More than blanks and soft hyphens. */
const SAYS = /[^\s\u00ad]/;

/** A table in columns where it fits the width; else row by row, each cell with its heading before it. Empty rows go. */
export function tableText(table: Table, width: number, saying: Saying): string {
  const text = (cells: Table['head']) => cells.map((cell) => inlineText(cell, saying).replaceAll('\n', ' '));
  const head = text(table.head);
  const rows = table.rows.map(text).filter((row) => row.some((cell) => SAYS.test(cell)));
  const widths = head.map((cell, index) => widest([cell, ...rows.map((row) => row[index] ?? '')]));
  const total = widths.reduce((sum, wide) => sum + wide, 0) + GAP.length * (widths.length - 1);
  return total <= width ? inColumns(table, head, rows, widths) : rowByRow(head, rows, width);
}

function inColumns(table: Table, head: string[], rows: string[][], widths: number[]): string {
  const line = (cells: string[]) =>
    cells
      .map((cell, index) => padded(cell, widths[index] ?? 0, table.align[index] ?? null))
      .join(GAP)
      .trimEnd();
  const named = head.some((cell) => cell !== '');
  const ruled = widths.map((wide) => '-'.repeat(wide)).join(GAP);
  return [...(named ? [line(head), ruled] : []), ...rows.map(line)].join('\n');
}

function rowByRow(head: string[], rows: string[][], width: number): string {
  if (rows.length === 0) return wrapped(head.join(', '), width).join('\n');
  const blocks = rows.map((row) =>
    row
      .flatMap((cell, index) => {
        if (cell === '') return [];
        const title = head[index] ?? '';
        return wrapped(title === '' ? cell : `${title}: ${cell}`, width - 2).join(`\n${GAP}`);
      })
      .join('\n'),
  );
  return blocks.filter((block) => block !== '').join('\n\n');
}
