import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPlainYaml } from '../../src/util/yaml-plain.ts';
import { readFullYaml, readYaml } from '../../src/util/yaml.ts';

const meaning = (bare: string) => (/^[1-9]\d*$/.test(bare) ? Number(bare) : bare);

/** Pieces that stand in front matter, harmless and treacherous, in any order. */
const piece = fc.constantFrom(
  'a',
  'title',
  'x1',
  ': ',
  ':',
  ' ',
  '"',
  "'",
  '#',
  ' #',
  '[',
  ']',
  ', ',
  ',',
  '-',
  '- ',
  '{',
  '}',
  '&a',
  '*a',
  '!x',
  '|',
  '>',
  '%',
  '@',
  '`',
  '?',
  '\\',
  '\n',
  '\n ',
  '\t',
  '~',
  'null',
  'true',
  '24',
  '0123',
  '1e3',
  '12:30',
  '2026-11-13',
  'é',
  '“',
  '\u00a0',
  '\u0085',
  '\u2028',
  '😀',
  '...',
  '---',
  '<<',
  'key: ',
  '\nkey: ',
  'No',
  'St. Louis',
  '26-101',
  '"26-101"',
  '(x)',
);

describe('plain YAML', () => {
  it('means what the full parser says, or is left to it', () => {
    const lines = fc.array(
      fc.tuple(fc.constantFrom('title', 'kind', 'a', 'isIt'), fc.array(piece, { maxLength: 6 })),
    );
    const text = fc.oneof(
      fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
      lines.map((all) => all.map(([key, value]) => `${key}: ${value.join('')}`).join('\n')),
    );
    fc.assert(
      fc.property(text, (yaml) => {
        const plain = readYaml(yaml);
        const full = readFullYaml(yaml);
        expect(plain.troubles).toEqual(full.troubles);
        expect(plain.data ?? {}).toEqual(full.data ?? {});
      }),
      { numRuns: 20_000 },
    );
  });

  it('takes the front matter of an ordinary release', () => {
    const yaml =
      '\ntitle: Lane closed, from 8 a.m. to 14:30\nnumber: "26-101"\nkind: traffic\nareas: [affton, st-ann]\nissue: 24\nnote: \'it is "so"\'\n';
    expect(readPlainYaml(yaml, meaning)).toEqual({
      title: 'Lane closed, from 8 a.m. to 14:30',
      number: '26-101',
      kind: 'traffic',
      areas: ['affton', 'st-ann'],
      issue: 24,
      note: 'it is "so"',
    });
  });

  it.each([
    'a: b: c',
    'a: b #c',
    'a: b:',
    'a: 1\na: 2',
    'a: "b\\n"',
    'a:\n  b: c',
    '- a',
    'a: *b',
    'a: b\tc',
    '"a": b',
    'a: b ',
  ])('leaves %j to the full parser', (yaml) => expect(readPlainYaml(yaml, meaning)).toBeUndefined());
});
