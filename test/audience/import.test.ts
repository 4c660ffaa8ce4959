import { Readable } from 'node:stream';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tableHeader, tableLines } from '../../src/audience/export.ts';
import { plainConsent } from '../../src/audience/row.ts';
import { readSubscribers, type ImportOptions } from '../../src/audience/import.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { ListRow } from '../../src/model/list-row.ts';

const NOW = Date.UTC(2026, 10, 20, 16);
const DAY = 86_400_000;
const OPTIONS: ImportOptions = {
  file: 'list.csv',
  kinds: ['traffic', 'arrest'],
  areas: ['affton'],
  at: NOW,
  consent: 'import 2026-11-20 list.csv',
  instant: (date) => (/^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T06:00:00Z`) : undefined),
  language: 'en',
};

async function read(
  table: string | AsyncIterable<Uint8Array | string>,
  options: Partial<ImportOptions> = {},
) {
  const subscribers: ListRow[] = [];
  const findings: Finding[] = [];
  let rows = 0;
  let ignored: readonly string[] = [];
  for await (const batch of readSubscribers(table, { ...OPTIONS, ...options })) {
    subscribers.push(...batch.taken);
    findings.push(...batch.findings);
    ({ rows, ignored } = batch);
  }
  return { subscribers, findings, rows, ignored };
}

/** The only finding of a table that has exactly one. */
async function onlyFinding(table: string | AsyncIterable<Uint8Array>): Promise<Finding | undefined> {
  const { findings } = await read(table);
  expect(findings).toHaveLength(1);
  return findings[0];
}

describe('a table of subscribers', () => {
  it('is read by the names in its first line, whatever else it holds and however they are written', async () => {
    const table = 'Name,E-Mail,Topics,Since\nJane Doe,jane@example.org,digest; kind:Traffic,2026-11-13\n';
    expect(await read(table)).toEqual({
      subscribers: [
        {
          address: 'jane@example.org',
          topics: ['digest', 'kind:traffic'],
          confirmedAt: Date.UTC(2026, 10, 13, 6),
          consent: 'import 2026-11-20 list.csv',
          line: 2,
          raw: 'Jane Doe,jane@example.org,digest; kind:Traffic,2026-11-13\n',
        },
      ],
      findings: [],
      rows: 1,
      ignored: ['Name'],
    });
  });

  it.each([
    ['commas', 'address,topics\na@example.org,digest releases\n'],
    ['semicolons', 'address;topics\na@example.org;digest,releases\n'],
    ['tabs', 'address\ttopics\na@example.org\tdigest;releases\n'],
    ['Windows line ends', 'address,topics\r\na@example.org,digest|releases\r\n'],
    ['quotation marks', '"address","topics"\n"a@example.org","digest,releases"\n'],
    ['a byte-order mark', '\uFEFFaddress,topics\na@example.org,digest;releases'],
    ['blank lines', 'address,topics\n\n , \na@example.org, digest;releases\n\n'],
  ])('may be written with %s', async (_, table) => {
    const { subscribers, findings } = await read(table);
    expect(findings).toEqual([]);
    expect(subscribers).toMatchObject([{ address: 'a@example.org', topics: ['digest', 'releases'] }]);
  });

  it('may come from a spreadsheet in UTF-16', async () => {
    const table = Buffer.from('\uFEFFaddress\tname\na@example.org\tZoë\n', 'utf16le');
    const { subscribers, findings } = await read(Readable.from([table.subarray(0, 9), table.subarray(9)]));
    expect(findings).toEqual([]);
    expect(subscribers).toMatchObject([{ address: 'a@example.org' }]);
  });

  it('asks for the Digest as of now where it says no more', async () => {
    const { subscribers } = await read('email\na@example.org\n');
    expect(subscribers).toMatchObject([{ topics: ['digest'], confirmedAt: NOW }]);
  });

  it('gives addresses in one form: trimmed, the domain in lower case and ASCII', async () => {
    const { subscribers } = await read('email\n Jane.Doe@Example.ORG \nrita@köln.example\n');
    expect(subscribers.map(({ address }) => address)).toEqual([
      'Jane.Doe@example.org',
      'rita@xn--kln-sna.example',
    ]);
  });

  it('is read by headings that the officer names, and not at all when there is no such column', async () => {
    const table = 'Mail der Person,Opt-in date,email\na@example.org,2026-11-13,x@example.org\n';
    const naming = { address: 'mail der person', confirmed: 'Opt-in date' };
    const { subscribers } = await read(table, { naming });
    expect(subscribers).toMatchObject([{ address: 'a@example.org', confirmedAt: Date.UTC(2026, 10, 13, 6) }]);
    const none = await read(table, { naming: { address: 'Correo' } });
    expect(none.subscribers).toEqual([]);
    expect(none.findings).toMatchObject([
      { rule: 'list/header', fix: 'Name one of: Mail der Person, Opt-in date, email' },
    ]);
  });

  it('says for each row where its consent comes from, and its language, when it has such columns', async () => {
    const { subscribers } = await read(
      'email,consent,language\na@example.org,"paper form,\n12 May",ES\nb@example.org,,en\nc@example.org,,\n',
    );
    expect(subscribers).toMatchObject([
      { consent: 'paper form, 12 May', language: 'es' },
      { consent: 'import 2026-11-20 list.csv', language: '' },
      { consent: 'import 2026-11-20 list.csv' },
    ]);
    expect(subscribers[2]).not.toHaveProperty('language');
  });

  it('knows who left the list that it comes from', async () => {
    const { subscribers } = await read(
      'email,unsubscribed,why\na@example.org,2026-11-12,complaint\nb@example.org,2026-11-12,?\nc@example.org,,\n',
    );
    const at = Date.UTC(2026, 10, 12, 6);
    expect(subscribers.map(({ left }) => left)).toEqual([
      { at, why: 'complaint' },
      { at, why: 'asked' },
      undefined,
    ]);
  });

  it('reads back what was exported, formulas defused and all, with those who left', async () => {
    const local = fc.stringMatching(/^[a-z0-9'+-]{0,11}[a-z0-9]$/);
    const one = fc.record(
      {
        topics: fc.uniqueArray(fc.constantFrom('digest', 'releases', 'kind:arrest')),
        language: fc.constantFrom('', 'es', 'zh-Hant'),
        confirmedAt: fc.integer({ min: 0, max: NOW }),
        consent: fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.stringMatching(/^[='+@\t-]{1,3}.{0,5}$/),
          fc.string({ unit: 'grapheme' }),
        ),
        leftAt: fc.integer({ min: 0, max: NOW }),
        leftWhy: fc.constantFrom('asked' as const, 'bounced' as const),
      },
      { requiredKeys: ['topics', 'language', 'confirmedAt', 'consent'] },
    );
    await fc.assert(
      fc.asyncProperty(fc.dictionary(local, one), async (people) => {
        const list = Object.entries(people).map(([name, person], id) => {
          return Object.assign({ id, address: `${name}@example.org` }, person);
        });
        const table = tableHeader(true) + tableLines(list, true);
        const { subscribers, findings } = await read(table);
        expect(findings).toEqual([]);
        expect(subscribers).toHaveLength(list.length);
        for (const [index, person] of list.entries()) {
          const { address, topics, language, confirmedAt, consent, leftAt, leftWhy } = person;
          expect(subscribers[index]).toMatchObject({
            address,
            topics,
            confirmedAt,
            consent: plainConsent(consent) || OPTIONS.consent,
            ...(language !== '' && { language }),
            ...(leftAt !== undefined && { left: { at: leftAt, why: leftWhy ?? 'asked' } }),
          });
        }
        // Within quotation marks a comma is no cell's beginning.
        const cells = [...table.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",\n]*))/gm)];
        const formulas = cells
          .map(([, quoted, plain]) => quoted ?? plain ?? '')
          .filter((cell) => /^[=+\-@]/.test(cell));
        expect(formulas).toEqual([]);
      }),
      { examples: [[{ a: { topics: [], language: '', confirmedAt: 0, consent: '-,=' } }]] },
    );
  });
});

describe('a table with mistakes', () => {
  it.each([
    ['list/address', 1, 'jane.example.org,digest', '"jane.example.org" is not an address'],
    ['list/address', 1, ',digest', 'no address in this row'],
    ['list/address', 1, 'a@example.org b@example.org,digest', 'is not an address'],
    ['list/address', 1, '"a@example.org\r\nBcc: x@example.org",digest', 'is not an address'],
    ['list/address', 1, 'Jane <jane@example.org>,digest', 'is not an address'],
    ['list/address', 1, `${'x'.repeat(65)}@example.org,digest`, 'is not an address'],
    ['list/address', 1, 'a@127.0.0.1,digest', 'is not an address'],
    ['list/topic', 15, 'a@example.org,digset', '"digset" is not a topic'],
    ['list/topic', 22, 'a@example.org,digest;kind:trafic', '"kind:trafic" is not a topic'],
  ])('names the place: %s in column %i of %s', async (rule, column, row, what) => {
    const finding = await onlyFinding(`address,topics\nb@example.org,digest\n${row}\nc@example.org,digest\n`);
    expect(finding).toMatchObject({ file: 'list.csv', line: 3, column, rule, severity: 'error' });
    expect(finding?.what).toContain(what);
    const { subscribers } = await read(
      `address,topics\nb@example.org,digest\n${row}\nc@example.org,digest\n`,
    );
    expect(subscribers.map(({ address }) => address)).toEqual(['b@example.org', 'c@example.org']);
  });

  it.each([
    ['digset', 'digest'],
    ['kind:trafic', 'kind:traffic'],
    ['area:afton', 'area:affton'],
    ['traffic', 'kind:traffic'],
  ])('suggests the nearest topic: %s', async (written, meant) => {
    const finding = await onlyFinding(`address,topics\na@example.org,${written}\n`);
    expect(finding?.fix).toBe(`Did you mean "${meant}"?`);
  });

  it.each([
    ['soon', '"soon" is not a date'],
    ['13.11.2026', 'is not a date'],
    ['2026-12-24', 'has not come yet'],
    ['2099-01-01T00:00:00Z', 'has not come yet'],
    ['2026-13-01T00:00:00Z', 'is not a date'],
  ])('wants a real date of consent: %s', async (date, what) => {
    const finding = await onlyFinding(`address,confirmed\na@example.org,${date}\n`);
    expect(finding).toMatchObject({ line: 2, column: 15, rule: 'list/date' });
    expect(finding?.what).toContain(what);
  });

  it('does not guess which column holds the addresses', async () => {
    expect(await onlyFinding('name,phone\nJane,555-0100\n')).toMatchObject({ line: 1, rule: 'list/header' });
    const { subscribers } = await read('name,phone\nJane,a@example.org\n');
    expect(subscribers).toEqual([]);
  });

  it('does not take a row whose language nobody can tell', async () => {
    const finding = await onlyFinding('email,language\na@example.org,Spanish?\n');
    expect(finding).toMatchObject({ line: 2, rule: 'list/language' });
  });

  it('points at a misspelt column instead of leaving it out silently', async () => {
    const finding = await onlyFinding('address,topcis\na@example.org,kind:traffic\n');
    expect(finding).toMatchObject({ line: 1, column: 9, severity: 'warning', rule: 'list/header' });
    expect(finding?.fix).toContain('"topics"');
  });

  it.each([
    ['', 'list/empty'],
    ['\n\n', 'list/empty'],
  ])('says when there is nothing in it', async (table, rule) => {
    expect(await onlyFinding(table)).toMatchObject({ line: 1, rule });
  });

  it('keeps what stood above a quotation mark that is never closed', async () => {
    const table = `address,name\na@example.org,Ann\nb@example.org,"Bob\n${'c@example.org,Cy\n'.repeat(2000)}`;
    const { subscribers, findings } = await read(table);
    expect(subscribers).toMatchObject([{ address: 'a@example.org' }]);
    expect(findings).toMatchObject([{ line: 3, rule: 'list/form' }]);
  });

  it('keeps what stood above bytes that are no text', async () => {
    const table = Readable.from([
      Buffer.from('address\na@example.org\n'),
      Buffer.from([0x62, 0xe9, 0x40, 0x0a]),
    ]);
    const { subscribers, findings } = await read(table);
    expect(subscribers).toMatchObject([{ address: 'a@example.org' }]);
    expect(findings).toMatchObject([{ line: 3, rule: 'list/encoding' }]);
  });

  it('says so when not even its first line is text', async () => {
    const finding = await onlyFinding(Readable.from([Buffer.from([0x61, 0xff, 0xfe, 0x0a, 0x61])]));
    expect(finding).toMatchObject({ line: 1, rule: 'list/encoding' });
  });

  it('counts lines as an editor does, also after a cell of several lines', async () => {
    const finding = await onlyFinding('address,note\na@example.org,"one\ntwo\nthree"\n\nnobody,x\n');
    expect(finding).toMatchObject({ line: 6, rule: 'list/address' });
  });

  it('never gives an address that mail cannot be sent to, nor a consent from the future, whatever the bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (rest) => {
        const { subscribers, findings } = await read(`address,topics,confirmed\n${rest}`);
        expect(subscribers.every(({ address }) => /^[!-~]+@[a-z0-9.-]+$/.test(address))).toBe(true);
        expect(subscribers.every(({ confirmedAt }) => confirmedAt <= NOW + DAY)).toBe(true);
        expect(findings.every(({ line, what }) => line >= 2 && /^[^\p{Cc}]*$/u.test(what))).toBe(true);
      }),
    );
  });
});

describe('a very long table', () => {
  it('comes in batches', async () => {
    const sizes: number[] = [];
    for await (const batch of readSubscribers(longTable(), OPTIONS)) sizes.push(batch.taken.length);
    expect(sizes).toEqual([1000, 1000, 500]);
  });
});

async function* longTable() {
  yield 'address\n';
  for (let i = 0; i < 25; i += 1) {
    yield Array.from({ length: 100 }, (_, j) => `reader${i}-${j}@example.org\n`).join('');
  }
}
