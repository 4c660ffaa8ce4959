import { diffArrays } from 'diff';
import type { Change } from '../model/correction.ts';

/** How many words stand around a change, so that it can be found. */
const AROUND = 4;
/** Changes that are told one by one; more of them are a new text, and are said to be so. */
const MOST = 12;
/** Words of one change; what is longer is told in several. */
const LONG = 30;
/** A pass never waits longer than this for what changed in one text, ms: two texts may have nothing in common. */
const PATIENCE = 1000;

/**
 * What is different between two texts, place by place, in the order of the text: the words before and after with a few
 * around them. Undefined when they differ in so many places, or in so long a text, that only reading both tells.
 */
export function changesBetween(before: string, after: string): Change[] | undefined {
  const pieces = diffArrays(wordsOf(before), wordsOf(after), { timeout: PATIENCE });
  if (!pieces) return undefined;
  const changes: Change[] = [];
  for (let at = 0; at < pieces.length; at += 1) {
    if (!isChange(pieces[at])) continue;
    const first = at;
    let length = 0;
    while (
      length < LONG &&
      (isChange(pieces[at + 1]) || (isShort(pieces[at + 1]) && isChange(pieces[at + 2])))
    ) {
      at += 1;
      length += pieces[at]?.value.length ?? 0;
    }
    const run = pieces.slice(first, at + 1);
    const lead = lastFew(pieces[first - 1]?.value ?? []);
    const tail = firstFew(pieces[at + 1]?.value ?? []);
    const was = run.flatMap(({ value, added }) => (added ? [] : value));
    const is = run.flatMap(({ value, removed }) => (removed ? [] : value));
    changes.push({ was: [...lead, ...was, ...tail].join(' '), is: [...lead, ...is, ...tail].join(' ') });
  }
  return changes.length > MOST ? undefined : changes;
}

type Piece = { value: string[]; added: boolean; removed: boolean };

function isChange(piece: Piece | undefined): boolean {
  return piece !== undefined && (piece.added || piece.removed);
}

/** Two changes with a word or two between them are read as one. */
function isShort(piece: Piece | undefined): boolean {
  return piece !== undefined && !isChange(piece) && piece.value.length <= 2;
}

function lastFew(words: readonly string[]): string[] {
  return words.length > AROUND ? ['…', ...words.slice(-AROUND)] : [...words];
}

function firstFew(words: readonly string[]): string[] {
  return words.length > AROUND ? [...words.slice(0, AROUND), '…'] : [...words];
}

/** Where lines break says nothing. */
function wordsOf(text: string): string[] {
  return text.trim().split(/\s+/);
}
