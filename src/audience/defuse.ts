/** What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection). */
const FORMULA = /^'*[=+\-@\t\r\n]/;

/** A cell that no spreadsheet calculates: one that would begin a formula gets an apostrophe in front, `'=1+1`. */
export function defused(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell;
}

/**
 * The cell that was defused; any other as it is. An apostrophe goes only where a formula would begin behind it, which is
 * where other programs put theirs for the same reason.
 */
export function armed(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell;
}

/** Cells as a line of CSV (RFC 4180) that no spreadsheet calculates with. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => quoted(defused(cell))).join(',')}\n`;
}

function quoted(cell: string): string {
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
