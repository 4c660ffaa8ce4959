import { expect, test } from 'vitest';
import { likelyTime } from '../../src/review/times.ts';
import { sourceTools } from './folder.ts';

test.for([
  ['11/13/2026', '2026-11-13'],
  ['1/5/2026 9:05', '2026-01-05 09:05'],
  ['11-13-2026', '2026-11-13'],
  ['2026/11/13', '2026-11-13'],
  ['2026-1-5', '2026-01-05'],
  ['2026-11-13 2:30 pm', '2026-11-13 14:30'],
  ['2026-11-13 12 a.m.', '2026-11-13 00:00'],
  ['2026-11-13 12:15 P.M.', '2026-11-13 12:15'],
  ['2026-11-13T14:30:00-06:00', '2026-11-13 14:30'],
  ['Nov. 13, 2026, 2:30 p. m.', '2026-11-13 14:30'],
  ['november 13th 2026', '2026-11-13'],
  ['2026-02-30', undefined],
  ['13/11/2026', undefined],
  ['2026-11-13', undefined],
  ['Friday', undefined],
  ['2026-11-13 at noon', '2026-11-13'],
  ['', undefined],
])('“%s” is most likely %s', ([text, guess]) => {
  expect(likelyTime(text ?? '', sourceTools.instant)).toBe(guess);
});
