import { hash } from 'node:crypto';
import { printDay } from '../../../model/dateline.ts';
import { type Html, html } from '../../../model/html.ts';
import type { ShelvedRelease } from '../../../model/shelf.ts';
import { printWhen } from '../../../model/when.ts';
import type { OutFile } from '../../outlet.ts';
import { type Chrome, addressFor } from '../chrome.ts';
import { listBoilerplate, releaseList } from '../items.ts';
import { type Leaf, paginate } from '../paging.ts';
import { type Stock, marksOf } from '../stock.ts';

/** A list of releases that has pages of its own: a kind, an area, a year. */
type List = {
  folder: 'kinds' | 'areas' | 'years';
  id: string;
  title: string;
  /** What the list holds, in a sentence. */
  about: string;
  entries: readonly ShelvedRelease[];
  /** Its feed's name below `feeds/`, without the ending. */
  feed?: string;
  byMonth?: boolean;
};

/** The pages of every kind, area and year. Kinds and areas without a release have a page too, so no link is dead. */
export function* listFiles(chrome: Chrome, stock: Stock): Generator<OutFile> {
  for (const list of lists(chrome, stock)) {
    const { folder, id } = list;
    const leaves = paginate(
      list.entries,
      chrome.newsroom.limits.pageItems,
      `${folder}/${id}.html`,
      (page) => `${folder}/${id}/${page}.html`,
    );
    for (const leaf of leaves) {
      yield {
        path: leaf.path,
        key: `${chrome.key} ${hash('sha1', `${wayKey(leaf)}\n${marksOf(leaf.items)}`)}`,
        bytes: () => listPage(chrome, list, leaf),
      };
    }
  }
}

function* lists({ newsroom }: Chrome, stock: Stock): Generator<List> {
  const { short } = newsroom.newsroom;
  for (const [id, kind] of Object.entries(newsroom.kinds)) {
    const about = `Releases of the kind “${kind.name}” from ${short}.`;
    yield {
      folder: 'kinds',
      id,
      title: kind.plural,
      about,
      entries: stock.byKind.get(id) ?? [],
      feed: `kind-${id}`,
    };
  }
  for (const [id, area] of Object.entries(newsroom.areas)) {
    const about = area.mayRelease
      ? `Releases from ${short} that concern ${area.name}. Police service there: ${area.agency}.`
      : `${area.agency} answers for ${area.name} and publishes its own news. Please ask that agency.`;
    yield {
      folder: 'areas',
      id,
      title: area.name,
      about,
      entries: stock.byArea.get(id) ?? [],
      feed: `area-${id}`,
    };
  }
  for (const [id, entries] of stock.byYear) {
    yield {
      folder: 'years',
      id,
      title: id,
      about: `Releases from ${short} of the year ${id}.`,
      entries,
      byMonth: true,
    };
  }
}

function listPage(chrome: Chrome, list: List, leaf: Leaf<ShelvedRelease>): string {
  const { base, newsroom } = chrome;
  const feedTitle = `${list.title} | ${newsroom.site.title}`;
  return chrome.print({
    path: leaf.path,
    title: leaf.page === undefined ? list.title : `${list.title}, page ${leaf.page}`,
    description: list.about,
    section: 'archive',
    crumbs: [
      { href: '/', name: 'Newsroom' },
      { href: '/archive.html', name: 'Archive' },
      ...(leaf.page === undefined ? [] : [{ href: `/${list.folder}/${list.id}.html`, name: list.title }]),
    ],
    head:
      list.feed === undefined
        ? html``
        : html`<link rel="alternate" type="application/rss+xml" title="${feedTitle}" href="${base}/feeds/${list.feed}.xml" />
<link rel="alternate" type="application/feed+json" title="${feedTitle}" href="${base}/feeds/${list.feed}.json" />
`,
    main: html`<div class="wide narrow">
<h1>${list.title}${leaf.page !== undefined && html` <span class="of">page ${leaf.page}</span>`}</h1>
<p class="standfirst">${list.about}</p>
${
  list.feed !== undefined &&
  leaf.page === undefined &&
  html`<p><a href="${base}/feeds/${list.feed}.xml">Follow by RSS</a></p>
`
}${span(leaf)}${list.byMonth ? monthly(chrome, leaf.items) : body(chrome, leaf.items)}${listBoilerplate(newsroom, leaf.items)}${wayNav(leaf, base, 'releases')}</div>`,
  });
}

function body(chrome: Chrome, items: readonly ShelvedRelease[]): Html {
  return items.length > 0
    ? releaseList(chrome, items, 2)
    : html`<p class="empty">No releases yet.</p>
`;
}

function monthly(chrome: Chrome, items: readonly ShelvedRelease[]): Html {
  const months = Map.groupBy(items, ({ release }) => release.date.slice(0, 7));
  return html`${[...months].map(([month, entries]) => {
    const name = printWhen(Date.parse(`${month}-15T12:00:00Z`), 'UTC', 'en', 'date').replace(/ \d+,/, '');
    return html`<h2 class="rule">${name}</h2>
${releaseList(chrome, entries, 3)}`;
  })}`;
}

/** Which part of a long list this is. */
function span({ items, from, to, page, older }: Leaf<ShelvedRelease>): Html | undefined {
  const newest = items[0];
  const oldest = items.at(-1);
  if (!newest || !oldest || (page === undefined && older === undefined)) return undefined;
  return html`<p class="span">Releases ${from} to ${to} in order of publication: ${printDay(oldest.release.date, 'en')} to ${printDay(newest.release.date, 'en')}. Pages are counted from the oldest, so their addresses last.</p>
`;
}

/** The way to newer and older pages; nothing when everything stands on one. */
export function wayNav(leaf: Leaf<unknown>, base: string, what: string): Html | undefined {
  const { newer, older, oldest } = leaf;
  if (newer === undefined && older === undefined) return undefined;
  const to = (path: string | undefined, rel: string, name: string) =>
    path !== undefined && html`<li class="${rel}"><a href="${base}${addressFor(path)}">${name}</a></li>`;
  return html`<nav class="way" aria-label="Pages of this list"><ul>${to(newer, 'newer', `Newer ${what}`)}${to(older, 'older', `Older ${what}`)}${to(oldest, 'oldest', `Oldest ${what}`)}</ul></nav>
`;
}

/** Names what the page says about its neighbours. */
export function wayKey({ page, from, to, newer, older, oldest }: Leaf<unknown>): string {
  return [page, from, to, newer, older, oldest].join(' ');
}
