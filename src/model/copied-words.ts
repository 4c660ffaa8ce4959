import { decodeHTML } from 'entities';

/** Scripts that part no words: each of their characters counts as one, wherever lines are broken. */
const UNPARTED =
  '\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}\\p{scx=Hangul}\\p{scx=Thai}\\p{scx=Lao}\\p{scx=Khmer}\\p{scx=Myanmar}';
const WORD = new RegExp(
  `[\\p{Sc}%]|\\p{N}+(?:[.,:\\/]\\p{N}+)*|[[${UNPARTED}]&&\\p{L}]\\p{M}*|` +
    `[\\p{L}--[${UNPARTED}]][[\\p{L}\\p{M}]--[${UNPARTED}]]*`,
  'gv',
);
/** Elements whose tags stand inside a word; every other tag parts words. */
const INLINE =
  /<\/?(?:a|abbr|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|ins|kbd|label|mark|q|s|samp|small|span|strike|strong|sub|sup|time|tt|u|var|wbr)(?:\s[^>]*)?\/?>/gi;
const UNSEEN = /<!--.*?(?:-->|$)|<(head|script|style|template|noscript|svg)\b[^>]*>.*?(?:<\/\1\s*>|$)/gis;

/**
 * The words of a text as a copy of it keeps them, in capitals, with one blank between two: letters, numbers, signs of money
 * and the percent sign. Blanks, line ends, quotation marks and all other punctuation part words and are not among them,
 * since newsrooms and mail programs change those. A number keeps its points, commas, colons and slashes (1,500; 3:30;
 * 11/20).
 */
export function copiedText(text: string): string {
  const plain = plainText(text);
  if (plain !== undefined) return plain;
  const even = text
    .replace(/[\p{Cf}]/gu, '')
    .normalize('NFKC')
    .toUpperCase()
    .normalize('NFKC');
  return (even.match(WORD) ?? []).join(' ');
}

/** The same, word by word. */
export function copiedWords(text: string): string[] {
  const words = copiedText(text);
  return words === '' ? [] : words.split(' ');
}

const [GAP, LETTER, DIGIT, SIGN, JOIN] = [0, 1, 2, 3, 4];
/** What each character of ASCII is. Comma, point, slash and colon belong to a number that they stand in. */
const KINDS = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (/[A-Za-z]/.test(character)) return LETTER;
  if (/[0-9]/.test(character)) return DIGIT;
  if (/[$%]/.test(character)) return SIGN;
  return /[.,:/]/.test(character) ? JOIN : GAP;
});
const BLANK = 32;

/** Quotation marks, dashes and dots that writing programs put in, and the blank that does not break. */
function isTypography(code: number): boolean {
  if (code === 0xa0) return true;
  return code >= 0x2010 && code <= 0x205e && code !== 0x2024 && (code <= 0x2027 || code >= 0x2030);
}

/**
 * For text of ASCII and typography only, which most is: one walk, since every release is named by this when it is sealed.
 * Undefined for any other text.
 */
function plainText(text: string): string | undefined {
  const to = Buffer.allocUnsafe(text.length * 2);
  let length = 0;
  let before = GAP;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 128 && !isTypography(code)) return undefined;
    let kind = KINDS[code] ?? GAP;
    if (kind === JOIN) kind = before === DIGIT && KINDS[text.charCodeAt(at + 1)] === DIGIT ? DIGIT : GAP;
    if (kind !== GAP) {
      if (length > 0 && (kind !== before || kind === SIGN)) to[length++] = BLANK;
      to[length++] = kind === LETTER ? code & ~BLANK : code;
    }
    before = kind;
  }
  return to.toString('latin1', 0, length);
}

/** The words of HTML, of ours or of a saved page, as its reader sees them. */
export function copiedTextOfHtml(html: string): string {
  return copiedText(textOfHtml(html));
}

/** What stands between the tags, in one line. */
export function textOfHtml(html: string): string {
  const seen = html.includes('<!--') || UNSEEN_START.test(html) ? html.replace(UNSEEN, ' ') : html;
  const text = seen.replace(INLINE, '').replace(/<[^>]*>/g, ' ');
  return text.includes('&') ? decodeHTML(text) : text;
}

const UNSEEN_START = /<(?:head|script|style|template|noscript|svg)\b/i;
