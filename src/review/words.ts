import { nearest } from '../model/remark.ts';

/** A value of a file as a message quotes it: in double quotes, on one line, at most 60 characters. */
export function quote(value: string): string {
  const line = value.replace(/\s+/g, ' ').trim();
  return `"${line.length > 60 ? `${line.slice(0, 59)}…` : line}"`;
}

/** Advice for a word that is not among the ones it must be one of. */
export function choose(word: string, candidates: readonly string[]): string {
  const guess = nearest(word, candidates);
  const all = candidates.length === 0 ? 'There is none yet.' : `Use one of: ${candidates.join(', ')}.`;
  return guess === undefined ? all : `Did you mean "${guess}"? ${all}`;
}

/** "26-101, 26-102, 26-103 and 4 more". */
export function listed(words: readonly string[], most = 3): string {
  if (words.length <= most + 1) return words.join(', ').replace(/, ([^,]*)$/, ' and $1');
  return `${words.slice(0, most).join(', ')} and ${words.length - most} more`;
}
