import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSource } from '../../src/load/load.ts';
import type { Read } from '../../src/model/source.ts';
import { printed } from './printed.ts';

const BAD = join(import.meta.dirname, 'bad');

/** Each file of `bad/` with the findings that it must raise, all of them and no other. */
const EXPECTED: Record<string, string[]> = {
  'alias-bomb.md': ['2:4+12 error yaml/anchor', '3:4+15 error yaml/anchor', '4:5+2 error yaml/alias'],
  'alias.md': ['2:8+6 error yaml/alias'],
  'anchor.md': ['2:8+11 error yaml/anchor'],
  'at-sign.md': ['2:8+18 error yaml/start'],
  'binary-tag.md': ['2:8+8 error yaml/tag'],
  'blank.md': ['1:1+0 error file/empty'],
  'bracket-too-many.md': ['2:16+1 error yaml/bracket'],
  'closed-by-a-rule.md': ['5:1+37 error front-matter/unclosed'],
  'closed-by-a-table.md': ['7:1+7 error front-matter/fence'],
  'colon.md': ['3:8+19 error yaml/colon'],
  'crooked-list.md': ['4:4+11 error yaml/indent'],
  'cut-by-number-sign.md': ['2:22+21 warning yaml/comment'],
  'directive.md': ['2:1+1 error yaml/start'],
  'duplicate-key.md': ['4:1+5 error yaml/duplicate-key'],
  'empty.md': ['1:1+0 error file/empty'],
  'escape.md': ['2:11+1 error yaml/escape'],
  'four-hyphens.md': ['1:1+4 error front-matter/fence'],
  'indented-key.md': ['3:3+14 error yaml/indent'],
  'js-tag.md': ['2:8+13 error yaml/tag'],
  'language-js.md': ['1:4+2 error front-matter/language'],
  'language-json.md': ['1:5+4 error front-matter/language'],
  'late.md': ['3:3+3 error front-matter/late'],
  'list-as-key.md': ['2:3+6 error yaml/key'],
  'list-on-key-line.md': ['2:8+8 error yaml/start'],
  'list.md': ['2:1+7 error front-matter/shape'],
  'merge.md': ['3:1+2 error yaml/merge'],
  'missing.md': ['1:1+0 error front-matter/missing'],
  'never-closed.md': ['1:1+3 error front-matter/unclosed'],
  'no-blank.md': ['3:1+17 error yaml/line'],
  'no-colon.md': ['3:1+6 error yaml/line'],
  'open-brace.md': ['2:9+12 error yaml/bracket'],
  'open-bracket.md': ['2:8+17 error yaml/bracket'],
  'open-quote.md': ['2:8+12 error yaml/quote'],
  'percent.md': ['2:8+16 error yaml/start'],
  'prose-between-rules.md': ['3:1+26 error front-matter/shape'],
  'proto.md': ['2:1+9 error yaml/key'],
  'quote-in-quotes.md': ['2:12+9 error yaml/quote'],
  'second-document.md': ['4:1+14 error yaml/documents'],
  'tab.md': ['3:1+1 error yaml/tab'],
  'tag.md': ['2:8+10 error yaml/tag'],
  'text-after-fence.md': ['3:1+9 error front-matter/fence'],
  'text-after-fold.md': ['2:12+8 error yaml/line'],
  'text-after-quote.md': ['2:15+6 error yaml/quote'],
  'three-at-once.md': ['2:8+19 error yaml/colon', '3:16+1 error yaml/comma', '4:10+7 error yaml/start'],
  'toml.md': ['1:1+0 error front-matter/missing'],
};

/** Files that are read all the same: a warning never stops anything. */
const READABLE = new Set(['cut-by-number-sign.md']);

function readBad(path: string): Read {
  return readSource(BAD, { path, kind: 'release' }, { sourceBytes: 1_000_000 });
}

describe('a bad file', () => {
  for (const [path, findings] of Object.entries(EXPECTED)) {
    it(`is told at its place: ${path}`, () => {
      const read = readBad(path);
      expect(read.findings.map(printed)).toEqual(findings);
      expect(read.source !== undefined).toBe(READABLE.has(path));
    });
  }

  it('is in the list when it is in the folder', () => {
    expect(Object.keys(EXPECTED).toSorted()).toEqual(readdirSync(BAD).toSorted());
  });

  it('is told what it is, why it matters and what to do', () => {
    const findings = Object.keys(EXPECTED).flatMap((path) => readBad(path).findings);
    const unclear = findings.filter(
      ({ what, why, fix }) =>
        ![what, why, fix].every((words) => /^["“A-Z].{8,}/.test(words)) || !why.endsWith('.'),
    );
    expect(unclear).toEqual([]);
  });

  it('runs no code', () => {
    expect('ran' in globalThis).toBe(false);
  });
});
