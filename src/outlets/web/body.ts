import { type Html, escapeHtml, trusted } from '../../model/html.ts';

/**
 * A rendered body for this site: addresses from the site's root get the base path, and a table that is wider than a
 * phone scrolls in a box of its own that the keyboard reaches.
 */
export function bodyHtml(source: string, base: string): string {
  const rooted = base === '' ? source : source.replace(/ (href|src)="\/(?!\/)/g, ` $1="${base}/`);
  if (!rooted.includes('<table')) return rooted;
  return rooted
    .replace(/<table(?=[ >])/g, '<div class="scroll" role="region" aria-label="Table" tabindex="0"><table')
    .replaceAll('</table>', '</table></div>');
}

/** The body with its dateline run into the first paragraph, as the trade prints it, or in a line before a list or table. */
export function withDateline(body: string, dateline: string): Html {
  const first = /^\s*<p(?: [^>]*)?>/.exec(body)?.[0];
  const printed = `<span class="dateline">${escapeHtml(dateline)}</span>`;
  return trusted(first ? first + printed + body.slice(first.length) : `<p>${printed}</p>\n${body}`);
}

/** The body without its pictures: an expired release keeps its words only. */
export function withoutPictures(source: string): string {
  return source.replace(/<figure\b[^>]*>.*?<\/figure>|<img\b[^>]*>/gs, '');
}
