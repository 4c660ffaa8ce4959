import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareNumbers, printNumbers } from '../../src/model/numbers.ts';

describe('release numbers in print', () => {
  test('three or more in a row become a range, two do not', () => {
    expect(printNumbers(['26-111', '26-101', '26-103', '26-102'])).toBe('26-101 to 26-103, 26-111');
    expect(printNumbers(['26-102', '26-101'])).toBe('26-101, 26-102');
    expect(printNumbers(['26-99', '26-100', '26-101'])).toBe('26-99 to 26-101');
  });

  test('a range never runs over the turn of a year', () => {
    expect(printNumbers(['26-410', '26-411', '26-412', '27-1', '27-2'])).toBe('26-410 to 26-412, 27-1, 27-2');
  });

  test('nothing prints nothing, and a repeated number is listed once', () => {
    expect(printNumbers([])).toBe('');
    expect(printNumbers(['26-7', '26-7'])).toBe('26-7');
  });

  test('what is printed names exactly the numbers given, whatever their order', () => {
    const number = fc
      .tuple(fc.integer({ min: 24, max: 27 }), fc.integer({ min: 1, max: 30 }))
      .map(([year, count]) => `${year}-${count}`);
    fc.assert(
      fc.property(fc.array(number), (numbers) => {
        expect(readNumbers(printNumbers(numbers))).toEqual([...new Set(numbers)].toSorted(compareNumbers));
      }),
    );
  });
});

function readNumbers(print: string): string[] {
  if (print === '') return [];
  return print.split(', ').flatMap((part) => {
    const [first = '', last = first] = part.split(' to ');
    const [year, from] = first.split('-').map(Number);
    const to = Number(last.split('-')[1]);
    return Array.from({ length: to - Number(from) + 1 }, (_, i) => `${year}-${Number(from) + i}`);
  });
}
