import { addressOf } from '../../model/address.ts';
import { type Html, trusted } from '../../model/html.ts';
import type { Newsroom } from '../../model/newsroom.ts';
import type { ShelvedRelease } from '../../model/shelf.ts';
import { stampIn } from '../../model/when.ts';
import type { Chrome } from './chrome.ts';

/** The department as a schema.org GovernmentOrganization, ready to stand in a page. */
export function publisherJson(newsroom: Newsroom, site: string): string {
  const { name, address, contact } = newsroom.newsroom;
  const person = newsroom.contacts[contact];
  return json({
    '@type': 'GovernmentOrganization',
    '@id': `${site}/#publisher`,
    name,
    url: `${site}/`,
    logo: { '@type': 'ImageObject', url: `${site}/assets/badge.svg` },
    address: address.join(', '),
    ...(person && {
      contactPoint: {
        '@type': 'ContactPoint',
        contactType: person.name,
        ...(person.phone && { telephone: person.phone }),
        ...(person.email && { email: person.email }),
      },
    }),
  });
}

/** A release as a schema.org NewsArticle. */
export function articleJson(chrome: Chrome, entry: ShelvedRelease): Html {
  const { newsroom, site, publisher } = chrome;
  const { release, publicAt, modifiedAt, state } = entry;
  const zone = newsroom.newsroom.zone;
  const published = stampIn(publicAt, zone);
  const article = json({
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    headline: release.title,
    description: release.summary,
    identifier: release.number,
    url: site + addressOf(release.path),
    mainEntityOfPage: site + addressOf(release.path),
    datePublished: published,
    dateModified: modifiedAt === publicAt ? published : stampIn(modifiedAt, zone),
    ...(release.expiresAt !== undefined && { expires: stampIn(release.expiresAt, zone) }),
    inLanguage: release.language,
    articleSection: newsroom.kinds[release.kind]?.name,
    isAccessibleForFree: true,
    ...(state === 'current' &&
      entry.photos.length > 0 && { image: entry.photos.map((photo) => site + photo.address) }),
    ...(release.areas.length > 0 && {
      contentLocation: release.areas.map((id) => ({
        '@type': 'Place',
        name: newsroom.areas[id]?.name ?? id,
      })),
    }),
  });
  return block(
    `${article.slice(0, -1)},"author":${json({ '@id': `${site}/#publisher` })},"publisher":${publisher}}`,
  );
}

/** JSON that cannot end the script element that it stands in. */
function json(value: object): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

function block(source: string): Html {
  return trusted(`<script type="application/ld+json">${source}</script>\n`);
}
