import { addressOf } from '../../model/address.ts';
import { aloud } from '../../model/correction.ts';
import { printDateline } from '../../model/dateline.ts';
import { revisionOf } from '../../model/edition.ts';
import { type Html, html, trusted } from '../../model/html.ts';
import { direction } from '../../model/language.ts';
import { editionLine } from '../../model/listed.ts';
import { absolute } from '../../model/markup.ts';
import { printNumbers } from '../../model/numbers.ts';
import type { Forms } from '../../model/publication.ts';
import { TAKEN_BACK } from '../../model/recall.ts';
import type { Release } from '../../model/release.ts';
import { withDateline, withoutPictures } from '../../model/reprint.ts';
import type { Amendment, ShelvedIssue, ShelvedPhoto, ShelvedRelease } from '../../model/shelf.ts';
import { printWhen } from '../../model/when.ts';
import { amendmentWords } from '../amended.ts';
import type { Desk } from './catalog.ts';
import { urlOf } from './plain.ts';
import { standingTexts } from './standing.ts';

/** A release whole, as HTML for `content:encoded` and `content_html`. `url` is its page. */
export function releaseContent(desk: Desk, entry: ShelvedRelease, forms: Forms, url: string): string {
  const { release, state, photos } = entry;
  const current = state === 'current';
  const body = placed(current ? forms.html : withoutPictures(forms.html), desk.site, url);
  const pictures = current ? photos.map((photo) => figure(desk.site, photo)) : [];
  const { name } = desk.newsroom.newsroom;
  return print([
    notice(desk),
    !current && expired(desk, entry),
    ...corrections(desk, release),
    ...entry.updatedBy.map((number) => html`<p><strong>Updated by ${linked(desk, number)}.</strong></p>`),
    release.updates !== undefined && html`<p>This updates ${linked(desk, release.updates)}.</p>`,
    html`<div${spoken(release.language)}>${pictures}${withDateline(body, html`${printDateline(release)}`)}</div>`,
    ...standing(desk, [entry]),
    html`<p>${editionLine(release.number, revisionOf(entry.edition), entry.fingerprint(forms))}, <a href="${url}">in the newsroom of the ${name}</a></p>`,
  ]);
}

/** The editor's note of an issue and the releases that it covers. */
export function issueContent(desk: Desk, entry: ShelvedIssue, forms: Forms, url: string): string {
  const { issue, covers, omitted, withdrawn, amended = [] } = entry;
  const numbers = [...covers.map((cover) => cover.release.number), ...withdrawn];
  const which = `${numbers.length === 1 ? 'release' : 'releases'} ${printNumbers(numbers)}`;
  const says =
    numbers.length === 0 ? 'No release went out since the last issue.' : `This issue covers ${which}.`;
  const items = covers.map((cover) => covered(desk, cover));
  const { name } = desk.newsroom.digest;
  return print([
    notice(desk),
    html`<div${spoken(issue.language)}>${trusted(placed(forms.html, desk.site, url))}</div>`,
    html`<h2>In this issue</h2>`,
    html`<p>${says}</p>`,
    items.length > 0 && trusted(`<ul>${items.join('')}</ul>`),
    amended.length > 0 && correctionsBox(desk, amended),
    ...omitted.map(
      ({ number, reason }) => html`<p>Left out on purpose: ${linked(desk, number)} (${reason})</p>`,
    ),
    ...withdrawn.map((number) => html`<p>Withdrawn since, do not use: ${linked(desk, number)}</p>`),
    ...standing(desk, covers),
    html`<p><a href="${url}">${name} No. ${issue.issue} in the newsroom</a></p>`,
  ]);
}

/** What was put right since the issue before. */
function correctionsBox({ site }: Desk, amended: readonly Amendment[]): Html {
  return html`<h2>Corrections</h2>
<ul>${amended.map((one) => {
    const { label, what, title, note } = amendmentWords(one);
    const lang = one.kind === 'correction' ? spoken(one.language) : undefined;
    return html`<li><strong>${label}</strong>: <a href="${urlOf(site, one.address)}">${what}</a>${title !== undefined && html`, <span${lang}>${title}</span>`}. <span${lang}>${note}</span></li>`;
  })}</ul>`;
}

/** What stands in place of something withdrawn. */
export function noticeContent(desk: Desk, text: string, url: string): string {
  return print([
    notice(desk),
    html`<p><strong>${text}</strong></p>`,
    html`<p><a href="${url}">The notice in the newsroom</a></p>`,
  ]);
}

function print(parts: readonly (Html | false | undefined)[]): string {
  return parts.flatMap((part) => (part ? `${part.source}\n` : [])).join('');
}

/**
 * The body with whole addresses, also of its own footnotes, and without `role`, `aria-*` and `tabindex`: they belong to
 * the frames of a page, and validators of feeds take them for a risk.
 */
function placed(body: string, site: string, url: string): string {
  const whole = absolute(body, site);
  if (!PAGE_ONLY.test(whole) && !whole.includes(' href="#')) return whole;
  return whole.replace(/<[a-z][^>]*>/g, (tag) =>
    tag.replaceAll(PAGE_ONLY_ALL, '').replace(' href="#', ` href="${url}#`),
  );
}

const PAGE_ONLY = / (?:role|aria-[a-z]+|tabindex)="[^"]*"/;
const PAGE_ONLY_ALL = new RegExp(PAGE_ONLY, 'g');

function notice({ newsroom }: Desk): Html | undefined {
  const { notice: text } = newsroom.newsroom;
  return text === undefined ? undefined : html`<p><strong>${text}</strong></p>`;
}

function expired({ newsroom }: Desk, { release, modifiedAt }: ShelvedRelease): Html {
  const when = printWhen(release.expiresAt ?? modifiedAt, newsroom.newsroom.zone, 'en', 'date');
  const rest = 'It is kept for the record and shows no photos. What it says may no longer be so.';
  return html`<p><strong>This release expired on ${when}.</strong> ${rest}</p>`;
}

function corrections({ newsroom: { newsroom } }: Desk, release: Release): Html[] {
  return aloud(release).map(({ at, note: words, changes = [] }) => {
    const when = printWhen(Date.parse(at), newsroom.zone, 'en', 'moment');
    const places = changes.map(({ was, is }) => html` It said “${was}”. It says “${is}”.`);
    return html`<p><strong>Correction</strong>, ${when}: ${words}${places}</p>`;
  });
}

function linked({ site, find }: Desk, number: string): Html {
  const entry = find(number);
  if (!entry) return html`release ${number}`;
  const withdrawn = entry.state === 'withdrawn';
  const address = withdrawn ? entry.address : addressOf(entry.release.path);
  return html`<a href="${urlOf(site, address)}">release ${number}</a>${withdrawn && ` (${TAKEN_BACK[entry.verb]})`}`;
}

function covered({ site }: Desk, { release, state }: ShelvedRelease): Html {
  const { path, title, summary, number, language, resolved } = release;
  const lang = spoken(language);
  const standing = resolved ? ', resolved' : state === 'expired' ? ', expired' : '';
  const name = `${number}${standing}`;
  return html`<li><a href="${urlOf(site, addressOf(path))}"${lang}>${title}</a> (${name}): <span${lang}>${summary}</span></li>`;
}

function figure(site: string, { letter, alt, caption, credit }: ShelvedPhoto): Html {
  const { address, width, height } = letter;
  const size = html` width="${width}" height="${height}"`;
  const words = [caption, credit && `Photo: ${credit}`].filter(Boolean).join(' ');
  const below = words !== '' && html`<figcaption>${words}</figcaption>`;
  return html`<figure><img src="${urlOf(site, address)}" alt="${alt}" ${size} />${below}</figure>`;
}

function standing(desk: Desk, entries: readonly ShelvedRelease[]): Html[] {
  const texts = standingTexts(desk.newsroom, entries);
  return texts.map(({ text, language }) => html`<p${spoken(language)}>${text}</p>`);
}

/** `lang` and `dir` for words that are not English, the language of our own. */
function spoken(language: string): Html | undefined {
  return language === 'en' ? undefined : html` lang="${language}" dir="${direction(language)}"`;
}
