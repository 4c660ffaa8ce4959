import { download, notAllowed, seeOther } from './answers.ts';
import { readChoice } from './choice.ts';
import { dataCsv } from './data.ts';
import type { Errors } from './fields.ts';
import {
  gone,
  readForm,
  tooMany,
  wordsOfVisit,
  wrongLink,
  type House,
  type SitePages,
  type Visit,
} from './house.ts';
import { forgetPage, preferencesPage } from './preferences-view.ts';
import type { Person } from '../counter.ts';
import type { Words } from './words.ts';

/** A member at their own page. */
type Guest = { token: string; person: Person; words: Words };

/** One's own subscription: what one gets, where it goes, what is known, and the ways out. */
export function preferencesPages(pages: SitePages, house: House): void {
  const { counter, base } = house;

  /** The member of the token, or the page for who is none. */
  const guest = async (c: Visit, token: string): Promise<Guest | Response> => {
    const found = await counter.person(token);
    if (!found) return wrongLink(house, c);
    if (found.state === 'gone') return gone(house, wordsOfVisit(house, c));
    return { token, person: found.person, words: wordsOfVisit(house, c, found.person.language) };
  };

  /** Answers a form of a member. */
  const answer = async (
    c: Visit,
    token: string,
    act: (guest: Guest, form: URLSearchParams) => Promise<Response>,
  ): Promise<Response> => {
    const sent = await readForm(house, c);
    if ('answer' in sent) return sent.answer;
    const found = await guest(c, token);
    return found instanceof Response ? found : act(found, sent.form);
  };
  const home = (token: string, what = '') => seeOther(`${base}/p/${encodeURIComponent(token)}${what}`);

  pages.get('/p/:token', async (c) => {
    const found = await guest(c, c.req.param('token'));
    if (found instanceof Response) return found;
    const { token, person, words } = found;
    const saved = c.req.query('saved') !== undefined && words.saved;
    const note = saved || (c.req.query('sent') !== undefined && words.moveSent) || undefined;
    return preferencesPage(house, words, { token, person, choice: person, errors: {}, note });
  });

  pages.post('/p/:token', (c) =>
    answer(c, c.req.param('token'), async ({ token, person, words }, form) => {
      const choice = readChoice(form, counter.offer, person.topics);
      if (choice.topics.length === 0) {
        const errors = { topics: words.topicsMissingPreferences };
        return preferencesPage(house, words, { token, person, choice, errors });
      }
      await counter.choose(token, choice);
      return home(token, '?saved');
    }),
  );

  pages.post('/p/:token/address', (c) =>
    answer(c, c.req.param('token'), async ({ token, person, words }, form) => {
      const typed = (form.get('address') ?? '').slice(0, 320);
      const address = counter.address(typed);
      if (address === undefined) {
        const what = typed.trim() === '' ? words.addressMissing : words.addressBad;
        const errors: Errors = { address: what };
        return preferencesPage(house, words, { token, person, choice: person, typed, errors });
      }
      const refused = await tooMany(house, c, words);
      if (refused) return refused;
      await counter.move(token, address);
      return home(token, '?sent');
    }),
  );

  pages.post('/p/:token/leave', (c) =>
    answer(c, c.req.param('token'), async ({ token }) => {
      await counter.leave(token);
      return home(token);
    }),
  );

  pages.get('/p/:token/forget', async (c) => {
    const found = await guest(c, c.req.param('token'));
    return found instanceof Response ? found : forgetPage(house, found.words, found.token);
  });

  pages.post('/p/:token/forget', (c) =>
    answer(c, c.req.param('token'), async ({ token }) => {
      await counter.forget(token);
      return home(token);
    }),
  );

  pages.get('/p/:token/:file{data\\.(json|csv)}', async (c) => {
    const found = await guest(c, c.req.param('token'));
    if (found instanceof Response) return found;
    const held = await counter.dataOf(found.token);
    if (!held) return gone(house, found.words);
    if (c.req.param('file') === 'data.csv') {
      return download('newsroom-data.csv', 'text/csv; charset=utf-8', dataCsv(held));
    }
    return download('newsroom-data.json', 'application/json', `${JSON.stringify(held, null, 2)}\n`);
  });

  pages.all('/p/:token', () => notAllowed('GET', 'HEAD', 'POST'));
  pages.all('/p/:token/forget', () => notAllowed('GET', 'HEAD', 'POST'));
  pages.all('/p/:token/:form{address|leave}', () => notAllowed('POST'));
  pages.all('/p/:token/:file{data\\.(json|csv)}', () => notAllowed('GET', 'HEAD'));
}
