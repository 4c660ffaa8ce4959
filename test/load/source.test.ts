import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { listSources, readSource } from '../../src/load/load.ts';
import type { Source } from '../../src/model/source.ts';
import { scratch } from '../support/folder.ts';
import { printed } from './printed.ts';

const PATH = 'releases/2026-11-13-lane-closed.md';
const SOUND = '---\ntitle: Lane closed\nnumber: 26-101\n---\n\nOne lane is closed.\n';
const LIMITS = { sourceBytes: 1_000_000 };

/** A newsroom with one file, read. */
function reading(bytes: string | Uint8Array, limits = LIMITS): { source?: Source; findings: string[] } {
  const root = newsroom(bytes);
  const { source, findings } = readSource(root, { path: PATH, kind: 'release' }, limits);
  return { ...(source && { source }), findings: findings.map(printed) };
}

function newsroom(bytes?: string | Uint8Array): string {
  const root = scratch();
  mkdirSync(join(root, 'releases'));
  mkdirSync(join(root, 'digest'));
  if (bytes !== undefined) writeFileSync(join(root, PATH), bytes);
  return root;
}

function data(yaml: string): unknown {
  return reading(`---\n${yaml}\n---\nText.\n`).source?.data;
}

describe('a Source', () => {
  it('is the file split in two, with the digest of its bytes', () => {
    const { source, findings } = reading(SOUND);
    expect(findings).toEqual([]);
    expect(source).toMatchObject({
      path: PATH,
      kind: 'release',
      text: SOUND,
      data: { title: 'Lane closed', number: '26-101' },
      body: '\nOne lane is closed.\n',
      bodyLine: 5,
    });
  });

  it('has LF line ends and no byte-order mark, whatever the editor wrote; its halves have the same names', () => {
    for (const written of [SOUND.replaceAll('\n', '\r\n'), SOUND.replaceAll('\n', '\r'), `\ufeff${SOUND}`]) {
      const { source, findings } = reading(written);
      expect(findings).toEqual([]);
      expect(source?.text).toBe(SOUND);
      expect(source?.data).toEqual({ title: 'Lane closed', number: '26-101' });
      expect(source?.parts).toEqual(reading(SOUND).source?.parts);
    }
  });

  it('may have blanks behind its fences, and nothing at all after the second', () => {
    expect(reading('---  \ntitle: Lane closed\n--- \t\nText.\n').source).toMatchObject({
      body: 'Text.\n',
      bodyLine: 4,
    });
    expect(reading('---\ntitle: Lane closed\n---').source).toMatchObject({ body: '' });
    expect(reading('---\n---\nText.\n').source).toMatchObject({ data: {}, body: 'Text.\n', bodyLine: 3 });
    expect(reading('---\n# nothing yet\n---\nText.\n').source).toMatchObject({ data: {}, body: 'Text.\n' });
  });

  it('keeps a body that begins with blanks as it is', () => {
    expect(reading('---\ntitle: Lane closed\n---\n    indented\n').source?.body).toBe('    indented\n');
  });

  it('keeps what looks like a date, a time or an odd number as it was written', () => {
    const written = [
      '2026-11-13',
      '2026-11-13 14:30',
      '12:30',
      '0123',
      '1e3',
      '0x1f',
      '0o17',
      '1_000',
      '1.50',
      '.inf',
      '26-123',
      'yes',
      'No',
      'True',
      'NULL',
      '+5',
      '-0',
      '12345678901234567890',
    ];
    expect(data(written.map((text, index) => `k${index}: ${text}`).join('\n'))).toEqual(
      Object.fromEntries(written.map((text, index) => [`k${index}`, text])),
    );
  });

  it('has whole numbers, true, false and nothing as such, but not when they are in quotes', () => {
    expect(data('a: 24\nb: -3\nc: true\nd: false\ne: null\nf: ~\ng:\nh: "24"\ni: \'true\'\nj: 0')).toEqual({
      a: 24,
      b: -3,
      c: true,
      d: false,
      e: null,
      f: null,
      g: null,
      h: '24',
      i: 'true',
      j: 0,
    });
  });

  it('has keys that are texts', () => {
    expect(data('24: a\ntrue: b\nnull: c')).toEqual({ 24: 'a', true: 'b', null: 'c' });
  });
});

describe('a place in a Source', () => {
  const text = [
    '---',
    'title: Lane closed # on Friday',
    'areas: [affton, "jennings"]',
    'photos:',
    '  - file: a.jpg',
    '    alt: A lane',
    '  - { file: b.jpg }',
    'summary: >-',
    '  One lane',
    '  is closed.',
    'unit:',
    '---',
    'Text.',
    '',
  ].join('\n');
  const cases: [path: (string | number)[], what: 'key' | 'value', line: number, words: string][] = [
    [[], 'key', 1, '---'],
    [['title'], 'key', 2, 'title'],
    [['title'], 'value', 2, 'Lane closed'],
    [['areas', 1], 'value', 3, '"jennings"'],
    [['areas', 1], 'key', 3, '"jennings"'],
    [['areas', 7], 'value', 3, 'areas'],
    [['photos', 0, 'alt'], 'value', 6, 'A lane'],
    [['photos', 0, 'alt'], 'key', 6, 'alt'],
    [['photos', 0, 'credit'], 'key', 5, 'file: a.jpg'],
    [['photos', 1, 'alt'], 'key', 7, '{ file: b.jpg }'],
    [['photos'], 'key', 4, 'photos'],
    [['summary'], 'value', 8, '>-'],
    [['unit'], 'value', 11, 'unit'],
    [['nothing', 'of', 'this'], 'value', 1, '---'],
  ];

  for (const [path, what, line, words] of cases) {
    it(`is ${JSON.stringify(words)} for the ${what} of ${JSON.stringify(path)}`, () => {
      const spot = reading(text).source?.locate(path, what);
      const start = (spot?.column ?? 0) - 1;
      expect(spot?.line).toBe(line);
      expect(text.split('\n')[line - 1]?.slice(start, start + (spot?.length ?? 0))).toBe(words);
    });
  }
});

describe('a file that cannot be used', () => {
  it('is not read when it has 50 MB', () => {
    const root = newsroom('');
    truncateSync(join(root, PATH), 50_000_000);
    const before = process.memoryUsage().arrayBuffers;
    const { source, findings } = readSource(root, { path: PATH, kind: 'release' }, LIMITS);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1_000_000);
    expect(source).toBeUndefined();
    expect(findings.map(printed)).toEqual(['1:1+0 error file/too-large']);
    expect(findings[0]?.what).toContain('50.0 MB');
  });

  it('is told where it stops being UTF-8', () => {
    const latin = Buffer.from(`---\ntitle: Café\n---\nPolic\u00eda\n`, 'latin1');
    expect(reading(latin).findings).toEqual(['2:11+1 error file/encoding']);
    const crlf = Buffer.concat([
      Buffer.from('\ufeff---\r\ntitle: ok – é\r\n---\r\nText '),
      Buffer.from([0x93, 0x20]),
    ]);
    expect(reading(crlf).findings).toEqual(['4:6+1 error file/encoding']);
    const before = Buffer.concat([Buffer.from('---\ntitle: \ufffd\n---\nText '), Buffer.from([0xe9])]);
    expect(reading(before).findings).toEqual(['4:6+1 error file/encoding']);
    const cut = Buffer.from('---\ntitle: Café').subarray(0, -1);
    expect(reading(cut).findings).toEqual(['2:11+1 error file/encoding']);
  });

  it('is told to be UTF-16 when it is', () => {
    const root = newsroom(Buffer.from(`\ufeff${SOUND}`, 'utf16le'));
    const { findings } = readSource(root, { path: PATH, kind: 'release' }, LIMITS);
    expect(findings.map(printed)).toEqual(['1:1+1 error file/encoding']);
    expect(findings[0]?.fix).toContain('UTF-16');
  });

  it('holds a control character', () => {
    const { source, findings } = reading(`${SOUND}A vertical\u000btab\u000b.\n`);
    expect(findings).toEqual(['7:11+1 error file/control-character']);
    expect(source).toBeUndefined();
    expect(reading(`---\ntitle: a\u0000b\n---\nText.\n`).findings).toEqual([
      '2:9+1 error file/control-character',
    ]);
  });

  it('is nested too deeply', () => {
    for (const yaml of [`a: ${'['.repeat(20_000)}`, `a: ${'{a: '.repeat(20_000)}`, '- '.repeat(20_000)]) {
      const { source, findings } = reading(`---\n${yaml}\n---\nText.\n`);
      expect(source).toBeUndefined();
      expect(findings.map((finding) => finding.split(' ')[2])).toEqual(['yaml/nesting']);
    }
  });

  it('is a folder, a pipe or nothing', () => {
    const root = newsroom();
    expect(readSource(root, { path: PATH, kind: 'release' }, LIMITS).findings.map(printed)).toEqual([
      '1:1+0 error file/missing',
    ]);
    mkdirSync(join(root, 'releases/folder.md'));
    execFileSync('mkfifo', [join(root, 'releases/pipe.md')]);
    for (const path of ['releases/folder.md', 'releases/pipe.md']) {
      expect(readSource(root, { path, kind: 'release' }, LIMITS).findings.map(printed)).toEqual([
        '1:1+0 error file/not-a-file',
      ]);
    }
  });

  it('is reached through a link that leads out, nowhere or in a circle; one that stays inside is followed', () => {
    const root = newsroom();
    writeFileSync(join(root, 'draft.md'), SOUND);
    symlinkSync('/etc/hostname', join(root, 'releases/out.md'));
    symlinkSync('nowhere.md', join(root, 'releases/nowhere.md'));
    symlinkSync('circle.md', join(root, 'releases/circle.md'));
    symlinkSync('../draft.md', join(root, 'releases/inside.md'));
    for (const name of ['out', 'nowhere', 'circle']) {
      const { findings } = readSource(root, { path: `releases/${name}.md`, kind: 'release' }, LIMITS);
      expect(findings.map(printed)).toEqual(['1:1+0 error file/link']);
    }
    expect(readSource(root, { path: 'releases/inside.md', kind: 'release' }, LIMITS).source?.text).toBe(
      SOUND,
    );
  });

  it('is left alone when it was written to since it was listed, but not when a whole file took its place', () => {
    const root = newsroom(SOUND);
    const [file] = listSources(root).files;
    expect(readSource(root, file!, LIMITS).source).toBeDefined();
    writeFileSync(join(root, PATH), SOUND.slice(0, 30));
    expect(readSource(root, file!, LIMITS).findings.map(printed)).toEqual(['1:1+0 error file/changing']);
    writeFileSync(join(root, 'new.md'), `${SOUND}More.\n`);
    renameSync(join(root, 'new.md'), join(root, PATH));
    expect(readSource(root, file!, LIMITS).source?.text).toBe(`${SOUND}More.\n`);
  });

  it('is left alone while it is being written', async () => {
    const root = newsroom(SOUND);
    const writer = new Worker(
      `const { writeFileSync, appendFileSync } = require('node:fs');
       const { workerData, parentPort } = require('node:worker_threads');
       const end = performance.now() + 20000;
       parentPort.postMessage('begun');
       while (performance.now() < end) { writeFileSync(workerData, '---'); for (let i = 0; i < 200; i++) appendFileSync(workerData, 'x'.repeat(999)); }`,
      { eval: true, workerData: join(root, PATH) },
    );
    try {
      await new Promise((resolve) => writer.once('message', resolve));
      let seen = false;
      for (let tries = 0; !seen && tries < 20_000; tries += 1) {
        const { findings } = readSource(root, { path: PATH, kind: 'release' }, LIMITS);
        seen = findings.some(({ rule }) => rule === 'file/changing');
      }
      expect(seen).toBe(true);
    } finally {
      await writer.terminate();
    }
  });
});

describe('a warning', () => {
  it('tells of characters that nobody sees, and does not stop the file', () => {
    const { source, findings } = reading('---\ntitle: a\u202eb\u202c\n---\nText.\n');
    expect(findings).toEqual(['2:9+1 warning file/hidden-character']);
    expect(source).toBeDefined();
  });

  it('does not come for a note that has a blank after its sign', () => {
    expect(reading('---\ntitle: a # note\nareas: [x] # and another\n---\n').findings).toEqual([]);
  });
});
