import { hash } from 'node:crypto';
import { addressOf } from '../../model/address.ts';
import { boilerplateFor } from '../../model/boilerplate.ts';
import { contactFor, telephoneAddress } from '../../model/contact.ts';
import { aloud } from '../../model/correction.ts';
import { printDay } from '../../model/dateline.ts';
import { type Html, html } from '../../model/html.ts';
import { direction } from '../../model/language.ts';
import type { Contact, Newsroom } from '../../model/newsroom.ts';
import type { Shelf, ShelvedRelease } from '../../model/shelf.ts';

/** Ranks that the first heading of a fragment can have. */
export const RANKS = [2, 3, 4] as const;
export type Rank = (typeof RANKS)[number];

/** What all fragments of one shelf share. */
export type Press = {
  newsroom: Newsroom;
  site: string;
  /** Names every byte that comes from here; part of each file's key. */
  key: string;
  /** A line for newsrooms that are only an example. */
  notice: Html | undefined;
  /** A link to the release of this number; undefined when it is not out. */
  linkTo: (number: string) => Html | undefined;
};

/** Makes what all fragments of one shelf share. */
export function makePress(shelf: Shelf): Press {
  const { newsroom, site } = shelf;
  const { notice } = newsroom.newsroom;
  const addresses = new Map<string, string>();
  for (const entry of shelf.releases) {
    if (entry.state === 'withdrawn') addresses.set(entry.number, entry.address);
    else addresses.set(entry.release.number, addressOf(entry.release.path));
  }
  return {
    newsroom,
    site,
    key: hash('sha1', `${shelf.chrome}\n${site}`).slice(0, 16),
    notice: notice ? html`<p>${notice}</p>\n` : undefined,
    linkTo: (number) => {
      const address = addresses.get(number);
      return address === undefined ? undefined : html`<a href="${site}${address}">release ${number}</a>`;
    },
  };
}

/**
 * A fragment in ASCII only, everything else as character references: it reads right on a page in any encoding, however
 * the page includes it.
 */
export function finished({ source }: Html): string {
  return source.replace(/[^\0-\x7f]/gu, (character) => `&#${character.codePointAt(0)};`);
}

/** `lang` and `dir` for words that are not in the fragment's own language, English. */
export function spoken(language: string): Html | undefined {
  return language === 'en' ? undefined : html` lang="${language}" dir="${direction(language)}"`;
}

/** Number, kind, date and areas of a release in one line. */
export function facts(newsroom: Newsroom, { release, state, update }: ShelvedRelease): Html {
  const kind = newsroom.kinds[release.kind]?.name ?? release.kind;
  const areas = release.areas.map((id) => newsroom.areas[id]?.name ?? id);
  const rest = [kind, ...areas].join(', ');
  return html`<p>${state === 'expired' && 'Expired. '}${update && `Update ${update.count}. `}${release.resolved && 'Resolved. '}${aloud(release).length > 0 && 'Corrected. '}<time datetime="${release.date}">${printDay(release.date, 'en')}</time>. Release ${release.number}: ${rest}</p>
`;
}

/** The texts that these releases carry, each once. */
export function boilerplate(newsroom: Newsroom, entries: readonly ShelvedRelease[]): Html {
  const texts = new Map<string, string>();
  for (const combination of new Set(entries.map(({ release }) => `${release.kind} ${release.language}`))) {
    const [kind = '', language = ''] = combination.split(' ');
    for (const text of boilerplateFor(newsroom, [kind], language)) texts.set(text.text, text.language);
  }
  return html`${[...texts].map(
    ([text, language]) => html`<p${spoken(language)}>${text}</p>
`,
  )}`;
}

/** Where it comes from and whom to ask. */
export function source({ newsroom, site }: Press, what: Html, contactId?: string): Html {
  const contact = contactFor(newsroom, contactId);
  return html`<footer>
<p>Source: <a href="${site}/">${newsroom.newsroom.name}</a>, ${what}.${contact && contactLine(contact)}</p>
</footer>
`;
}

function contactLine({ name, phone, email }: Contact): Html {
  return html` Contact: ${name}${
    phone && html`, <a href="${telephoneAddress(phone)}">${phone}</a>`
  }${email && html`, <a href="mailto:${email}">${email}</a>`}.`;
}
