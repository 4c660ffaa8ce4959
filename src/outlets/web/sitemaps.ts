import { hash } from 'node:crypto';
import { addressOf } from '../../model/address.ts';
import { escapeHtml } from '../../model/html.ts';
import type { Newsroom } from '../../model/newsroom.ts';
import type { Shelf, ShelvedRelease } from '../../model/shelf.ts';
import { stampIn } from '../../model/when.ts';
import type { OutFile } from '../outlet.ts';
import type { Chrome } from './chrome.ts';
import { type Stock, markOf } from './stock.ts';

const DAY = 86_400_000;
/** Addresses in one sitemap; the protocol allows 50,000 and 50 MB. */
const ADDRESSES = 40_000;
/** Google reads this many news of one sitemap. */
const NEWS = 1000;

const SITEMAP = 'http://www.sitemaps.org/schemas/sitemap/0.9';
const NEWS_SITEMAP = 'http://www.google.com/schemas/sitemap-news/0.9';

/** What search engines read: the sitemap (an index of several when it is long), the news of two days, robots.txt. */
export function* sitemapFiles(chrome: Chrome, stock: Stock, shelf: Shelf): Generator<OutFile> {
  const { site } = chrome;
  const entries = [...fixedAddresses(chrome, stock), ...publishedAddresses(stock)];
  const parts = Math.ceil(entries.length / ADDRESSES);
  const part = (path: string, from: number): OutFile => {
    const some = entries.slice(from, from + ADDRESSES);
    return { path, key: `${chrome.key} ${hash('sha1', some.join('\n'))}`, bytes: () => sitemap(site, some) };
  };
  if (parts === 1) {
    yield part('sitemap.xml', 0);
  } else {
    const names = Array.from({ length: parts }, (_, i) => `sitemap-${i + 1}.xml`);
    yield { path: 'sitemap.xml', key: `${chrome.key} ${parts}`, bytes: () => sitemapIndex(site, names) };
    for (const [i, name] of names.entries()) yield part(name, i * ADDRESSES);
  }
  yield newsFile(chrome, stock, shelf.at);
  yield { path: 'robots.txt', key: chrome.key, bytes: () => robots(site) };
}

/** Pages that lists need, as `address` or `address time`. */
function fixedAddresses({ newsroom }: Chrome, stock: Stock): string[] {
  return [
    '/',
    '/archive.html',
    '/about.html',
    '/corrections.html',
    '/digest/',
    ...Object.keys(newsroom.kinds).map((id) => `/kinds/${id}.html`),
    ...Object.keys(newsroom.areas).map((id) => `/areas/${id}.html`),
    ...[...stock.byYear.keys()].map((year) => `/years/${year}.html`),
  ];
}

/** Oldest first, so that what is new lengthens the last sitemap only. */
function publishedAddresses({ releases, issues }: Stock): string[] {
  return [
    ...issues.map(({ issue, modifiedAt }) => stamped(issue.path, modifiedAt)).toReversed(),
    ...releases.map(({ release, modifiedAt }) => stamped(release.path, modifiedAt)).toReversed(),
  ];
}

function stamped(path: string, modifiedAt: number): string {
  return `${addressOf(path)} ${new Date(modifiedAt).toISOString()}`;
}

function sitemap(site: string, entries: readonly string[]): string {
  const urls = entries.map((entry) => {
    const [address = '', modified] = entry.split(' ');
    return `<url><loc>${xml(site + address)}</loc>${modified === undefined ? '' : `<lastmod>${modified}</lastmod>`}</url>\n`;
  });
  return `${DECLARATION}<urlset xmlns="${SITEMAP}">\n${urls.join('')}</urlset>\n`;
}

function sitemapIndex(site: string, names: readonly string[]): string {
  const maps = names.map((name) => `<sitemap><loc>${xml(`${site}/${name}`)}</loc></sitemap>\n`);
  return `${DECLARATION}<sitemapindex xmlns="${SITEMAP}">\n${maps.join('')}</sitemapindex>\n`;
}

/** Releases of the last two days, as Google News reads them. */
function newsFile(chrome: Chrome, stock: Stock, at: number): OutFile {
  const news: ShelvedRelease[] = [];
  for (const entry of stock.releases) {
    if (entry.publicAt <= at - 2 * DAY || news.length === NEWS) break;
    if (entry.state === 'current') news.push(entry);
  }
  return {
    path: 'news-sitemap.xml',
    key: `${chrome.key} ${hash('sha1', news.map(markOf).join('\n'))}`,
    bytes: () => {
      const urls = news.map((entry) => newsItem(chrome.newsroom, chrome.site, entry));
      return `${DECLARATION}<urlset xmlns="${SITEMAP}" xmlns:news="${NEWS_SITEMAP}">\n${urls.join('')}</urlset>\n`;
    },
  };
}

function newsItem(newsroom: Newsroom, site: string, { release, publicAt }: ShelvedRelease): string {
  return `<url><loc>${xml(site + addressOf(release.path))}</loc><news:news>
<news:publication><news:name>${xml(newsroom.site.title)}</news:name><news:language>${xml(newsLanguage(release.language))}</news:language></news:publication>
<news:publication_date>${stampIn(publicAt, newsroom.newsroom.zone)}</news:publication_date>
<news:title>${xml(release.title)}</news:title>
</news:news></url>
`;
}

/** Google News wants ISO 639 codes, and two of its own for Chinese. */
function newsLanguage(language: string): string {
  if (!language.startsWith('zh')) return language.split('-', 1)[0] ?? language;
  return /hant|tw|hk|mo/i.test(language) ? 'zh-tw' : 'zh-cn';
}

function robots(site: string): string {
  return `User-agent: *\nAllow: /\n\nSitemap: ${site}/sitemap.xml\nSitemap: ${site}/news-sitemap.xml\n`;
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** Text for XML 1.0, which has no form at all for most control characters and lone surrogates. */
function xml(text: string): string {
  return escapeHtml(
    text.toWellFormed().replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, ''),
  );
}
