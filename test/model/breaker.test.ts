import { describe, expect, it } from 'vitest';
import { breakerWords } from '../../src/model/breaker.ts';

const LIMITS = { share: 0.3, from: 50 };

describe('an audience', () => {
  it.each([
    [1203, 98_211, 'it would go to 1,203, the last one went to 98,211'],
    [131, 100, 'it would go to 131, the last one went to 100'],
    [69, 100, 'it would go to 69, the last one went to 100'],
    [5, 50, 'it would go to 5, the last one went to 50'],
    [60, 0, 'it would go to 60, the last one went to nobody'],
    [130, 100, undefined],
    [70, 100, undefined],
    [2, 49, undefined],
    [49, 2, undefined],
  ])('of %i after one of %i', (audience, same, words) => {
    expect(breakerWords(audience, { same, any: same }, LIMITS)).toBe(words);
  });

  it('of nobody waits when anybody was mailed before', () => {
    const nobody = 'it would go to nobody, the last one went to 12';
    expect(breakerWords(0, { same: 12, any: 12 }, LIMITS)).toBe(nobody);
    expect(breakerWords(0, { same: undefined, any: 12 }, LIMITS)).toBe(nobody);
  });

  it('that is the first is compared with nothing', () => {
    const before = { same: undefined, any: undefined };
    expect([0, 5, 100_000].map((count) => breakerWords(count, before, LIMITS))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(breakerWords(20, { same: undefined, any: 500 }, LIMITS)).toBeUndefined();
  });
});
