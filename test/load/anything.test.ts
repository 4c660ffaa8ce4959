import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { splitFrontMatter } from '../../src/load/front-matter.ts';
import { readSource } from '../../src/load/load.ts';
import type { Source } from '../../src/model/source.ts';
import { readYaml, yamlPlaces } from '../../src/util/yaml.ts';
import { scratch } from '../support/folder.ts';

/** Pieces of YAML thrown together: likelier to break something than letters alone. */
const pieces = fc.constantFrom(
  'title: ',
  'a: ',
  '- ',
  ': ',
  '\n',
  '\n  ',
  '\n\n',
  ' #',
  '# ',
  '"',
  "'",
  '[',
  ']',
  '{',
  '}',
  ', ',
  '|',
  '>-',
  '&a ',
  '*a',
  '<<: ',
  '!x ',
  '!!js/function ',
  '? ',
  '%YAML 1.1\n',
  '---',
  '...',
  '\t',
  '@',
  '`',
  '__proto__: ',
  'constructor: ',
  'null',
  'true',
  '24',
  '2026-11-13',
  '\\',
  '\r\n',
  'é',
  '警',
  '😀',
);
const yaml = fc.oneof(
  fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

/** Texts, numbers, true, false and nothing, in tables and lists whose prototypes are the usual ones. */
function isPlain(value: unknown): boolean {
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== (Array.isArray(value) ? Array.prototype : Object.prototype)) return false;
  return Object.values(Object(value)).every(isPlain);
}

function isInside(source: Source, path: (string | number)[]): boolean {
  const lines = source.text.split('\n');
  return (['key', 'value'] as const).every((what) => {
    const { line, column, length } = source.locate(path, what);
    const end = lines[line - 1]?.length ?? -1;
    return line > 0 && column > 0 && length >= 0 && column - 1 + length <= end;
  });
}

function pathsOf(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [path, ...entries.flatMap(([key, one]) => pathsOf(one, [...path, key]))];
}

function valueAt(data: unknown, path: (string | number)[]): unknown {
  return path.reduce<unknown>(
    (here, part) => Object.entries(Object(here)).find(([key]) => key === String(part))?.[1],
    data,
  );
}

describe('any text', () => {
  it('is a Source of plain data or findings, each inside the text, and never an error', () => {
    const root = scratch();
    mkdirSync(join(root, 'releases'));
    const file = { path: 'releases/a.md', kind: 'release' } as const;
    const whole = fc.oneof(
      yaml,
      fc.tuple(yaml, yaml).map(([front, body]) => `---\n${front}\n---\n${body}`),
    );
    fc.assert(
      fc.property(whole, (text) => {
        writeFileSync(join(root, file.path), text);
        const { source, findings } = readSource(root, file, { sourceBytes: 100_000 });
        expect(source === undefined && findings.length === 0).toBe(false);
        const lines = text.replace(/^\ufeff/, '').split(/\r\n?|\n/);
        for (const { line, column, length } of findings) {
          expect(line).toBeLessThanOrEqual(lines.length);
          expect(column - 1 + length).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 1);
        }
        if (!source) return;
        expect(source.data).toSatisfy(isPlain);
        expect(source.text.endsWith(source.body)).toBe(true);
        const paths = [...pathsOf(source.data), ['no', 'such', 0], ['a', 7]];
        expect(paths.filter((path) => !isInside(source, path))).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('splits into the lines before the body and the body', () => {
    const front = fc
      .array(fc.constantFrom('a: 1', 'b: x', '# c', ''), { maxLength: 4 })
      .map((lines) => Array.from(new Set(lines)));
    const body = fc.array(fc.constantFrom('x', '---', '', '# y', '    z', '----'), { maxLength: 6 });
    fc.assert(
      fc.property(front, body, (front, body) => {
        const split = splitFrontMatter(['---', ...front, '---', ...body].join('\n'));
        expect(split.remarks).toEqual([]);
        expect(split.body).toBe(body.join('\n'));
      }),
    );
  });
});

describe('any front matter', () => {
  const scalar = fc.oneof(
    fc.integer({ min: -1e9, max: 1e9 }),
    fc.boolean(),
    fc.constant(null),
    fc
      .string({ unit: 'grapheme', maxLength: 30 })
      .filter((text) => !/[\p{Cc}\u2028\u2029\ufeff\ufffe\uffff]/u.test(text) && text.isWellFormed()),
  );
  const key = fc.stringMatching(/^[a-z][a-zA-Z-]{0,8}$/);
  const { table } = fc.letrec((tie) => ({
    table: fc.dictionary(key, tie('value'), { maxKeys: 5, noNullPrototype: true }),
    value: fc.oneof({ maxDepth: 3 }, scalar, fc.array(tie('value'), { maxLength: 3 }), tie('table')),
  }));

  it('that a YAML writer wrote is read as it was meant', () => {
    fc.assert(
      fc.property(table, (data) => {
        const text = stringify(data, {
          version: '1.2',
          defaultStringType: 'QUOTE_DOUBLE',
          defaultKeyType: 'PLAIN',
          aliasDuplicateObjects: false,
        });
        expect(readYaml(text)).toEqual({ data, troubles: [] });
      }),
    );
  });

  it('is found again, every text of it, at its place', () => {
    fc.assert(
      fc.property(table, (data) => {
        const text = stringify(data, {
          defaultStringType: 'QUOTE_DOUBLE',
          defaultKeyType: 'PLAIN',
          lineWidth: 0,
          aliasDuplicateObjects: false,
        });
        const find = yamlPlaces(text);
        const at = (path: (string | number)[], what: 'key' | 'value') => {
          const { offset, length } = find(path, what) ?? { offset: 0, length: 0 };
          return text.slice(offset, offset + length);
        };
        const paths = pathsOf(data);
        const texts = paths.filter((path) => typeof valueAt(data, path) === 'string');
        expect(texts.map((path): unknown => JSON.parse(at(path, 'value')))).toEqual(
          texts.map((path) => valueAt(data, path)),
        );
        const keyed = paths.filter((path) => typeof path.at(-1) === 'string');
        expect(keyed.map((path) => at(path, 'key'))).toEqual(keyed.map((path) => path.at(-1)));
      }),
    );
  });
});
