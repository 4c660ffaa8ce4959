type Hardest = { start: number; end: number };

const END = /[.!?]["')\]]*(?=\s+["'([]?\p{Lu})|[.!?:]?(?=\n|$)/gu;
const SHORT =
  /(?:\b(?:Mr|Mrs|Ms|Dr|St|Sgt|Lt|Capt|Det|Jr|Sr|No|Ave|Blvd|Rd|Mo|Jan|Feb|Aug|Sept|Oct|Nov|Dec|[A-Z])|[ap]\.m)$/;

/**
 * The Flesch-Kincaid grade of a text, its words, and its hardest sentence. Lines that are no sentences (items, cells,
 * headings) count as short ones; undefined when there is no sentence.
 */
export function gradeOf(text: string): { grade: number; words: number; hardest: Hardest } | undefined {
  let sentences = 0;
  let words = 0;
  let syllables = 0;
  let start = 0;
  let hardest: (Hardest & { grade: number }) | undefined;
  for (const { 0: stop, index } of text.matchAll(END)) {
    if (
      stop.startsWith('.') &&
      SHORT.test(text.slice(Math.max(0, index - 5), index)) &&
      text[index + 1] !== '\n'
    )
      continue;
    const end = index + stop.length;
    const sentence = text.slice(start, end);
    const found = sentence.match(/\p{L}[\p{L}'-]*/gu) ?? [];
    const begins = start + Math.max(0, sentence.search(/\S/));
    start = end;
    if (found.length < 4 || !/[.!?]/.test(stop)) continue;
    const count = found.reduce((sum, word) => sum + syllablesOf(word), 0);
    sentences += 1;
    words += found.length;
    syllables += count;
    const grade = 0.39 * found.length + 11.8 * (count / found.length) - 15.59;
    if (!hardest || grade > hardest.grade) hardest = { start: begins, end, grade };
  }
  if (!hardest) return undefined;
  return { grade: 0.39 * (words / sentences) + 11.8 * (syllables / words) - 15.59, words, hardest };
}

const counted = new Map<string, number>();
/** Words whose syllables are remembered: a newsroom uses the same few thousand. */
const KEPT = 20_000;

/** Syllables of an English word, as far as its spelling tells. */
export function syllablesOf(word: string): number {
  let syllables = counted.get(word);
  if (syllables === undefined) {
    syllables = countSyllables(word);
    if (counted.size >= KEPT) counted.clear();
    counted.set(word, syllables);
  }
  return syllables;
}

function countSyllables(word: string): number {
  const letters = word.toLowerCase().replace(/[^a-z]/g, '');
  if (letters.length <= 3) return 1;
  const core = letters
    .replace(/(?:[^laeiouy]es|[^aeiouytd]ed|[^laeiouy]e)$/, '')
    .replace(/(?<=[dt]ed)$/, '')
    .replace(/^y/, '');
  const groups = core.match(/[aeiouy]+/g)?.length ?? 0;
  const split = core.match(/(?<![ctg])ia|(?<![cgst])io(?!us)|[^q]ua|eo|[aeiouy]ing$|ea(?=s?$)/g)?.length ?? 0;
  return Math.max(1, groups + (split > 0 ? 1 : 0));
}
