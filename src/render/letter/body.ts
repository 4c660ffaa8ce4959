import { printDateline } from '../../model/dateline.ts';
import { html } from '../../model/html.ts';
import { absolute, shiftHeadings } from '../../model/markup.ts';
import type { Release } from '../../model/release.ts';
import { TEXT_WIDTH } from './view/photo.ts';

/** True when a body begins with a paragraph, so that a dateline can stand before its first words. */
export function beginsWithText(body: string): boolean {
  return /^\s*<p[\s>]/.test(body);
}

/** A release's body for mail: the dateline before its first words, every address absolute. */
export function releaseBody(body: string, release: Release, site: string): string {
  const dateline = html`<span class="dateline">${printDateline(release)}</span>`.source;
  const joined = beginsWithText(body)
    ? body.replace(/<p(\s[^>]*)?>/, (tag) => tag + dateline)
    : `<p>${dateline}</p>${body}`;
  return forMail(joined, site);
}

/** The editor's note for mail: its headings stand below the heading of the note. */
export function noteBody(body: string, site: string): string {
  return forMail(shiftHeadings(body, 3), site);
}

/**
 * Absolute addresses, and a width on every picture: Outlook for Windows knows no `max-width` and would show a photo as
 * wide as it is. Other programs go by the style sheet, which makes it as wide as its column at most.
 */
function forMail(body: string, site: string): string {
  return absolute(body, site).replace(/<img\s(?![^>]*\swidth=)/g, `<img width="${TEXT_WIDTH}" `);
}
