import type { Banner } from '../../../model/banner.ts';
import { wrap, lines } from '../text/columns.ts';
import { fill, oneLine, type Words } from '../words.ts';

/** A banner as templates see it. */
export type BannerView = {
  /** The one word that tells what this is: CORRECTION. */
  label: string;
  text: string;
  /** What readers are to do; null when the text says it all. */
  ask: string | null;
  changes: { was: string; is: string }[];
};

/** A banner in the words of its letter's language; null for a letter without one. */
export function bannerView(banner: Banner | undefined, words: Words): BannerView | null {
  if (!banner) return null;
  const { kind, changes } = banner;
  const asks = {
    correction: null,
    lifted: null,
    hold: words.holdAsk,
    kill: words.killAsk,
    advance: words.advanceAsk,
  };
  const labels = {
    correction: words.correction,
    lifted: words.lifted,
    hold: words.hold,
    kill: words.kill,
    advance: words.advance,
  };
  return {
    label: labels[kind].toUpperCase(),
    text: textOf(banner, words),
    ask: asks[kind],
    changes: changes.map(({ was, is }) => ({
      was: fill(words.itSaid, { words: was }),
      is: fill(words.itSays, { words: is }),
    })),
  };
}

function textOf({ kind, text }: Banner, words: Words): string {
  if (kind === 'advance') return fill(words.advanceUntil, { when: text });
  return kind === 'lifted' ? words.liftedSay : text;
}

/** The subject line with the banner's word before it: nobody has to open the mail to see what it is. */
export function labelled(banner: BannerView | null, subject: string): string {
  return banner ? oneLine(`${banner.label}: ${subject}`) : subject;
}

/** The banner as the first lines of a text part. */
export function bannerText(banner: BannerView | null): string {
  if (!banner) return '';
  const { label, text, ask, changes } = banner;
  return lines(
    wrap(`${label}: ${text}`),
    ask && wrap(ask),
    ...changes.flatMap(({ was, is }) => [wrap(was, '  ', '* '), wrap(is, '  ', '  ')]),
  );
}
