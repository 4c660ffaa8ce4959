import { hash } from 'node:crypto';
import { z } from 'zod';
import { copiedWords, copiedWordsOfHtml } from './copied-words.ts';
import { printDateline } from './dateline.ts';
import type { Forms } from './publication.ts';
import type { Release } from './release.ts';
import { withoutPictures } from './reprint.ts';

/** Eight characters that name the words of an edition: `K7QF-3M2X`. */
export const Fingerprint = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
export type Fingerprint = z.infer<typeof Fingerprint>;

/**
 * What one form of an edition is found by in a copy: how many words it has from the dateline to its end; `start`, a
 * sixteen-bit hint at its first words; `text`, which names these words; `whole`, which names them with the headline.
 * Nobody can tell the words from it, and guessing them one by one would take all of the text.
 */
export const FormMark = z.object({
  words: z.int().min(1),
  start: z.string().regex(/^[0-9a-f]{4}$/),
  text: z.string().regex(/^[0-9a-f]{16}$/),
  whole: Fingerprint,
});
export type FormMark = z.infer<typeof FormMark>;

/** What the copies of an edition are found by: the number of its headline's words, and its forms (text, HTML). */
export const EditionMarks = z.object({ title: z.int().min(0), forms: z.array(FormMark).min(1) });
export type EditionMarks = z.infer<typeof EditionMarks>;

/** How many words the hint `start` is made of. */
export const START_WORDS = 8;

/** Crockford's base 32: no I, L, O and U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

type Named = Pick<Release, 'title' | 'dateline' | 'date' | 'language'>;

/**
 * The fingerprint of a release: of the words of its headline, dateline and text, as its plain text has them. The same
 * whether it is worked out from the page's text, the plain text or the mail.
 */
export function fingerprintOf(release: Named, { text }: Pick<Forms, 'text'>): Fingerprint {
  return wholeMark(copiedWords(release.title), bodyWords(release, copiedWords(text)));
}

/** What copies of a release are found by. Forms whose words are the same are one. */
export function marksOfEdition(release: Named, { text, html }: Forms): EditionMarks {
  const title = copiedWords(release.title);
  const bare = withoutPictures(html);
  const bodies = [
    copiedWords(text),
    copiedWordsOfHtml(html),
    ...(bare === html ? [] : [copiedWordsOfHtml(bare)]),
  ];
  const forms = new Map<string, FormMark>();
  for (const body of bodies) {
    const mark = formMark(title, bodyWords(release, body));
    if (!forms.has(mark.text)) forms.set(mark.text, mark);
  }
  return { title: title.length, forms: [...forms.values()] };
}

function bodyWords(release: Named, text: readonly string[]): string[] {
  return [...copiedWords(printDateline(release)), ...text];
}

function formMark(title: readonly string[], words: readonly string[]): FormMark {
  return {
    words: words.length,
    start: startMark(words.slice(0, START_WORDS)),
    text: textMark(words),
    whole: wholeMark(title, words),
  };
}

/** The hint at a text that its first words give. */
export function startMark(words: readonly string[]): string {
  return hash('sha256', `start ${words.join(' ')}`).slice(0, 4);
}

/** Names the words of a text. */
export function textMark(words: readonly string[]): string {
  return hash('sha256', `text ${words.join(' ')}`).slice(0, 16);
}

/** Names a headline and a text together. */
export function wholeMark(title: readonly string[], words: readonly string[]): Fingerprint {
  const bits = hash('sha256', `release ${title.join(' ')}\n${words.join(' ')}`, 'buffer');
  let value = 0n;
  for (const byte of bits.subarray(0, 5)) value = (value << 8n) | BigInt(byte);
  let code = '';
  for (let shift = 35n; shift >= 0n; shift -= 5n) code += ALPHABET[Number((value >> shift) & 31n)] ?? '';
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

/** Every fingerprint that a text mentions, as it is written; O and I, L are read as 0 and 1. */
export function fingerprintsIn(text: string): Set<Fingerprint> {
  const found = text.toUpperCase().matchAll(/(?<![0-9A-Z-])[0-9A-Z]{4}[-‐‑–][0-9A-Z]{4}(?![0-9A-Z-])/g);
  const codes = [...found].map(([code]) =>
    code.replace(/[‐‑–]/, '-').replaceAll('O', '0').replace(/[IL]/g, '1'),
  );
  return new Set(codes.filter((code) => Fingerprint.safeParse(code).success));
}
