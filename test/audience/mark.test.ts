import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalAddress } from '../../src/audience/address.ts';
import { armed, csvLine, defused } from '../../src/audience/defuse.ts';
import { addressMark } from '../../src/audience/mark.ts';
import { EmailAddress } from '../../src/model/subscriber.ts';

const OLD = new Uint8Array(32).fill(1);
const NEW = new Uint8Array(32).fill(2);

describe('the mark of an address', () => {
  it('is the same for every way to write the address, and for none other', () => {
    const mark = addressMark([OLD], 'Jane.Doe@Köln.example');
    expect(mark).toMatch(/^[0-9a-f]{32}$/);
    expect(addressMark([OLD], ' jane.doe@xn--kln-sna.EXAMPLE ')).toBe(mark);
    expect(addressMark([OLD], 'jane.do@xn--kln-sna.example')).not.toBe(mark);
  });

  it('outlives a change of keys, and says nothing to another key', () => {
    const mark = addressMark([OLD], 'a@example.org');
    expect(addressMark([NEW, OLD], 'a@example.org')).toBe(mark);
    expect(addressMark([NEW], 'a@example.org')).not.toBe(mark);
  });
});

describe('an address in its one form', () => {
  it('is the same whether its domain is looked at closely or not', () => {
    const label = fc.stringMatching(/^[a-z0-9-]{1,8}$/);
    const domain = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'));
    fc.assert(
      fc.property(domain, (one) => {
        // In capitals it takes the long way.
        expect(canonicalAddress(`a@${one}`)).toBe(canonicalAddress(`a@${one.toUpperCase()}`));
      }),
      { examples: [['xn--a.org'], ['1.2.3.4'], ['0x7f.1'], ['a.b'], ['-a.org'], ['a-.org'], ['org']] },
    );
  });

  it('is one that mail can be sent to', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (one) => {
        const address = canonicalAddress(one);
        expect(address === undefined || EmailAddress.safeParse(address).success).toBe(true);
      }),
    );
  });
});

describe('a cell for a spreadsheet', () => {
  const cell = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^['=+\-@\t\r]{0,4}.{0,4}$/));

  it('is never a formula, and is read back as it was', () => {
    fc.assert(
      fc.property(cell, (text) => {
        expect(defused(text)).not.toMatch(/^[=+\-@\t\r\n]/);
        expect(armed(defused(text))).toBe(text);
      }),
    );
  });

  it('leaves alone what is none', () => {
    expect(['a=1', "'quoted'", "O'Hara", '', '1-2'].map(defused)).toEqual([
      'a=1',
      "'quoted'",
      "O'Hara",
      '',
      '1-2',
    ]);
    expect(csvLine(['=1', 'a "b"', 'c,d', ' e'])).toBe(`'=1,"a ""b""","c,d"," e"\n`);
  });
});
