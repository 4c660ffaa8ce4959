import { hash } from 'node:crypto';
import { addressOf } from '../../../model/address.ts';
import { type Html, html, trusted } from '../../../model/html.ts';
import { absolute } from '../../../model/markup.ts';
import { printNumbers } from '../../../model/numbers.ts';
import type { Forms } from '../../../model/publication.ts';
import type { ShelvedIssue, ShelvedRelease } from '../../../model/shelf.ts';
import { amendmentWords } from '../../amended.ts';
import { killedFiles, type OutFile } from '../../outlet.ts';
import { type Chrome, spoken } from '../chrome.ts';
import { counted, day, issueName, listBoilerplate, metaLine, picture, releaseList } from '../items.ts';
import { type Stock, marksOf, relatedOf } from '../stock.ts';
import { withdrawnIssue } from './withdrawn.ts';

type Neighbour = { name: string; address: string };
type Neighbours = { newer?: Neighbour | undefined; older?: Neighbour | undefined };

/** The page of every issue, or its notice. */
export function* issueFiles(
  chrome: Chrome,
  stock: Stock,
  issues: readonly ShelvedIssue[],
): Generator<OutFile> {
  for (const [i, entry] of stock.issues.entries()) {
    const around = {
      newer: neighbour(chrome, stock.issues[i - 1]),
      older: neighbour(chrome, stock.issues[i + 1]),
    };
    const gone = entry.withdrawn.flatMap((number) => relatedOf(stock, number) ?? []);
    yield {
      path: addressOf(entry.issue.path).slice(1),
      key: `${chrome.key} ${hash('sha1', JSON.stringify([issueMark(entry), around, gone]))}`,
      bytes: async () => issuePage(chrome, stock, entry, around, await entry.forms()),
    };
  }
  for (const entry of issues) {
    if (entry.state !== 'withdrawn') continue;
    const notice = [withdrawnIssue(chrome, entry)];
    yield* entry.verb === 'kill' ? killedFiles(notice) : notice;
  }
}

/** Names what a page prints of an issue. */
export function issueMark(entry: ShelvedIssue): string {
  const { edition, digest, state, modifiedAt, covers, omitted, withdrawn, amended } = entry;
  return JSON.stringify([edition, digest, state, modifiedAt, marksOf(covers), omitted, withdrawn, amended]);
}

/** The releases of an issue after its lead, by kind: the issue's own order first, then the newsroom's. */
export function sectionsOf(
  chrome: Chrome,
  entry: ShelvedIssue,
): { kind: string; entries: ShelvedRelease[] }[] {
  const lead = leadOf(entry);
  const rest = entry.covers.filter((cover) => cover !== lead);
  const named = rest.map((cover) => cover.release.kind);
  const kinds = new Set([...entry.issue.sections, ...Object.keys(chrome.newsroom.kinds), ...named]);
  return [...kinds].flatMap((kind) => {
    const entries = rest.filter((cover) => cover.release.kind === kind);
    return entries.length > 0 ? [{ kind, entries }] : [];
  });
}

/** The release that opens the issue: the one it names, if that is still among those it covers. */
export function leadOf({ issue, covers }: ShelvedIssue): ShelvedRelease | undefined {
  return issue.lead === undefined ? undefined : covers.find((cover) => cover.release.number === issue.lead);
}

function issuePage(
  chrome: Chrome,
  stock: Stock,
  entry: ShelvedIssue,
  around: Neighbours,
  forms: Forms,
): string {
  const { newsroom, base } = chrome;
  const { issue } = entry;
  const lang = spoken(issue.language);
  const lead = leadOf(entry);
  const sections = sectionsOf(chrome, entry);
  const note = forms.html.trim();
  return chrome.print({
    path: addressOf(issue.path).slice(1),
    title: issue.title,
    description: issue.summary,
    type: 'article',
    section: 'digest',
    crumbs: [
      { href: '/', name: 'Newsroom' },
      { href: '/digest/', name: newsroom.digest.name },
    ],
    main: html`<article class="wide issue">
<header><p class="slug"><strong>${issueName(newsroom, issue)}</strong> ${day(issue.date)}</p>
<h1${lang}>${issue.title}</h1>
<p class="standfirst"${lang}>${issue.summary}</p>
</header>
${lead && leadStory(chrome, lead)}<div class="columns-of-issue">
${contents(chrome, sections, entry)}<div class="column">
${
  note !== '' &&
  html`<section class="text note" aria-label="Editor’s note"${lang}>${trusted(absolute(note, base))}</section>
`
}${sections.map(({ kind, entries }) => section(chrome, kind, entries))}${listBoilerplate(newsroom, entry.covers)}${correctionsBox(chrome, entry)}${coverage(chrome, stock, entry)}${issueNav(around, base)}</div>
</div>
</article>`,
  });
}

function contents({ newsroom }: Chrome, sections: ReturnType<typeof sectionsOf>, entry: ShelvedIssue): Html {
  const items = sections.map(
    ({ kind, entries }) =>
      html`<li><a href="#kind-${kind}">${newsroom.kinds[kind]?.plural ?? kind}</a> ${counted(entries.length, 'release')}</li>`,
  );
  return html`<nav class="contents" aria-labelledby="contents"><h2 id="contents">In this issue</h2>
<ul>${items}${(entry.amended ?? []).length > 0 && html`<li><a href="#corrections">Corrections</a></li>`}<li><a href="#coverage">About this issue</a></li></ul></nav>
`;
}

function section(chrome: Chrome, kind: string, entries: readonly ShelvedRelease[]): Html {
  return html`<section aria-labelledby="kind-${kind}"><h2 class="rule" id="kind-${kind}">${chrome.newsroom.kinds[kind]?.plural ?? kind}</h2>
${releaseList(chrome, entries, 3)}</section>
`;
}

function leadStory(chrome: Chrome, entry: ShelvedRelease): Html {
  const { base, newsroom } = chrome;
  const { path, title, summary, language } = entry.release;
  const lang = spoken(language);
  const photo = picture(entry, base);
  return html`<section class="lead${photo && ' pictured'}" aria-label="Lead story">
<div><p class="slug"><strong>Lead story</strong></p>
<h2><a href="${base}${addressOf(path)}"${lang}>${title}</a></h2>
${metaLine(newsroom, entry)}<p class="summary"${lang}>${summary}</p></div>
${photo}</section>
`;
}

/** What was put right since the issue before: number, link and words of each. */
function correctionsBox({ base }: Chrome, { amended = [] }: ShelvedIssue): Html | undefined {
  if (amended.length === 0) return undefined;
  const items = amended.map((one) => {
    const { label, what, title, note } = amendmentWords(one);
    const lang = one.kind === 'correction' ? spoken(one.language) : undefined;
    return html`<li><p><strong>${label}</strong>: <a href="${base}${one.address}">${what}${title !== undefined && html`, <span${lang}>${title}</span>`}</a></p>
<p${lang}>${note}</p></li>
`;
  });
  return html`<section class="coverage" aria-labelledby="corrections"><h2 id="corrections">Corrections</h2>
<ul class="corrections">${items}</ul>
</section>
`;
}

/** Which numbers the issue covers, what it leaves out and why, what was withdrawn since. */
function coverage({ base }: Chrome, stock: Stock, { covers, omitted, withdrawn }: ShelvedIssue): Html {
  const numbers = [...covers.map((cover) => cover.release.number), ...withdrawn];
  const linked = (number: string) => {
    const related = relatedOf(stock, number);
    return related
      ? html`<a href="${base}${related.address}">Release ${number}</a>`
      : html`Release ${number}`;
  };
  return html`<section class="coverage" aria-labelledby="coverage"><h2 id="coverage">About this issue</h2>
<p>${numbers.length > 0 ? `This issue covers ${numbers.length === 1 ? 'release' : 'releases'} ${printNumbers(numbers)}.` : 'No release went out since the last issue.'}</p>
${
  omitted.length > 0 &&
  html`<h3>Left out on purpose</h3>
<ul>${omitted.map(({ number, reason }) => html`<li>${linked(number)}: ${reason}</li>`)}</ul>
`
}${
    withdrawn.length > 0 &&
    html`<h3>Withdrawn since</h3>
<ul>${withdrawn.map((number) => html`<li>${linked(number)} was withdrawn and must not be used.</li>`)}</ul>
`
  }</section>
`;
}

function neighbour({ newsroom }: Chrome, entry: ShelvedIssue | undefined): Neighbour | undefined {
  return entry && { name: issueName(newsroom, entry.issue), address: addressOf(entry.issue.path) };
}

function issueNav({ newer, older }: Neighbours, base: string): Html | undefined {
  if (!newer && !older) return undefined;
  return html`<nav class="way" aria-label="Other issues"><ul>${
    newer && html`<li class="newer"><a href="${base}${newer.address}" rel="next">Next: ${newer.name}</a></li>`
  }${older && html`<li class="older"><a href="${base}${older.address}" rel="prev">Previous: ${older.name}</a></li>`}</ul></nav>
`;
}
