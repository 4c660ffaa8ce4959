import type { Finding, Place } from './finding.ts';
import { lineStarts, spotAt } from './spot.ts';

/** A remark that is still pinned to an offset of a text instead of a line and column. */
export type Unplaced = Omit<Finding, keyof Place | 'related'> & { offset: number; length: number };

/** Pins remarks on a text to the lines of its file. */
export function placed(file: string, text: string, remarks: readonly Unplaced[]): Finding[] {
  if (remarks.length === 0) return [];
  const starts = lineStarts(text);
  return remarks.map(({ offset, length, ...remark }) => ({
    file,
    ...spotAt(starts, offset, length),
    ...remark,
  }));
}
