import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { paginate } from '../../../src/outlets/web/paging.ts';

const counts = fc.integer({ min: 0, max: 400 });
const sizes = fc.integer({ min: 1, max: 30 });

/** A list of `count` items, newest first: the oldest is 1. */
function listOf(count: number): number[] {
  return Array.from({ length: count }, (_, i) => count - i);
}

function leavesOf(count: number, size: number) {
  return [...paginate(listOf(count), size, 'front', (page) => `page ${page}`)];
}

describe('a long list', () => {
  test('has every item on exactly one page, newest first', () => {
    fc.assert(
      fc.property(counts, sizes, (count, size) => {
        expect(leavesOf(count, size).flatMap((leaf) => leaf.items)).toEqual(listOf(count));
      }),
    );
  });

  test('never changes what stands on a numbered page when something new is added', () => {
    fc.assert(
      fc.property(counts, sizes, (count, size) => {
        const numbered = (items: number) =>
          leavesOf(items, size).flatMap((leaf) => (leaf.page === undefined ? [] : [[leaf.path, leaf.items]]));
        const before = numbered(count);
        expect(numbered(count + 1).slice(-before.length || Infinity)).toEqual(before);
      }),
    );
  });

  test('never has a front page with fewer than a page’s items while there are older pages', () => {
    fc.assert(
      fc.property(counts, sizes, (count, size) => {
        const [front, ...rest] = leavesOf(count, size);
        expect(front?.items.length).toBeLessThan(2 * size);
        expect(front?.items.length).toBeGreaterThanOrEqual(rest.length > 0 ? size : 0);
        expect(rest.map((leaf) => leaf.items.length)).toEqual(rest.map(() => size));
      }),
    );
  });

  test('can be walked from the newest page to the oldest and back', () => {
    fc.assert(
      fc.property(counts, sizes, (count, size) => {
        const leaves = leavesOf(count, size);
        for (const [i, leaf] of leaves.entries()) {
          expect(leaf.newer).toBe(leaves[i - 1]?.path);
          expect(leaf.older).toBe(leaves[i + 1]?.path);
        }
      }),
    );
  });

  test('says which of all items a page holds, counted from the oldest', () => {
    const [front, second] = leavesOf(25, 10);
    expect(front).toMatchObject({ from: 11, to: 25 });
    expect(second).toMatchObject({ from: 1, to: 10, page: 1 });
  });
});
