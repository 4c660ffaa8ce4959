import { type Html, html } from '../../../model/html.ts';
import type { OutFile } from '../../outlet.ts';
import type { Chrome } from '../chrome.ts';
import { contactBlock } from '../furniture.ts';

/** Whom to ask, which agencies publish here, and how machines and newsrooms take what is published. */
export function aboutFile(chrome: Chrome): OutFile {
  return { path: 'about.html', key: chrome.key, bytes: () => aboutPage(chrome) };
}

/** The page for an address that does not exist. */
export function lostFile(chrome: Chrome): OutFile {
  const { base, newsroom } = chrome;
  return {
    path: '404.html',
    key: chrome.key,
    bytes: () =>
      chrome.print({
        path: '404.html',
        title: 'Page not found',
        description: 'There is no page at this address.',
        unlisted: true,
        main: html`<div class="wide narrow">
<p class="slug"><strong>404</strong></p>
<h1>Page not found</h1>
<p class="standfirst">There is no page at this address. A release that was published here keeps its address for good, so a letter may be missing or mistyped.</p>
<ul class="index">
<li><a href="${base}/">The latest releases</a></li>
<li><a href="${base}/archive.html">Everything, by year, kind and area</a></li>
<li><a href="${base}/digest/">All issues of the ${newsroom.digest.name}</a></li>
<li><a href="${base}/about.html">Whom to ask</a></li>
</ul>
</div>`,
      }),
  };
}

function aboutPage(chrome: Chrome): string {
  const { newsroom } = chrome;
  const { name, desk, address } = newsroom.newsroom;
  return chrome.print({
    path: 'about.html',
    title: 'About and contact',
    description: `How to reach ${desk} of the ${name}, and how to follow and reuse what it publishes.`,
    section: 'about',
    crumbs: [{ href: '/', name: 'Newsroom' }],
    main: html`<div class="wide narrow prose">
<h1>About and contact</h1>
<p class="standfirst">${newsroom.site.description}</p>
<h2 class="rule" id="contact">Contact</h2>
<div class="contacts">${Object.values(newsroom.contacts).map(contactBlock)}</div>
<p>${name}<br />${desk}${address.map((line) => html`<br />${line}`)}</p>
${areas(chrome)}${feeds(chrome)}${newsrooms(chrome)}${copies(chrome)}${fragments(chrome)}<h2 class="rule" id="access">Accessibility</h2>
<p>These pages are made to meet WCAG 2.1, level AA, and need no script. If something here is hard to use, tell us and we will mend it.</p>
</div>`,
  });
}

function areas({ newsroom, base }: Chrome): Html {
  const services = { patrol: 'patrol', dispatch: 'dispatching', care: 'report entry (CARE)' };
  const rows = Object.entries(newsroom.areas).map(
    ([
      id,
      area,
    ]) => html`<tr><th scope="row"><a href="${base}/areas/${id}.html">${area.name}</a></th><td>${area.agency}</td><td>${area.services.map((service) => services[service]).join(', ')}</td><td>${area.mayRelease ? 'Here' : 'By that agency'}</td></tr>
`,
  );
  return html`<h2 class="rule" id="areas">Areas and agencies</h2>
<div class="scroll" role="group" aria-label="Areas and agencies" tabindex="0"><table>
<thead><tr><th scope="col">Area</th><th scope="col">Police agency</th><th scope="col">Served by the county with</th><th scope="col">News is published</th></tr></thead>
<tbody>${rows}</tbody></table></div>
`;
}

function feeds({ newsroom, base, site }: Chrome): Html {
  const list = (folder: string, names: [string, string][]) =>
    names.map(
      ([
        id,
        name,
      ]) => html`<li>${name}: <a href="${base}/feeds/${folder}-${id}.xml">RSS<span class="unseen"> for ${name}</span></a>, <a href="${base}/feeds/${folder}-${id}.json">JSON<span class="unseen"> for ${name}</span></a></li>
`,
    );
  return html`<h2 class="rule" id="feeds">Feeds</h2>
<p>A feed brings new releases to a news reader or a program without asking for an address. RSS 2.0 and JSON Feed 1.1 say the same. The feed of all releases is <a href="${base}/feeds/all.xml">${site}/feeds/all.xml</a>, the one of the ${newsroom.digest.name} <a href="${base}/feeds/digest.xml">${site}/feeds/digest.xml</a>.</p>
<h3>By kind</h3>
<ul class="columns">${list(
    'kind',
    Object.entries(newsroom.kinds).map(([id, kind]) => [id, kind.plural]),
  )}</ul>
<h3>By area</h3>
<ul class="columns">${list(
    'area',
    Object.entries(newsroom.areas).map(([id, area]) => [id, area.name]),
  )}</ul>
`;
}

function newsrooms({ newsroom }: Chrome): Html {
  return html`<h2 class="rule" id="newsrooms">For newsrooms</h2>
<p>Every release has a plain text under its own address with <code>.txt</code> in place of <code>.html</code>: headline, dateline, text, contact and end mark, in 76 columns, to be reprinted word for word. Releases are the work of ${newsroom.newsroom.name}; please print the statement about charges wherever you print a charge.</p>
<p>A release that is changed says so with its edition and the time. One that updates another is linked with it both ways. One that is withdrawn keeps its address and its number and must not be used.</p>
`;
}

function copies({ base, site }: Chrome): Html {
  return html`<h2 class="rule" id="copies">For newsrooms: is my copy right?</h2>
<p>Every release says at its end, here and in the mail, which edition it is and its fingerprint: “Release 26-000, edition 2, fingerprint K7QF-3M2X”. Compare both with the page of the release: its address never changes, and a release that was corrected, put on hold or killed says so there before anything else.</p>
<p>The fingerprint names the words of the headline, the dateline and the text up to the standing statements: letters, numbers, signs of money and the percent sign, each in its place. It does not cover capitals, blanks, quotation marks and other punctuation, nor photos and contacts. It is 40 bits of SHA-256, written in Crockford’s base 32.</p>
<p>All editions that ever were are in <a href="${base}/editions.json"><code>editions.json</code></a>, by year, with how each of them stands: current, expired, corrected, on hold, killed or withdrawn. With Newsdesk’s free program a saved page, a plain text or a mail can be checked word for word, without the words leaving your computer:</p>
<pre><code>newsdesk verify saved-copy.html --list ${site}/editions.json</code></pre>
`;
}

function fragments({ newsroom, base, site }: Chrome): Html {
  const kind = Object.keys(newsroom.kinds)[0];
  const area = Object.keys(newsroom.areas)[0];
  return html`<h2 class="rule" id="fragments">For webmasters: fragments</h2>
<p>A fragment is a piece of plain HTML to be included in a page of yours: no script, no style, its ids begin with a prefix of their own, its links are absolute. It takes on the look of your page. Choose the rank of its first heading: <code>h2</code>, <code>h3</code> or <code>h4</code>.</p>
<dl class="facts wordy">
<div><dt>Latest releases</dt><dd><code>${site}/fragments/h2/latest.html</code></dd></div>
${
  kind &&
  html`<div><dt>One kind</dt><dd><code>${site}/fragments/h2/kind-${kind}.html</code></dd></div>
`
}${
    area &&
    html`<div><dt>One area</dt><dd><code>${site}/fragments/h2/area-${area}.html</code></dd></div>
`
  }<div><dt>One release</dt><dd><code>${site}/fragments/h2/release/2026-11-13-name.html</code></dd></div>
<div><dt>One issue</dt><dd><code>${site}/fragments/h2/issue/24.html</code></dd></div>
</dl>
<p>All are listed in <a href="${base}/fragments/index.json"><code>fragments/index.json</code></a>. Fetch a copy every few minutes and include it on your server:</p>
<pre><code>&lt;!--#include virtual="/newsroom/latest.html" --&gt;
&lt;esi:include src="${site}/fragments/h2/latest.html" /&gt;</code></pre>
<p>Or let the reader’s browser fetch it:</p>
<pre><code>&lt;iframe src="${site}/fragments/h2/latest.html" title="Latest police releases"&gt;&lt;/iframe&gt;</code></pre>
`;
}
