import { createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hmacOf } from '../../src/audience/hmac.ts';

describe('a keyed hash', () => {
  it('is HMAC-SHA256, whatever the key and the texts, also when asked again and again', () => {
    const key = fc.uint8Array({ maxLength: 64 });
    const text = fc.oneof(fc.string({ maxLength: 20 }), fc.uint8Array({ maxLength: 40 }));
    fc.assert(
      fc.property(key, fc.array(fc.tuple(text, text), { maxLength: 5 }), (secret, pairs) => {
        const hmac = hmacOf(secret);
        for (const [one, other] of pairs) {
          const expected = createHmac('sha256', secret).update(one).update(other).digest('hex');
          expect(hmac(one, other).toString('hex')).toBe(expected);
        }
      }),
    );
  });

  it('refuses a key or a text that is too long for it', () => {
    expect(() => hmacOf(new Uint8Array(65))).toThrow(RangeError);
    expect(() => hmacOf(new Uint8Array(32))('x'.repeat(129))).toThrow(RangeError);
  });
});
