import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSizeName, sizeAddress, sizeAddresses } from '../../src/model/photo.ts';

const name = fc
  .tuple(
    fc.stringMatching(/^[a-z][a-z.-]{0,8}$/),
    fc.constantFrom('.jpg', '.JPG', '.jpeg', '.png', '.webp', '.gif', '.png.jpg', '.webp.jpg'),
  )
  .map(([stem, ending]) => `/releases/photos/${stem}${ending}`)
  .filter((address) => !isSizeName(address));

describe('the address of a size', () => {
  it('is its photo’s with the width before the ending', () => {
    expect(sizeAddress('/releases/photos/bridge.jpg', '', false)).toBe('/releases/photos/bridge.jpg');
    expect(sizeAddress('/releases/photos/bridge.jpg', '800w', false)).toBe(
      '/releases/photos/bridge.800w.jpg',
    );
    expect(sizeAddress('/releases/photos/map.png', '1200w', true)).toBe('/releases/photos/map.1200w.png.jpg');
  });

  it('is no other photo’s, and no size of another one', () => {
    fc.assert(
      fc.property(name, name, (one, other) => {
        fc.pre(one !== other);
        const taken = new Set(sizeAddresses(one));
        expect(sizeAddresses(other).filter((address) => taken.has(address))).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it('is a name that no photo of an officer may have', () => {
    fc.assert(
      fc.property(name, (address) => {
        expect(sizeAddresses(address).slice(1).every(isSizeName)).toBe(true);
      }),
    );
  });
});
