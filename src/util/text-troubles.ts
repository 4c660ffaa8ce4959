import { isUtf8 } from 'node:buffer';
import type { Trouble } from './trouble.ts';

/** What no text may hold: control characters but tab and line end. Feeds and mail cannot carry them. */
const CONTROL = /[^\P{Cc}\t\n]|[\ufffe\uffff]/u;
/** What a reader does not see: direction overrides, line separators, a byte-order mark in the middle. */
const HIDDEN = /[\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/u;
/** Anything that is neither: looked for first, since most texts have none. */
const STRANGE = /[^\t\n -~\u00a0-\u2027\u202f-\u2065\u206a-\ufefe\uff00-\ufffd]/;

/** The first control character and the first hidden one of a text, each with the count of its kind. */
export function strangeCharacters(text: string): Trouble[] {
  if (!STRANGE.test(text)) return [];
  return [
    ...strange(
      text,
      CONTROL,
      'error',
      'file/control-character',
      'a control character',
      'Feeds and mail cannot carry it.',
    ),
    ...strange(
      text,
      HIDDEN,
      'warning',
      'file/hidden-character',
      'a character that nobody sees',
      'It can turn words around or break lines where no one expects it.',
    ),
  ];
}

function strange(
  text: string,
  pattern: RegExp,
  severity: Trouble['severity'],
  rule: string,
  noun: string,
  why: string,
): Trouble[] {
  const found = [...text.matchAll(new RegExp(pattern.source, 'gu'))];
  const [first] = found;
  if (!first) return [];
  const name = `U+${first[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  const more = found.length > 1 ? `, and ${found.length - 1} more like it in this file` : '';
  const what = `Here stands ${noun} (${name})${more}`;
  return [
    {
      rule,
      severity,
      offset: first.index,
      length: 1,
      what,
      why,
      fix: 'Delete it; it often comes along with pasted text.',
    },
  ];
}

/**
 * Says where bytes stop being UTF-8. `text` is what they give when bad bytes become U+FFFD, with LF line ends; the trouble
 * stands at the first of them.
 */
export function encodingTrouble(bytes: Buffer, text: string): Trouble {
  return {
    rule: 'file/encoding',
    severity: 'error',
    offset: badOffset(bytes, text),
    length: 1,
    what: 'From here on the file is not UTF-8 text',
    why: 'Accents, dashes and quotes would come out as wrong letters.',
    fix: `Save the file as UTF-8${looksLike(bytes)}.`,
  };
}

function badOffset(bytes: Buffer, text: string): number {
  let start = 0;
  let end = bytes.indexOf(0x0a) + 1;
  while (end > 0 && isUtf8(bytes.subarray(start, end))) {
    start = end;
    end = bytes.indexOf(0x0a, start) + 1;
  }
  const good = bytes
    .toString('utf8', 0, start)
    .replace(/^\ufeff/, '')
    .replace(/\r\n?/g, '\n');
  return Math.max(0, text.indexOf('\ufffd', good.length));
}

function looksLike(bytes: Buffer): string {
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return utf16
    ? ' ("Unicode" in some editors is UTF-16, which is another thing)'
    : '; it looks like Windows-1252 or another old encoding';
}
