import * as fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { copiedWords } from '../../src/model/copied-words.ts';
import { fingerprintOf, fingerprintsIn, marksOfEdition } from '../../src/model/fingerprint.ts';
import { EditionList, listEditions, type Listed } from '../../src/model/listed.ts';
import { judgeCopy, partsOf, type Judgement } from '../../src/record/record.ts';
import { fragmentsOutlet } from '../../src/outlets/fragments/fragments.ts';
import { webOutlet } from '../../src/outlets/web/web.ts';
import { written } from '../outlets/contract.ts';
import { letterOfRelease } from '../render/letter/letters.ts';
import { formsOf } from '../render/markdown/support.ts';
import { openDesk } from '../support/desk.ts';
import { aRelease, aShelf, FRIDAY, shelved } from '../support/shelf.ts';

const REAL_LIFE = join(import.meta.dirname, '../render/markdown/real-life');
const LATER = Date.parse('2026-11-20T16:00:00Z');

/** Everything that goes out of the bundled newsroom, by name, and the public list of editions. */
async function everything(): Promise<{ copies: Map<string, string>; list: EditionList }> {
  const copies = new Map<string, string>();
  let list: EditionList = { newsroom: '', year: '', editions: [] };
  const desk = await openDesk(['releases', 'digest']);
  await desk.ledger.subscribe([
    { address: 'a@example.org', topics: ['releases'], confirmedAt: 0, consent: 'test' },
  ]);
  await desk.pass(LATER);
  const agreed = (await desk.ledger.heads()).map(({ publication }) => publication);
  await desk.pass(LATER, { agreed });
  for (const [path, latin1] of desk.publicFiles()) {
    const text = Buffer.from(latin1, 'latin1').toString();
    if (path === 'editions/2026.json') list = EditionList.parse(JSON.parse(text));
    if (/^(releases|fragments\/h\d\/release)\/.*\.(html|txt)$/.test(path) && !text.includes('WITHDRAWN'))
      copies.set(path, text);
  }
  for (const { number, edition } of list.editions) {
    const letter = await desk.ledger.letter(`release/${number}@${edition}`);
    if (!letter) continue;
    copies.set(`${number} letter.txt`, letter.text);
    copies.set(`${number} letter.html`, letter.html);
  }
  return { copies, list };
}

it('every form of every bundled release is genuine by the public list alone', async () => {
  const { copies, list } = await everything();
  expect(copies.size).toBeGreaterThan(100);
  expect([...copies.keys()].filter((name) => name.includes('letter')).length).toBeGreaterThan(20);
  const known = new Set(list.editions.map(({ fingerprint }) => fingerprint));
  const bad: string[] = [];
  for (const [name, text] of copies) {
    const judgements = judgeCopy(await partsOf(name, Buffer.from(text)), list.editions);
    if (judgements.length !== 1 || judgements[0]?.verdict !== 'genuine')
      bad.push(`${name}: ${JSON.stringify(judgements)}`);
    if (![...fingerprintsIn(text)].some((one) => known.has(one))) bad.push(`${name} has no fingerprint`);
  }
  expect(bad).toEqual([]);
  // Nothing of what is not out, and no words of what is.
  expect(list.editions.map(({ number }) => number)).not.toContain('26-119');
  expect(JSON.stringify(list)).not.toMatch(/"title":"|Thanksgiving/);
}, 60_000);

it.each(readdirSync(REAL_LIFE).filter((name) => name.endsWith('.md')))(
  'every form of %s, as people paste texts, is genuine too',
  async (name) => {
    const forms = formsOf(readFileSync(join(REAL_LIFE, name), 'utf8'));
    const release = aRelease(7, { title: '“Odd” words, Straße and Ω 漢字' });
    const shelf = aShelf([shelved(release, { forms: () => forms })]);
    const letter = await letterOfRelease(shelved(release, { forms: () => forms }));
    const files = [...(await written(webOutlet, shelf)), ...(await written(fragmentsOutlet, shelf))];
    const copies = [
      ...files.filter(({ path }) => /^releases|\/release\//.test(path)),
      { path: 'letter.html', text: letter.html },
      { path: 'letter.txt', text: letter.text },
    ];
    const list = EditionList.parse(
      JSON.parse(files.find(({ path }) => path === 'editions/2026.json')?.text ?? ''),
    );
    for (const { path, text } of copies) {
      const verdicts = judgeCopy(await partsOf(path, Buffer.from(text)), list.editions).map(
        ({ verdict }) => verdict,
      );
      expect(verdicts, path).toEqual(['genuine']);
    }
    expect(copies.length).toBeGreaterThan(5);
  },
);

const TEXT =
  'Officers arrested two men at 3:30 p.m. near Link Avenue. They had $1,500 with them, police said today.';
const RELEASE = aRelease(1, { title: 'Two men “arrested” on Link Avenue' });
const FORMS = { text: `${TEXT}\n`, html: `<p>${TEXT.replace('two men', '<strong>two</strong> men')}</p>` };
const DATELINE = 'CLAYTON, Mo. (Nov. 13, 2026) — ';

function listed(state: Listed['state'] = 'current'): Listed[] {
  const marks = marksOfEdition(RELEASE, FORMS);
  const key = 'release/26-101@1';
  const sealed = {
    key,
    publication: 'release/26-101',
    revision: 1,
    digest: 'd',
    publicAt: FRIDAY,
    sealedAt: FRIDAY,
    marks,
  };
  return listEditions([sealed], { state: 'current', page: 'https://x/' }).map((one) =>
    Object.assign(one, { state }),
  );
}

function judged(text: string, editions = listed()): Judgement[] {
  return judgeCopy([{ name: 'text', text }], editions);
}

const LINE = `Release 26-101, edition 1, fingerprint ${fingerprintOf(RELEASE, FORMS)}`;
const COPY = `Menu\n${RELEASE.title}\nBy our reporter\n${DATELINE}${TEXT}\n${LINE}\nComments`;

/** A mail with the copy as its text, and any HTML beside it. */
function mail(html: string): string {
  return [
    'From: a@example.org',
    'MIME-Version: 1.0',
    'Content-Type: multipart/alternative; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(COPY).toString('base64'),
    '--b',
    'Content-Type: text/html; charset=utf-8',
    '',
    html,
    '--b--',
    '',
  ].join('\r\n');
}

async function judgedMail(text: string): Promise<string[]> {
  const judgements = judgeCopy(await partsOf('copy.eml', Buffer.from(text)), listed());
  return judgements.map(({ part, verdict }) => `${part}: ${verdict}`);
}

describe('a copy', () => {
  it('is genuine however it is broken into lines, quoted and written in capitals', () => {
    const copies = [
      COPY,
      COPY.toUpperCase(),
      COPY.replaceAll(' ', '\n> '),
      COPY.replaceAll('“', '"').replaceAll('”', "'").replaceAll(' — ', ' - '),
      COPY.replace('Avenue', 'Ave\u00adnue').replace('arrested two', 'arrested\u00a0two'),
      COPY.replace(LINE, ''),
    ];
    for (const copy of copies)
      expect(judged(copy), copy).toMatchObject([{ verdict: 'genuine', edition: { edition: 1 } }]);
  });

  it('is altered by any other word, number, sum, or word too many or too few', () => {
    for (const [from, to] of [
      ['two men at', 'two women at'],
      ['3:30', '3:31'],
      ['$1,500', '$15,00'],
      ['$1,500', '1,500'],
      ['near', 'not near'],
      ['police said ', ''],
      ['today', 'to day'],
    ] as const) {
      const copy = `${RELEASE.title}\n${DATELINE}${TEXT.replace(from, to)}\n${LINE}`;
      expect(judged(copy), to).toMatchObject([{ verdict: 'altered', edition: { number: '26-101' } }]);
    }
  });

  it('is altered or unknown after any change of a letter or digit', () => {
    const start = COPY.indexOf(DATELINE);
    const places = Array.from(`${DATELINE}${TEXT}`).flatMap((one, index) =>
      /[a-z0-9]/i.test(one) ? start + index : [],
    );
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.constantFrom('x', '7', 'é'), (at, other) => {
        fc.pre(COPY[at]?.toLowerCase() !== other);
        const copy = COPY.slice(0, at) + other + COPY.slice(at + 1);
        expect(judged(copy)).toMatchObject([{ verdict: 'altered' }]);
        expect(judged(copy.replace(LINE, ''))).toEqual([{ part: 'text', verdict: 'unknown' }]);
      }),
    );
  });

  it('with another headline is said to have one', () => {
    expect(judged(COPY.replace('arrested', 'caught red-handed'))).toMatchObject([{ verdict: 'headline' }]);
    expect(judged(`${DATELINE}${TEXT}`)).toMatchObject([{ verdict: 'headline' }]);
  });

  it('of words that were killed, held or corrected is known by its words and by its fingerprint', () => {
    for (const state of ['killed', 'on hold', 'withdrawn', 'corrected', 'expired'] as const) {
      expect(judged(COPY, listed(state))).toMatchObject([{ verdict: 'genuine', edition: { state } }]);
      expect(judged(LINE, listed(state))).toMatchObject([{ verdict: 'altered', edition: { state } }]);
    }
  });

  it('is one of each release that it holds', () => {
    const other = aRelease(2, { title: 'Another' });
    const forms = { text: 'A bridge is open again since this morning.', html: '' };
    const marks = marksOfEdition(other, forms);
    const second: Listed = {
      ...listed()[0]!,
      number: '26-102',
      fingerprint: marks.forms[0]!.whole,
      ...marks,
    };
    const judgements = judged(`${COPY}\nAnother\n${DATELINE}${forms.text}`, [...listed(), second]);
    expect(judgements.map(({ edition }) => edition?.number)).toEqual(['26-101', '26-102']);
  });

  it('of the edition that stands is not taken for an earlier one with the same words', () => {
    const [first] = listed('corrected');
    const now: Listed = { ...listed()[0]!, edition: 3 };
    expect(judged(COPY, [first!, now])).toMatchObject([{ edition: { edition: 3, state: 'current' } }]);
  });

  it('is read from a mail, each part by itself', async () => {
    const page = `<h1>${RELEASE.title}</h1><p>${DATELINE}${TEXT}</p><p>${LINE}</p>`;
    expect(await judgedMail(mail(page))).toEqual(['text of the mail: genuine', 'HTML of the mail: genuine']);
    expect(await judgedMail(mail(page.replace('two men', 'ten men')))).toEqual([
      'text of the mail: genuine',
      'HTML of the mail: altered',
    ]);
  });

  it('of any bytes is judged without a failure', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 300 }),
        fc.constantFrom('a.eml', 'a.html', 'a'),
        async (bytes, name) => {
          expect(judgeCopy(await partsOf(name, bytes), listed())).toEqual([
            expect.objectContaining({ verdict: 'unknown' }),
          ]);
        },
      ),
    );
  });
});

describe('the words of a text', () => {
  it('are letters, numbers and signs of money, in scripts with and without blanks', () => {
    expect(copiedWords('Don’t — “naïve”: 1,500 € or 50 % of 漢字')).toEqual([
      'DON',
      'T',
      'NAÏVE',
      '1,500',
      '€',
      'OR',
      '50',
      '%',
      'OF',
      '漢',
      '字',
    ]);
    expect(copiedWords('漢\n字')).toEqual(copiedWords('漢字'));
    expect(copiedWords('Straße')).toEqual(copiedWords('STRASSE'));
  });

  it('are the same in capitals and in any lines, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const words = copiedWords(text);
        expect(copiedWords(text.toUpperCase())).toEqual(words);
        expect(copiedWords(`\n${text.replaceAll(' ', '\n > ')}\n`)).toEqual(words);
      }),
    );
  });
});
