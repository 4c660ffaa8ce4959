import { addressOf } from '../../model/address.ts';
import { type Html, html, trusted } from '../../model/html.ts';
import type { Shelf, ShelvedRelease } from '../../model/shelf.ts';
import { type Press, boilerplate, facts, finished, source, spoken } from './press.ts';

/** Releases in one list of a fragment. */
const ITEMS = 10;

/** A list fragment: `latest`, `kind-traffic`, `area-affton`. `href` is its page, absolute. */
export type FragmentList = { id: string; title: string; href: string; entries: ShelvedRelease[] };

/** The lists of a shelf, each with its newest current releases. */
export function listsOf({ newsroom, site }: Press, shelf: Shelf): FragmentList[] {
  const list = (id: string, title: string, page: string): FragmentList => {
    return { id, title, href: `${site}/${page}`, entries: [] };
  };
  const lists = [list('latest', `Latest releases from ${newsroom.newsroom.short}`, '')];
  for (const [id, { plural }] of Object.entries(newsroom.kinds)) {
    lists.push(list(`kind-${id}`, plural, `kinds/${id}.html`));
  }
  for (const [id, { name }] of Object.entries(newsroom.areas)) {
    lists.push(list(`area-${id}`, `Police releases for ${name}`, `areas/${id}.html`));
  }
  const byId = new Map(lists.map((list) => [list.id, list.entries]));
  for (const entry of shelf.releases) {
    if (entry.state !== 'current') continue;
    const { kind, areas } = entry.release;
    for (const id of new Set(['latest', `kind-${kind}`, ...areas.map((area) => `area-${area}`)])) {
      const entries = byId.get(id);
      if (entries && entries.length < ITEMS) entries.push(entry);
    }
  }
  return lists;
}

/** The fragment of a list, its title as h2. */
export function listFragment(press: Press, { id, title, href, entries }: FragmentList): string {
  return finished(html`<section id="newsdesk-${id}" lang="en" dir="ltr">
${press.notice}<h2>${title}</h2>
${
  entries.length > 0
    ? releaseItems(press, entries, 3)
    : html`<p>No current releases.</p>
`
}${boilerplate(press.newsroom, entries)}${source(press, html`<a href="${href}">all releases of this list</a>`)}</section>
`);
}

/** Releases as a list of headings of the given rank. */
export function releaseItems(
  { newsroom, site }: Press,
  entries: readonly ShelvedRelease[],
  rank: 3 | 4,
): Html {
  const heading = trusted(`h${rank}`);
  const items = entries.map((entry) => {
    const { path, title, summary, language } = entry.release;
    const lang = spoken(language);
    return html`<li><${heading}${lang}><a href="${site}${addressOf(path)}">${title}</a></${heading}>
${facts(newsroom, entry)}<p${lang}>${summary}</p></li>
`;
  });
  return html`<ul>
${items}</ul>
`;
}
