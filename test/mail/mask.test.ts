import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { masked, oneLine } from '../../src/util/mask.ts';

describe('a masked address', () => {
  it.each([
    ['jane.doe@example.org', 'j…@example.org'],
    ['j@example.org', 'j…@example.org'],
    ['not an address', '…'],
    ['@example.org', '…'],
  ])('%s → %s', (address, shown) => {
    expect(masked(address)).toBe(shown);
  });
});

describe('another program’s words', () => {
  it.each([
    ['550 5.1.1 <jane.doe@example.org>: unknown', '550 5.1.1 <j…@example.org>: unknown'],
    ['jane@example.org joe@example.net', 'j…@example.org j…@example.net'],
    ['one\r\ntwo\u001b[31m red\u202e', 'one two [31m red'],
  ])('%j → %j', (words, shown) => {
    expect(oneLine(words)).toBe(shown);
  });

  it('are one printable line of bounded length without a whole address, whatever they were', () => {
    const part = fc.oneof(fc.string({ unit: 'binary' }), fc.emailAddress());
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const line = oneLine(parts.join(' '), 80);
        expect(line).toMatch(/^[^\p{Cc}\p{Zl}\p{Zp}\p{Cs}]{0,80}$/u);
        expect(line).not.toMatch(/[a-z0-9]{2}@[a-z0-9]/i);
      }),
    );
  });
});
