import {
  START_WORDS,
  startMark,
  textDigest,
  textMark,
  wholeMark,
  type FormMark,
} from '../../model/fingerprint.ts';
import type { Listed } from '../../model/listed.ts';

/** Where in a copy the words of an edition stand, and whether its headline stands there too. */
export type Found = { edition: Listed; form: FormMark; from: number; headline: boolean };

/** A copy longer than this is judged by its first words only. */
const MOST_WORDS = 100_000;

/**
 * Every edition whose text stands in a copy, word for word and in one piece. Looks with the hint at the first words at
 * every place, and only then at the whole text, so that thousands of editions cost little more than one.
 */
export function findEditions(copy: readonly string[], editions: readonly Listed[]): Found[] {
  const words = copy.slice(0, MOST_WORDS);
  const hints = new Map<string, { edition: Listed; form: FormMark }[]>();
  for (const edition of editions) {
    for (const form of edition.forms) {
      const key = hintKey(form.start, Math.min(form.words, START_WORDS));
      const known = hints.get(key);
      if (known) known.push({ edition, form });
      else hints.set(key, [{ edition, form }]);
    }
  }
  const lengths = new Set(
    editions.flatMap(({ forms }) => forms.map((form) => Math.min(form.words, START_WORDS))),
  );
  const found: Found[] = [];
  for (let from = 0; from < words.length; from += 1) {
    for (const length of lengths) {
      const hint = hintKey(startMark(words.slice(from, from + length).join(' ')), length);
      for (const { edition, form } of hints.get(hint) ?? []) {
        const text = words.slice(from, from + form.words);
        const digest = textDigest(text.join(' '));
        if (text.length < form.words || textMark(digest) !== form.text) continue;
        found.push({ edition, form, from, headline: hasHeadline(words, edition.title, digest, form) });
      }
    }
  }
  return found;
}

function hintKey(start: string, length: number): string {
  return `${length} ${start}`;
}

/** Whether some words of the copy are the headline that belongs to the text. */
function hasHeadline(words: readonly string[], length: number, digest: string, form: FormMark): boolean {
  for (let from = 0; from + length <= words.length; from += 1) {
    if (wholeMark(words.slice(from, from + length).join(' '), digest) === form.whole) return true;
  }
  return false;
}
