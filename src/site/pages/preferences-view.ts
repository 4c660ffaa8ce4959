import { html, type Html } from '../../model/html.ts';
import type { Choice, Person } from '../counter.ts';
import { addressField, errorList, languageField, topicFields, type Errors } from './fields.ts';
import { inBold, page, type House } from './house.ts';
import { readable } from './readable.ts';
import { languageName, type Words } from './words.ts';

/** What the page shows: the member, what was chosen or typed just now, what is wrong with it, and what was done. */
export type Shown = {
  token: string;
  person: Person;
  choice: Choice;
  typed?: string;
  errors: Errors;
  note?: string | undefined;
};

/** One's own subscription. */
export function preferencesPage(house: House, words: Words, shown: Shown): Response {
  const { token, person, choice, typed, errors, note } = shown;
  const { base, counter } = house;
  const here = `${base}/p/${token}`;
  const wrong = Object.keys(errors).length > 0;
  const offer = { ...counter.offer, ...withOwn(house, person) };
  const content = html`${note && html`<p class="done" role="status">${note}</p>`}${errorList(errors, words)}<p class="standfirst">${inBold(words.preferencesLead, { address: readable(person.address) })}</p>
<form class="form" method="post" action="${here}">
${topicFields(offer, choice, errors.topics, words)}${languageField(counter.offer, choice, words)}<p><button type="submit">${words.saveButton}</button></p></form>
<h2 class="rule">${words.moveHeading}</h2>
<p>${inBold(words.moveNow, { address: readable(person.address) })}</p>
<form class="form" method="post" action="${here}/address">
${addressField({ label: words.moveLabel, hint: words.addressHint, value: typed ?? '', error: errors.address }, words)}<p><button type="submit" class="second">${words.moveButton}</button></p></form>
<h2 class="rule">${words.leaveHeading}</h2>
<p>${words.leaveLead}</p>
<form class="form" method="post" action="${here}/leave"><p><button type="submit" class="second">${words.leaveButton}</button></p></form>
${known(house, words, here, person)}`;
  const title = words.preferencesTitle;
  const titled = wrong ? `${words.error}: ${title}` : title;
  return page(house, words, title, content, { titled, status: wrong ? 422 : 200 });
}

/** Asks once more before everything goes. */
export function forgetPage(house: House, words: Words, token: string): Response {
  const here = `${house.base}/p/${token}`;
  const content = html`<p class="standfirst">${words.forgetLead}</p>
<form class="form" method="post" action="${here}/forget"><p><button type="submit">${words.forgetButton}</button></p></form>
<p><a href="${here}">${words.forgetBack}</a></p>`;
  return page(house, words, words.forgetTitle, content);
}

function known({ counter }: House, words: Words, here: string, person: Person): Html {
  const { address, confirmedAt, consent, language } = person;
  const since = new Intl.DateTimeFormat(words.language, {
    dateStyle: 'long',
    timeZone: counter.offer.zone,
  }).format(confirmedAt);
  const spoken = language === '' ? counter.offer.languages[0] : language;
  return html`<h2 class="rule">${words.dataHeading}</h2>
<dl class="facts wordy">
<div><dt>${words.dataAddress}</dt><dd>${readable(address)}</dd></div>
<div><dt>${words.dataSince}</dt><dd>${since}</dd></div>
<div><dt>${words.dataConsent}</dt><dd lang="en">${consent}</dd></div>
<div><dt>${words.dataLanguage}</dt><dd>${languageName(spoken)}</dd></div>
</dl>
<p>${words.dataDownload} <a href="${here}/data.json" download>${words.dataJson}</a>, <a href="${here}/data.csv" download>${words.dataCsv}</a></p>
<p><a href="${here}/forget">${words.forgetLink}</a></p>
`;
}

/** A choice that is not offered any more can still be seen and taken back. */
function withOwn({ counter }: House, { topics }: Person) {
  const { kinds, areas } = counter.offer;
  const known = new Set([...kinds, ...areas].map(({ topic }) => topic));
  const own = topics.filter((topic) => topic.includes(':') && !known.has(topic));
  const named = (prefix: string) =>
    own
      .filter((topic) => topic.startsWith(prefix))
      .map((topic) => ({ topic, name: topic.slice(prefix.length) }));
  return { kinds: [...kinds, ...named('kind:')], areas: [...areas, ...named('area:')] };
}
