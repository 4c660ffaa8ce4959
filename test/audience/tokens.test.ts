import { createCipheriv, hkdfSync } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base32, fromBase32 } from '../../src/audience/base32.ts';
import { KeyError, loadKeys, openKeys, rotateKeys } from '../../src/audience/key-file.ts';
import { linksFor } from '../../src/audience/links.ts';
import { addressMark } from '../../src/audience/mark.ts';
import { seal } from '../../src/audience/sealed.ts';
import { signToken, verifyToken, type Purpose } from '../../src/audience/tokens.ts';
import { scratch } from '../support/folder.ts';

const key = fc.uint8Array({ minLength: 32, maxLength: 32 });
const block = fc.uint8Array({ minLength: 16, maxLength: 16 });
const sameBytes = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0;
const PURPOSES = ['unsubscribe', 'preferences', 'confirm', 'bounce'] as const satisfies Purpose[];
const subject = fc.integer({ min: 0, max: 2 ** 48 - 1 });

/** A purpose, and numbers that it can be about. */
const use = fc.constantFrom(...PURPOSES).chain((purpose) =>
  fc.record({
    purpose: fc.constant(purpose),
    subject,
    detail:
      purpose === 'confirm' || purpose === 'bounce'
        ? fc.integer({ min: 0, max: 2 ** 32 - 1 })
        : fc.constant(0),
  }),
);
type Use = { purpose: Purpose; subject: number; detail: number };

function sign(k: Uint8Array, { purpose, subject: about, detail }: Use): string {
  return signToken(k, purpose, about, detail);
}

describe('a token', () => {
  it('leads back to what it was made for, and is always the same', () => {
    fc.assert(
      fc.property(key, use, (k, one) => {
        const token = sign(k, one);
        expect(token).toMatch(one.purpose === 'bounce' ? /^[a-z2-7]{26}$/ : /^[A-Za-z0-9_-]{22}$/);
        expect(sign(k, one)).toBe(token);
        expect(verifyToken([k], one.purpose, token)).toEqual({ subject: one.subject, detail: one.detail });
      }),
    );
  });

  it('is the same in every version of the program', () => {
    const k = Buffer.from('000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f', 'hex');
    const own = hkdfSync('sha256', k, '', 'newsdesk bounce', 32);
    const openssl = createCipheriv('aes-256-ecb', Buffer.from(own), null).setAutoPadding(false);
    const block = openssl.update('00000000001100000005000000000000', 'hex');
    expect(Buffer.from(fromBase32(signToken(k, 'bounce', 17, 5)) ?? [])).toEqual(block);
    expect(signToken(k, 'unsubscribe', 17)).toBe('Os-DKLJ-SBc-0QapHN4veg');
    expect(signToken(k, 'bounce', 17, 5)).toBe('jixvbuletlyqbmlr2owjn23lby');
  });

  it('is worth nothing with another key or for another purpose', () => {
    fc.assert(
      fc.property(key, key, use, fc.constantFrom(...PURPOSES), (k, other, one, purpose) => {
        fc.pre(Buffer.compare(k, other) !== 0 && purpose !== one.purpose);
        const token = sign(k, one);
        expect(verifyToken([other], one.purpose, token)).toBeUndefined();
        expect(verifyToken([k], purpose, token)).toBeUndefined();
        const text = Buffer.from(fromBase32(token) ?? Buffer.from(token, 'base64url'));
        expect(
          verifyToken([k], purpose, purpose === 'bounce' ? base32(text) : text.toString('base64url')),
        ).toBeUndefined();
      }),
    );
  });

  it('outlives a change of keys for as long as its own is kept', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(key, { minLength: 2, maxLength: 4, comparator: sameBytes }),
        use,
        ([now, ...old], one) => {
          fc.pre(now !== undefined);
          const content = { subject: one.subject, detail: one.detail };
          for (const k of old) expect(verifyToken([now, ...old], one.purpose, sign(k, one))).toEqual(content);
          for (const k of old) expect(verifyToken([now], one.purpose, sign(k, one))).toBeUndefined();
        },
      ),
    );
  });

  it('does not survive a single changed character', () => {
    fc.assert(
      fc.property(
        key,
        use,
        fc.nat(25),
        fc.constantFrom(...Array.from('AZaz0279_-= é')),
        (k, one, place, character) => {
          const token = sign(k, one);
          const changed = token.slice(0, place) + character + token.slice(place + 1);
          fc.pre(changed !== token && (one.purpose !== 'bounce' || changed.toLowerCase() !== token));
          expect(verifyToken([k], one.purpose, changed)).toBeUndefined();
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('has one text only, but for the case of a token that comes back in an address', () => {
    fc.assert(
      fc.property(key, use, (k, one) => {
        const token = sign(k, one);
        const { purpose } = one;
        for (const text of [`${token}=`, `${token}A`, ` ${token}`, token.slice(0, -1), '']) {
          expect(verifyToken([k], purpose, text)).toBeUndefined();
        }
        const other = one.purpose === 'bounce' ? token.toUpperCase() : token;
        expect(verifyToken([k], purpose, other)).toEqual({ subject: one.subject, detail: one.detail });
      }),
    );
  });

  it('cannot be made up', () => {
    fc.assert(
      fc.property(key, fc.constantFrom(...PURPOSES), fc.oneof(fc.string(), block), (k, purpose, made) => {
        const token =
          typeof made === 'string'
            ? made
            : purpose === 'bounce'
              ? base32(made)
              : Buffer.from(made).toString('base64url');
        expect(verifyToken([k], purpose, token)).toBeUndefined();
      }),
    );
  });

  it('has a detail only where its purpose has one', () => {
    const k = Buffer.alloc(32, 7);
    expect(() => signToken(k, 'unsubscribe', 1, 2)).toThrow(RangeError);
    const forged = seal(k, 'unsubscribe', 1, 2).toString('base64url');
    expect(verifyToken([k], 'unsubscribe', forged)).toBeUndefined();
  });

  it('is not made for a number that it has no room for', () => {
    const k = Buffer.alloc(32, 7);
    for (const about of [-1, 2 ** 48, 0.5, Number.NaN]) {
      expect(() => signToken(k, 'unsubscribe', about)).toThrow(RangeError);
    }
    for (const detail of [-1, 2 ** 32, 0.5, Number.NaN]) {
      expect(() => signToken(k, 'bounce', 1, detail)).toThrow(RangeError);
    }
  });

  it('says nothing about the number behind it', () => {
    const k = Buffer.alloc(32, 7);
    const tokens = Array.from({ length: 200 }, (_, id) => signToken(k, 'unsubscribe', id));
    expect(new Set(tokens.map((token) => token.slice(0, 4))).size).toBeGreaterThan(190);
    expect(new Set(tokens.map((token) => token.slice(-4))).size).toBeGreaterThan(190);
  });
});

describe('base32', () => {
  it('is that of RFC 4648, in small letters', () => {
    const known = {
      '': '',
      f: 'my',
      fo: 'mzxq',
      foo: 'mzxw6',
      foob: 'mzxw6yq',
      fooba: 'mzxw6ytb',
      foobar: 'mzxw6ytboi',
    };
    for (const [text, encoded] of Object.entries(known)) expect(base32(Buffer.from(text))).toBe(encoded);
  });

  it('is not read in letters that only look like it, or with bits too many', () => {
    for (const text of ['m\u212a', 'm1', 'm y', 'my=', 'mz', 'm', 'mzx'])
      expect(fromBase32(text)).toBeUndefined();
  });

  it('is read back, whatever became of its case', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(fromBase32(base32(bytes))).toEqual(bytes);
        expect(fromBase32(base32(bytes).toUpperCase())).toEqual(bytes);
      }),
    );
  });
});

describe('the links of a subscriber', () => {
  it('carry their own tokens', () => {
    const k = Buffer.alloc(32, 7);
    const links = linksFor(k, 'https://newsroom.example.gov', 'leave@newsroom.example.gov')(17);
    const [leave, choose] = [links.unsubscribe, links.preferences].map(
      (link) => link.split('/').at(-1) ?? '',
    );
    expect(links.unsubscribe).toMatch(/^https:\/\/newsroom\.example\.gov\/u\/[A-Za-z0-9_-]{22}$/);
    expect(verifyToken([k], 'unsubscribe', leave ?? '')).toEqual({ subject: 17, detail: 0 });
    expect(verifyToken([k], 'preferences', choose ?? '')).toEqual({ subject: 17, detail: 0 });
    expect(links.leaveByMail).toBe(`mailto:leave@newsroom.example.gov?subject=unsubscribe%20${leave}`);
  });
});

describe('the key file', () => {
  it('is made once, for its owner only, and read ever after', () => {
    const folder = scratch();
    const path = join(folder, 'var', 'links.key');
    const made = loadKeys(path);
    expect(made).toHaveLength(1);
    expect(made[0]).toHaveLength(32);
    expect(loadKeys(path)).toEqual(made);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, 'var'))).toEqual(['links.key']);
  });

  it('keeps several keys, the newest first: links signed before a change still work, and marks stay', () => {
    const path = join(scratch(), 'links.key');
    const first = loadKeys(path);
    const token = signToken(first[0], 'unsubscribe', 17);
    const mark = addressMark(first, 'Jane@example.org');
    const second = rotateKeys(path);
    expect(second).toEqual(loadKeys(path));
    expect(second.slice(1)).toEqual(first);
    expect(signToken(second[0], 'unsubscribe', 17)).not.toBe(token);
    expect(verifyToken(second, 'unsubscribe', token)).toEqual({ subject: 17, detail: 0 });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(dirname(path))).toEqual(['links.key']);
    expect(addressMark(second, 'jane@example.org')).toBe(mark);
    expect(mark).toMatch(/^[0-9a-f]{32}$/);
  });

  it('never has more than five, and never drops the oldest', () => {
    const path = join(scratch(), 'links.key');
    const [oldest] = loadKeys(path);
    for (let i = 0; i < 8; i += 1) rotateKeys(path);
    const keys = loadKeys(path);
    expect(keys).toHaveLength(5);
    expect(keys.at(-1)).toEqual(oldest);
    const before = keys.slice(0, 3);
    expect(rotateKeys(path).slice(1, 4)).toEqual(before);
  });

  it('is read anew when somebody changed it', () => {
    const path = join(scratch(), 'links.key');
    const keys = openKeys(path);
    const first = keys();
    expect(keys()).toBe(first);
    const changed = rotateKeys(path);
    expect(keys()).toEqual(changed);
  });

  it('is never replaced, and never printed, when it is damaged', () => {
    const path = join(scratch(), 'links.key');
    writeFileSync(path, 'secret-but-not-a-key');
    expect(() => loadKeys(path)).toThrow(KeyError);
    expect(() => loadKeys(path)).not.toThrow(/secret-but/);
    expect(readFileSync(path, 'utf8')).toBe('secret-but-not-a-key');
  });

  it('says when it cannot be made or read', () => {
    const folder = scratch();
    mkdirSync(join(folder, 'links.key'));
    expect(() => loadKeys(join(folder, 'links.key'))).toThrow(/cannot be read: EISDIR/);
    writeFileSync(join(folder, 'file'), '');
    expect(() => loadKeys(join(folder, 'file', 'links.key'))).toThrow(/ENOTDIR/);
  });
});
