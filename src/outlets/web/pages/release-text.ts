import { addressOf } from '../../../model/address.ts';
import { boilerplateFor } from '../../../model/boilerplate.ts';
import { contactFor } from '../../../model/contact.ts';
import { aloud } from '../../../model/correction.ts';
import { printDateline, printDay } from '../../../model/dateline.ts';
import { revisionOf } from '../../../model/edition.ts';
import { editionLine } from '../../../model/listed.ts';
import type { Forms } from '../../../model/publication.ts';
import type { Release } from '../../../model/release.ts';
import { TAKE_BACK_WORDS } from '../../../model/recall.ts';
import type { ShelvedRelease, WithdrawnRelease } from '../../../model/shelf.ts';
import { printWhen } from '../../../model/when.ts';
import type { Chrome } from '../chrome.ts';
import { forRelease } from '../edition.ts';
import type { Mentions } from '../mentions.ts';

const WIDTH = 76;

/** A release as plain text in 76 columns, ready to be reprinted: from FOR IMMEDIATE RELEASE to the end mark. */
export function releaseText(chrome: Chrome, entry: ShelvedRelease, mentions: Mentions, forms: Forms): string {
  const { newsroom, site } = chrome;
  const { release, state, photos, edition } = entry;
  const { name, desk, zone } = newsroom.newsroom;
  const kind = newsroom.kinds[release.kind]?.name ?? release.kind;
  const revision = revisionOf(edition);
  const number = `Release ${release.number}${revision > 1 ? `, edition ${revision}` : ''}`;
  const expiry = printWhen(release.expiresAt ?? entry.modifiedAt, zone, 'en', 'date');
  const contact = contactFor(newsroom, release.contact);
  const unit = release.unit && (newsroom.units[release.unit]?.name ?? release.unit);
  return paragraphs([
    newsroom.newsroom.notice && wrap(newsroom.newsroom.notice),
    lines([forRelease(newsroom, entry).toUpperCase(), name, desk]),
    wrap([number, kind, printDay(release.date, 'en')].join(' | ')),
    lines([
      ...mentions.updatedBy.map((other) => `UPDATED BY RELEASE ${other.number}: ${site}${other.address}`),
      mentions.updates && `Updates release ${mentions.updates.number}: ${site}${mentions.updates.address}`,
    ]),
    ...corrections(zone, release),
    state === 'expired' &&
      wrap(`EXPIRED on ${expiry}. Kept for the record; what it says may no longer be so.`),
    wrap(release.title.toUpperCase()),
    withDateline(forms, printDateline(release)),
    ...boilerplateFor(newsroom, [release.kind], release.language).map(({ text }) => wrap(text)),
    lines([unit && `Unit: ${unit}`, release.report && `Report number: ${release.report}`]),
    ...(state === 'current' ? photos : []).map((photo) =>
      lines([
        `Photo: ${site}${photo.address}`,
        wrap(photo.caption ?? photo.alt),
        photo.credit && `Credit: ${photo.credit}`,
      ]),
    ),
    contact && lines(['Media contact:', contact.name, contact.phone, contact.email, contact.hours]),
    `${site}${addressOf(release.path)}`,
    editionLine(release.number, revision, entry.fingerprint(forms)),
    '###',
  ]);
}

/** The notice that stands where the plain text of a withdrawn release stood. */
export function withdrawnText(
  { newsroom, site }: Chrome,
  { number, address, verb, reason, modifiedAt }: WithdrawnRelease,
): string {
  const { label, happened, ask } = TAKE_BACK_WORDS[verb];
  const when = printWhen(modifiedAt, newsroom.newsroom.zone, 'en', 'moment');
  return paragraphs([
    newsroom.newsroom.notice && wrap(newsroom.newsroom.notice),
    wrap(`${label}: release ${number} ${happened}. ${ask} This notice stands here since ${when}.`),
    reason !== undefined && wrap(reason),
    `${site}${address}`,
    '###',
  ]);
}

function withDateline({ html, text }: Forms, dateline: string): string {
  const body = text.trim();
  const end = body.indexOf('\n\n') < 0 ? body.length : body.indexOf('\n\n');
  const isPlain = html.trimStart().startsWith('<p') && !html.slice(0, html.indexOf('</p>')).includes('<br');
  if (!isPlain) return `${wrap(dateline.trim())}\n\n${body}`;
  return wrap(dateline + body.slice(0, end)) + body.slice(end);
}

/** What was corrected: whoever reprinted the earlier words finds the places here. */
function corrections(zone: string, release: Release): string[] {
  return aloud(release).map(({ at, note, changes = [] }) =>
    lines([
      wrap(`CORRECTION, ${printWhen(Date.parse(at), zone, 'en', 'moment')}: ${note}`),
      ...changes.flatMap(({ was, is }) => [wrap(`It said: ${was}`), wrap(`It says: ${is}`)]),
    ]),
  );
}

/** Breaks words into lines of 76 columns; a longer word (an address) keeps a line of its own. */
function wrap(text: string): string {
  let line = '';
  const done: string[] = [];
  for (const word of text.split(/[ \t\n\r]+/)) {
    if (line !== '' && line.length + 1 + word.length > WIDTH) {
      done.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...done, line].join('\n');
}

type Line = string | undefined | false;

function lines(parts: readonly Line[]): string {
  return parts.filter(Boolean).join('\n');
}

function paragraphs(parts: readonly Line[]): string {
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}
