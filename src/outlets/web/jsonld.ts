import { addressOf } from '../../model/address.ts';
import { aloud } from '../../model/correction.ts';
import { type Html, trusted } from '../../model/html.ts';
import type { ShelvedRelease } from '../../model/shelf.ts';
import { stampIn } from '../../model/when.ts';
import type { Chrome } from './chrome.ts';
import { json } from './publisher.ts';

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
    ...(aloud(release).length > 0 && {
      correction: aloud(release).map(({ at, note }) => ({
        '@type': 'CorrectionComment',
        text: note,
        datePublished: stampIn(Date.parse(at), zone),
      })),
    }),
    ...(release.expiresAt !== undefined && { expires: stampIn(release.expiresAt, zone) }),
    ...(release.resolved && { creativeWorkStatus: 'Resolved' }),
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

function block(source: string): Html {
  return trusted(`<script type="application/ld+json">${source}</script>\n`);
}
