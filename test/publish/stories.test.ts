import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placesInStories, type Told } from '../../src/publish/stories.ts';
import { aRelease } from '../support/shelf.ts';

/** A release that was out; its count is also the order in which they came out. */
function told(count: number, updates?: number, verb?: Told['verb']): Told {
  const release = aRelease(count, updates === undefined ? {} : { updates: `26-${100 + updates}` });
  return { release, publicAt: release.publicAt, verb };
}

function short(number: string): string {
  return number.replace('26-', '');
}

/** "102: update 1 of 101, before it 101; then 103" */
function lines(all: readonly Told[]): string[] {
  return [...placesInStories(all)]
    .map(([number, { update, updatedBy }]) => {
      const what = update
        ? `update ${update.count} of ${short(update.first)}, before it ${update.earlier.map((one) => `${short(one.number)}${one.said ? '' : ' (gone)'}`).join(' ')}`
        : 'first';
      return `${short(number)}: ${what}; then ${updatedBy.map(short).join(' ')}`;
    })
    .toSorted();
}

describe('the updates of a story', () => {
  it('are counted in the order in which they came out, whichever release of the story they name', () => {
    const expected = [
      '101: first; then 102 103 104',
      '102: update 1 of 101, before it 101; then 103 104',
      '103: update 2 of 101, before it 102 101; then 104',
      '104: update 3 of 101, before it 103 102 101; then ',
    ];
    expect(lines([told(1), told(2, 1), told(3, 1), told(4, 1)])).toEqual(expected);
    expect(lines([told(1), told(2, 1), told(3, 2), told(4, 3)])).toEqual(expected);
    expect(lines([told(4, 1), told(3, 2), told(2, 1), told(1)])).toEqual(expected);
  });

  it('keep their count when one of them is taken back, and never point to it as the newest', () => {
    expect(lines([told(1), told(2, 1, 'kill'), told(3, 2), told(4, 1, 'withdrawn')])).toEqual([
      '101: first; then 103',
      '102: update 1 of 101, before it 101; then 103',
      '103: update 2 of 101, before it 102 (gone) 101; then ',
      '104: update 3 of 101, before it 103 102 (gone) 101; then ',
    ]);
  });

  it('are counted from 1 also when the release that began the story is gone or not known', () => {
    expect(lines([told(1, undefined, 'kill'), told(2, 1)])).toEqual([
      '101: first; then 102',
      '102: update 1 of 101, before it 101 (gone); then ',
    ]);
    expect(lines([told(2, 1), told(3, 1)])).toEqual([
      '102: update 1 of 101, before it ; then 103',
      '103: update 2 of 101, before it 102; then ',
    ]);
  });

  it('leave releases alone that no story has', () => {
    expect(lines([told(1), told(2)])).toEqual([]);
  });

  it('have each count once, without a gap, and stay as they were when another comes out, whatever names what', () => {
    const names = fc.array(fc.option(fc.nat(11), { nil: undefined }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(names, (chosen) => {
        // A release names only what came before it, as review demands.
        const all = chosen.map((name, i) => told(i, name === undefined || i === 0 ? undefined : name % i));
        const places = placesInStories(all);
        const counts = new Map<string, number[]>();
        for (const { update } of places.values()) {
          if (update) counts.set(update.first, [...(counts.get(update.first) ?? []), update.count]);
        }
        for (const story of counts.values()) {
          expect(story.toSorted((a, b) => a - b)).toEqual(story.map((_, i) => i + 1));
        }
        const before = placesInStories(all.slice(0, -1));
        for (const [number, { update }] of before) expect(places.get(number)?.update).toEqual(update);
      }),
    );
  });

  it('end also when they name each other in a circle', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5), { minLength: 1, maxLength: 6 }), (chosen) => {
        const all = chosen.map((name, i) => told(i, name));
        expect(placesInStories(all).size).toBe(all.length);
      }),
    );
  });
});
