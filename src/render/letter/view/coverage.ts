import { compareNumbers, printNumbers } from '../../../model/numbers.ts';
import type { ShelvedIssue } from '../../../model/shelf.ts';
import { fill, type Words } from '../words.ts';

/** Which releases an issue covers and which it leaves out, in sentences; null where there is nothing to say. */
export type CoverageView = { covers: string; leftOut: string | null; withdrawn: string | null };

/** A longer list of numbers or reasons than this is left to the page on the web, when the issue is shortened so far. */
const LONG = 400;

/** With `short`, lists that would fill a screen become their count. */
export function coverageView(shelved: ShelvedIssue, words: Words, short: boolean): CoverageView {
  return {
    covers: coversSentence(shelved, words, short),
    leftOut: leftOutSentence(shelved, words, short),
    withdrawn:
      shelved.withdrawn.length === 0
        ? null
        : fill(words.withdrawn, { numbers: ranges(shelved.withdrawn, words) }),
  };
}

function coversSentence(shelved: ShelvedIssue, words: Words, short: boolean): string {
  const numbers = shelved.covers.map((story) => story.release.number).toSorted(compareNumbers);
  const [first = ''] = numbers;
  if (numbers.length === 0) return words.coversNone;
  if (numbers.length === 1) return fill(words.coversOne, { numbers: first });
  const listed = ranges(numbers, words);
  if (short && listed.length > LONG) {
    return fill(words.coversMany, { count: numbers.length, first, last: numbers.at(-1) ?? '' });
  }
  return fill(words.covers, { numbers: listed });
}

function leftOutSentence({ omitted }: ShelvedIssue, words: Words, short: boolean): string | null {
  if (omitted.length === 0) return null;
  const list = omitted.map(({ number, reason }) => `${number} (${reason})`).join('; ');
  if (short && list.length > LONG) return fill(words.leftOutMany, { count: omitted.length });
  return fill(words.leftOut, { list });
}

function ranges(numbers: readonly string[], words: Words): string {
  return printNumbers(numbers).replaceAll(' to ', words.to);
}
