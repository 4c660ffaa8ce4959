/**
 * Text without what XML 1.0 §2.2 forbids or advises against and validators remark on: control characters (C0 but for
 * tab and line ends, DEL, C1), halves of surrogate pairs, U+FFFD to U+FFFF.
 */
export function clean(text: string): string {
  return FORBIDDEN.test(text) ? text.replace(FORBIDDEN_ALL, '') : text;
}

/**
 * A line of plain text for titles and names, which some readers show as HTML and others as text: no line ends, and angle
 * brackets that could open a tag are printed as ‹ and ›.
 */
export function line(text: string): string {
  const printed = clean(text).replace(/\s+/g, ' ').trim();
  return /<[a-z/!?]/i.test(printed) ? printed.replaceAll('<', '‹').replaceAll('>', '›') : printed;
}

/** An address from the site's root as a URL: blanks, letters beyond ASCII, `?` and `#` of file names encoded. */
export function urlOf(site: string, address: string): string {
  return site + address.split('/').map(encodeURIComponent).join('/');
}

const ALLOWED = '\\t\\n\\r\\u0020-\\u007e\\u00a0-\\ud7ff\\ue000-\\ufffc\\u{10000}-\\u{10ffff}';
const FORBIDDEN = new RegExp(`[^${ALLOWED}]`, 'u');
const FORBIDDEN_ALL = new RegExp(`[^${ALLOWED}]`, 'gu');
