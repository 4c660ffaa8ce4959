import { hash } from 'node:crypto';
import { addressOf } from '../../../model/address.ts';
import type { Corrected } from '../../../model/correction.ts';
import { type Html, html } from '../../../model/html.ts';
import { TAKE_BACK_WORDS } from '../../../model/recall.ts';
import type { Shelf, ShelvedRelease, WithdrawnRelease } from '../../../model/shelf.ts';
import { printWhen, stampIn } from '../../../model/when.ts';
import type { OutFile } from '../../outlet.ts';
import { type Chrome, spoken } from '../chrome.ts';
import { changeList, moment } from '../corrections.ts';

type Entry = { at: number; key: string; print: (chrome: Chrome) => Html };

/** Every correction, hold, kill and withdrawal, the newest first: nothing that was wrong is mended in silence. */
export function correctionsFile(chrome: Chrome, shelf: Shelf): OutFile {
  const entries = entriesOf(shelf);
  return {
    path: 'corrections.html',
    key: `${chrome.key} ${hash('sha1', entries.map(({ key }) => key).join('\n'))}`,
    bytes: () => correctionsPage(chrome, entries),
  };
}

function entriesOf({ releases }: Shelf): Entry[] {
  const entries = releases.flatMap((entry): Entry[] => {
    if (entry.state === 'withdrawn') return [takenBackEntry(entry)];
    return (entry.release.corrections ?? []).map((correction) => correctedEntry(entry, correction));
  });
  return entries.toSorted((a, b) => b.at - a.at || (a.key < b.key ? -1 : 1));
}

function correctedEntry({ release, edition }: ShelvedRelease, correction: Corrected): Entry {
  return {
    at: Date.parse(correction.at),
    key: `${edition} ${correction.edition} ${release.title}`,
    print: ({
      newsroom,
      base,
    }) => html`<li><p><strong>${correction.quiet === true ? 'Small correction' : 'Correction'}</strong>, ${moment(newsroom, correction)}: <a href="${base}${addressOf(release.path)}">release ${release.number}, <span${spoken(release.language)}>${release.title}</span></a></p>
<p>${correction.note}</p>
${changeList(correction)}</li>
`,
  };
}

function takenBackEntry({ number, address, verb, reason, modifiedAt, digest }: WithdrawnRelease): Entry {
  const { label, happened, ask } = TAKE_BACK_WORDS[verb];
  return {
    at: modifiedAt,
    key: digest,
    print: ({
      newsroom: { newsroom },
      base,
    }) => html`<li><p><strong>${label}</strong>, <time datetime="${stampIn(modifiedAt, newsroom.zone)}">${printWhen(modifiedAt, newsroom.zone, 'en', 'moment')}</time>: <a href="${base}${address}">release ${number} ${happened}</a>. ${ask}</p>
${
  reason !== undefined &&
  html`<p>${reason}</p>
`
}</li>
`,
  };
}

function correctionsPage(chrome: Chrome, entries: readonly Entry[]): string {
  const { newsroom } = chrome;
  return chrome.print({
    path: 'corrections.html',
    title: 'Corrections',
    description: `What the ${newsroom.newsroom.name} had to correct, hold or take back.`,
    crumbs: [{ href: '/', name: 'Newsroom' }],
    main: html`<div class="wide narrow">
<h1>Corrections</h1>
<p class="standfirst">What we had to correct, hold or take back, the newest first. A release keeps its number and its address.</p>
${
  entries.length === 0
    ? html`<p>Nothing so far.</p>`
    : html`<ul class="corrections">${entries.map(({ print }) => print(chrome))}</ul>`
}
</div>`,
  });
}
