/** An address as it may stand in a log or a table: `jane.doe@example.org` → `j…@example.org`. */
export function masked(address: string): string {
  const at = address.lastIndexOf('@');
  return at < 1 ? '…' : `${String.fromCodePoint(address.codePointAt(0) ?? 0)}…${address.slice(at)}`;
}

/**
 * Another program's words (a server's reply, a cell of a table) as one printable line of at most `length` characters:
 * every address in it masked, no control characters, no line ends, nothing that turns a terminal's text around.
 */
export function oneLine(words: string, length = 300): string {
  const line = words
    .slice(0, 2000)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\s]+/gu, ' ')
    .trim()
    .replace(/([^\s@<>()[\],;:"'])[^\s@<>()[\],;:"']*@(?=[^\s@])/gu, '$1…@');
  const characters = Array.from(line);
  return characters.length <= length
    ? line
    : `${characters
        .slice(0, length - 1)
        .join('')
        .trimEnd()}…`;
}
