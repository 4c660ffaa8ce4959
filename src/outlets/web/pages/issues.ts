import { hash } from 'node:crypto';
import { addressOf } from '../../../model/address.ts';
import { type Html, html } from '../../../model/html.ts';
import type { ShelvedIssue } from '../../../model/shelf.ts';
import type { OutFile } from '../../outlet.ts';
import { type Chrome, spoken } from '../chrome.ts';
import { SUBSCRIBE } from '../furniture.ts';
import { day, issueName } from '../items.ts';
import { type Leaf, paginate } from '../paging.ts';
import type { Stock } from '../stock.ts';
import { wayKey, wayNav } from './lists.ts';

/** All issues of the Digest, newest first. */
export function* issueIndexFiles(chrome: Chrome, stock: Stock): Generator<OutFile> {
  const size = chrome.newsroom.limits.pageItems;
  for (const leaf of paginate(
    stock.issues,
    size,
    'digest/index.html',
    (page) => `digest/pages/${page}.html`,
  )) {
    const marks = leaf.items
      .map((entry) => `${entry.edition} ${entry.digest} ${entry.modifiedAt}`)
      .join('\n');
    yield {
      path: leaf.path,
      key: `${chrome.key} ${hash('sha1', `${wayKey(leaf)}\n${marks}`)}`,
      bytes: () => issueIndexPage(chrome, leaf),
    };
  }
}

/** An issue in a list. */
export function issueItem({ newsroom, base }: Chrome, { issue }: ShelvedIssue, level: 2 | 3): Html {
  const lang = spoken(issue.language);
  const link = html`<a href="${base}${addressOf(issue.path)}"${lang}>${issue.title}</a>`;
  return html`<li class="item">${level === 2 ? html`<h2>${link}</h2>` : html`<h3>${link}</h3>`}
<p class="meta">${day(issue.date)} <span>${issueName(newsroom, issue)}</span></p>
<p class="summary"${lang}>${issue.summary}</p></li>
`;
}

function issueIndexPage(chrome: Chrome, leaf: Leaf<ShelvedIssue>): string {
  const { newsroom, base } = chrome;
  const { name } = newsroom.digest;
  return chrome.print({
    path: leaf.path,
    title: leaf.page === undefined ? name : `${name}, page ${leaf.page}`,
    description: `All issues of the ${name} of the ${newsroom.newsroom.name}.`,
    section: 'digest',
    crumbs: [
      { href: '/', name: 'Newsroom' },
      ...(leaf.page === undefined ? [] : [{ href: '/digest/', name }]),
    ],
    main: html`<div class="wide narrow">
<h1>${name}${leaf.page !== undefined && html` <span class="of">page ${leaf.page}</span>`}</h1>
<p class="standfirst">Every release of a fortnight in one place, from ${newsroom.newsroom.short}.</p>
<p class="ways">${newsroom.signUp.open && html`<a class="call" href="${base}${SUBSCRIBE}">Subscribe by e-mail</a> `}<a href="${base}/feeds/digest.xml">Follow by RSS</a></p>
${
  leaf.items.length > 0
    ? html`<ul class="items">
${leaf.items.map((entry) => issueItem(chrome, entry, 2))}</ul>
`
    : html`<p class="empty">No issue yet.</p>
`
}${wayNav(leaf, base, 'issues')}</div>`,
  });
}
