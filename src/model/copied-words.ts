import { decodeHTML } from 'entities';

/** Scripts that part no words: each of their characters counts as one, wherever lines are broken. */
const UNPARTED =
  '\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}\\p{scx=Hangul}\\p{scx=Thai}\\p{scx=Lao}\\p{scx=Khmer}\\p{scx=Myanmar}';
const WORD = new RegExp(
  `[\\p{Sc}%]|\\p{N}+(?:[.,:\\/]\\p{N}+)*|[[${UNPARTED}]&&\\p{L}]\\p{M}*|` +
    `[\\p{L}--[${UNPARTED}]][[\\p{L}\\p{M}]--[${UNPARTED}]]*`,
  'gv',
);
const PLAIN_WORD = /[$%]|[0-9]+(?:[.,:/][0-9]+)*|[A-Z]+/g;
const ASCII = /^[\0-\x7f]*$/;

/** Elements whose tags stand inside a word; every other tag parts words. */
const INLINE =
  /<\/?(?:a|abbr|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|ins|kbd|label|mark|q|s|samp|small|span|strike|strong|sub|sup|time|tt|u|var|wbr)(?:\s[^>]*)?\/?>/gi;
const UNSEEN = /<!--.*?(?:-->|$)|<(head|script|style|template|noscript|svg)\b[^>]*>.*?(?:<\/\1\s*>|$)/gis;

/**
 * The words of a text as a copy of it keeps them, in capitals: letters, numbers, signs of money and the percent sign.
 * Blanks, line ends, quotation marks and all other punctuation part words and are not among them, since newsrooms and
 * mail programs change those. A number keeps its points, commas, colons and slashes (1,500; 3:30; 11/20).
 */
export function copiedWords(text: string): string[] {
  if (ASCII.test(text)) return text.toUpperCase().match(PLAIN_WORD) ?? [];
  const even = text
    .replace(/[\p{Cf}]/gu, '')
    .normalize('NFKC')
    .toUpperCase()
    .normalize('NFKC');
  return even.match(WORD) ?? [];
}

/** The words of HTML, of ours or of a saved page, as its reader sees them. */
export function copiedWordsOfHtml(html: string): string[] {
  return copiedWords(textOfHtml(html));
}

/** What stands between the tags, in one line. */
export function textOfHtml(html: string): string {
  const seen = html.includes('<!--') || UNSEEN_START.test(html) ? html.replace(UNSEEN, ' ') : html;
  const text = seen.replace(INLINE, '').replace(/<[^>]*>/g, ' ');
  return text.includes('&') ? decodeHTML(text) : text;
}

const UNSEEN_START = /<(?:head|script|style|template|noscript|svg)\b/i;
