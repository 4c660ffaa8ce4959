import { printDateline } from '../../model/dateline.ts';
import { html } from '../../model/html.ts';
import { shiftHeadings } from '../../model/markup.ts';
import { withLetterForms } from '../../model/picture.ts';
import type { ShelvedIssue, ShelvedRelease } from '../../model/shelf.ts';
import { styleForMail, type MailStyles } from '../markdown/mail.ts';
import { TEXT_WIDTH } from './view/photo.ts';

/** A table that is wider than a telephone scrolls by itself. */
const SCROLLING = 'overflow-x: auto';

/** What depends on the text itself. How the rest looks is the newsroom's: `.prose` in `partials/styles.mjml`. */
const STYLES: MailStyles = {
  'th.right': 'text-align: right',
  'td.right': 'text-align: right',
  'th.center': 'text-align: center',
  'td.center': 'text-align: center',
  'div.table': SCROLLING,
  figure: 'margin: 0 0 16px',
  figcaption: 'margin: 8px 0 0; font-size: 14px; line-height: 1.5',
  'section.footnotes': 'margin: 24px 0 0; font-size: 14px; line-height: 1.5',
};

/** True when a body begins with a paragraph, so that a dateline can stand before its first words. */
export function beginsWithText(body: string): boolean {
  return /^\s*<p[\s>]/.test(body);
}

/** A release's body for mail: the dateline before its first words, every address absolute. */
export function releaseBody(body: string, { release, files, photos }: ShelvedRelease, site: string): string {
  const dateline = html`<span class="dateline">${printDateline(release)}</span>`.source;
  const styled = forMail(withLetterForms(body, [...files, ...photos]), site);
  if (!beginsWithText(styled)) return `<p>${dateline}</p>${styled}`;
  return styled.replace(/<p(\s[^>]*)?>/, (tag) => tag + dateline);
}

/** The editor's note for mail: its headings stand below the heading of the note. */
export function noteBody(body: string, { files }: ShelvedIssue, site: string): string {
  return forMail(shiftHeadings(withLetterForms(body, files), 3), site);
}

/** What scrolls can be reached with the keyboard, in mail too (WCAG 2.1.1). */
function forMail(body: string, site: string): string {
  const styled = styleForMail(body, { site, styles: STYLES, width: TEXT_WIDTH });
  return styled.replaceAll(`<div style="${SCROLLING}">`, `<div style="${SCROLLING}" tabindex="0">`);
}
