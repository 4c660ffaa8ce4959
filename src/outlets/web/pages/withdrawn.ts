import { addressOf } from '../../../model/address.ts';
import { type Html, html } from '../../../model/html.ts';
import type { ShelvedIssue, WithdrawnRelease } from '../../../model/shelf.ts';
import { printWhen, stampIn } from '../../../model/when.ts';
import type { OutFile } from '../../outlet.ts';
import type { Chrome } from '../chrome.ts';
import { contactBlock } from '../furniture.ts';
import { issueName } from '../items.ts';
import { withdrawnText } from './release-text.ts';

/** The notices that stand under the addresses of a withdrawn release: its number, none of its words. */
export function* withdrawnRelease(chrome: Chrome, entry: WithdrawnRelease): Generator<OutFile> {
  const key = `${chrome.key} ${entry.edition} ${entry.digest} ${entry.modifiedAt}`;
  const path = entry.address.slice(1);
  const what = `Release ${entry.number}`;
  yield { path, key, bytes: () => noticePage(chrome, path, what, entry.modifiedAt) };
  yield { path: path.replace(/\.html$/, '.txt'), key, bytes: () => withdrawnText(chrome, entry) };
}

/** The notice that stands under the address of a withdrawn issue. */
export function withdrawnIssue(chrome: Chrome, entry: ShelvedIssue): OutFile {
  const path = addressOf(entry.issue.path).slice(1);
  const what = issueName(chrome.newsroom, entry.issue);
  return {
    path,
    key: `${chrome.key} withdrawn ${entry.edition} ${entry.modifiedAt}`,
    bytes: () => noticePage(chrome, path, what, entry.modifiedAt),
  };
}

function noticePage(chrome: Chrome, path: string, what: string, at: number): string {
  const { newsroom, base } = chrome;
  const contact = newsroom.contacts[newsroom.newsroom.contact];
  return chrome.print({
    path,
    title: `${what} was withdrawn`,
    description: `${what} was withdrawn and must not be used.`,
    unlisted: true,
    crumbs: [{ href: '/', name: 'Newsroom' }],
    main: html`<div class="wide narrow">
<p class="slug"><strong>Withdrawn</strong></p>
<h1>${what} was withdrawn</h1>
<p class="flag"><strong>Do not use it.</strong> It was withdrawn on ${moment(chrome, at)}.</p>
<p>If you have published it, please take it down or tell your readers that it was withdrawn. If you have a question, ask us.</p>
${contact && contactBlock(contact)}<p><a href="${base}/">To the latest releases</a></p>
</div>`,
  });
}

function moment({ newsroom }: Chrome, at: number): Html {
  const zone = newsroom.newsroom.zone;
  return html`<time datetime="${stampIn(at, zone)}">${printWhen(at, zone, 'en', 'moment')}</time>`;
}
