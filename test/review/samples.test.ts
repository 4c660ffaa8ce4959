import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CATALOGUE } from '../../src/review/review.ts';
import { testNewsroom } from '../support/newsroom.ts';
import { parseExpected, printed, wordsOf } from './expected.ts';
import { reviewFolder } from './folder.ts';

const BAD = join(import.meta.dirname, 'bad');
const GOOD = join(import.meta.dirname, 'good');
const newsroom = testNewsroom((raw) => {
  Object.assign(raw, { limits: { photoBytes: 1000 } });
  // Kinds with the flags that the checks of privacy, fair trial and style look at.
  Object.assign(raw['kinds'] ?? {}, {
    appeal: { name: 'Appeal', plural: 'Appeals', incident: true },
    case: { name: 'Case', plural: 'Cases', incident: true, boilerplate: ['accusation'] },
    assault: { name: 'Assault', plural: 'Assaults', incident: true, sensitive: ['sex-crime'] },
    force: { name: 'Use of force', plural: 'Uses of force', incident: true, useOfForce: true },
  });
  Object.assign(raw['contacts'] ?? {}, { mail: { name: 'Front desk', email: 'desk@newsroom.example.gov' } });
});

function newsroomsIn(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => ['releases', 'digest'].some((part) => existsSync(join(folder, name, part))))
    .toSorted();
}

describe('a folder of bad input raises exactly its findings, each at its place', () => {
  test.for(newsroomsIn(BAD))('%s', async (rule) => {
    const { findings } = await reviewFolder(join(BAD, rule), newsroom);
    const expected = parseExpected(readFileSync(join(BAD, rule, 'expected.txt'), 'utf8'));

    expect(findings.map(printed)).toEqual(expected.map(({ finding }) => finding));
    for (const [index, { says }] of expected.entries()) {
      for (const words of says) expect(findings[index] && wordsOf(findings[index])).toContain(words);
    }
    expect(findings.map((finding) => finding.rule)).toContain(rule);
  });
});

describe('what only looks like a slip stays silent', () => {
  test.for(newsroomsIn(GOOD))('%s', async (name) => {
    const { findings, publications, sources } = await reviewFolder(join(GOOD, name), newsroom);

    expect(findings.map((finding) => `${printed(finding)} ${finding.what}`)).toEqual([]);
    expect(publications).toHaveLength(sources.size);
  });
});

describe('the catalogue', () => {
  test('names every rule once', () => {
    const ids = CATALOGUE.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('has a folder of bad input for every rule', () => {
    expect(newsroomsIn(BAD)).toEqual(CATALOGUE.map(({ id }) => id).toSorted());
  });

  test('says of every rule what it finds and where it comes from', () => {
    for (const { about, source } of CATALOGUE) expect(`${about} ${source}`).toMatch(/^\S.{10,}\S$/);
  });

  test('has every finding’s severity', async () => {
    const severities = new Map(CATALOGUE.map(({ id, severity }) => [id, severity]));
    for (const rule of newsroomsIn(BAD)) {
      const { findings } = await reviewFolder(join(BAD, rule), newsroom);
      for (const finding of findings)
        expect([finding.rule, severities.get(finding.rule)]).toEqual([finding.rule, finding.severity]);
    }
  });
});

test('every finding says what is wrong, why it matters and what to do, as whole sentences', async () => {
  for (const rule of newsroomsIn(BAD)) {
    const { findings } = await reviewFolder(join(BAD, rule), newsroom);
    for (const { what, why, fix } of findings) {
      expect(what).toMatch(/^[\p{Lu}"<{[“].*[^.]$/su);
      expect(why).toMatch(/^\p{Lu}.*\.$/su);
      expect(fix).toMatch(/^\p{Lu}.*[.?…)]$/su);
    }
  }
});
