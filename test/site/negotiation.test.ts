import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceptedCodings, CODINGS, type Coding } from '../../src/site/files/accept-encoding.ts';
import { MOST_SPANS, spansOf } from '../../src/site/files/ranges.ts';

describe('Accept-Encoding', () => {
  it.each<[string | undefined, Coding[]]>([
    [undefined, ['identity']],
    ['', ['identity']],
    ['gzip, deflate, br, zstd', ['br', 'gzip', 'identity']],
    ['gzip', ['gzip', 'identity']],
    ['x-gzip', ['gzip', 'identity']],
    ['GZIP;Q=0.5 , br ; q=0.4', ['gzip', 'br', 'identity']],
    ['br;q=0, gzip;q=0', ['identity']],
    ['*', ['br', 'gzip', 'identity']],
    ['*;q=0', []],
    ['identity;q=0', []],
    ['identity;q=0, gzip', ['gzip']],
    ['*;q=0, br', ['br']],
    ['identity, gzip;q=0.5', ['identity', 'gzip']],
    ['identity;q=0.2, *;q=0.1', ['identity', 'br', 'gzip']],
    ['gzip;q=1.000, br;q=0.999', ['gzip', 'br', 'identity']],
    ['gzip;q=2', ['identity']],
    ['br;level=3, gzip', ['gzip', 'identity']],
  ])('%j takes %j', (header, accepted) => {
    expect(acceptedCodings(header)).toEqual(accepted);
  });

  it('that names weights gets them in their order, and nothing that it refused', () => {
    const weights = fc.record(
      Object.fromEntries(CODINGS.map((coding) => [coding, fc.integer({ min: 0, max: 1000 })])),
    );
    fc.assert(
      fc.property(weights, (weight) => {
        const header = Object.entries(weight).map(([coding, q]) => `${coding};q=${(q / 1000).toFixed(3)}`);
        const accepted = acceptedCodings(header.join(', '));
        expect([...accepted].toSorted()).toEqual(CODINGS.filter((one) => weight[one] !== 0).toSorted());
        const order = accepted.map((coding) => weight[coding] ?? 0);
        expect(order).toEqual(order.toSorted((a, b) => b - a));
      }),
    );
  });

  it('of any words is read without an error', () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        expect(CODINGS).toEqual(expect.arrayContaining([...acceptedCodings(header)]));
      }),
    );
  });
});

/** A header that asks for so many parts, none of which touch. */
function parts(count: number): string {
  return `bytes=${Array.from({ length: count }, (_, i) => `${i * 3}-${i * 3}`).join()}`;
}

describe('Range', () => {
  it.each([
    ['bytes=0-0', 10, [[0, 0]]],
    ['bytes=0-', 10, [[0, 9]]],
    ['bytes=-3', 10, [[7, 9]]],
    ['bytes=-30', 10, [[0, 9]]],
    ['bytes=5-500', 10, [[5, 9]]],
    ['Bytes = 1-2', 10, undefined],
    ['BYTES=1-2', 10, [[1, 2]]],
    ['bytes=9-', 10, [[9, 9]]],
    ['bytes=10-', 10, []],
    ['bytes=-0', 10, []],
    ['bytes=0-0', 0, []],
    ['bytes=2-1', 10, undefined],
    ['bytes=', 10, undefined],
    ['bytes=-', 10, undefined],
    ['bytes=a-b', 10, undefined],
    ['bytes=1-2-3', 10, undefined],
    ['lines=1-2', 10, undefined],
    ['bytes=0-1,20-30', 10, [[0, 1]]],
    [
      'bytes=0-1, ,8-9',
      10,
      [
        [0, 1],
        [8, 9],
      ],
    ],
    [
      'bytes=5-6,0-1,2-3',
      10,
      [
        [0, 3],
        [5, 6],
      ],
    ],
    ['bytes=0-9,1-2,-5', 10, [[0, 9]]],
    ['bytes=99999999999999999999-', 10, []],
  ])('%j of %i bytes is %j', (header, size, spans) => {
    expect(spansOf(header, size)?.map(({ first, last }) => [first, last])).toEqual(spans);
  });

  it('is ignored when it asks for too many parts', () => {
    expect(spansOf(parts(MOST_SPANS), 1000)).toHaveLength(MOST_SPANS);
    expect(spansOf(parts(MOST_SPANS + 1), 1000)).toBeUndefined();
  });

  const member = fc.oneof(
    fc.tuple(fc.nat(60), fc.nat(60)).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`),
    fc.nat(60).map((a) => `${a}-`),
    fc.nat(60).map((a) => `-${a}`),
  );

  it('gives exactly the bytes that were asked for and are there, each once and in order', () => {
    fc.assert(
      fc.property(fc.array(member, { minLength: 1, maxLength: 6 }), fc.nat(50), (members, size) => {
        const asked = new Set<number>();
        for (const one of members) {
          const [from = '', to = ''] = one.split('-');
          const first = from === '' ? Math.max(0, size - Number(to)) : Number(from);
          const last = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
          for (let at = first; at <= last; at += 1) asked.add(at);
        }
        const spans = spansOf(`bytes=${members.join(', ')}`, size) ?? [];
        const given = spans.flatMap(({ first, last }) =>
          Array.from({ length: last - first + 1 }, (_, i) => first + i),
        );
        expect(given).toEqual([...asked].toSorted((a, b) => a - b));
      }),
    );
  });

  it('of any words is a set of spans inside of the file, or ignored', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(100), (words, size) => {
        for (const { first, last } of spansOf(`bytes=${words}`, size) ?? []) {
          expect(first).toBeGreaterThanOrEqual(0);
          expect(last).toBeGreaterThanOrEqual(first);
          expect(last).toBeLessThan(size);
        }
      }),
    );
  });
});
