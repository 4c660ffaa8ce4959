import { addressOf } from '../../../model/address.ts';
import { boilerplateFor } from '../../../model/boilerplate.ts';
import { contactFor } from '../../../model/contact.ts';
import { printDateline } from '../../../model/dateline.ts';
import { revisionOf } from '../../../model/edition.ts';
import { type Html, html } from '../../../model/html.ts';
import { absolute } from '../../../model/markup.ts';
import { editionLine } from '../../../model/listed.ts';
import type { Forms } from '../../../model/publication.ts';
import { sourceOf, withForms } from '../../../model/picture.ts';
import { withDateline, withoutPictures } from '../../../model/reprint.ts';
import type { ShelvedPhoto, ShelvedRelease } from '../../../model/shelf.ts';
import { printWhen, stampIn } from '../../../model/when.ts';
import type { OutFile } from '../../outlet.ts';
import { type Chrome, spoken } from '../chrome.ts';
import { correctionNotes } from '../corrections.ts';
import { contactBlock } from '../furniture.ts';
import { day, issueName, standing } from '../items.ts';
import { forRelease } from '../edition.ts';
import { articleJson } from '../jsonld.ts';
import { type Mentions, mentionsOf } from '../mentions.ts';
import { type Stock, markOf } from '../stock.ts';
import { releaseText } from './release-text.ts';

/** The page of a release and its plain text for newsrooms that reprint it word for word. */
export function* releaseFiles(chrome: Chrome, stock: Stock, entry: ShelvedRelease): Generator<OutFile> {
  const mentions = mentionsOf(stock, entry);
  const key = `${chrome.key} ${markOf(entry)} ${mentions.key}`;
  const path = addressOf(entry.release.path).slice(1);
  yield { path, key, bytes: async () => releasePage(chrome, entry, mentions, path, await entry.forms()) };
  yield {
    path: path.replace(/\.html$/, '.txt'),
    key,
    bytes: async () => releaseText(chrome, entry, mentions, await entry.forms()),
  };
}

/** The HTML of one release. */
export function releasePage(
  chrome: Chrome,
  entry: ShelvedRelease,
  mentions: Mentions,
  path: string,
  forms: Forms,
): string {
  const { newsroom, base } = chrome;
  const { release } = entry;
  const kind = newsroom.kinds[release.kind]?.plural ?? release.kind;
  return chrome.print({
    path,
    title: release.title,
    description: release.summary,
    type: 'article',
    crumbs: [
      { href: '/', name: 'Newsroom' },
      { href: `/kinds/${release.kind}.html`, name: kind },
    ],
    head: html`${sharing(chrome, shownPhotos(entry)[0])}<link rel="alternate" type="text/plain" href="${base}/${path.replace(/html$/, 'txt')}" />
${articleJson(chrome, entry)}`,
    main: html`<div class="wide sheet">
${article(chrome, entry, mentions, forms)}${particulars(chrome, entry, mentions, path, forms)}</div>`,
  });
}

function article(chrome: Chrome, entry: ShelvedRelease, mentions: Mentions, forms: Forms): Html {
  const { newsroom, base } = chrome;
  const { release, state } = entry;
  const { language } = release;
  const lang = spoken(language);
  const english = spoken('en', language);
  const photos = shownPhotos(entry);
  const body = absolute(state === 'current' ? forms.html : withoutPictures(forms.html), base);
  const text = withForms(body, [...entry.files, ...photos], base, COLUMN);
  return html`<article class="release"${lang}>
<header${english}>
<p class="slug"><strong>${forRelease(newsroom, entry)}</strong> <a href="${base}/kinds/${release.kind}.html">${newsroom.kinds[release.kind]?.name ?? release.kind}</a> <span>Release ${release.number}</span>${release.resolved && html` <span class="mark">Resolved</span>`}</p>
<h1${lang}>${release.title}</h1>
${issued(chrome, entry)}${correctionNotes(newsroom, release)}${state === 'expired' && expiredNotice(chrome, entry)}${mentions.html(base)}</header>
${
  photos.length > 0 &&
  html`<div class="photos${photos.length > 1 && ' several'}">${photos.map((photo, i) => figure(photo, base, i, photos.length > 1 ? HALF : COLUMN))}</div>
`
}<div class="text">
${withDateline(text, html`<b>${printDateline(release)}</b>`)}
</div>
${standing(boilerplateFor(newsroom, [release.kind], language), language)}<p class="end"><span aria-hidden="true">###</span><span class="unseen"${english}>End of release</span></p>
<p class="issued"${english}>${editionLine(release.number, revisionOf(entry.edition), entry.fingerprint(forms))}</p>
</article>
`;
}

/** What other sites show of a page that somebody shares there. */
function sharing({ site }: Chrome, photo: ShelvedPhoto | undefined): Html {
  if (!photo)
    return html`<meta name="twitter:card" content="summary" />
`;
  return html`<meta name="twitter:card" content="summary_large_image" />
<meta property="og:image" content="${site}${photo.letter.address}" />
<meta property="og:image:width" content="${photo.letter.width}" />
<meta property="og:image:height" content="${photo.letter.height}" />
<meta property="og:image:alt" content="${photo.alt}" />
`;
}

/** An expired release shows no photos. */
function shownPhotos({ state, photos }: ShelvedRelease): readonly ShelvedPhoto[] {
  return state === 'current' ? photos : [];
}

function issued({ newsroom }: Chrome, { publicAt, modifiedAt, edition, release }: ShelvedRelease): Html {
  const zone = newsroom.newsroom.zone;
  const revision = revisionOf(edition);
  const when = (instant: number) =>
    html`<time datetime="${stampIn(instant, zone)}">${printWhen(instant, zone, 'en', 'moment')}</time>`;
  return html`<p class="issued">Published ${when(publicAt)}${
    revision > 1 && html`. Release ${release.number}, edition ${revision}: changed ${when(modifiedAt)}`
  }</p>
`;
}

function expiredNotice({ newsroom }: Chrome, { release, modifiedAt }: ShelvedRelease): Html {
  const when = printWhen(release.expiresAt ?? modifiedAt, newsroom.newsroom.zone, 'en', 'date');
  return html`<p class="flag"><strong>This release expired on ${when}.</strong> It is kept for the record and shows no photos. What it says may no longer be so.</p>
`;
}

function figure(photo: ShelvedPhoto, base: string, index: number, sizes: string): Html {
  const { alt, caption, credit } = photo;
  return html`<figure><img${sourceOf(photo, base, sizes)} alt="${alt}"${index > 0 && LAZY} />${
    (caption ?? credit) &&
    html`<figcaption>${caption}${caption && credit && ' '}${credit && html`<span class="credit">Photo: ${credit}</span>`}</figcaption>`
  }</figure>`;
}

const LAZY = html` loading="lazy"`;
/** How wide the style sheet shows a photo: the column of the text, or a half of it when there are several. */
const COLUMN = '(min-width: 44rem) 42rem, 92vw';
const HALF = '(min-width: 44rem) 21rem, 92vw';

/** What a newsroom asks first: number, kind, unit, report, areas, whom to call. */
function particulars(
  { newsroom, base, site }: Chrome,
  { release, edition, issue, fingerprint }: ShelvedRelease,
  mentions: Mentions,
  path: string,
  forms: Forms,
): Html {
  const contact = contactFor(newsroom, release.contact);
  const unit = release.unit && (newsroom.units[release.unit]?.name ?? release.unit);
  const areas = release.areas.map(
    (id) => html`<li><a href="${base}/areas/${id}.html">${newsroom.areas[id]?.name ?? id}</a></li>`,
  );
  const revision = revisionOf(edition);
  return html`<aside class="particulars" aria-labelledby="particulars"><h2 id="particulars">About this release</h2>
<dl class="facts">
<div><dt>Number</dt><dd>${release.number}${revision > 1 && `, edition ${revision}`}</dd></div>
<div><dt>Fingerprint</dt><dd><a href="${base}/about.html#copies">${fingerprint(forms)}</a></dd></div>
<div><dt>Date</dt><dd>${day(release.date)}</dd></div>
${
  unit &&
  html`<div><dt>Unit</dt><dd>${unit}</dd></div>
`
}${
    release.report &&
    html`<div><dt>Report number</dt><dd>${release.report}</dd></div>
`
  }${
    areas.length > 0 &&
    html`<div><dt>${areas.length > 1 ? 'Areas' : 'Area'}</dt><dd><ul class="plain">${areas}</ul></dd></div>
`
  }${
    issue !== undefined &&
    mentions.issueAddress &&
    html`<div class="no-print"><dt>Also in</dt><dd><a href="${base}${mentions.issueAddress}">${issueName(newsroom, issue)}</a></dd></div>
`
  }</dl>
${
  contact &&
  html`<h2>Media contact</h2>
${contactBlock(contact)}`
}<p class="no-print"><a href="${base}/${path.replace(/html$/, 'txt')}">Plain text of this release</a>, for reprinting word for word.</p>
<p class="paper-only">${site}/${path}</p>
</aside>
`;
}
