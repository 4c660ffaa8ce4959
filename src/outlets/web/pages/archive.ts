import { hash } from 'node:crypto';
import { type Html, html } from '../../../model/html.ts';
import type { OutFile } from '../../outlet.ts';
import type { Chrome } from '../chrome.ts';
import { counted } from '../items.ts';
import type { Stock } from '../stock.ts';

/** Counts behind the archive: how many releases a year, a kind, an area has, and how many issues there are. */
type Counts = { years: Count[]; kinds: Count[]; areas: Count[]; issues: number };
type Count = { id: string; name: string; count: number };

/** The archive: every list of releases, and how long it is. */
export function archiveFile(chrome: Chrome, stock: Stock): OutFile {
  const { newsroom } = chrome;
  const counts: Counts = {
    years: [...stock.byYear].map(([id, { length }]) => ({ id, name: id, count: length })),
    kinds: Object.entries(newsroom.kinds).map(([id, { plural }]) => ({
      id,
      name: plural,
      count: stock.byKind.get(id)?.length ?? 0,
    })),
    areas: Object.entries(newsroom.areas).map(([id, { name }]) => ({
      id,
      name,
      count: stock.byArea.get(id)?.length ?? 0,
    })),
    issues: stock.issues.length,
  };
  return {
    path: 'archive.html',
    key: `${chrome.key} ${hash('sha1', JSON.stringify(counts))}`,
    bytes: () => archivePage(chrome, counts),
  };
}

function archivePage(chrome: Chrome, { years, kinds, areas, issues }: Counts): string {
  const { newsroom, base } = chrome;
  const { name } = newsroom.digest;
  return chrome.print({
    path: 'archive.html',
    title: 'Archive',
    description: `All releases and issues of the ${newsroom.newsroom.name}, by year, kind and area.`,
    section: 'archive',
    crumbs: [{ href: '/', name: 'Newsroom' }],
    main: html`<div class="wide">
<h1>Archive</h1>
<p class="standfirst">Everything the ${newsroom.newsroom.name} has published here. A release keeps its number and its address.</p>
<div class="shelves">
<div>${shelf('By year', 'years', years, base)}<section aria-labelledby="issues"><h2 class="rule" id="issues">${name}</h2>
<ul class="index"><li><a href="${base}/digest/">All issues</a> ${counted(issues, 'issue')}</li></ul></section></div>
${shelf('By kind', 'kinds', kinds, base)}${shelf('By area', 'areas', areas, base)}</div>
</div>`,
  });
}

function shelf(title: string, folder: string, entries: readonly Count[], base: string): Html {
  const items = entries.map(
    ({
      id,
      name,
      count,
    }) => html`<li><a href="${base}/${folder}/${id}.html">${name}</a> ${counted(count, 'release')}</li>
`,
  );
  return html`<section aria-labelledby="${folder}"><h2 class="rule" id="${folder}">${title}</h2>
${items.length > 0 ? html`<ul class="index">${items}</ul>` : html`<p class="empty">No releases yet.</p>`}</section>
`;
}
