import { describe, expect, test } from 'vitest';
import { CATALOGUE } from '../../src/review/review.ts';
import { corpusNewsroom, judge, readCases, scores, type Score } from './corpus/corpus.ts';

const LEAST = 0.95;

const newsroom = corpusNewsroom();
const cases = readCases(`${import.meta.dirname}/corpus`);
const outcomes = cases.map((one) => judge(one, newsroom));
const blocking = new Set(
  CATALOGUE.filter(({ severity }) => severity === 'error').map(({ id }) => id.split('/')[0] ?? id),
);

function table(all: readonly Score[], title: string): string {
  const lines = all.map(({ family, cases, extra, missed, precision, recall }) =>
    [
      family.padEnd(8),
      String(cases).padStart(5),
      String(extra).padStart(6),
      String(missed).padStart(7),
      precision.toFixed(2).padStart(10),
      recall.toFixed(2).padStart(7),
    ].join(' '),
  );
  return [title, 'family   cases  extra  missed  precision  recall', ...lines, ''].join('\n');
}

describe('the labelled corpus', () => {
  test('has at least 150 cases, and near misses for half of them', () => {
    const harmless = cases.filter(({ expected }) => expected.length === 0);
    expect(cases.length).toBeGreaterThanOrEqual(150);
    expect(harmless.length / cases.length).toBeGreaterThan(0.45);
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  });

  test('prints precision and recall of every family', () => {
    const held = outcomes.filter(({ case: { heldOut } }) => heldOut !== undefined);
    process.stdout.write(`\n${table(scores(outcomes), `all ${outcomes.length} cases`)}\n`);
    process.stdout.write(`${table(scores(held), `of them held out: ${held.length}`)}\n`);
    expect(held.length).toBeGreaterThanOrEqual(cases.length / 3);
  });

  test.for(scores(outcomes).filter(({ family }) => blocking.has(family)))(
    '$family finds what it must and little else',
    ({ precision, recall }) => {
      expect(precision).toBeGreaterThanOrEqual(LEAST);
      expect(recall).toBeGreaterThanOrEqual(LEAST);
    },
  );

  test('has a case for every family that it is about', () => {
    const families = new Set(cases.flatMap(({ expected }) => expected.map(({ family }) => family)));
    const ids = new Set(
      CATALOGUE.map(({ id }) => id.split('/')[0] ?? id).filter((id) => /^(?:[PFS]\d\d)$/.test(id)),
    );
    expect([...ids].filter((id) => !families.has(id))).toEqual([]);
  });
});
