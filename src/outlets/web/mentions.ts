import { addressOf } from '../../model/address.ts';
import { type Html, html } from '../../model/html.ts';
import { TAKE_BACK_WORDS } from '../../model/recall.ts';
import type { ShelvedRelease } from '../../model/shelf.ts';
import { spoken } from './chrome.ts';
import { type Related, type Stock, relatedOf } from './stock.ts';

/** What a release's page says about other pages: the release it updates, those that update it, its issue. */
export type Mentions = {
  /** Names all of it; part of the page's key. */
  key: string;
  updates?: Related;
  updatedBy: Related[];
  issueAddress?: string;
  html: (base: string) => Html;
};

const NONE: Mentions = { key: '', updatedBy: [], html: () => html`` };

/** Looks up what a release mentions. What is not out is not mentioned. */
export function mentionsOf(stock: Stock, entry: ShelvedRelease): Mentions {
  const { release, updatedBy: numbers, issue } = entry;
  if (release.updates === undefined && numbers.length === 0 && issue === undefined) return NONE;
  const updates = release.updates === undefined ? undefined : relatedOf(stock, release.updates);
  const updatedBy = numbers.flatMap((number) => relatedOf(stock, number) ?? []);
  const shelved = issue === undefined ? undefined : stock.issueOf.get(issue);
  const issueAddress = shelved && addressOf(shelved.issue.path);
  return {
    key: JSON.stringify([updates, updatedBy, issue, issueAddress]),
    ...(updates && { updates }),
    updatedBy,
    ...(issueAddress && { issueAddress }),
    html: (base) =>
      html`${updatedBy.map(
        (related) => html`<p class="flag"><strong>Updated by ${link(related, base)}.</strong></p>
`,
      )}${
        updates &&
        html`<p class="relation">This updates ${link(updates, base)}.</p>
`
      }`,
  };
}

function link({ number, address, title, language = 'en', verb = 'withdrawn' }: Related, base: string): Html {
  if (title === undefined)
    return html`<a href="${base}${address}">release ${number}</a>, which ${TAKE_BACK_WORDS[verb].happened}`;
  return html`<a href="${base}${address}">release ${number}: <span${spoken(language)}>${title}</span></a>`;
}
