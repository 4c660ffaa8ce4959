import { html } from '../../model/html.ts';
import { notAllowed, seeOther, textAnswer } from './answers.ts';
import { readBody } from './body.ts';
import { gone, inBold, page, wordsOfVisit, wrongLink, type House, type SitePages } from './house.ts';
import { fill } from './words.ts';

/** The name of our own page's button: whoever presses it is a person with a browser. */
const BUTTON = 'leave';

/**
 * Leaving with one click. A mail program posts `List-Unsubscribe=One-Click` (RFC 8058) and is answered at once, without a
 * redirect, when it is on the disk; any number of times. The link in a mail opens a page with one button. No cookie, no
 * login; whoever has the token may leave, wherever the form came from.
 */
export function unsubscribePages(pages: SitePages, house: House): void {
  const { counter, base } = house;
  pages.post('/u/:token', async (c) => {
    const token = c.req.param('token');
    const body = await readBody(c.env.incoming);
    if ('status' in body) {
      return textAnswer(body.status, 'This is more than a click.', { Connection: 'close' });
    }
    const isPerson = new URLSearchParams(body.text).has(BUTTON);
    const known = await counter.unsubscribe(token);
    if (isPerson) return known ? seeOther(`${base}/u/${encodeURIComponent(token)}`) : wrongLink(house, c);
    return known ? textAnswer(200, 'Unsubscribed.') : textAnswer(404, 'This link is not complete.');
  });

  pages.get('/u/:token', async (c) => {
    const token = c.req.param('token');
    const reader = await counter.reader(token);
    if (!reader) return wrongLink(house, c);
    if (reader.state === 'gone') return gone(house, wordsOfVisit(house, c));
    const { address, language } = reader.person;
    const words = wordsOfVisit(house, c, language);
    const lead = inBold(fill(words.unsubscribeLead, { department: counter.offer.short }), { address });
    const content = html`<p class="standfirst">${lead}</p>
<form class="form" method="post" action="${base}/u/${token}">
<p><button type="submit" name="${BUTTON}" value="yes">${words.unsubscribeButton}</button></p></form>
<p>${words.unsubscribeLess}</p>`;
    return page(house, words, words.unsubscribeTitle, content);
  });

  pages.all('/u/:token', () => notAllowed('GET', 'HEAD', 'POST'));
}
