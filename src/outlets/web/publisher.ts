import type { Newsroom } from '../../model/newsroom.ts';

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

/** JSON that cannot end the script element that it stands in. */
export function json(value: object): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
