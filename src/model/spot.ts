import type { Spot } from './source.ts';

/** Offsets at which the lines of an LF text begin. */
export function lineStarts(text: string): number[] {
  const starts = [0];
  for (let i = text.indexOf('\n'); i !== -1; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  return starts;
}

/** The line and column (from 1) of an offset; `length` is cut at the end of its line. */
export function spotAt(starts: readonly number[], offset: number, length: number): Spot {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  const start = starts[low] ?? 0;
  const end = starts[low + 1];
  const room = end === undefined ? length : Math.max(0, end - 1 - offset);
  return { line: low + 1, column: offset - start + 1, length: Math.min(length, room) };
}
