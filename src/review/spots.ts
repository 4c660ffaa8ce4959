import type { KeyPath, Source, Spot } from '../model/source.ts';
import { lineStarts, spotAt } from '../model/spot.ts';
import type { Context } from './rule.ts';

/** The ways to point at something in a Source. Lines are found on first use: a clean file needs none. */
export function spotsIn(source: Source): Pick<Context, 'locate' | 'locateWords' | 'spot'> {
  let known: number[] | undefined;
  const starts = (): number[] => (known ??= lineStarts(source.text));
  const bodyStart = (): number => starts()[source.bodyLine - 1] ?? source.text.length;
  const locate = (path: KeyPath, what: 'key' | 'value'): Spot => source.locate(path, what);
  return {
    locate,
    locateWords: (path, words) => {
      const value = locate(path, 'value');
      const from = (starts()[value.line - 1] ?? 0) + value.column - 1;
      const found = words === '' ? -1 : source.text.indexOf(words, from);
      return found === -1 || found >= bodyStart() ? value : spotAt(starts(), found, words.length);
    },
    spot: (offset, length) => spotAt(starts(), bodyStart() + offset, length),
  };
}
