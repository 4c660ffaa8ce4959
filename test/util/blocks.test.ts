import { createCipheriv } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { ABOUT, Blocks } from '../../src/util/blocks.ts';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

/** One block by itself, as OpenSSL enciphers it. */
function alone(key: Uint8Array, subject: number, about: Uint8Array): Buffer {
  const plain = Buffer.alloc(16);
  plain.writeUIntBE(subject, 0, 6);
  plain.set(about, 6);
  return createCipheriv('aes-256-ecb', key, null).setAutoPadding(false).update(plain);
}

it('enciphers each number by itself, whatever was asked before and next to it', () => {
  const near = fc.integer({ min: 0, max: 200 });
  const subject = fc.oneof(
    near,
    near.map((below) => 2 ** 48 - 1 - below),
    fc.integer({ min: 0, max: 2 ** 48 - 1 }),
  );
  const asked = fc.array(fc.record({ subject, which: fc.nat({ max: 1 }) }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(bytes(32), fc.tuple(bytes(ABOUT), bytes(ABOUT)), asked, (key, abouts, all) => {
      const blocks = new Blocks(key);
      const given = all.map((one) => blocks.of(one.subject, abouts[one.which] ?? abouts[0]));
      const expected = all.map((one) => alone(key, one.subject, abouts[one.which] ?? abouts[0]));
      expect(given).toEqual(expected);
    }),
  );
});

it('takes no number that does not fit, and is none the worse for it', () => {
  const [one, other] = [Buffer.alloc(ABOUT, 1), Buffer.alloc(ABOUT, 2)];
  const blocks = new Blocks(Buffer.alloc(32, 7));
  const before = blocks.of(5, one);
  for (const wrong of [-1, 1.5, 2 ** 48, Number.NaN]) {
    expect(() => blocks.of(wrong, other), String(wrong)).toThrow(RangeError);
  }
  expect(blocks.of(5, one)).toEqual(before);
});
