import type { Markers } from '../slots.ts';
import { fill, printable } from '../words.ts';
import type { ReleaseView, UpdateView } from '../view/release.ts';
import { bannerText } from '../view/banner.ts';
import { blocks, heading, lines, wrap } from './columns.ts';
import { contactLines, footer, masthead } from './parts.ts';

/** The text part of a release's letter. `body` is its text in 76 columns, the dateline in its first line. */
export function releaseText(view: ReleaseView, body: string, slots: Markers): string {
  const { release, words } = view;
  const { update } = release;
  const number = fill(words.release, { number: release.number });
  const text = blocks(
    bannerText(view.banner),
    update && wrap(update.label.toUpperCase()),
    masthead(view, view.newsroom.desk),
    lines(words.immediate.toUpperCase(), wrap(`${number} | ${release.kind}`)),
    heading(release.title, '='),
    body.trim(),
    ...release.photos.map((photo) =>
      lines(
        wrap(`[${words.photo}: ${photo.alt}]`),
        photo.caption && wrap(photo.caption),
        photo.credit && wrap(photo.credit),
        photo.address,
      ),
    ),
    ...release.boilerplate.map((standing) => wrap(standing.text)),
    lines(...release.facts.map((fact) => wrap(`${fact.term}: ${fact.value}`, '  ', ''))),
    '###',
    update && saidBefore(update, words.saidBefore),
    contactLines(`${words.mediaContact} (${words.notForPublication})`, view.contact),
    lines(`${words.onWeb}:`, release.address),
    footer(view, slots, true),
  );
  return printable(`${text}\n`);
}

/** What the story said before this release, newest first. */
function saidBefore({ earlier }: UpdateView, heading: string): string {
  if (earlier.length === 0) return '';
  return blocks(
    heading.toUpperCase(),
    ...earlier.map(({ name, date, title, summary, gone, address }) =>
      lines(
        wrap(`${name} | ${date}`),
        title && wrap(title),
        summary && wrap(summary),
        gone && wrap(gone),
        address,
      ),
    ),
  );
}
