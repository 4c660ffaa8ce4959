import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changesBetween, factChanges } from '../../src/correction/correction.ts';

const BEFORE =
  'A 34-year-old man was charged Thursday with stealing from three vehicles.\nOfficers found them about 2:15 a.m. near Lemay Ferry Road. He is Bob Smith.';

describe('what changed', () => {
  it('is told place by place, with a few words around it', () => {
    expect(changesBetween(BEFORE, BEFORE.replace('34', '43').replace('Bob', 'Rob'))).toEqual([
      { was: 'A 34-year-old man was charged Thursday …', is: 'A 43-year-old man was charged Thursday …' },
      { was: '… Ferry Road. He is Bob Smith.', is: '… Ferry Road. He is Rob Smith.' },
    ]);
  });

  it('is nothing when only lines break elsewhere', () => {
    expect(changesBetween(BEFORE, BEFORE.replaceAll(' ', '\n'))).toEqual([]);
  });

  it('is not listed when the text is another one', () => {
    const other = Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? `w${i}` : 'and')).join(' ');
    expect(changesBetween(other, other.replace(/w/g, 'v').replace(/and/g, 'or so and'))).toBeUndefined();
  });

  it('names every word that went and came, for any two texts', () => {
    const words = fc
      .array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 })
      .map((list) => list.join(' '));
    fc.assert(
      fc.property(words, words, (before, after) => {
        const changes = changesBetween(before, after) ?? [];
        const gone = before.split(' ').filter((word) => !after.split(' ').includes(word));
        for (const word of gone) expect(changes.map(({ was }) => was).join(' ')).toContain(word);
        expect(changes.length === 0).toBe(before.trim() === after.trim());
      }),
    );
  });
});

describe('a fact that changed', () => {
  it.each([
    ['a number', '34', '43'],
    ['a day', 'Thursday', 'Friday'],
    ['a time', '2:15', '2:50'],
    ['a name', 'Bob', 'Rob'],
    ['a place', 'Lemay Ferry', 'Telegraph'],
    ['a charge', 'stealing', 'robbery'],
    ['a "not"', 'was charged', 'was not charged'],
  ])('is found: %s', (_, from, to) => {
    expect(factChanges(BEFORE, BEFORE.replace(from, to))).not.toEqual([]);
  });

  it.each([
    ['a comma', 'vehicles.', 'vehicles,'],
    ['a slip of the pen', 'Officers found', 'Officers fonud'],
    ['two sentences in one', 'Road. He is', 'Road; he is'],
    ['an article', 'with stealing', 'with the stealing'],
  ])('is not seen in %s', (_, from, to) => {
    expect(factChanges(BEFORE, BEFORE.replace(from, to))).toEqual([]);
  });
});
