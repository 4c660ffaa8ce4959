import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical, linked, type Happening, type RecordEntry } from '../../src/model/record.ts';
import {
  chainFaults,
  entryFaults,
  readChain,
  readEntries,
  type Fault,
} from '../../src/record/bundle/chain.ts';

const happenings = fc.array(
  fc.record({
    at: fc.nat(),
    what: fc.constantFrom('edition', 'mailing begun', 'approval', 'override'),
    subject: fc.constantFrom('release/26-101@1', 'digest/24@2', ''),
    body: fc
      .dictionary(fc.string(), fc.jsonValue())
      .map((body): Happening['body'] => JSON.parse(JSON.stringify(body))),
  }),
  { minLength: 1, maxLength: 8 },
);

function recordOf(all: readonly Happening[]): RecordEntry[] {
  const entries: RecordEntry[] = [];
  for (const happening of all) entries.push(linked(entries.at(-1), happening));
  return entries;
}

/** The two files in which a bundle has a record. */
function written(entries: readonly RecordEntry[]): { chain: string; record: string } {
  return {
    chain: entries.map(({ number, digest, chain }) => `${number} ${digest} ${chain}\n`).join(''),
    record: entries.map((entry) => `${canonical(entry)}\n`).join(''),
  };
}

function checked({ chain, record }: { chain: string; record: string }): Fault[] {
  const links = readChain(chain, 'chain.txt');
  const entries = readEntries(record, 'record.jsonl');
  return [
    ...links.faults,
    ...chainFaults(links.links, 'chain.txt'),
    ...entries.faults,
    ...entryFaults(entries.entries, links.links, 'record.jsonl'),
  ];
}

function words(faults: readonly Fault[]): string {
  return faults.map(({ where, what }) => `${where}: ${what}`).join('\n');
}

describe('a record', () => {
  it('is unbroken as it was written, in full and in part', () => {
    fc.assert(
      fc.property(happenings, fc.integer({ min: 1, max: 3 }), (all, every) => {
        const entries = recordOf(all);
        const some = entries.filter((_, index) => index % every === 0);
        expect(checked({ ...written(entries), record: written(some).record })).toEqual([]);
      }),
    );
  });

  it('is broken by any other character at any place of any entry, and says at which', () => {
    fc.assert(
      fc.property(
        happenings,
        fc.nat(),
        fc.constantFrom('0', '1', 'x', '"', ' ', '}'),
        (all, place, other) => {
          const { chain, record } = written(recordOf(all));
          const at = place % record.length;
          fc.pre(record[at] !== other);
          const changed = record.slice(0, at) + other + record.slice(at + 1);
          const line = record.slice(0, at).split('\n').length;
          const faults = checked({ chain, record: changed });
          // Of two ways to write the same JSON one is as good as the other; a bundle's own digests name the bytes.
          if (sameJson(record, changed)) return;
          expect(words(faults)).toMatch(
            new RegExp(`entry ${line}\\b|line ${line}\\b|entry \\d+ .*after entry`),
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is broken by any other character in its chain', () => {
    fc.assert(
      fc.property(happenings, fc.nat(), fc.constantFrom('0', 'f', 'x', ' '), (all, place, other) => {
        const { chain, record } = written(recordOf(all));
        const at = place % chain.length;
        fc.pre(chain[at] !== other);
        expect(checked({ record, chain: chain.slice(0, at) + other + chain.slice(at + 1) })).not.toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('is broken by an entry taken out, moved, doubled or put in, and says where', () => {
    fc.assert(
      fc.property(happenings, fc.nat(), (all, place) => {
        const entries = recordOf([...all, ...all]);
        const at = place % (entries.length - 1);
        const without = entries.toSpliced(at, 1);
        expect(words(checked(written(without)))).toContain(
          `entry ${at + 1} is missing before entry ${at + 2}`,
        );
        const moved = without.toSpliced(at + 1, 0, ...entries.slice(at, at + 1));
        expect(words(checked(written(moved)))).toMatch(new RegExp(`entry ${at + 1}\\b`));
        const doubled = entries.toSpliced(at, 0, ...entries.slice(at, at + 1));
        expect(words(checked(written(doubled)))).toContain(`entry ${at + 1} stands after entry ${at + 1}`);
      }),
    );
  });

  it('is broken from the place on where somebody chained other words anew', () => {
    fc.assert(
      fc.property(happenings, fc.nat(), (all, place) => {
        const honest = recordOf([...all, ...all]);
        const at = place % (honest.length - 1);
        const forged = linked(honest[at - 1], { ...honest[at]!, what: 'forged' });
        const links = honest.with(at, forged);
        expect(words(checked(written(links)))).toContain(
          `broken at entry ${at + 2}: its link does not follow from entry ${at + 1}`,
        );
      }),
    );
  });

  it('says the same of the same data in any order of its keys', () => {
    expect(canonical({ b: [1, { d: null, c: 'é' }], a: undefined })).toBe('{"b":[1,{"c":"é","d":null}]}');
    expect(canonical({ c: 1, a: 2 })).toBe(canonical({ a: 2, c: 1 }));
  });
});

function sameJson(a: string, b: string): boolean {
  try {
    return linesOf(a) === linesOf(b);
  } catch {
    return false;
  }
}

function linesOf(text: string): string {
  const lines = text.trim().split('\n');
  return lines.map((line) => canonical(JSON.parse(line))).join('\n');
}
