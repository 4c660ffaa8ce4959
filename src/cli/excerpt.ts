import { codeFrameColumns } from '@babel/code-frame';

/** A place in a file's lines; line and column from 1, length in UTF-16 units of the line. */
export type Marked = { line: number; column: number; length: number };

const TAB = '    ';
/** Stands behind a character that fills two columns, so that units are columns; taken out again at the end. */
const FILLER = '\u{e000}';
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/;
/** Characters that take no column of their own. They are left out of an excerpt rather than shift its marks. */
const ZERO = /\p{Mn}|\p{Me}|[\u200b-\u200f]/u;
const INVISIBLE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/u;
const INVISIBLES = new RegExp(INVISIBLE.source, 'gu');

/**
 * The lines around a place, with line numbers and a mark under the words. Tabs, wide letters and letters with accents
 * keep their marks under them; a long line is cut around the mark; nothing in it can command a terminal.
 */
export function excerpt(lines: readonly string[], { line, column, length }: Marked, width: number): string {
  const first = Math.max(1, line - 1);
  const last = Math.min(lines.length, line + 1);
  const room = Math.max(20, width - String(last).length - 6);
  const marked = lines[line - 1] ?? '';
  const start = columns(marked.slice(0, column - 1)).length;
  const end = Math.max(start + 1, start + columns(marked.slice(column - 1, column - 1 + length)).length);
  const from =
    end < room ? 0 : Math.max(0, Math.min(start - Math.floor(room / 3), end - Math.floor(room / 2)));
  const shown = lines
    .slice(first - 1, last)
    .map((text, index) => cut(columns(text), first + index === line ? from : 0, room));
  const frame = codeFrameColumns(
    shown.join('\n'),
    { start: { line, column: start - from }, end: { line, column: Math.min(end - from, room) } },
    { linesAbove: 1, linesBelow: 1, startLine: first },
  );
  return frame.replaceAll(FILLER, '');
}

/** Text that cannot command a terminal or turn words around: control characters become signs for them. */
export function visible(text: string): string {
  return text.replace(INVISIBLES, sign);
}

/** A line of a file as it is shown, one UTF-16 unit a column. */
function columns(text: string): string {
  if (/^[ -~]*$/.test(text)) return text;
  let shown = '';
  for (const character of text.normalize('NFC')) {
    if (character === '\t') shown += TAB;
    else if (INVISIBLE.test(character)) shown += sign(character);
    else if (WIDE.test(character)) shown += character + FILLER;
    else if (!ZERO.test(character)) shown += character;
  }
  return shown;
}

function sign(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\ufffd';
}

function cut(text: string, from: number, room: number): string {
  const part = text.slice(from, from + room);
  const head = from > 0 ? `…${part.slice(1)}` : part;
  return text.length > from + room ? `${head.slice(0, -1)}…` : head;
}
