import { html } from '../../model/html.ts';
import type { Pending } from '../counter.ts';
import { notAllowed, seeOther } from './answers.ts';
import { topicName } from './choice.ts';
import { inBold, page, readForm, subscribeAgain, wordsOfVisit, type House, type SitePages } from './house.ts';
import { readable } from './readable.ts';
import type { Words } from './words.ts';

/** The link of a confirmation mail: a page with one button, because programs on the way open every link. */
export function confirmPages(pages: SitePages, house: House): void {
  const { counter, base } = house;
  pages.get('/c/:token', async (c) => {
    const token = c.req.param('token');
    const pending = await counter.pending(token);
    const words = wordsOfVisit(house, c, pending.state === 'over' ? undefined : pending.language);
    if (pending.state === 'waiting') return waiting(house, words, token, pending);
    return pending.state === 'done' ? done(house, words, pending) : over(house, words);
  });

  pages.post('/c/:token', async (c) => {
    const sent = await readForm(house, c);
    if ('answer' in sent) return sent.answer;
    const token = c.req.param('token');
    if ((await counter.confirm(token)) !== 'taken') return seeOther(`${base}/c/${encodeURIComponent(token)}`);
    const words = wordsOfVisit(house, c);
    const content = html`<p class="standfirst">${words.takenLead}</p>`;
    return page(house, words, words.takenTitle, content, { status: 409 });
  });

  pages.all('/c/:token', () => notAllowed('GET', 'HEAD', 'POST'));
}

function waiting(
  house: House,
  words: Words,
  token: string,
  { kind, address, topics }: Extract<Pending, { state: 'waiting' }>,
): Response {
  const isMove = kind === 'move';
  const lead = isMove ? words.confirmMoveLead : words.confirmLead;
  const names = topics.map((topic) => topicName(topic, house.counter.offer, words.releases) ?? topic);
  const content = html`<p class="standfirst">${inBold(lead, { address: readable(address) })}</p>
${!isMove && html`<ul class="chosen">${names.map((name) => html`<li>${name}</li>`)}</ul>`}
<form class="form" method="post" action="${house.base}/c/${token}">
<p><button type="submit">${isMove ? words.confirmMoveButton : words.confirmButton}</button></p></form>
<p>${words.confirmIgnore}</p>`;
  return page(house, words, isMove ? words.confirmMoveTitle : words.confirmTitle, content);
}

function done(
  house: House,
  words: Words,
  { address, preferences }: Extract<Pending, { state: 'done' }>,
): Response {
  const content = html`<p class="standfirst">${inBold(words.doneLead, { address: readable(address) })}</p>
<p><a href="${house.base}/p/${preferences}">${words.donePreferences}</a></p>`;
  return page(house, words, words.doneTitle, content);
}

function over(house: House, words: Words): Response {
  const content = html`<p class="standfirst">${words.overLead}</p>
${subscribeAgain(house, words)}`;
  return page(house, words, words.overTitle, content, { status: 410 });
}
