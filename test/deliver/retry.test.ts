import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tryAgainAt } from '../../src/deliver/retry.ts';

const MINUTE = 60_000;

describe('a deferred delivery', () => {
  it.each([
    [1, 1],
    [2, 5],
    [3, 15],
    [4, 60],
    [5, 60],
    [99, 60],
  ])('waits after attempt %i for %i minutes', (attempts, minutes) => {
    expect(tryAgainAt(1000, attempts, () => 0)).toBe(1000 + minutes * MINUTE);
  });

  it('never waits less than its time, nor much more', () => {
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), random, (attempts, number) => {
        const least = tryAgainAt(0, attempts, () => 0);
        const chosen = tryAgainAt(0, attempts, () => number);
        expect(Number.isInteger(chosen)).toBe(true);
        expect(chosen).toBeGreaterThanOrEqual(least);
        expect(chosen).toBeLessThanOrEqual(least * 1.2);
      }),
    );
  });
});
