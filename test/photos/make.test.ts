import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { makeSizes, NoPicture } from '../../src/photos/make.ts';
import { LETTER_BYTES } from '../../src/photos/recipe.ts';
import { lookInside } from '../../src/traces/traces.ts';
import {
  colourAt,
  scene,
  SECRETS,
  segment,
  snapshot,
  thumbnailExif,
  withSegments,
} from '../support/camera.ts';

/** Noise is what weighs most. */
function noise(width: number, height: number) {
  const data = Buffer.alloc(width * height * 3);
  for (let i = 0, x = 1; i < data.length; i += 1)
    data[i] = (x = (Math.imul(x, 1103515245) + 12345) | 0) >>> 16;
  return sharp(data, { raw: { width, height, channels: 3 } });
}

describe('what is made of a photo', () => {
  it.each(['jpeg', 'png', 'webp'] as const)('tells nothing that the %s told', async (type) => {
    const { sizes, letter } = await makeSizes(await snapshot(type, 6, 2000, 1500), `image/${type}`);
    expect(sizes.map(({ width, height }) => `${width}×${height}`).at(-1)).toBe('1500×2000');
    for (const { data, type: made } of [...sizes, letter]) {
      expect(lookInside(data, made)).toEqual({});
      const { exif, xmp, iptc, icc, orientation } = await sharp(data).metadata();
      expect([exif, xmp, iptc, icc, orientation]).toEqual([
        undefined,
        undefined,
        undefined,
        undefined,
        undefined,
      ]);
      for (const secret of SECRETS) expect(data.toString('latin1')).not.toContain(secret);
    }
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'stands upright, however the camera was held (%i)',
    async (orientation) => {
      const original = await snapshot('jpeg', orientation);
      const { sizes } = await makeSizes(original, 'image/jpeg');
      const [largest] = sizes;
      // Where the red corner of the stored pixels is seen: TIFF 6.0, tag 274.
      const [right, below] = {
        1: [0, 0],
        2: [1, 0],
        3: [1, 1],
        4: [0, 1],
        5: [0, 0],
        6: [1, 0],
        7: [1, 1],
        8: [0, 1],
      }[orientation] ?? [0, 0];
      const { width = 0, height = 0, data = Buffer.alloc(0) } = largest ?? {};
      expect([width, height]).toEqual(orientation >= 5 ? [200, 300] : [300, 200]);
      const [red = 0, green = 0, blue = 0] = await colourAt(
        data,
        right ? width - 10 : 10,
        below ? height - 10 : 10,
      );
      expect([red > 200, green < 60, blue < 60]).toEqual([true, true, true]);
    },
  );

  it('comes in three sizes, narrowest first, and is never enlarged', async () => {
    const large = await makeSizes(await scene(3000, 2100).jpeg().toBuffer(), 'image/jpeg');
    expect(large.sizes.map(({ label, width, height }) => [label, width, height])).toEqual([
      ['800w', 800, 560],
      ['1200w', 1200, 840],
      ['', 1600, 1120],
    ]);
    expect(large.letter.width).toBe(1200);
    const small = await makeSizes(await scene(300, 200).jpeg().toBuffer(), 'image/jpeg');
    expect(small.sizes.map(({ label, width }) => [label, width])).toEqual([['', 300]]);
    expect(small.letter).toEqual(small.sizes[0]);
  });

  it('weighs what it says, and is the same the next time', async () => {
    const original = await snapshot('jpeg', 1, 1400, 900);
    const [first, second] = [
      await makeSizes(original, 'image/jpeg'),
      await makeSizes(original, 'image/jpeg'),
    ];
    expect(second).toEqual(first);
    for (const { bytes, data, width, height } of first.sizes) {
      expect(bytes).toBe(data.length);
      expect(await sharp(data).metadata()).toMatchObject({ width, height });
    }
  });

  it('is light enough for mail, at the cost of its quality', async () => {
    const { letter } = await makeSizes(await noise(1300, 400).jpeg({ quality: 95 }).toBuffer(), 'image/jpeg');
    expect(letter.bytes).toBeLessThanOrEqual(LETTER_BYTES);
  });

  it('keeps what is see-through in PNG and WebP, and is a JPEG on white for mail where mail cannot show it', async () => {
    const clear = sharp({
      create: { width: 400, height: 300, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    });
    const png = await makeSizes(await clear.clone().png().toBuffer(), 'image/png');
    expect((await sharp(png.sizes[0]?.data).metadata()).hasAlpha).toBe(true);
    expect(png.letter).toMatchObject({ type: 'image/png', label: '' });
    const webp = await makeSizes(await clear.clone().webp().toBuffer(), 'image/webp');
    expect((await sharp(webp.sizes[0]?.data).metadata()).hasAlpha).toBe(true);
    expect(webp.letter).toMatchObject({ type: 'image/jpeg', label: '1200w', width: 400 });
    expect(await colourAt(webp.letter.data, 5, 5)).toEqual([255, 255, 255]);
  });

  it('is a JPEG for mail when a PNG is too heavy', async () => {
    const { sizes, letter } = await makeSizes(await noise(700, 400).png().toBuffer(), 'image/png');
    expect(letter.type).toBe('image/jpeg');
    expect(sizes.every(({ type }) => type === 'image/png')).toBe(true);
  });

  it('has the colours of the screen: print colours and wide ones are converted', async () => {
    const print = await scene().toColourspace('cmyk').jpeg().toBuffer();
    expect((await sharp(print).metadata()).space).toBe('cmyk');
    const wide = await scene().withIccProfile('p3').jpeg({ quality: 100 }).toBuffer();
    for (const original of [print, wide]) {
      const [largest] = (await makeSizes(original, 'image/jpeg')).sizes;
      expect(await sharp(largest?.data).metadata()).toMatchObject({ space: 'srgb', channels: 3 });
      const [red = 0, green = 0, blue = 0] = await colourAt(largest?.data ?? Buffer.alloc(0), 10, 10);
      expect([red > 180, green < 90, blue < 90]).toEqual([true, true, true]);
    }
  });

  it('of a moving picture is its first one', async () => {
    const frames = await Promise.all(
      ['#ff0000', '#00ff00'].map((background) =>
        sharp({ create: { width: 60, height: 40, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    );
    const moving = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer();
    const [largest] = (await makeSizes(moving, 'image/gif')).sizes;
    const data = largest?.data ?? Buffer.alloc(0);
    expect(largest).toMatchObject({ type: 'image/gif', width: 60, height: 40 });
    expect((await sharp(data).metadata()).pages).toBe(1);
    expect(await colourAt(data, 5, 5)).toEqual([255, 0, 0]);
  });

  it('leaves behind what is attached: a thumbnail, a zip behind the end', async () => {
    const plain = await scene().jpeg().toBuffer();
    const original = withSegments(
      plain,
      [thumbnailExif(), segment(0xfe, 'Pat Sample')],
      'PK\x03\x04 4711 behind',
    );
    const { sizes } = await makeSizes(original, 'image/jpeg');
    for (const { data } of sizes) expect(data.toString('latin1')).not.toMatch(/4711 behind|Pat Sample/);
  });

  it('is nothing when the picture is cut off, broken, no picture or a bomb', async () => {
    const jpeg = await noise(600, 400).jpeg().toBuffer();
    const bomb = Buffer.from(jpeg);
    const frame = bomb.indexOf(Buffer.from([0xff, 0xc0]));
    bomb.writeUInt16BE(60_000, frame + 5);
    bomb.writeUInt16BE(60_000, frame + 7);
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    const bad = [
      jpeg.subarray(0, 3000),
      bomb,
      jpeg.subarray(0, 30),
      Buffer.from('\xff\xd8\xff', 'latin1'),
      svg,
    ];
    for (const [index, bytes] of bad.entries()) {
      await expect(makeSizes(bytes, 'image/jpeg'), String(index)).rejects.toThrow(NoPicture);
    }
  });

  it('is made of a file whose form is odd, but not of one whose picture is damaged', async () => {
    const jpeg = await noise(600, 400).jpeg().toBuffer();
    const odd = Buffer.concat([jpeg.subarray(0, -2), Buffer.from('left over'), jpeg.subarray(-2)]);
    expect((await makeSizes(odd, 'image/jpeg')).sizes.at(-1)).toMatchObject({ width: 600 });
    const damaged = Buffer.concat([jpeg.subarray(0, jpeg.length - 40_000), jpeg.subarray(-2)]);
    await expect(makeSizes(damaged, 'image/jpeg')).rejects.toThrow(NoPicture);
  });
});
