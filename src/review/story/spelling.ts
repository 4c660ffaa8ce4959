import type { Front } from '../front.ts';
import type { Prose } from '../prose/prose.ts';
import { bareName } from './names.ts';
import type { Story } from './story.ts';

/** A name in the text that is nearly another one. */
export type Drift = { start: number; end: number; name: string; other: string };

const PAIR = /(?<![\p{L}])\p{Lu}\p{L}[\p{L}'-]*(?: \p{Lu}\.)?(?: \p{Lu}\p{L}[\p{L}'-]*){1,3}/gu;

/** Names of the text that are nearly, and not quite, one of "people" or another one of the text. */
export function spellings({ front, story, prose }: { front: Front; story: Story; prose: Prose }): Drift[] {
  if (front.type !== 'release') return [];
  const listed = story.people.flatMap(({ name }) => name ?? []);
  if (listed.length === 0 && story.names.length < 2) return [];
  const known =
    listed.length > 0 ? listed : story.names.filter(({ name }) => name.includes(' ')).map(({ name }) => name);
  const ages = new Map(story.names.map(({ name, age }) => [bareName(name), age]));
  for (const { name, age } of story.people)
    if (name !== undefined && age !== undefined) ages.set(bareName(name), age);
  const exact = new Set(listed.map(bareName));
  const drifts: Drift[] = [];
  const told = new Set<string>();
  for (const { 0: all, index } of prose.text.matchAll(PAIR)) {
    for (const { name, offset } of windows(all)) {
      const bare = bareName(name);
      if (exact.has(bare) || told.has(bare)) continue;
      const other = known.find(
        (one) => isDrift(bare, bareName(one)) && !differ(ages.get(bare), ages.get(bareName(one))),
      );
      if (other === undefined || told.has(`${bareName(other)}!`)) continue;
      told.add(bare);
      if (listed.length === 0) {
        // The first spelling counts as the right one.
        if (prose.text.indexOf(other) > index) continue;
        told.add(`${bare}!`);
      }
      drifts.push({ start: index + offset, end: index + offset + name.length, name, other });
      break;
    }
  }
  return drifts;
}

/** Every run of two to four words in some words with capitals: "Bond for Jonathon Breckman" may hold a name. */
function* windows(all: string): Generator<{ name: string; offset: number }> {
  const words = all.split(' ');
  for (let size = Math.min(4, words.length); size >= 2; size -= 1) {
    for (let first = 0; first + size <= words.length; first += 1) {
      const offset = words.slice(0, first).reduce((sum, word) => sum + word.length + 1, 0);
      yield { name: words.slice(first, first + size).join(' '), offset };
    }
  }
}

function differ(a: number | undefined, b: number | undefined): boolean {
  return a !== undefined && b !== undefined && a !== b;
}

/**
 * Whether two bare names are one name spelled two ways: as many parts, all alike but one, and that one of five letters
 * or more with one letter changed, added, lost or swapped; two in a part of eight or more. Mary and Mark stay two. An accent
 * more or less is a drift as well.
 */
export function isDrift(a: string, b: string): boolean {
  if (a === b) return false;
  if (withoutAccents(a) === withoutAccents(b)) return true;
  const [one, two] = [a.split(' '), b.split(' ')];
  if (one.length !== two.length) return false;
  const unlike = one.flatMap((part, index) =>
    part === two[index] ? [] : [[part, two[index] ?? ''] as const],
  );
  const [pair] = unlike;
  if (unlike.length !== 1 || !pair) return false;
  const [first, second] = pair;
  const shortest = Math.min(first.length, second.length);
  if (shortest < 5 || first[0] !== second[0]) return false;
  if (GENDERED.test(`${first} ${second}`)) return false;
  const cost = distance(first, second);
  return cost === 1 || (cost === 2 && shortest >= 8);
}

function withoutAccents(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '');
}

/** Pairs that differ by an ending and are two names: Robert and Roberta, Daniel and Daniela. */
const GENDERED = /^(\p{L}+)(?:o|e|)? \1(?:a|e|ine|ette|la|le)$|^(\p{L}+)(?:a|e|ine|ette|la|le) \2(?:o|e|)?$/u;

function distance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((above[j] ?? 9) + 1, (row[j - 1] ?? 9) + 1, (above[j - 1] ?? 9) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 9) + 1);
      row.push(cost);
    }
    before = above;
    above = row;
  }
  return above[b.length] ?? 9;
}
