import { deflateSync } from 'node:zlib';
import * as fc from 'fast-check';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { printTraces } from '../../src/model/trace.ts';
import { lookInside } from '../../src/traces/traces.ts';
import {
  dataset,
  resource,
  scene,
  SECRETS,
  segment,
  snapshot,
  thumbnailExif,
  withSegments,
} from '../support/camera.ts';

let plain: Buffer;
beforeAll(async () => {
  plain = await scene().jpeg().toBuffer();
});

function kinds(bytes: Buffer, type = 'image/jpeg'): string[] {
  return (lookInside(bytes, type).traces ?? []).map(({ kind }) => kind);
}

describe('a look into a picture', () => {
  it.each(['jpeg', 'png', 'webp'] as const)(
    'finds what a camera and an editor wrote into %s',
    async (type) => {
      const inside = lookInside(await snapshot(type), `image/${type}`);
      const found = (inside.traces ?? []).map(({ kind }) => kind);
      expect(found).toEqual(
        expect.arrayContaining([
          'position',
          'author',
          'place',
          'device',
          'history',
          'time',
          'camera',
          'software',
        ]),
      );
      expect(inside.cutOff).toBeUndefined();
    },
  );

  it('says that something is there and never what', async () => {
    const { traces } = lookInside(await snapshot('jpeg'), 'image/jpeg');
    const printed = JSON.stringify(traces) + printTraces(traces ?? []);
    for (const secret of [...SECRETS, '38', '90']) expect(printed).not.toContain(secret);
  });

  it.each(['jpeg', 'png', 'webp', 'gif'] as const)(
    'finds nothing in %s that is only a picture',
    async (type) => {
      expect(lookInside(await scene().toFormat(type).toBuffer(), `image/${type}`)).toEqual({});
    },
  );

  it('finds nothing in how a picture is stored: orientation, resolution and colour profile', async () => {
    const stored = await scene()
      .withMetadata({ orientation: 6, density: 300 })
      .withIccProfile('p3')
      .jpeg()
      .toBuffer();
    expect(lookInside(stored, 'image/jpeg')).toEqual({});
  });

  it('measures an embedded thumbnail, and what is attached behind the picture', () => {
    const { traces } = lookInside(withSegments(plain, [thumbnailExif()], 'PK\x03\x04a zip'), 'image/jpeg');
    expect(traces).toEqual([
      { kind: 'thumbnail', bytes: 3000 },
      { kind: 'attached', bytes: 9 },
    ]);
    expect(printTraces(traces ?? [])).toBe(
      'an embedded thumbnail (3,000 bytes), what is attached behind the picture (9 bytes)',
    );
  });

  it('reads IPTC and the thumbnail in Photoshop’s resources', () => {
    const iptc = Buffer.concat([
      dataset(80, 'Pat Sample'),
      dataset(90, 'SECRETPLACE'),
      dataset(120, 'Words'),
    ]);
    const data = Buffer.concat([resource(0x0404, iptc), resource(0x040c, Buffer.alloc(28 + 100))]);
    expect(kinds(withSegments(plain, [segment(0xed, 'Photoshop 3.0\0', data)]))).toEqual([
      'author',
      'place',
      'thumbnail',
      'words',
    ]);
  });

  it('finds comments, content credentials and segments that it does not know', () => {
    expect(kinds(withSegments(plain, [segment(0xfe, 'taken by me')]))).toEqual(['comment']);
    expect(kinds(withSegments(plain, [segment(0xeb, 'JP', Buffer.alloc(20))]))).toEqual(['history']);
    expect(kinds(withSegments(plain, [segment(0xe5, 'RMETA\0 something')]))).toEqual(['other']);
  });

  it('finds texts in PNG, packed ones too, and what ImageMagick wraps in hexadecimal digits', async () => {
    const png = await scene().png().toBuffer();
    const xmp = '<x:xmpmeta><a exif:GPSLatitude="38,38N"/></x:xmpmeta>';
    expect(kinds(withChunk(png, 'tEXt', 'Author\0Pat Sample'), 'image/png')).toEqual(['author']);
    expect(kinds(withChunk(png, 'zTXt', 'XML:com.adobe.xmp\0\0', deflateSync(xmp)), 'image/png')).toEqual([
      'position',
    ]);
    expect(
      kinds(withChunk(png, 'iTXt', 'XML:com.adobe.xmp\0\x01\0\0\0', deflateSync(xmp)), 'image/png'),
    ).toEqual(['position']);
    const hex = dataset(80, 'Pat Sample').toString('hex');
    const raw = `Raw profile type iptc\0\0`;
    const profile = deflateSync(`\niptc\n      ${hex.length / 2}\n${hex}\n`);
    expect(kinds(withChunk(png, 'zTXt', raw, profile), 'image/png')).toEqual(['author']);
  });

  it('finds that a picture moves', async () => {
    const frames = await Promise.all(['#f00', '#0f0'].map((background) => flat(background)));
    for (const type of ['gif', 'webp'] as const) {
      const moving = await sharp(frames, { join: { animated: true } })
        .toFormat(type)
        .toBuffer();
      expect(kinds(moving, `image/${type}`)).toEqual(['motion']);
    }
  });

  it.each(['jpeg', 'png', 'webp', 'gif'] as const)('sees that the end of %s is missing', async (type) => {
    const bytes = await scene().toFormat(type).toBuffer();
    expect(lookInside(bytes.subarray(0, bytes.length - 20), `image/${type}`).cutOff).toBe(true);
  });

  it('takes any bytes without an error, also in the middle of true ones', async () => {
    const types = ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'application/pdf'];
    const genuine = [
      withSegments(await snapshot('jpeg'), [thumbnailExif()], 'x'),
      await snapshot('png'),
      await snapshot('webp'),
      await scene().gif().toBuffer(),
      pdf('/Type /ObjStm stream\r\n', deflateSync('/Author (Pat)'), 'endstream'),
    ];
    fc.assert(
      fc.property(
        fc.nat(types.length - 1),
        fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.uint8Array({ maxLength: 6 })), {
          maxLength: 8,
        }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (which, changes, end) => {
          const bytes = Buffer.from(genuine[which] ?? []);
          for (const [place, change] of changes)
            bytes.set(change.slice(0, 2), Math.floor(place * (bytes.length - 6)));
          const cut = bytes.subarray(0, Math.ceil(end * bytes.length));
          for (const type of types) expect(() => lookInside(cut, type)).not.toThrow();
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('a look into a PDF', () => {
  it('finds properties, in the open and in packed object streams', () => {
    expect(kinds(pdf('<< /Author (Pat Sample) /Producer (Word) >>'), 'application/pdf')).toEqual([
      'author',
      'software',
    ]);
    const packed = deflateSync('<< /Author (Pat Sample) >>');
    expect(kinds(pdf('<< /Type /ObjStm >>\nstream\r\n', packed, '\nendstream'), 'application/pdf')).toEqual([
      'author',
    ]);
  });

  it('takes an empty property for none', () => {
    expect(kinds(pdf('<< /Author () /Title <> >>'), 'application/pdf')).toEqual([]);
  });

  it('finds what a photo in it tells, XMP, files that are attached, and earlier versions', async () => {
    expect(kinds(pdf('stream\n', await snapshot('jpeg'), '\nendstream'), 'application/pdf')).toEqual(
      expect.arrayContaining(['position', 'device', 'author']),
    );
    expect(kinds(pdf('/EmbeddedFiles 4 0 R'), 'application/pdf')).toEqual(['attached']);
    expect(kinds(pdf('%%EOF\n2 0 obj'), 'application/pdf')).toEqual(['history']);
    expect(kinds(pdf('/Linearized 1 ', '%%EOF\n'), 'application/pdf')).toEqual([]);
  });

  it('is not fooled into unpacking a bomb', () => {
    const bomb = deflateSync(Buffer.alloc(50_000_000, ' '));
    expect(kinds(pdf('/Type /ObjStm stream\n', bomb, 'endstream'), 'application/pdf')).toEqual([]);
  });
});

function flat(background: string): Promise<Buffer> {
  return sharp({ create: { width: 40, height: 40, channels: 3, background } })
    .png()
    .toBuffer();
}

function withChunk(png: Buffer, name: string, ...parts: (string | Buffer)[]): Buffer {
  const data = Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)),
  );
  const head = Buffer.alloc(8);
  head.writeUInt32BE(data.length, 0);
  head.write(name, 4, 'latin1');
  // IHDR ends at 33; nobody reads the checksum here.
  return Buffer.concat([png.subarray(0, 33), head, data, Buffer.alloc(4), png.subarray(33)]);
}

function pdf(...parts: (string | Buffer)[]): Buffer {
  return Buffer.concat(
    ['%PDF-1.7\n', ...parts, '\n%%EOF\n'].map((part) =>
      typeof part === 'string' ? Buffer.from(part, 'latin1') : part,
    ),
  );
}
