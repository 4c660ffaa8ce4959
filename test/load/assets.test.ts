import { createHash } from 'node:crypto';
import { mkdirSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FileChanged, findAsset, namesIn, readFile, readTemplates, statAsset } from '../../src/load/load.ts';
import { scratch } from '../support/folder.ts';
import { printed } from './printed.ts';

/** The smallest pictures there are, 320 by 200: only the parts that say what they are and how large. */
const PNG = Buffer.from('89504e470d0a1a0a0000000d4948445200000140000000c80806000000', 'hex');
const GIF = Buffer.from('4749463839614001c800800000', 'hex');
const JPEG = Buffer.from(
  'ffd8ffe000104a46494600010100000100010000ffc000110800c8014003012200021101031101ffd9',
  'hex',
);
const WEBP = Buffer.from('5249464622000000574542505650385810000000000000003f0100c70000', 'hex');
/** The same JPEG from a camera that was held upright: an EXIF block (orientation 6) in place of its first one. */
const EXIF = 'ffe100224578696600004d4d002a00000008000101120003000000010006000000000000';
const TURNED = Buffer.concat([Buffer.from(`ffd8${EXIF}`, 'hex'), JPEG.subarray(20)]);

function newsroom(files: Record<string, Uint8Array | string>): string {
  const root = scratch();
  mkdirSync(join(root, 'releases/photos'), { recursive: true });
  for (const [path, bytes] of Object.entries(files)) writeFileSync(join(root, path), bytes);
  return root;
}

describe('an Asset', () => {
  it('has the type of its bytes, not of its name, its dimensions, size and digest', () => {
    const pictures = { 'image/png': PNG, 'image/gif': GIF, 'image/jpeg': JPEG, 'image/webp': WEBP };
    for (const [type, bytes] of Object.entries(pictures)) {
      const root = newsroom({ 'releases/photos/a.txt': bytes });
      expect(findAsset(root, 'releases/photos/a.txt')).toEqual({
        path: 'releases/photos/a.txt',
        type,
        width: 320,
        height: 200,
        bytes: bytes.length,
        digest: createHash('sha256').update(bytes).digest('hex'),
      });
    }
  });

  it('is as wide as it is seen when the camera was turned', () => {
    expect(findAsset(newsroom({ 'a.jpg': TURNED }), 'a.jpg')).toMatchObject({ width: 200, height: 320 });
  });

  it('has no type when it is no picture that we publish, or only begins like one', () => {
    const root = newsroom({
      'a.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
      'a.png': PNG.subarray(0, 12),
      'a.pdf': '%PDF-1.7',
      'empty.jpg': '',
    });
    expect(findAsset(root, 'a.pdf')).toMatchObject({ type: 'application/pdf' });
    for (const name of ['a.svg', 'a.png', 'empty.jpg']) {
      const asset = findAsset(root, name);
      expect(asset?.path).toBe(name);
      expect(asset).not.toHaveProperty('type');
      expect(asset).not.toHaveProperty('width');
    }
  });

  it('is found when it is too large to be looked into', () => {
    const root = newsroom({ 'huge.jpg': JPEG });
    truncateSync(join(root, 'huge.jpg'), 40_000_000);
    const asset = findAsset(root, 'huge.jpg');
    const bytes = Buffer.concat([JPEG, Buffer.alloc(40_000_000 - JPEG.length)]);
    expect(asset).toEqual({
      path: 'huge.jpg',
      bytes: 40_000_000,
      digest: createHash('sha256').update(bytes).digest('hex'),
    });
  });

  it('is never outside the newsroom, nor a folder', () => {
    const root = newsroom({ 'inside.png': PNG });
    symlinkSync('/etc/hostname', join(root, 'out.png'));
    symlinkSync('/etc', join(root, 'etc'));
    symlinkSync('../inside.png', join(root, 'releases/link.png'));
    const elsewhere = [
      '../../../../etc/hostname',
      '/../../etc/hostname',
      'out.png',
      'etc/hostname',
      'releases',
      'releases/photos/',
      'nowhere.png',
      'a\0b',
      '',
    ];
    for (const path of elsewhere) {
      expect(findAsset(root, path)).toBeUndefined();
      expect(statAsset(root, path)).toBeUndefined();
      expect(() => readFile(root, path)).toThrow(/changed or removed|EISDIR/);
    }
    expect(findAsset(root, 'releases/link.png')).toMatchObject({ width: 320 });
  });

  it('is not outside when the newsroom itself is behind a link', () => {
    const root = newsroom({ 'a.png': PNG });
    const link = join(scratch(), 'newsroom');
    symlinkSync(root, link);
    expect(findAsset(link, 'a.png')).toMatchObject({ width: 320 });
  });

  it('looks the same as long as the file does', () => {
    const root = newsroom({ 'a.png': PNG });
    const { size, mtimeMs, ctimeMs, ino } = statSync(join(root, 'a.png'));
    expect(statAsset(root, 'a.png')).toEqual({ bytes: size, mtimeMs, ctimeMs, ino });
  });

  it('takes any bytes without a stop or an error', () => {
    const root = newsroom({});
    const heads = fc
      .constantFrom(PNG, GIF, JPEG, WEBP, TURNED, Buffer.from('<svg'))
      .map((bytes) => bytes.subarray(0, 20));
    fc.assert(
      fc.property(heads, fc.uint8Array({ maxLength: 300 }), (head, tail) => {
        writeFileSync(join(root, 'a.jpg'), Buffer.concat([head, tail]));
        const asset = findAsset(root, 'a.jpg');
        expect(asset?.bytes).toBe(head.length + tail.length);
        expect(asset?.type === undefined).toBe(asset?.width === undefined);
      }),
      { numRuns: 300 },
    );
  });

  it('is given out only with the bytes that were checked', () => {
    const root = newsroom({ 'a.png': PNG });
    const digest = findAsset(root, 'a.png')?.digest ?? '';
    expect(Buffer.from(readFile(root, 'a.png', digest))).toEqual(PNG);
    writeFileSync(join(root, 'a.png'), JPEG);
    expect(() => readFile(root, 'a.png', digest)).toThrow(FileChanged);
  });

  it('has neighbours, for suggestions', () => {
    const root = newsroom({ 'releases/photos/a.png': PNG, 'releases/photos/b.png': PNG, 'c.png': PNG });
    expect(namesIn(root, 'releases/photos/x.png').toSorted()).toEqual([
      'releases/photos/a.png',
      'releases/photos/b.png',
    ]);
    expect(namesIn(root, 'x.png')).toEqual(['c.png']);
    expect(namesIn(root, 'nowhere/x.png')).toEqual([]);
    expect(namesIn(root, '../x.png')).toEqual([]);
  });
});

describe('the templates', () => {
  it('are every .mjml below templates/, by path, with LF line ends', () => {
    const root = scratch();
    mkdirSync(join(root, 'templates/partials'), { recursive: true });
    writeFileSync(join(root, 'templates/release.mjml'), '\ufeff<mjml>\r\n</mjml>\r\n');
    writeFileSync(join(root, 'templates/partials/footer.mjml'), '<mj-text/>');
    for (const name of ['.#release.mjml', 'release.mjml~', 'README.md'])
      writeFileSync(join(root, 'templates', name), 'x');
    expect(readTemplates(root)).toEqual({
      templates: new Map([
        ['templates/partials/footer.mjml', '<mj-text/>'],
        ['templates/release.mjml', '<mjml>\n</mjml>\n'],
      ]),
      findings: [],
    });
  });

  it('that cannot be read are findings, and the rest is there', () => {
    const root = scratch();
    expect(readTemplates(root).findings.map(({ file, rule }) => [file, rule])).toEqual([
      ['templates', 'folder/missing'],
    ]);
    mkdirSync(join(root, 'templates/folder.mjml'), { recursive: true });
    writeFileSync(join(root, 'templates/a.mjml'), '<mjml></mjml>');
    writeFileSync(join(root, 'templates/latin.mjml'), Buffer.from('<mj-text>\nPolic\u00eda', 'latin1'));
    writeFileSync(join(root, 'templates/empty.mjml'), '');
    symlinkSync('/etc/hostname', join(root, 'templates/out.mjml'));
    const { templates, findings } = readTemplates(root);
    expect([...templates.keys()]).toEqual(['templates/a.mjml']);
    expect(findings.map((finding) => `${finding.file} ${printed(finding)}`)).toEqual([
      'templates/empty.mjml 1:1+0 error file/empty',
      'templates/folder.mjml 1:1+0 error file/not-a-file',
      'templates/latin.mjml 2:6+1 error file/encoding',
      'templates/out.mjml 1:1+0 error file/link',
    ]);
  });

  it('are not read through a link that leads out', () => {
    const root = scratch();
    symlinkSync(scratch(), join(root, 'templates'));
    expect(readTemplates(root).findings.map(({ file, rule }) => [file, rule])).toEqual([
      ['templates', 'file/link'],
    ]);
  });
});
