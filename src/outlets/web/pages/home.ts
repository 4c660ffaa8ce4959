import { hash } from 'node:crypto';
import { addressOf } from '../../../model/address.ts';
import { printDay } from '../../../model/dateline.ts';
import { type Html, html } from '../../../model/html.ts';
import type { ShelvedIssue, ShelvedRelease } from '../../../model/shelf.ts';
import type { OutFile } from '../../outlet.ts';
import { type Chrome, spoken } from '../chrome.ts';
import { counted, day, issueName, listBoilerplate, picture, releaseList } from '../items.ts';
import { SUBSCRIBE } from '../furniture.ts';
import { type Stock, markOf, marksOf } from '../stock.ts';
import { issueMark } from './issue.ts';

const LATEST = 10;
const HEADLINES = 5;

/** What the home page shows, found once for its key and its bytes. */
type Front = {
  latest: ShelvedRelease[];
  issue: ShelvedIssue | undefined;
  kinds: { id: string; count: number; newest: ShelvedRelease | undefined }[];
  areas: { id: string; count: number }[];
};

/** The home page: the latest Digest, the latest releases, and every way into the rest. */
export function homeFile(chrome: Chrome, stock: Stock): OutFile {
  const front = frontOf(chrome, stock);
  const mark = JSON.stringify([
    marksOf(front.latest),
    front.issue && issueMark(front.issue),
    front.kinds.map(({ id, count, newest }) => [id, count, newest && markOf(newest)]),
    front.areas,
  ]);
  return {
    path: 'index.html',
    key: `${chrome.key} ${hash('sha1', mark)}`,
    bytes: () => homePage(chrome, front),
  };
}

function frontOf({ newsroom }: Chrome, stock: Stock): Front {
  const latest: ShelvedRelease[] = [];
  for (const entry of stock.releases) {
    if (latest.length === LATEST) break;
    if (entry.state === 'current') latest.push(entry);
  }
  return {
    latest,
    issue: stock.issues[0],
    kinds: Object.keys(newsroom.kinds).map((id) => {
      const entries = stock.byKind.get(id) ?? [];
      return { id, count: entries.length, newest: entries.find((entry) => entry.state === 'current') };
    }),
    areas: Object.keys(newsroom.areas).map((id) => ({ id, count: stock.byArea.get(id)?.length ?? 0 })),
  };
}

function homePage(chrome: Chrome, front: Front): string {
  const { newsroom, base } = chrome;
  const { title, description } = newsroom.site;
  return chrome.print({
    path: 'index.html',
    title,
    description,
    section: 'home',
    main: html`<div class="hero"><div class="wide"><h1>${title}</h1>
<p class="standfirst">${description}</p>
${front.issue && digestCard(chrome, front.issue)}</div></div>
<div class="wide front">
<section class="latest" aria-labelledby="latest"><h2 class="rule" id="latest">Latest releases</h2>
${
  front.latest.length > 0
    ? releaseList(chrome, front.latest, 3)
    : html`<p class="empty">No releases yet.</p>
`
}${listBoilerplate(newsroom, front.latest)}<p class="more"><a href="${base}/archive.html">All releases, by year, kind and area</a></p></section>
<div class="beside">
<section aria-labelledby="kinds"><h2 class="rule" id="kinds">By kind</h2>
<ul class="kinds">${front.kinds.map((kind) => kindItem(chrome, kind))}</ul></section>
<section aria-labelledby="areas"><h2 class="rule" id="areas">By area</h2>
<ul class="tags">${front.areas.map(({ id, count }) => areaTag(chrome, id, count))}</ul></section>
${follow(chrome)}</div>
</div>`,
  });
}

function digestCard({ newsroom, base }: Chrome, entry: ShelvedIssue): Html {
  const { issue, covers } = entry;
  const lang = spoken(issue.language);
  const photo = covers.map((cover) => picture(cover, base)).find((found) => found !== undefined);
  const headlines = covers.slice(0, HEADLINES).map(({ release }) => {
    const spokenIn = spoken(release.language);
    return html`<li><a href="${base}${addressOf(release.path)}"${spokenIn}>${release.title}</a></li>`;
  });
  const rest = covers.length - headlines.length;
  return html`<section class="card digest-card${photo && ' pictured'}" aria-labelledby="digest">
${photo}<div><p class="slug"><strong>${issueName(newsroom, issue)}</strong> ${day(issue.date)}</p>
<h2 id="digest"><a href="${base}${addressOf(issue.path)}"${lang}>${issue.title}</a></h2>
<p${lang}>${issue.summary}</p>
<p class="more"><a href="${base}/digest/">All issues</a></p></div>
<div class="headlines">${headlines.length > 0 && html`<ul>${headlines}</ul>`}${rest > 0 && html`<p>And ${rest} more in this issue.</p>`}</div>
</section>
`;
}

function follow({ newsroom, base }: Chrome): Html {
  return html`<section class="card" aria-labelledby="follow"><h2 id="follow">Follow the newsroom</h2>
${
  newsroom.signUp.open &&
  html`<p><a class="call" href="${base}${SUBSCRIBE}">Subscribe by e-mail</a></p>
`
}<ul class="feeds">
<li><a href="${base}/feeds/all.xml">All releases: RSS</a>, <a href="${base}/feeds/all.json">JSON<span class="unseen"> feed of all releases</span></a></li>
<li><a href="${base}/feeds/digest.xml">${newsroom.digest.name}: RSS</a>, <a href="${base}/feeds/digest.json">JSON<span class="unseen"> feed of the ${newsroom.digest.name}</span></a></li>
</ul>
<p class="more"><a href="${base}/about.html#feeds">A feed for each kind and area</a></p></section>
`;
}

function kindItem({ newsroom, base }: Chrome, { id, count, newest }: Front['kinds'][number]): Html {
  const release = newest?.release;
  return html`<li><h3><a href="${base}/kinds/${id}.html">${newsroom.kinds[id]?.plural ?? id}</a> ${counted(count, 'release')}</h3>
${
  release
    ? html`<p><span class="meta">${printDay(release.date, 'en')}</span> <span${spoken(release.language)}>${release.title}</span></p>`
    : html`<p class="empty">Nothing current.</p>`
}</li>
`;
}

function areaTag({ newsroom, base }: Chrome, id: string, count: number): Html {
  return html`<li><a href="${base}/areas/${id}.html">${newsroom.areas[id]?.name ?? id}</a> ${counted(count, 'release')}</li>
`;
}
