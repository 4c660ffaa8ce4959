import { addressOf } from '../../model/address.ts';
import { type StandingText, boilerplateFor } from '../../model/boilerplate.ts';
import { aloud } from '../../model/correction.ts';
import { printDay } from '../../model/dateline.ts';
import { type Html, html, trusted } from '../../model/html.ts';
import type { Issue } from '../../model/issue.ts';
import type { Newsroom } from '../../model/newsroom.ts';
import { sourceOf } from '../../model/picture.ts';
import type { ShelvedRelease } from '../../model/shelf.ts';
import type { Chrome } from './chrome.ts';
import { spoken } from './chrome.ts';

/** A list of releases: headline, when, what and where, summary. `level` is the rank of the headlines. */
export function releaseList(chrome: Chrome, entries: readonly ShelvedRelease[], level: 2 | 3): Html {
  return html`<ul class="items">
${entries.map((entry) => item(chrome, entry, level))}</ul>
`;
}

/** The texts that the kinds of these releases carry, once for the whole list: no charge without them. */
export function listBoilerplate(newsroom: Newsroom, entries: readonly ShelvedRelease[]): Html | undefined {
  const texts = new Map<string, StandingText>();
  const combinations = new Set(entries.map(({ release }) => `${release.language} ${release.kind}`));
  for (const combination of combinations) {
    const [language = '', kind = ''] = combination.split(' ');
    for (const text of boilerplateFor(newsroom, [kind], language)) texts.set(text.text, text);
  }
  return standing([...texts.values()], 'en');
}

/** Texts that are printed as they stand, among words of the language given. */
export function standing(texts: readonly StandingText[], inside: string): Html | undefined {
  if (texts.length === 0) return undefined;
  return html`<div class="standing">${texts.map(({ text, language }) => html`<p${spoken(language, inside)}>${text}</p>`)}</div>
`;
}

/** Date, kind, number and areas of a release in one line. */
export function metaLine(newsroom: Newsroom, { release, state, updatedBy }: ShelvedRelease): Html {
  const areas = release.areas.map((id) => newsroom.areas[id]?.name ?? id).join(', ');
  return html`<p class="meta">${state === 'expired' && html`<span class="mark">Expired</span> `}${release.resolved && html`<span class="mark">Resolved</span> `}${
    updatedBy.length > 0 && html`<span class="mark">Updated since</span> `
  }${aloud(release).length > 0 && html`<span class="mark">Corrected</span> `}${day(release.date)} <span>${newsroom.kinds[release.kind]?.name ?? release.kind}</span> <span>Release ${release.number}</span>${
    areas && html` <span>${areas}</span>`
  }</p>
`;
}

/** A calendar date with its machine form. */
export function day(date: string): Html {
  return html`<time datetime="${date}">${printDay(date, 'en')}</time>`;
}

/** What an issue calls itself: "Information Digest No. 24". */
export function issueName(newsroom: Newsroom, issue: Issue | number): string {
  return `${newsroom.digest.name} No. ${typeof issue === 'number' ? issue : issue.issue}`;
}

/** How many there are: "3", and for those who hear the page "3 releases". */
export function counted(count: number, what: string): Html {
  return html`<span class="count">${count}<span class="unseen"> ${what}${count !== 1 && 's'}</span></span>`;
}

/** How wide the style sheet shows it. */
const LEAD = '(min-width: 48rem) 26rem, 92vw';

/** The first photo of a release where the release itself is only announced. An expired one shows none. */
export function picture({ state, release, photos: [photo] }: ShelvedRelease, base: string): Html | undefined {
  if (state === 'expired' || !photo) return undefined;
  const lang = spoken(release.language);
  return html`<img${sourceOf(photo, base, LEAD)} alt="${photo.alt}"${lang} />
`;
}

function item(chrome: Chrome, entry: ShelvedRelease, level: 2 | 3): Html {
  const { path, title, summary, language } = entry.release;
  const heading = level === 2 ? H2 : H3;
  const lang = spoken(language);
  return html`<li class="item"><${heading}><a href="${chrome.base}${addressOf(path)}"${lang}>${title}</a></${heading}>
${metaLine(chrome.newsroom, entry)}<p class="summary"${lang}>${summary}</p></li>
`;
}

const H2 = trusted('h2');
const H3 = trusted('h3');
