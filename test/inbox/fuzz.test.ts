import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readReturn } from '../../src/inbox/read.ts';
import { ReturnKind } from '../../src/model/return.ts';
import { DESK, dsn, failed, message } from './desk.ts';

const SAMPLES = globSync('*.eml', { cwd: join(import.meta.dirname, 'samples') })
  .toSorted()
  .map((name) => readFileSync(join(import.meta.dirname, 'samples', name)));

/** Reads it; what is wrong with the answer, which has to be nothing, whatever it read. */
async function flawsOf(bytes: Uint8Array): Promise<string[]> {
  const read = await readReturn(bytes, DESK);
  if ('unreadable' in read) return read.unreadable === '' ? ['refused without a word'] : [];
  const { statements, key } = read.reading;
  const flaws: [boolean, string][] = [
    [/^[\w-]{22}$/.test(key), 'a key that is none'],
    [statements.length > 0, 'nothing said'],
    [statements.length <= 100, 'too much said'],
  ];
  for (const { kind, status, words, recipients } of statements) {
    flaws.push(
      [ReturnKind.options.includes(kind), `the kind ${kind}`],
      [/^(?:[245]\.\d{1,3}\.\d{1,3})?$/.test(status), `the status ${status}`],
      [words.length <= 700, 'words without an end'],
      [!/[\p{Cc}\u202a-\u202e]/u.test(words), 'words that turn a terminal around'],
      // Whole addresses never leave the reader as words.
      [
        !recipients.some((one) => one.indexOf('@') > 1 && words.includes(one)),
        'a whole address in the words',
      ],
    );
  }
  return flaws.flatMap(([well, flaw]) => (well ? [] : [flaw]));
}

async function holds(bytes: Uint8Array): Promise<void> {
  expect(await flawsOf(bytes)).toEqual([]);
}

const samples = fc.constantFrom(...SAMPLES);
const headers = fc.constantFrom(
  'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
  'Content-Type: multipart/mixed; boundary="b"',
  'Content-Type: message/rfc822',
  'Content-Type: message/delivery-status',
  'Content-Type: message/feedback-report',
  'Content-Type: text/plain; charset=iso-2022-jp',
  'Content-Transfer-Encoding: base64',
  'Content-Transfer-Encoding: quoted-printable',
  'From: MAILER-DAEMON@x',
  'Subject: =?utf-8?Q?=00=0A?=',
  'Return-Path: <>',
  'Auto-Submitted: auto-replied',
  'X-Failed-Recipients: a@b.c,,@,d@e',
  'Final-Recipient: rfc822;',
  'Action: failed',
  'Status: 5.1.1',
  'Diagnostic-Code: smtp; 550 5.1.1',
);
const lines = fc.array(
  fc.oneof(
    headers,
    fc.constantFrom('', '--b', '--b--', '--', ' folded', '\t'),
    fc.string({ unit: 'binary' }),
  ),
  { maxLength: 60 },
);

describe('the reader of what comes back', () => {
  it('makes sense of anything, or says that it cannot', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), holds));
    await fc.assert(
      fc.asyncProperty(lines, (all) => holds(message(...all))),
      { numRuns: 500 },
    );
  });

  it('makes sense of samples with bytes changed, cut and put together', async () => {
    await fc.assert(
      fc.asyncProperty(
        samples,
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 40 }),
        async (sample, changes) => {
          const bytes = Buffer.from(sample);
          for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
          expect(await flawsOf(bytes)).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
    await fc.assert(
      fc.asyncProperty(samples, samples, fc.nat(), fc.nat(), async (one, other, from, to) => {
        const bytes = Buffer.concat([one.subarray(0, from % one.length), other.subarray(to % other.length)]);
        expect(await flawsOf(bytes)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('understands what a report says, whatever stands around it', async () => {
    const words = fc
      .string({ unit: 'grapheme', maxLength: 200 })
      .map((text) => text.replace(/[\r\n]+/g, ' '));
    await fc.assert(
      fc.asyncProperty(words, fc.constantFrom('\r\n', '\n'), async (text, end) => {
        const bytes = dsn({
          recipients: [failed('jane@example.org', '5.1.1', '550 5.1.1 User unknown')],
          text,
        });
        const read = await readReturn(
          Buffer.from(Buffer.from(bytes).toString().replaceAll('\r\n', end)),
          DESK,
        );
        expect(read).toMatchObject({
          reading: { statements: [{ kind: 'hard', recipients: ['jane@example.org'] }] },
        });
      }),
    );
  });
});

/** Shapes that are made to cost a reader dearly. */
const BOMBS: [what: string, bytes: () => Uint8Array][] = [
  ['parts within parts, a thousand deep', () => nested(1000)],
  ['parts within parts, as deep as they are read', () => nested(11)],
  [
    'messages within messages',
    () => message(...Array.from({ length: 300 }, () => ['Content-Type: message/rfc822', '']).flat()),
  ],
  ['a header of a megabyte', () => message(`Subject: ${'x'.repeat(1_000_000)}`, '', 'text')],
  [
    'a header folded a hundred thousand times',
    () => message('Subject: x', ...Array.from({ length: 100_000 }, () => ' y'), '', 't'),
  ],
  [
    'a hundred thousand headers',
    () => message(...Array.from({ length: 100_000 }, (_, at) => `X-${at}: y`), '', 't'),
  ],
  [
    'a hundred thousand Received headers',
    () => message(...Array.from({ length: 12_000 }, () => 'Received: for <a@b>; c'), '', 't'),
  ],
  ['one line of ten megabytes', () => message('Subject: x', '', '<'.repeat(10_000_000))],
  [
    'quoted-printable without an end',
    () => message('Content-Transfer-Encoding: quoted-printable', '', '='.repeat(900_000)),
  ],
  [
    'soft line ends',
    () => message('Content-Transfer-Encoding: quoted-printable', '', '=\r\n'.repeat(300_000)),
  ],
  ['base64 that is none', () => message('Content-Transfer-Encoding: base64', '', '='.repeat(900_000))],
  [
    'a report of ten thousand recipients',
    () =>
      dsn({
        recipients: Array.from({ length: 10_000 }, (_, at) => failed(`r${at}@x.example`, '5.1.1', '550 no')),
      }),
  ],
  [
    'a bounce that names ten thousand addresses',
    () =>
      message(
        'From: MAILER-DAEMON@x',
        'Subject: failure notice',
        '',
        ...Array.from({ length: 10_000 }, (_, at) => `<r${at}@x.example>: 550 5.1.1 no`),
      ),
  ],
  [
    'a diagnostic of a megabyte',
    () => dsn({ recipients: [failed('a@b.example', '5.1.1', `550 ${'host a '.repeat(140_000)}`)] }),
  ],
  ['at signs', () => message('From: MAILER-DAEMON@x', 'Subject: failure notice', '', '@'.repeat(900_000))],
  [
    'words without an end',
    () => message('From: MAILER-DAEMON@x', 'Subject: failure notice', '', 'a'.repeat(900_000)),
  ],
  [
    'numbers and dots',
    () => message('From: MAILER-DAEMON@x', 'Subject: failure notice', '', '5.1.'.repeat(200_000)),
  ],
  [
    'tags that never close',
    () =>
      message(
        'From: MAILER-DAEMON@x',
        'Subject: failure',
        'Content-Type: text/html',
        '',
        '<a '.repeat(300_000),
      ),
  ],
  [
    'blanks',
    () => message('From: MAILER-DAEMON@x', 'Subject: failure notice', '', ' \t'.repeat(450_000), 'x'),
  ],
  [
    'empty lines',
    () => message('From: MAILER-DAEMON@x', 'Subject: failure notice', '', '\r\n'.repeat(400_000)),
  ],
  ['encoded words', () => message(`Subject: ${'=?utf-8?q?=41?= '.repeat(10_000)}`, '', 'x')],
  [
    'a boundary for every line',
    () =>
      message(
        ...Array.from({ length: 60 }, (_, at) => [
          `Content-Type: multipart/mixed; boundary=b${at}`,
          '',
          `--b${at}`,
        ]).flat(),
        ...Array.from({ length: 4000 }, () => '--c'),
      ),
  ],
  ['JSON that is nested', () => message('From: SNS', '', `{"notificationType":${'['.repeat(400_000)}`)],
];

function nested(depth: number): Uint8Array {
  const open = Array.from({ length: depth }, (_, at) => [
    `Content-Type: multipart/mixed; boundary=b${at}`,
    '',
    `--b${at}`,
  ]);
  return message(
    'From: MAILER-DAEMON@x',
    'Subject: failure notice',
    ...open.flat(),
    '',
    '<a@b.example>: 550 5.1.1 no',
  );
}

describe('a message that is made to cost much', () => {
  it.each(BOMBS)('is read or refused: %s', async (_, bytes) => {
    expect(await flawsOf(bytes())).toEqual([]);
  });
});
