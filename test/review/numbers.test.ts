import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blockOf } from '../../src/review/rules/privacy/addresses.ts';
import { isCard, isIban, isLuhn, isRouting } from '../../src/review/rules/privacy/numbers.ts';
import { gradeOf, syllablesOf } from '../../src/review/rules/style/grade.ts';
import { isDrift } from '../../src/review/story/spelling.ts';

describe('the check digit of a card', () => {
  const digits = fc.string({
    unit: fc.constantFrom(...Array.from('0123456789')),
    minLength: 1,
    maxLength: 18,
  });
  const withCheck = digits.map(
    (body) => Array.from('0123456789', (digit) => body + digit).find(isLuhn) ?? '',
  );

  test('is one and only one for any digits', () => {
    fc.assert(
      fc.property(digits, (body) => {
        expect(Array.from('0123456789', (digit) => body + digit).filter(isLuhn)).toHaveLength(1);
      }),
    );
  });

  test('is wrong after any one digit changes', () => {
    fc.assert(
      fc.property(withCheck, fc.nat(), fc.integer({ min: 1, max: 9 }), (number, place, change) => {
        const at = place % number.length;
        const digit = (Number(number[at]) + change) % 10;
        expect(isLuhn(number.slice(0, at) + String(digit) + number.slice(at + 1))).toBe(false);
      }),
    );
  });

  test('makes a card together with issuer and length', () => {
    for (const card of [
      '4111 1111 1111 1111',
      '5500-0000-0000-0004',
      '3782 822463 10005',
      '6011000990139424',
    ])
      expect(isCard(card)).toBe(true);
    for (const other of ['4111 1111 1111 1112', '9400 1000 0000 0000', '1234 5678 9012 3452', '411111'])
      expect(isCard(other)).toBe(false);
  });
});

test('routing numbers and international accounts have check digits too', () => {
  expect([isRouting('081000210'), isRouting('081000211'), isRouting('08100021')]).toEqual([
    true,
    false,
    false,
  ]);
  expect(isIban('DE89 3704 0044 0532 0130 00')).toBe(true);
  expect(isIban('DE89 3704 0044 0532 0130 01')).toBe(false);
});

test.for([
  ['8721', '8721 Link Avenue', 'the 8700 block of Link Avenue'],
  ['77', '77 Kinswood Lane', 'the unit block of Kinswood Lane'],
  ['1510', '1510 S. Broadway, Apt. 4', 'the 1500 block of S. Broadway'],
])('the block of %s', ([number, address, block]) => {
  expect(blockOf(number ?? '', address ?? '')).toBe(block);
});

test.for([
  ['officer', 3],
  ['police', 2],
  ['the', 1],
  ['investigation', 5],
  ['charged', 1],
  ['wanted', 2],
  ['vehicle', 3],
  ['driver', 2],
  ['area', 3],
  ['committee', 3],
] as const)('%s has %i syllables', ([word, count]) => {
  expect(syllablesOf(word)).toBe(count);
});

test('a plain text has a low grade, and an office’s has a high one', () => {
  expect(
    gradeOf('The man got out of the car. He ran to a shed. An officer found him there.')?.grade,
  ).toBeLessThan(4);
  expect(
    gradeOf(
      'Notwithstanding administrative determinations, municipalities communicate organizational preferences.',
    )?.grade,
  ).toBeGreaterThan(16);
  expect(gradeOf('- 5 p.m.\n- 6 p.m.')).toBeUndefined();
});

describe('a name spelled two ways', () => {
  test.for([
    ['jonathan breckman', 'jonathon breckman'],
    ['jose garcia', 'josé garcía'],
    ['katherine oswalt', 'katharine oswalt'],
    ['maria fernandez', 'maria fernandes'],
  ])('%s, %s', ([a, b]) => {
    expect([isDrift(a ?? '', b ?? ''), isDrift(b ?? '', a ?? '')]).toEqual([true, true]);
  });

  test.for([
    ['mark smith', 'mary smith'],
    ['john smith', 'joan smith'],
    ['robert hall', 'roberta hall'],
    ['daniel cole', 'danielle cole'],
    ['marcus holloway', 'martin holloway'],
    ['ann lee', 'ann lee'],
  ])('but not %s, %s', ([a, b]) => {
    expect(isDrift(a ?? '', b ?? '')).toBe(false);
  });
});
