import { stripVTControlCharacters } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excerpt } from '../../src/cli/excerpt.ts';
import { findingsJson, printFindings, type ReportOptions } from '../../src/cli/report.ts';
import type { Finding } from '../../src/model/finding.ts';

const TEXT = '---\ntitle: Police: two arrested\nkind: arest\n---\nText.\n';
const PLAIN: ReportOptions = { textOf: () => TEXT, color: false, width: 80 };

function aFinding(change: Partial<Finding> = {}): Finding {
  return {
    file: 'releases/2026-11-13-a.md',
    line: 2,
    column: 8,
    length: 20,
    rule: 'yaml/colon',
    severity: 'error',
    what: 'A text with ": " in it must stand in quotes',
    why: 'It can be understood in more than one way.',
    fix: 'Write it so: "Police: two arrested"',
    ...change,
  };
}

/** The sum at the end of a report. */
function last(findings: Finding[], files?: number): string | undefined {
  const report = printFindings(findings, { ...PLAIN, ...(files !== undefined && { files }) });
  return report.trimEnd().split('\n').at(-1);
}

/** Letters with the columns that a terminal gives them, as the report shows them. */
const LETTERS: Record<string, number> = {
  a: 1,
  ' ': 1,
  '\t': 4,
  警: 2,
  é: 1,
  'e\u0301': 1,
  한: 2,
  '（': 2,
  '\u0007': 1,
  '😀': 2,
};

function columns(letters: string[]): number {
  return letters.reduce((sum, letter) => sum + (LETTERS[letter] ?? 0), 0);
}

describe('a printed report', () => {
  it('says where, which rule, how grave, what, why and what to do, with a mark under the words', () => {
    expect(printFindings([aFinding()], PLAIN)).toBe(
      [
        'releases/2026-11-13-a.md:2:8 yaml/colon error',
        '  A text with ": " in it must stand in quotes',
        '    1 | ---',
        '  > 2 | title: Police: two arrested',
        '      |        ^^^^^^^^^^^^^^^^^^^^',
        '    3 | kind: arest',
        '  why: It can be understood in more than one way.',
        '  do:  Write it so: "Police: two arrested"',
        '',
        '1 error in 1 file.',
        '',
      ].join('\n'),
    );
  });

  it('is in reading order, whatever the order of the findings', () => {
    const findings = [aFinding({ line: 3, column: 7 }), aFinding({ file: 'digest/24.md' }), aFinding()];
    const places = printFindings(findings, PLAIN).match(/^\S+:\d+:\d+/gm);
    expect(places).toEqual([
      'digest/24.md:2:8',
      'releases/2026-11-13-a.md:2:8',
      'releases/2026-11-13-a.md:3:7',
    ]);
  });

  it('shows the other places that a finding is about', () => {
    const related = [{ file: 'releases/b.md', line: 3, column: 7, length: 5, what: 'the same kind' }];
    expect(printFindings([aFinding({ related })], PLAIN)).toContain(
      [
        '  see releases/b.md:3:7 — the same kind',
        '    2 | title: Police: two arrested',
        '  > 3 | kind: arest',
        '      |       ^^^^^',
      ].join('\n'),
    );
  });

  it('has no excerpt for a file as a whole, for one that cannot be read, or for a line that is gone', () => {
    for (const finding of [aFinding({ line: 1, column: 1, length: 0 }), aFinding({ line: 99 })]) {
      expect(printFindings([finding], PLAIN)).not.toContain('|');
    }
    expect(printFindings([aFinding()], { ...PLAIN, textOf: () => undefined })).not.toContain('|');
  });

  it('ends with a sum', () => {
    const warning = aFinding({ severity: 'warning', file: 'digest/24.md' });
    expect(last([aFinding(), aFinding(), warning])).toBe('2 errors and 1 warning in 2 files.');
    expect(last([aFinding(), warning], 14)).toBe('1 error and 1 warning in 2 of 14 files.');
    expect(last([warning], 1)).toBe('1 warning in 1 of 1 file.');
    expect(last([], 14)).toBe('No findings in 14 files.');
    expect(last([])).toBe('No findings.');
  });

  it('has colour only when it is asked for, and says the same then', () => {
    const plain = printFindings([aFinding()], PLAIN);
    const colored = printFindings([aFinding()], { ...PLAIN, color: true });
    expect(plain).not.toContain('\u001b');
    expect(colored).toContain('\u001b[31m');
    expect(stripVTControlCharacters(colored)).toBe(plain);
  });

  it('breaks its words at the width of the terminal', () => {
    const long = aFinding({ why: 'word '.repeat(60).trim(), what: 'word '.repeat(60).trim() });
    for (const width of [40, 80, 500]) {
      const lines = printFindings([long], { ...PLAIN, width }).split('\n');
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(Math.min(width, 120) + 6);
    }
  });

  it('lets nothing in a file command the terminal', () => {
    const hostile = 'a\u001b]0;owned\u0007b\u202ec\u009bd';
    const finding = aFinding({
      file: `${hostile}.md`,
      what: hostile,
      why: hostile,
      fix: hostile,
      line: 1,
      column: 2,
    });
    const report = printFindings([finding], { ...PLAIN, textOf: () => `${hostile}\n` });
    expect(report.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(report).toContain('␛]0;owned␇');
  });
});

describe('an excerpt', () => {
  const line = fc.array(fc.constantFrom(...Object.keys(LETTERS)), { minLength: 1, maxLength: 60 });
  it('has its mark under the words, whatever letters stand before them', () => {
    fc.assert(
      fc.property(line, fc.nat(59), fc.integer({ min: 1, max: 9 }), (letters, from, count) => {
        const at = Math.min(from, letters.length - 1);
        const before = letters.slice(0, at);
        const words = letters.slice(at, at + count);
        const column = before.join('').length + 1;
        const frame = excerpt(
          ['x', letters.join(''), 'y'],
          { line: 2, column, length: words.join('').length },
          400,
        );
        const mark = frame.split('\n').find((shown) => /^ +\|.*\^/.test(shown)) ?? '';
        expect(mark.indexOf('^') - mark.indexOf('|') - 2).toBe(columns(before));
        expect(mark.split('^').length - 1).toBe(columns(words));
      }),
    );
  });

  it('of a long line shows the words, within the width', () => {
    fc.assert(
      fc.property(
        fc.nat(3000),
        fc.integer({ min: 40, max: 120 }),
        fc.integer({ min: 1, max: 12 }),
        (before, width, length) => {
          const text = `${'.'.repeat(before)}${'W'.repeat(length)}${'.'.repeat(2000)}`;
          const shown = excerpt([text], { line: 1, column: before + 1, length }, width).split('\n');
          expect(Math.max(...shown.map((line) => line.length))).toBeLessThanOrEqual(width);
          expect(shown[0]?.indexOf('W')).toBe(shown[1]?.indexOf('^'));
          expect(shown[0]?.split('W')).toHaveLength(length + 1);
        },
      ),
    );
  });

  it('marks the end of a line that is cut short there', () => {
    expect(excerpt(['title:'], { line: 1, column: 7, length: 0 }, 80)).toBe('> 1 | title:\n    |       ^');
  });
});

describe('findings for other programs', () => {
  it('have a version, sums, every field, and the reading order', () => {
    const findings = [aFinding({ line: 3, severity: 'warning' }), aFinding()];
    expect(JSON.parse(findingsJson(findings, 14))).toEqual({
      version: 1,
      files: 14,
      errors: 1,
      warnings: 1,
      overridden: 0,
      findings: [
        { ...aFinding(), related: [] },
        { ...aFinding({ line: 3, severity: 'warning' }), related: [] },
      ],
      stripped: [],
    });
    expect(JSON.parse(findingsJson([]))).toEqual({
      version: 1,
      errors: 0,
      warnings: 0,
      overridden: 0,
      findings: [],
      stripped: [],
    });
  });
});
