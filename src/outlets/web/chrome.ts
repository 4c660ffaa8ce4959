import { hash } from 'node:crypto';
import { type Html, html } from '../../model/html.ts';
import { direction } from '../../model/language.ts';
import type { Newsroom } from '../../model/newsroom.ts';
import type { Shelf } from '../../model/shelf.ts';
import { type Section, feedLinks, footer, masthead } from './furniture.ts';
import { publisherJson } from './publisher.ts';
import { stylesheet, stylesheetPath } from './style/stylesheet.ts';

/** A page on the way from home to this one. */
export type Crumb = { href: string; name: string };

/** One page, without what all pages share. */
export type Page = {
  /** Path below `public/`. */
  path: string;
  title: string;
  description: string;
  main: Html;
  /** More for the head: structured data, pictures, feeds. */
  head?: Html;
  crumbs?: readonly Crumb[];
  section?: Section;
  /** Kept out of search engines, and without an address of its own in the head. */
  unlisted?: boolean;
  type?: 'article' | 'website';
  /** The language of the page's own words, where it is not English; head and foot stay English and say so. */
  language?: string;
};

/** What every page of one shelf shares, made once, and the words that need the newsroom's data. */
export type Chrome = {
  newsroom: Newsroom;
  /** Absolute address of the site without a trailing slash, and its path: `https://host/news`, `/news`. */
  site: string;
  base: string;
  /** Names every byte that comes from here; part of each file's key. */
  key: string;
  /** The publisher as JSON-LD. */
  publisher: string;
  print: (page: Page) => string;
};

/** Makes the chrome of a shelf. */
export function makeChrome(shelf: Pick<Shelf, 'newsroom' | 'site' | 'chrome'>): Chrome {
  const { newsroom, site } = shelf;
  const base = new URL(site).pathname.replace(/\/$/, '');
  const common = html`<link rel="stylesheet" href="${base}/${stylesheetPath}" />
<link rel="icon" href="${base}/assets/badge.svg" type="image/svg+xml" />
<meta name="color-scheme" content="light dark" />
${feedLinks(base, newsroom)}`.source;
  const foot = footer(newsroom, base).source;
  const heads = new Map<Section | undefined, string>();
  const headFor = (section: Section | undefined): string => {
    const made = heads.get(section) ?? masthead(newsroom, base, section).source;
    heads.set(section, made);
    return made;
  };
  return {
    newsroom,
    site,
    base,
    key: hash('sha1', [shelf.chrome, site, stylesheet, common, headFor(undefined), foot].join('\n')).slice(
      0,
      16,
    ),
    publisher: publisherJson(newsroom, site),
    print: (page) =>
      `${pageHead(page, newsroom, site)}${common}${page.head?.source ?? ''}</head>\n<body>\n` +
      `${inEnglish(headFor(page.section), page)}${crumbTrail(page.crumbs, base)}` +
      `<main id="main" tabindex="-1">${page.main.source}</main>\n${inEnglish(foot, page)}</body>\n</html>\n`,
  };
}

/** Head and foot around a page in another language. */
function inEnglish(part: string, { language = 'en' }: Page): string {
  return language === 'en' ? part : `<div lang="en" dir="ltr">${part}</div>\n`;
}

/** The address of a file from the site's root; a folder's index is the folder. */
export function addressFor(path: string): string {
  return `/${path.replace(/(^|\/)index\.html$/, '$1')}`;
}

/**
 * `lang` and `dir` for words that stand inside words of another language; nothing when both are the same. The templates
 * are in English.
 */
export function spoken(language: string, inside = 'en'): Html | undefined {
  if (language === inside) return undefined;
  const dir = direction(language);
  return dir === direction(inside) ? html` lang="${language}"` : html` lang="${language}" dir="${dir}"`;
}

function pageHead(page: Page, newsroom: Newsroom, site: string): string {
  const address = site + addressFor(page.path);
  const name = newsroom.site.title;
  const { language = 'en' } = page;
  const title = page.title === name ? name : `${page.title} | ${name}`;
  const whereabouts = page.unlisted
    ? html`<meta name="robots" content="noindex" />`
    : html`<link rel="canonical" href="${address}" />
<meta property="og:url" content="${address}" />`;
  return html`<!doctype html>
<html lang="${language}" dir="${direction(language)}">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>${title}</title>
<meta name="description" content="${page.description}" />
${whereabouts}
<meta property="og:type" content="${page.type ?? 'website'}" />
<meta property="og:title" content="${page.title}" />
<meta property="og:description" content="${page.description}" />
<meta property="og:site_name" content="${name}" />
`.source;
}

function crumbTrail(crumbs: readonly Crumb[] | undefined, base: string): string {
  if (!crumbs) return '';
  const items = crumbs.map(({ href, name }) => html`<li><a href="${base}${href}">${name}</a></li>`);
  return html`<nav class="crumbs wide" aria-label="Breadcrumb"><ol>${items}</ol></nav>
`.source;
}
