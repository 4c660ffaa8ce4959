import type { KeyPath, Source, Spot } from '../model/source.ts';
import { lineStarts, spotAt } from '../model/spot.ts';

/** The ways to point at something in a Source; each costs time, so only what is marked is looked for. */
export type Spots = {
  /** Where a key or a value of the front matter stands. */
  locate: (path: KeyPath, what: 'key' | 'value') => Spot;
  /** Where words stand within a value of the front matter; the whole value when they are not found. */
  locateWords: (path: KeyPath, words: string) => Spot;
  /** Where a stretch of the body stands, by its offset in `source.body`. */
  spot: (offset: number, length: number) => Spot;
  /** Where words stand that begin `offset` behind the start of a spot; the spot itself when they are not there. */
  spotWithin: (at: Spot, offset: number, words: string) => Spot;
};

/** Points into one Source. Its lines are found on first use: a clean file needs none. */
export function spotsIn(source: Source): Spots {
  let known: number[] | undefined;
  const starts = (): number[] => (known ??= lineStarts(source.text));
  const bodyStart = (): number => starts()[source.bodyLine - 1] ?? source.text.length;
  const offsetOf = ({ line, column }: Spot): number => (starts()[line - 1] ?? 0) + column - 1;
  const locate = (path: KeyPath, what: 'key' | 'value'): Spot => source.locate(path, what);
  return {
    locate,
    locateWords: (path, words) => {
      const value = locate(path, 'value');
      const found = words === '' ? -1 : source.text.indexOf(words, offsetOf(value));
      return found === -1 || found >= bodyStart() ? value : spotAt(starts(), found, words.length);
    },
    spotWithin: (at, offset, words) => {
      const start = offsetOf(at) + offset;
      return words !== '' && source.text.startsWith(words, start)
        ? spotAt(starts(), start, words.length)
        : at;
    },
    spot: (offset, length) => spotAt(starts(), bodyStart() + offset, length),
  };
}
