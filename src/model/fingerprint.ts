import { hash } from 'node:crypto';
import { z } from 'zod';
import { copiedText, copiedTextOfHtml, copiedWords } from './copied-words.ts';
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
  return wholeMark(copiedText(release.title), textDigest(bodyOf(release, copiedText(text))));
}

/** What copies of a release are found by. Forms whose words are the same are one. */
export function marksOfEdition(release: Named, { text, html }: Forms): EditionMarks {
  const title = copiedText(release.title);
  const bare = withoutPictures(html);
  const texts = [
    copiedText(text),
    copiedTextOfHtml(html),
    ...(bare === html ? [] : [copiedTextOfHtml(bare)]),
  ];
  const forms = [...new Set(texts)].map((words) => formMark(title, bodyOf(release, words)));
  return { title: copiedWords(release.title).length, forms };
}

function bodyOf(release: Named, text: string): string {
  const dateline = copiedText(printDateline(release));
  return text === '' || dateline === '' ? dateline + text : `${dateline} ${text}`;
}

function formMark(title: string, body: string): FormMark {
  const digest = textDigest(body);
  return {
    words: countOf(body),
    start: startMark(body.split(' ', START_WORDS).join(' ')),
    text: textMark(digest),
    whole: wholeMark(title, digest),
  };
}

/** How many words there are with one blank between two. */
function countOf(words: string): number {
  let count = 1;
  for (let at = words.indexOf(' '); at !== -1; at = words.indexOf(' ', at + 1)) count += 1;
  return count;
}

/** The hint at a text that its first words give. Words have one blank between two. */
export function startMark(words: string): string {
  return hash('sha256', `start ${words}`).slice(0, 4);
}

/** SHA-256 of the words of a text. Never published whole: with it, headlines could be guessed without the text. */
export function textDigest(words: string): string {
  return hash('sha256', `text ${words}`);
}

/** What is published of a text's digest. */
export function textMark(digest: string): string {
  return digest.slice(0, 16);
}

/** Names the words of a headline together with a text. */
export function wholeMark(title: string, digest: string): Fingerprint {
  const bits = BigInt(`0x${hash('sha256', `release ${title}\n${digest}`).slice(0, 10)}`);
  let code = '';
  for (let shift = 35n; shift >= 0n; shift -= 5n) code += ALPHABET[Number((bits >> shift) & 31n)] ?? '';
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
