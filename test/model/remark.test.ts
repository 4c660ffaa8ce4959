import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { IssueFrontMatter } from '../../src/model/issue.ts';
import { ReleaseFrontMatter } from '../../src/model/release.ts';
import { findingsOf, nameOf } from '../../src/model/remark.ts';
import { describeAt, keysAt } from '../../src/model/schema.ts';
import type { KeyPath } from '../../src/model/source.ts';

const SOUND = {
  title: 'Lane closed on Link Avenue',
  number: '26-101',
  kind: 'traffic',
  release: 'immediate',
  date: '2026-11-13',
  dateline: 'CLAYTON, Mo.',
  summary: 'One lane is closed.',
};

/** What is told of some data: rule, what was pointed at, what is said, what to do. */
function told(schema: z.ZodType, data: unknown): { rule: string; at: string; what: string; fix: string }[] {
  const places: string[] = [];
  const findings = findingsOf(schema.safeParse(data).error?.issues ?? [], {
    file: 'releases/a.md',
    data,
    locate: (path, what) => ({ line: places.push(`${what} ${path.join('.')}`), column: 1, length: 1 }),
    knownKeys: (path) => keysAt(schema, path),
    describe: (path, what) => describeAt(schema, path, what),
  });
  return findings.map(({ rule, line, what, fix }) => ({ rule, at: places[line - 1] ?? '', what, fix }));
}

describe('a complaint of a schema', () => {
  it('names a misspelt key, offers the right one, and does not call that one missing', () => {
    const { title, ...rest } = SOUND;
    expect(told(ReleaseFrontMatter, { ...rest, tilte: title })).toEqual([
      {
        rule: 'front-matter/unknown-key',
        at: 'key tilte',
        what: '"tilte" is not a key that Newsdesk knows',
        fix: 'Did you mean "title"?',
      },
    ]);
  });

  it('does not offer a key that is there already', () => {
    expect(told(ReleaseFrontMatter, { ...SOUND, titles: 'x' })[0]?.fix).toContain(
      'use one of: status, areas',
    );
  });

  it('finds a misspelt key in a list', () => {
    const photos = [
      { file: 'a.jpg', alt: 'A' },
      { file: 'b.jpg', alt: 'B', captoin: 'C' },
    ];
    expect(told(ReleaseFrontMatter, { ...SOUND, photos })).toEqual([
      {
        rule: 'front-matter/unknown-key',
        at: 'key photos.1.captoin',
        what: '"captoin" in entry 2 of "photos" is not a key that Newsdesk knows',
        fix: 'Did you mean "caption"?',
      },
    ]);
  });

  it('says what a missing or an empty key is for', () => {
    const { dateline: _, ...rest } = SOUND;
    const findings = told(ReleaseFrontMatter, { ...rest, kind: null, summary: '' });
    expect(findings.map(({ rule, at, what }) => [rule, at, what])).toEqual([
      ['front-matter/empty', 'key kind', '"kind" is empty'],
      ['front-matter/missing-key', 'key dateline', '"dateline" is missing'],
      ['front-matter/empty', 'key summary', '"summary" is empty'],
    ]);
    expect(findings[1]?.fix).toBe('Add "dateline:". What belongs there: CLAYTON, Mo.');
    expect(findings[2]?.fix).toContain(
      'What belongs there: One or two sentences for lists, feeds and previews.',
    );
  });

  const values: [claim: string, change: Record<string, unknown>, rule: string, what: string, fix: string][] =
    [
      [
        'a number for a text',
        { title: 911 },
        'type',
        '"title" must be a text, but it is 911',
        'Put it in quotes: "911".',
      ],
      [
        'a text for a list',
        { areas: 'affton' },
        'type',
        '"areas" must be a list, but it is the text "affton"',
        'Write a list: [affton].',
      ],
      [
        'a list for a text',
        { kind: ['a'] },
        'type',
        '"kind" must be a text, but it is a list',
        'Write one text on the line of the key.',
      ],
      [
        'a text for a table',
        { photos: ['a.jpg'] },
        'type',
        'entry 1 of "photos" must be a table of keys, but it is the text "a.jpg"',
        'indented',
      ],
      [
        'a misspelt choice',
        { status: 'redy' },
        'choice',
        '"status" is "redy", which is not one of its choices',
        'Did you mean "ready"?',
      ],
      [
        'a strange choice',
        { status: 'xyz' },
        'choice',
        '"status" is "xyz"',
        'Write one of: draft, ready, withdrawn.',
      ],
      [
        'a number of another form',
        { number: '2026/1' },
        'form',
        '"number" is "2026/1"',
        'What belongs there: Serial number, never reused: "26-123".',
      ],
      [
        'a text that is too long',
        { title: 'x'.repeat(161) },
        'too-much',
        '"title" has 161 characters; the most is 160',
        'Bring it down to 160.',
      ],
    ];
  for (const [claim, change, rule, what, fix] of values) {
    it(`is about ${claim}`, () => {
      const [only, ...others] = told(ReleaseFrontMatter, { ...SOUND, ...change });
      expect(others).toEqual([]);
      expect(only?.rule).toBe(`front-matter/${rule}`);
      expect(only?.what).toContain(what);
      expect(only?.fix).toContain(fix);
    });
  }

  it('is about a number in quotes', () => {
    const issue = { issue: '24', date: '2026-11-20', title: 'No. 24', summary: 'A lane.' };
    expect(told(IssueFrontMatter, issue)).toEqual([
      {
        rule: 'front-matter/type',
        at: 'value issue',
        what: '"issue" must be a whole number, but it is the text "24"',
        fix: 'Write it without quotes: 24.',
      },
    ]);
  });

  it('comes once for each place', () => {
    const schema = z.strictObject({ a: z.string().min(5).regex(/^x/).max(2) });
    expect(told(schema, { a: 'abc' })).toHaveLength(1);
  });

  it('passes on what a check of our own says', () => {
    const schema = z.strictObject({ a: z.string().refine(() => false, 'the moon is full') });
    expect(told(schema, { a: 'abc' })[0]?.what).toBe('"a": the moon is full');
  });
});

describe('the name of a path', () => {
  const names: [KeyPath, string][] = [
    [['title'], '"title"'],
    [['photos', 1, 'alt'], '"alt" in entry 2 of "photos"'],
    [['areas', 0], 'entry 1 of "areas"'],
    [[], 'the file'],
  ];
  for (const [path, name] of names) it(`is ${name}`, () => expect(nameOf(path)).toBe(name));
});

describe('a schema', () => {
  it('knows its keys and what belongs where, below lists, tables by id and what may be absent', () => {
    const schema = z.strictObject({
      list: z.array(z.strictObject({ x: z.string().optional().meta({ description: 'an x' }) })).optional(),
      byId: z
        .record(
          z.string().meta({ description: 'an id' }),
          z.strictObject({ y: z.string().meta({ description: 'a y' }).optional() }),
        )
        .default({}),
    });
    expect(keysAt(schema, [])).toEqual(['list', 'byId']);
    expect(keysAt(schema, ['list', 7])).toEqual(['x']);
    expect(keysAt(schema, ['byId', 'any'])).toEqual(['y']);
    expect(keysAt(schema, ['byId'])).toEqual([]);
    expect(keysAt(schema, ['toString', 'nothing'])).toEqual([]);
    expect(describeAt(schema, ['list', 0, 'x'], 'value')).toBe('an x');
    expect(describeAt(schema, ['byId', 'any', 'y'], 'value')).toBe('a y');
    expect(describeAt(schema, ['byId', 'any'], 'key')).toBe('an id');
    expect(describeAt(schema, ['list'], 'key')).toBeUndefined();
  });
});
