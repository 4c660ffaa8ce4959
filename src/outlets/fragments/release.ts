import { addressOf } from '../../model/address.ts';
import { aloud } from '../../model/correction.ts';
import { printDateline } from '../../model/dateline.ts';
import { revisionOf } from '../../model/edition.ts';
import { type Html, html } from '../../model/html.ts';
import { editionLine } from '../../model/listed.ts';
import { absolute, shiftHeadings } from '../../model/markup.ts';
import { TAKE_BACK_WORDS, type TakeBack } from '../../model/recall.ts';
import { sourceOf, withForms } from '../../model/picture.ts';
import type { Release } from '../../model/release.ts';
import { withDateline, withoutPictures } from '../../model/reprint.ts';
import type { ShelvedPhoto, ShelvedRelease, WithdrawnRelease } from '../../model/shelf.ts';
import { printWhen, stampIn } from '../../model/when.ts';
import { type Press, boilerplate, facts, finished, source, spoken } from './press.ts';

/** One release whole, its headline as h2. An expired one says so and shows no pictures. */
export async function releaseFragment(press: Press, entry: ShelvedRelease): Promise<string> {
  const { newsroom, site, notice } = press;
  const { release, state } = entry;
  const forms = await entry.forms();
  const body = state === 'current' ? forms.html : withoutPictures(forms.html);
  const lang = spoken(release.language);
  const address = `${site}${addressOf(release.path)}`;
  return finished(html`<article id="newsdesk-${release.number}" lang="en" dir="ltr">
${notice}<h2${lang}><a href="${address}">${release.title}</a></h2>
${facts(newsroom, entry)}${corrections(press, release)}${relations(press, entry)}${state === 'expired' && expired(press, entry)}${
    state === 'current' && entry.photos.map((photo) => figure(photo, site, lang))
  }<div${lang}>
${withDateline(shiftHeadings(withForms(absolute(body, site), [...entry.files, ...entry.photos], site, WIDE), 3), html`<b>${printDateline(release)}</b>`)}
</div>
${boilerplate(newsroom, [entry])}<p>${editionLine(release.number, revisionOf(entry.edition), entry.fingerprint(forms))}</p>
${source(press, html`<a href="${address}">release ${release.number}</a>`, release.contact)}</article>
`);
}

/** What stands in place of a release that was taken back: its number, none of its words. */
export function withdrawnFragment(press: Press, entry: WithdrawnRelease): string {
  const { number, address } = entry;
  return withdrawnNotice(press, `newsdesk-${number}`, `Release ${number}`, `${press.site}${address}`, entry);
}

/** The notice in place of something that was taken back. */
export function withdrawnNotice(
  press: Press,
  id: string,
  what: string,
  address: string,
  {
    verb = 'withdrawn',
    reason,
    modifiedAt,
  }: { verb?: TakeBack; reason?: string | undefined; modifiedAt: number },
): string {
  const zone = press.newsroom.newsroom.zone;
  const { label, happened, ask } = TAKE_BACK_WORDS[verb];
  return finished(html`<article id="${id}" lang="en" dir="ltr">
${press.notice}<h2>${label}: <a href="${address}">${what} ${happened}</a></h2>
<p>${ask}${reason !== undefined && ` ${reason}`} This notice stands here since <time datetime="${stampIn(modifiedAt, zone)}">${printWhen(modifiedAt, zone, 'en', 'moment')}</time>.</p>
${source(press, html`<a href="${address}">notice</a>`)}</article>
`);
}

function corrections({ newsroom: { newsroom } }: Press, release: Release): Html {
  return html`${aloud(release).map(({ at, note, changes = [] }) => {
    const when = printWhen(Date.parse(at), newsroom.zone, 'en', 'moment');
    const places = changes.map(({ was, is }) => html` It said “${was}”. It says “${is}”.`);
    return html`<p><strong>Correction</strong>, ${when}: ${note}${places}</p>
`;
  })}`;
}

function relations(press: Press, { release, updatedBy }: ShelvedRelease): Html {
  const updates = release.updates === undefined ? undefined : press.linkTo(release.updates);
  const by = updatedBy.flatMap((number) => press.linkTo(number) ?? []);
  return html`${by.map(
    (link) => html`<p><strong>Updated by ${link}.</strong></p>
`,
  )}${
    updates &&
    html`<p>This updates ${updates}.</p>
`
  }`;
}

function expired({ newsroom }: Press, { release, modifiedAt }: ShelvedRelease): Html {
  const when = printWhen(release.expiresAt ?? modifiedAt, newsroom.newsroom.zone, 'en', 'date');
  return html`<p><strong>This release expired on ${when}.</strong> It is kept for the record and shows no photos. What it says may no longer be so.</p>
`;
}

/** Nobody knows how wide the other page shows it; few columns are wider than this. */
const WIDE = '(min-width: 800px) 800px, 100vw';

function figure(photo: ShelvedPhoto, site: string, lang: Html | undefined): Html {
  const { alt, caption, credit } = photo;
  return html`<figure${lang}><img${sourceOf(photo, site, WIDE)} alt="${alt}" loading="lazy" />${
    (caption ?? credit) &&
    html`<figcaption>${caption}${caption && credit && ' '}${credit && `Photo: ${credit}`}</figcaption>`
  }</figure>
`;
}
