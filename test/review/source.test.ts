import { hash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/model/finding.ts';
import { reviewSource } from '../../src/review/review.ts';
import { testNewsroom } from '../support/newsroom.ts';
import { sourceTools } from './folder.ts';
import { aSource, SOUND } from './source.ts';

const newsroom = testNewsroom();
const review = (source: ReturnType<typeof aSource>): ReturnType<typeof reviewSource> =>
  reviewSource(source, newsroom, sourceTools);
const rules = (findings: readonly Finding[]): string[] => findings.map(({ rule }) => rule);

describe('a sound release', () => {
  test('becomes a publication with every field filled', () => {
    const source = aSource(
      {
        ...SOUND,
        release: '2026-11-24 09:00 CST',
        areas: ['affton', 'jennings', 'affton'],
        report: '26-4711',
        unit: 'traffic',
        contact: 'media',
        photos: [{ file: 'photos/lane.png', alt: 'A lane behind cones', credit: 'St. Louis County' }],
        updates: '26-99',
        expires: '2026-12-01',
        language: 'es',
      },
      { body: '## When\n\nUntil noon in **St. Louis**. See [the plan](../digest/24.md#plan).\n' },
    );
    const { publication, body, findings } = review(source);

    expect(findings).toEqual([]);
    expect(body?.blocks).toHaveLength(2);
    expect(publication).toEqual({
      type: 'release',
      path: 'releases/2026-11-13-link-avenue.md',
      digest: hash('sha256', 'f1 t1'),
      parts: { front: 'f1', text: 't1' },
      number: '26-101',
      slug: 'link-avenue',
      title: SOUND.title,
      kind: 'traffic',
      status: 'ready',
      date: '2026-11-13',
      publicAt: Date.UTC(2026, 10, 24, 15),
      embargoed: true,
      expiresAt: Date.UTC(2026, 11, 1, 6),
      dateline: SOUND.dateline,
      summary: SOUND.summary,
      lead: 'Until noon in St. Louis.',
      areas: ['affton', 'jennings'],
      report: '26-4711',
      unit: 'traffic',
      contact: 'media',
      photos: [
        {
          file: 'photos/lane.png',
          path: 'releases/photos/lane.png',
          alt: 'A lane behind cones',
          credit: 'St. Louis County',
        },
      ],
      audience: ['subscribers'],
      updates: '26-99',
      language: 'es',
      words: 9,
      references: [{ kind: 'link', target: 'digest/24.md', line: 5, column: 34, length: 32 }],
    });
  });

  test('never asks where anything stands', () => {
    const source = aSource(SOUND);
    expect(review(source).findings).toEqual([]);
    expect(source.asked).toEqual([]);
  });

  test('is public from its own date when it is immediate', () => {
    expect(review(aSource(SOUND)).publication).toMatchObject({
      publicAt: Date.UTC(2026, 10, 13, 20, 30),
      embargoed: false,
    });
  });

  test('without a paragraph leads with its summary', () => {
    const { publication } = review(
      aSource(SOUND, { body: '- **When:** Friday noon\n- **Where:** Affton\n' }),
    );
    expect(publication).toMatchObject({ lead: SOUND.summary, words: 5 });
  });
});

describe('a sound issue', () => {
  test('becomes a publication that goes out at the cadence’s time of day', () => {
    const data = {
      issue: 24,
      date: '2026-11-20',
      title: 'Information Digest No. 24',
      summary: 'What happened.',
      lead: '26-101',
      omit: [{ number: '26-102', reason: 'for the court' }],
      sections: ['traffic'],
    };
    const { publication, findings } = review(aSource(data, { kind: 'issue', path: 'digest/24.md' }));

    expect(findings).toEqual([]);
    expect(publication).toEqual({
      ...data,
      type: 'issue',
      path: 'digest/24.md',
      digest: hash('sha256', 'f1 t1'),
      parts: { front: 'f1', text: 't1' },
      status: 'ready',
      publicAt: Date.UTC(2026, 10, 20, 16),
      language: 'en',
      references: [],
    });
  });
});

describe('a file with findings', () => {
  test('is still a publication when its number and its minute are known', () => {
    const { publication, findings } = review(aSource({ ...SOUND, kind: 'trafic', areas: ['closed'] }));
    expect(rules(findings)).toEqual(['L01', 'kind/unknown']);
    expect(publication).toMatchObject({ number: '26-101', kind: 'trafic' });
  });

  test('is none when its minute is unknown', () => {
    expect(review(aSource({ ...SOUND, date: '2026-02-30' })).publication).toBeUndefined();
    expect(review(aSource({ ...SOUND, release: 'soon' })).publication).toBeUndefined();
    expect(review(aSource({ ...SOUND, number: 'soon' })).publication).toBeUndefined();
  });

  test('has the findings of its other keys and of its text beside those of the schema', () => {
    const data = { ...SOUND, number: 101, kind: 'trafic', date: '2026-11-14' };
    const { findings } = review(aSource(data, { body: 'Police said TK.\n' }));
    expect(rules(findings).toSorted()).toEqual(['C02', 'front-matter/type', 'kind/unknown', 'name/date']);
  });

  test('has them too when it is a draft', () => {
    const { publication, findings } = review(aSource({ ...SOUND, status: 'draft' }, { body: '' }));
    expect(rules(findings)).toEqual(['body/empty']);
    expect(publication).toMatchObject({ status: 'draft' });
  });
});

describe('a withdrawn release', () => {
  test('is never stopped by words that nobody will read', () => {
    const data = { ...SOUND, status: 'withdrawn', areas: ['closed'], title: 'Lane closed on TK Avenue' };
    const { publication, findings } = review(aSource(data, { body: 'Dear {{ name }}, ![](x.png)\n' }));
    expect(findings).toEqual([]);
    expect(publication).toMatchObject({ status: 'withdrawn' });
  });
});

describe('whatever stands in the front matter', () => {
  const keys = [...Object.keys(SOUND), 'areas', 'photos', 'audience', 'updates', 'expires', 'status', 'unit'];
  const anyRelease = fc.record(
    Object.fromEntries(keys.map((key) => [key, fc.oneof(fc.anything(), fc.string(), fc.array(fc.string()))])),
    { requiredKeys: [] },
  );
  const almostSound = anyRelease.chain((data) =>
    fc.subarray(keys).map((kept) => Object.assign({}, data, pick(SOUND, kept))),
  );

  test('a review ends with a publication or with findings', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.dictionary(fc.string(), fc.anything()), almostSound),
        fc.string(),
        (data, body) => {
          for (const kind of ['release', 'issue'] as const) {
            const { publication, findings } = review(aSource(data, { kind, body }));
            expect(publication !== undefined || findings.length > 0).toBe(true);
          }
        },
      ),
    );
  });
});

function pick(from: Record<string, unknown>, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(keys.filter((key) => key in from).map((key) => [key, from[key]]));
}
