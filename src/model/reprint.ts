import { type Html, html, trusted } from './html.ts';

/*
 * Small changes to a body that our own renderer wrote, for outlets that print it among their own words.
 */

/** The body with its dateline run into the first paragraph, as the trade prints it, or in a line before a list or table. */
export function withDateline(body: string, dateline: Html): Html {
  const first = /^\s*<p(?: [^>]*)?>/.exec(body)?.[0];
  return first
    ? trusted(first + dateline.source + body.slice(first.length))
    : html`<p>${dateline}</p>
        ${trusted(body)}`;
}

/** The body without its pictures: an expired release keeps its words only. */
export function withoutPictures(body: string): string {
  return body.replace(/<figure\b[^>]*>.*?<\/figure>|<img\b[^>]*>/gs, '');
}
