import { columns } from '../../markdown/columns.ts';
import { COLUMNS, wrap } from './columns.ts';

/**
 * A body's text with the dateline before its first words, as the trade prints it. `startsWithText` says whether the
 * body begins with a paragraph; before anything else (a list, a table) the dateline has its own line.
 */
export function withDateline(text: string, dateline: string, startsWithText: boolean): string {
  const body = text.trim();
  const end = body.search(/\n[ \t]*\n/);
  const first = end === -1 ? body : body.slice(0, end);
  const rest = end === -1 ? '' : body.slice(end);
  if (!startsWithText) return `${wrap(dateline)}\n\n${body}`;
  if (hasHardBreak(first)) return `${wrap(dateline)}\n${first}${rest}`;
  return `${wrap(`${dateline}${first}`)}${rest}`;
}

/** True when a line ends although the next word would have fitted: the officer broke it there. */
function hasHardBreak(paragraph: string): boolean {
  const lines = paragraph.split('\n');
  return lines.some((line, index) => {
    const [next] = lines[index + 1]?.trimStart().split(' ', 1) ?? [];
    return next !== undefined && columns(line) + 1 + columns(next) <= COLUMNS;
  });
}
