/** Characters that are two columns wide in a terminal and in a mail program's fixed font: East Asian ones and emoji. */
const WIDE =
  /[\u1100-\u115f\u231a\u231b\u23e9-\u23f3\u2614\u2615\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1b000}-\u{1b2ff}\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{1fa70}-\u{1faff}\u{20000}-\u{3fffd}]/u;
/** Marks that take no column of their own: combining ones and controls of direction and joining. */
const NARROWEST = /[\p{Mn}\p{Me}\p{Cf}]/u;
/** Text in which every UTF-16 unit is one column. */
const PLAIN = /^[\x20-\u02ff\u2010-\u2027\u2030-\u205e]*$/;
/** Where a long run without blanks may be broken: behind a wide character, unless a closing mark follows it. */
const PIECES = new RegExp(
  `${WIDE.source}[\\p{Mn}\\p{Me}\\p{Cf}\\p{Pe}\\p{Pf}、。，．！？：；・ー]*|(?:(?!${WIDE.source}).)+[、。，．！？：；]*`,
  'gsu',
);

/** Columns that a text takes in a fixed font. */
export function columns(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let width = 0;
  for (const character of text) {
    if (character.length === 1 && character < '\u0300') width += 1;
    else if (!NARROWEST.test(character)) width += WIDE.test(character) ? 2 : 1;
  }
  return width;
}

/** Columns of the widest of the texts. A loop, as the arguments of a call stand on the stack. */
export function widest(texts: Iterable<string>): number {
  let width = 0;
  for (const text of texts) width = Math.max(width, columns(text));
  return width;
}

/** The text with blanks behind it up to a width. */
export function padded(text: string, width: number, side: 'left' | 'center' | 'right' | null): string {
  const room = Math.max(0, width - columns(text));
  if (side === 'right') return ' '.repeat(room) + text;
  if (side === 'center') return ' '.repeat(room >> 1) + text + ' '.repeat(room - (room >> 1));
  return text + ' '.repeat(room);
}

/**
 * Breaks text into lines of at most `width` columns, at blanks and, in scripts that have none, between characters.
 * Line breaks in the text stay. A word longer than a line stands on a line of its own, whole: it may be an address.
 */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const line of text.split('\n')) {
    if (line.length <= width && columns(line) <= width) lines.push(line.trim());
    else wrapLine(line, width, lines);
  }
  return lines;
}

function wrapLine(text: string, width: number, into: string[]): void {
  if (PLAIN.test(text)) wrapPlain(text, width, into);
  else wrapPieces(text, width, into);
}

/** Where every character is one column, blanks are all that needs to be looked for. */
function wrapPlain(text: string, width: number, into: string[]): void {
  let from = 0;
  while (text[from] === ' ') from += 1;
  while (text.length - from > width) {
    let cut = text.lastIndexOf(' ', from + width);
    if (cut <= from) cut = text.indexOf(' ', from + width);
    if (cut === -1) break;
    into.push(text.slice(from, cut).trimEnd());
    from = cut;
    while (text[from] === ' ') from += 1;
  }
  if (from < text.length) into.push(text.slice(from).trimEnd());
}

function wrapPieces(text: string, width: number, into: string[]): void {
  let line = '';
  let used = 0;
  const put = (piece: string, gap: string): void => {
    const wide = columns(piece);
    if (line !== '' && used + gap.length + wide > width) {
      into.push(line);
      line = piece;
      used = wide;
    } else {
      line += line === '' ? piece : gap + piece;
      used += line === piece ? wide : gap.length + wide;
    }
  };
  for (const word of text.split(' ')) {
    if (word === '') continue;
    if (PLAIN.test(word)) put(word, ' ');
    else
      for (const [index, piece] of (word.match(PIECES) ?? [word]).entries())
        put(piece, index === 0 ? ' ' : '');
  }
  if (line !== '') into.push(line);
}
