import { copiedWords } from '../../model/copied-words.ts';

/** How many words in a row make a place of a copy one of the edition's. */
const RUN = 4;
/** How far words may have moved against each other and still belong to one text: what was added or left out between. */
const DRIFT = 25;

/**
 * The words of a copy that stand where an edition's text would: what stands around it (a site's menus, a mail's greeting)
 * is not compared. Found by the runs of words that both have once; empty when they have none in common.
 */
export function regionOf(edition: readonly string[], copy: readonly string[]): string[] {
  const places = runsOf(copy);
  const shared: { from: number; at: number }[] = [];
  for (const [run, from] of runsOf(edition)) {
    const at = places.get(run) ?? -1;
    if (from >= 0 && at >= 0) shared.push({ from, at });
  }
  if (shared.length === 0) return [];
  const shifts = shared.map(({ from, at }) => at - from).toSorted((a, b) => a - b);
  const middle = shifts[Math.floor(shifts.length / 2)] ?? 0;
  const drift = Math.max(DRIFT, edition.length / 8);
  const ours = shared
    .filter(({ from, at }) => Math.abs(at - from - middle) <= drift)
    .toSorted((a, b) => a.from - b.from);
  const [first, last] = [ours[0], ours.at(-1)];
  if (!first || !last) return [];
  return copy.slice(Math.max(0, first.at - first.from), last.at + edition.length - last.from);
}

/** Where each run of words stands; -1 for one that stands at several places. */
function runsOf(words: readonly string[]): Map<string, number> {
  const places = new Map<string, number>();
  for (let at = 0; at + RUN <= words.length; at += 1) {
    const run = words.slice(at, at + RUN).join(' ');
    places.set(run, places.has(run) ? -1 : at);
  }
  return places;
}

/** The words of a text, to be compared word by word. */
export function comparable(text: string): string[] {
  return copiedWords(text);
}
