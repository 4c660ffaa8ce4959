import { addressOf } from '../../../model/address.ts';
import { type Html, html } from '../../../model/html.ts';
import { TAKE_BACK_WORDS, type TakeBack } from '../../../model/recall.ts';
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
  yield { path, key, bytes: () => noticePage(chrome, path, what, entry) };
  yield { path: path.replace(/\.html$/, '.txt'), key, bytes: () => withdrawnText(chrome, entry) };
}

/** The notice that stands under the address of a withdrawn issue. */
export function withdrawnIssue(chrome: Chrome, entry: ShelvedIssue): OutFile {
  const path = addressOf(entry.issue.path).slice(1);
  const what = issueName(chrome.newsroom, entry.issue);
  return {
    path,
    key: `${chrome.key} ${entry.edition} ${entry.digest} ${entry.modifiedAt}`,
    bytes: () => noticePage(chrome, path, what, entry),
  };
}

type TakenBack = { verb?: TakeBack; reason?: string | undefined; modifiedAt: number };

function noticePage(chrome: Chrome, path: string, what: string, entry: TakenBack): string {
  const { newsroom, base } = chrome;
  const { verb = 'withdrawn', reason, modifiedAt } = entry;
  const { label, happened, ask, undo } = TAKE_BACK_WORDS[verb];
  const contact = newsroom.contacts[newsroom.newsroom.contact];
  return chrome.print({
    path,
    title: `${label}: ${what} ${happened}`,
    description: `${what} ${happened}. ${ask}`,
    unlisted: true,
    crumbs: [{ href: '/', name: 'Newsroom' }],
    main: html`<div class="wide narrow">
<p class="slug"><strong>${label}</strong></p>
<h1>${what} ${happened}</h1>
<p class="flag"><strong>${ask}</strong> This notice stands here since ${moment(chrome, modifiedAt)}.</p>
${reason !== undefined && html`<p>${reason}</p>\n`}<p>${undo} If you have a question, ask us.</p>
${contact && contactBlock(contact)}<p><a href="${base}/">To the latest releases</a></p>
</div>`,
  });
}

function moment({ newsroom }: Chrome, at: number): Html {
  const zone = newsroom.newsroom.zone;
  return html`<time datetime="${stampIn(at, zone)}">${printWhen(at, zone, 'en', 'moment')}</time>`;
}
