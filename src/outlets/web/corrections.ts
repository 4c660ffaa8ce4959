import { aloud, type Corrected } from '../../model/correction.ts';
import { type Html, html } from '../../model/html.ts';
import type { Newsroom } from '../../model/newsroom.ts';
import type { Release } from '../../model/release.ts';
import { printWhen, stampIn } from '../../model/when.ts';

/** The corrections of a release where it is read: what was wrong, when it was mended, and each place before and after. */
export function correctionNotes(newsroom: Newsroom, release: Release): Html {
  return html`${aloud(release).map((correction) => note(newsroom, correction))}`;
}

function note(newsroom: Newsroom, correction: Corrected): Html {
  return html`<div class="flag" role="note" aria-label="Correction">
<p><strong>Correction</strong>, ${moment(newsroom, correction)}: ${correction.note}</p>
${changeList(correction)}</div>
`;
}

/** Each place that changed, as it was and as it is. */
export function changeList({ changes = [] }: Corrected): Html | undefined {
  if (changes.length === 0) return undefined;
  const items = changes.map(({ was, is }) => html`<li>It said <q>${was}</q>. It says <q>${is}</q>.</li>`);
  return html`<ul class="changes">${items}</ul>
`;
}

/** When a correction was made, for people and machines. */
export function moment({ newsroom: { zone } }: Newsroom, { at }: Corrected): Html {
  const instant = Date.parse(at);
  return html`<time datetime="${stampIn(instant, zone)}">${printWhen(instant, zone, 'en', 'moment')}</time>`;
}
