/** The width of a text part, columns. */
export const COLUMNS = 76;

const PIECES = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** East Asian characters and emoji that take two columns (Unicode Standard Annex #11, the wide blocks). */
const WIDE = /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/** How many columns a text takes on a screen. */
export function widthOf(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of PIECES.segment(text)) width += WIDE.test(segment) ? 2 : 1;
  return width;
}

/**
 * A paragraph in lines of at most 76 columns, each after `indent` (the first after `first`). An address is never cut; a
 * word of a script without blanks is cut between characters.
 */
export function wrap(text: string, indent = '', first = indent): string {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  const turn = (): void => {
    lines.push(line.trimEnd());
    line = indent;
    empty = true;
  };
  for (const word of text.split(/[ \t\n]+/).filter((word) => word !== '')) {
    if (!empty && widthOf(line) + 1 + widthOf(word) > COLUMNS) turn();
    for (const piece of pieces(word, COLUMNS - widthOf(indent))) {
      if (!empty && widthOf(line) + 1 + widthOf(piece) > COLUMNS) turn();
      line += empty ? piece : ` ${piece}`;
      empty = false;
    }
  }
  if (!empty) turn();
  return lines.join('\n');
}

/** Blocks with a blank line between them; empty ones leave no trace. */
export function blocks(...parts: readonly (string | null | undefined | false)[]): string {
  return parts.filter((part): part is string => typeof part === 'string' && part !== '').join('\n\n');
}

/** Lines one under the other; empty ones leave no trace. */
export function lines(...parts: readonly (string | null | undefined | false)[]): string {
  return parts.filter((part): part is string => typeof part === 'string' && part !== '').join('\n');
}

/** A heading in capitals with a rule of `sign` below it, as wide as it is. */
export function heading(text: string, sign: string): string {
  const wrapped = wrap(text.toUpperCase());
  return `${wrapped}\n${sign.repeat(Math.max(...wrapped.split('\n').map(widthOf)))}`;
}

/** A rule across the whole width. */
export function rule(sign: string): string {
  return sign.repeat(COLUMNS);
}

function pieces(word: string, room: number): string[] {
  if (widthOf(word) <= room || /^\W*(?:https?|mailto|tel):/i.test(word)) return [word];
  const result: string[] = [];
  let piece = '';
  for (const { segment } of PIECES.segment(word)) {
    if (widthOf(piece) + widthOf(segment) > room) {
      result.push(piece);
      piece = '';
    }
    piece += segment;
  }
  return [...result, piece];
}
