import { createRequire } from 'node:module';
import type { decodeHTMLStrict } from 'entities';

/** Controls and noncharacters; of the latter those that are sure to be nobody's text. */
const UNPRINTABLE = /[^\P{Cc}\t\n\r]|[\ufdd0-\ufdef\ufffe\uffff]/u;
const ALL_UNPRINTABLE = new RegExp(UNPRINTABLE.source, 'gu');

/**
 * Replaces what neither HTML nor XML may hold, one character by one, so that offsets stay: the line and page breaks of
 * Word (U+000B, U+000C) by blanks, its hyphens (U+001E, U+001F) by hyphens, all else by U+FFFD. Never drops anything.
 */
export function printable(text: string): string {
  const well = text.isWellFormed() ? text : text.toWellFormed();
  return UNPRINTABLE.test(well) ? well.replace(ALL_UNPRINTABLE, substitute) : well;
}

/** The same, but dropped: for what is left of markup. */
export function withoutControls(text: string): string {
  return UNPRINTABLE.test(text) ? text.replace(ALL_UNPRINTABLE, '') : text;
}

function substitute(character: string): string {
  if (character === '\x0b' || character === '\x0c') return ' ';
  if (character === '\x1e') return '\u2011';
  return character === '\x1f' ? '\u00ad' : '\ufffd';
}

const load: (name: string) => { decodeHTMLStrict: typeof decodeHTMLStrict } = createRequire(import.meta.url);
let library: { decodeHTMLStrict: typeof decodeHTMLStrict } | undefined;

/** Text with its character references (`&nbsp;`, `&#8217;`) read; an unknown one stays as it is written. */
export function decoded(text: string): string {
  if (!text.includes('&') || !/&#?\w+;/.test(text)) return text;
  // The library takes 10 ms to load, and few texts hold a reference.
  library ??= load('entities');
  return printable(library.decodeHTMLStrict(text));
}
