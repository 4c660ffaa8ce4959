import { contactFor, telephoneAddress } from '../../../model/contact.ts';
import { html, type Html } from '../../../model/html.ts';
import { direction } from '../../../model/language.ts';
import type { LetterContext } from '../context.ts';
import { bannerView, labelled, type BannerView } from './banner.ts';
import { fill, oneLine, wordsFor, type Words } from '../words.ts';

/** Whom a reader may ask, as templates see it. */
export type ContactView = {
  name: string;
  /** As printed, and as a `tel:` address. */
  phone: string | null;
  dial: string | null;
  email: string | null;
  hours: string | null;
};

/**
 * What every template sees. A value that may be absent is null, never undefined, because a template that names an
 * unknown value must fail rather than print nothing.
 */
export type Frame = {
  letter: {
    /** The mail's title and its preheader (the line beside the subject). */
    title: string;
    preview: string;
    language: string;
    dir: 'ltr' | 'rtl';
    /** The side on which lines begin. */
    start: 'left' | 'right';
  };
  newsroom: { name: string; short: string; desk: string; address: string[]; notice: string | null };
  site: { title: string; address: string };
  words: Words;
  /** What stands above everything else: a correction, a hold, a kill, an embargo. */
  banner: BannerView | null;
  contact: ContactView | null;
  /** Why the reader gets this mail. */
  why: string;
};

/** The frame of a letter in `language`; `why` may name `{department}`. */
export function frameOf(
  { newsroom, site, banner: above }: LetterContext,
  language: string,
  letter: { title: string; preview: string; contact?: string | undefined },
  why: (words: Words) => string,
): Frame {
  const house = newsroom.newsroom;
  const words = wordsFor(language, house.language);
  const dir = direction(words.language);
  const banner = bannerView(above, words);
  return {
    banner,
    letter: {
      title: labelled(banner, oneLine(letter.title)),
      preview: oneLine(banner ? banner.text : letter.preview),
      language: words.language,
      dir,
      start: dir === 'rtl' ? 'right' : 'left',
    },
    newsroom: {
      name: house.name,
      short: house.short,
      desk: house.desk,
      address: house.address,
      notice: house.notice ?? null,
    },
    site: { title: newsroom.site.title, address: `${site}/` },
    words,
    contact: contactOf(newsroom, letter.contact),
    why: fill(why(words), { department: house.name }),
  };
}

/**
 * The attributes that a part in another language than its letter needs (` lang="ar" dir="rtl" …`), ready to be printed
 * inside a tag; nothing when the language is the same.
 */
export function langOf(language: string, { letter }: Pick<Frame, 'letter'>): Html {
  if (language === letter.language) return html``;
  const dir = direction(language);
  if (dir === letter.dir) return html` lang="${language}"`;
  return html` lang="${language}" dir="${dir}" style="text-align: ${dir === 'rtl' ? 'right' : 'left'}"`;
}

function contactOf(newsroom: LetterContext['newsroom'], id: string | undefined): ContactView | null {
  const contact = contactFor(newsroom, id);
  if (!contact) return null;
  return {
    name: contact.name,
    phone: contact.phone ?? null,
    dial: contact.phone === undefined ? null : telephoneAddress(contact.phone),
    email: contact.email ?? null,
    hours: contact.hours ?? null,
  };
}
