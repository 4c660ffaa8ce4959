import { addressOf } from '../../model/address.ts';
import { printDay } from '../../model/dateline.ts';
import { type Html, html } from '../../model/html.ts';
import { TAKE_BACK_WORDS } from '../../model/recall.ts';
import { earlierName, updateLine, type Earlier } from '../../model/story.ts';
import type { ShelvedRelease } from '../../model/shelf.ts';
import { spoken } from './chrome.ts';
import { type Related, type Stock, relatedOf } from './stock.ts';

/** What a release's page says about other pages: where it stands in its story, the newest update, its issue. */
export type Mentions = {
  /** Names all of it; part of the page's key. */
  key: string;
  /** The newest release of the story, when this is not it. */
  newest?: Related;
  issueAddress?: string;
  /** Above the text: a later release, and which update this is. */
  above: (base: string) => Html;
  /** Below the text: what was said before, newest first. */
  below: (base: string) => Html;
};

const NOTHING = (): Html => html``;
const NONE: Mentions = { key: '', above: NOTHING, below: NOTHING };

/** Looks up what a release mentions. What is not out is not mentioned. */
export function mentionsOf(stock: Stock, entry: ShelvedRelease): Mentions {
  const { update, updatedBy, issue } = entry;
  const newestNumber = updatedBy.at(-1);
  if (!update && newestNumber === undefined && issue === undefined) return NONE;
  const newest = newestNumber === undefined ? undefined : relatedOf(stock, newestNumber);
  const shelved = issue === undefined ? undefined : stock.issueOf.get(issue);
  const issueAddress = shelved && addressOf(shelved.issue.path);
  return {
    key: JSON.stringify([update, newest, issue, issueAddress]),
    ...(newest && { newest }),
    ...(issueAddress && { issueAddress }),
    above: (base) =>
      html`${
        newest &&
        html`<p class="flag"><strong>Updated by ${link(newest, base)}.</strong></p>
`
      }${
        update &&
        html`<p class="relation"><strong>${updateLine(update)}.</strong></p>
`
      }`,
    below: (base) => (update && update.earlier.length > 0 ? saidBefore(update.earlier, base) : NOTHING()),
  };
}

function saidBefore(earlier: readonly Earlier[], base: string): Html {
  return html`<section class="before" aria-labelledby="before"><h2 id="before">What was said before</h2>
<ul class="items">
${earlier.map((one) => saidOnce(one, base))}</ul>
</section>
`;
}

function saidOnce({ said, verb = 'withdrawn', ...one }: Earlier, base: string): Html {
  const { address, date } = one;
  const meta = html`<time datetime="${date}">${printDay(date, 'en')}</time> <span>${earlierName(one)}</span>`;
  if (!said) {
    const { happened, ask } = TAKE_BACK_WORDS[verb];
    return html`<li class="item"><p class="meta">${meta}</p>
<p class="summary"><a href="${base}${address}">It ${happened}</a>. ${ask}</p></li>
`;
  }
  const lang = spoken(said.language);
  return html`<li class="item"><h3><a href="${base}${address}"${lang}>${said.title}</a></h3>
<p class="meta">${meta}</p><p class="summary"${lang}>${said.summary}</p></li>
`;
}

function link({ number, address, title, language = 'en', verb = 'withdrawn' }: Related, base: string): Html {
  if (title === undefined)
    return html`<a href="${base}${address}">release ${number}</a>, which ${TAKE_BACK_WORDS[verb].happened}`;
  return html`<a href="${base}${address}">release ${number}: <span${spoken(language)}>${title}</span></a>`;
}
