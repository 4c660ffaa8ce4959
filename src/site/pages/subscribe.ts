import { html } from '../../model/html.ts';
import type { Choice } from '../counter.ts';
import { seeOther } from './answers.ts';
import { readChoice } from './choice.ts';
import {
  addressField,
  errorList,
  languageField,
  topicFields,
  TRAP,
  trapField,
  type Errors,
} from './fields.ts';
import { page, readForm, tooMany, wordsOfVisit, type House, type SitePages } from './house.ts';
import { fill, wordsOf, type Words } from './words.ts';

const SECOND = 1000;
/** Nobody fills in the form faster than this, and a page that was open for longer is asked to be looked at again. ms */
const SOONEST = 2 * SECOND;
const LATEST = 12 * 3600 * SECOND;

type Entered = { address: string; choice: Choice };

/** Signing up: the form, and the page that says where to look next, the same for every address. */
export function subscribePages(pages: SitePages, house: House): void {
  const { counter, base, isOpen } = house;
  pages.get('/subscribe', (c) => {
    const words = wordsOfVisit(house, c);
    if (!isOpen) return closed(house, words);
    const choice = { topics: ['digest'], language: spokenBy(house, words) };
    return formPage(house, words, { address: '', choice }, {});
  });

  pages.get('/subscribe/sent', (c) => {
    const words = wordsOfVisit(house, c);
    const content = html`<p class="standfirst">${words.sentLead}</p>
<p>${words.sentNothing}</p>
<p><a href="${base}/subscribe?lang=${words.language}">${words.sentAgain}</a></p>`;
    return page(house, words, words.sentTitle, content, { isForm: true });
  });

  pages.post('/subscribe', async (c) => {
    if (!isOpen) return closed(house, wordsOfVisit(house, c));
    const sent = await readForm(house, c);
    if ('answer' in sent) return sent.answer;
    const { form } = sent;
    const words = wordsOfVisit(house, c, form.get('lang') ?? undefined);
    const done = `${base}/subscribe/sent?lang=${words.language}`;
    // Whatever filled in the trap is told that all is well, and learns nothing.
    if (form.get(TRAP)) return seeOther(done);
    const typed = (form.get('address') ?? '').slice(0, 320);
    const entered = { address: typed, choice: readChoice(form, counter.offer) };
    const address = counter.address(typed);
    const errors = errorsOf(
      entered,
      address,
      ageError(counter.formAge(form.get('form') ?? ''), words),
      words,
    );
    if (address === undefined || Object.keys(errors).length > 0)
      return formPage(house, words, entered, errors);
    const refused = await tooMany(house, c, words);
    if (refused) return refused;
    await counter.signUp(address, entered.choice);
    return seeOther(done);
  });
}

function closed(house: House, words: Words): Response {
  const content = html`<p class="standfirst">${words.closedLead}</p>`;
  return page(house, words, words.closedTitle, content, { status: 404 });
}

/** The language that a reader of this page is offered first. */
function spokenBy({ counter }: House, { language }: Words): string {
  const [, ...others] = counter.offer.languages;
  return others.find((one) => one.split('-', 1)[0] === language) ?? '';
}

function ageError(age: number | undefined, words: Words): string | undefined {
  if (age === undefined || age > LATEST) return words.formOld;
  return age < SOONEST ? words.formEarly : undefined;
}

function errorsOf(
  { address: typed, choice }: Entered,
  address: string | undefined,
  age: string | undefined,
  words: Words,
): Errors {
  return {
    ...(address === undefined && { address: typed.trim() === '' ? words.addressMissing : words.addressBad }),
    ...(choice.topics.length === 0 && { topics: words.topicsMissing }),
    ...(age !== undefined && { form: age }),
  };
}

/** The form, with what was typed and what is wrong with it. */
function formPage(house: House, words: Words, { address, choice }: Entered, errors: Errors): Response {
  const { counter, base } = house;
  const { offer } = counter;
  const wrong = Object.keys(errors).length > 0;
  const names = { digest: offer.digest, department: offer.name };
  const content = html`${languageLinks(house, words)}${errorList(errors, words)}<p class="standfirst">${fill(words.subscribeLead, names)}</p>
<form class="form" method="post" action="${base}/subscribe">
<input type="hidden" name="form" value="${counter.formToken()}" /><input type="hidden" name="lang" value="${words.language}" />
${addressField({ label: words.address, hint: words.addressHint, value: address, error: errors.address }, words)}${trapField(words)}${topicFields(offer, choice, errors.topics, words)}${languageField(offer, choice, words)}<p><button id="submit" type="submit">${words.subscribeButton}</button></p>
<p class="hint">${words.privacy}</p>
</form>`;
  const title = words.subscribeTitle;
  const titled = wrong ? `${words.error}: ${title}` : title;
  return page(house, words, title, content, { titled, isForm: true, status: wrong ? 422 : 200 });
}

/** The same page in the other languages; nothing when there are none. */
function languageLinks({ counter, base }: House, words: Words) {
  const others = wordsOf(counter.offer.languages).filter(({ language }) => language !== words.language);
  if (others.length === 0) return undefined;
  const links = others.map(
    ({ language, languageName }) =>
      html`<li><a href="${base}/subscribe?lang=${language}" lang="${language}" hreflang="${language}">${languageName}</a></li>`,
  );
  return html`<nav class="languages" aria-label="${words.otherLanguages}"><ul>${links}</ul></nav>
`;
}
