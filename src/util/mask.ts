/** An address as it may stand in a log or a table: `jane.doe@example.org` → `j…@example.org`. */
export function masked(address: string): string {
  const at = address.lastIndexOf('@');
  return at < 1 ? '…' : `${address[0]}…${address.slice(at)}`;
}

/**
 * Another program's words (a server's reply, a cell of a table) as one printable line of at most `length` characters:
 * no control characters, no line ends, nothing that moves a terminal's cursor or turns its text around.
 */
export function oneLine(words: string, length = 300): string {
  const line = words
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return line.length <= length ? line : `${line.slice(0, length - 1).trimEnd()}…`;
}
