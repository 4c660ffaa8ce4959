import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyError, loadKey } from '../../src/audience/key-file.ts';
import { linksFor } from '../../src/audience/links.ts';
import { signToken, verifyToken, type Purpose } from '../../src/audience/tokens.ts';
import { scratch } from '../support/folder.ts';

const key = fc.uint8Array({ minLength: 32, maxLength: 32 });
const purpose = fc.constantFrom<Purpose>('unsubscribe', 'preferences');
const subscriber = fc.integer({ min: 0, max: 2 ** 48 - 1 });

describe('a token', () => {
  it('leads back to its subscriber, and is always the same', () => {
    fc.assert(
      fc.property(key, purpose, subscriber, (k, p, id) => {
        const token = signToken(k, p, id);
        expect(token).toMatch(/^[A-Za-z0-9_-]{30}$/);
        expect(signToken(k, p, id)).toBe(token);
        expect(verifyToken(k, p, token)).toBe(id);
      }),
    );
  });

  it('is worth nothing with another key or for another purpose', () => {
    fc.assert(
      fc.property(key, key, subscriber, (k, other, id) => {
        fc.pre(Buffer.compare(k, other) !== 0);
        const token = signToken(k, 'unsubscribe', id);
        expect(verifyToken(other, 'unsubscribe', token)).toBeUndefined();
        expect(verifyToken(k, 'preferences', token)).toBeUndefined();
      }),
    );
  });

  it('does not survive a single changed character', () => {
    fc.assert(
      fc.property(
        key,
        subscriber,
        fc.nat(29),
        fc.constantFrom(...Array.from('AZaz09_-=')),
        (k, id, place, character) => {
          const token = signToken(k, 'unsubscribe', id);
          const changed = token.slice(0, place) + character + token.slice(place + 1);
          fc.pre(changed !== token);
          expect(verifyToken(k, 'unsubscribe', changed)).toBeUndefined();
        },
      ),
    );
  });

  it('cannot be made up', () => {
    fc.assert(
      fc.property(key, fc.string(), (k, token) => {
        expect(verifyToken(k, 'unsubscribe', token)).toBeUndefined();
      }),
    );
  });

  it('says nothing about the number behind it', () => {
    const k = Buffer.alloc(32, 7);
    const tokens = Array.from({ length: 200 }, (_, id) => signToken(k, 'unsubscribe', id));
    expect(new Set(tokens.map((token) => token.slice(0, 4))).size).toBeGreaterThan(190);
    expect(new Set(tokens.map((token) => token.slice(-4))).size).toBeGreaterThan(190);
  });
});

describe('the links of a subscriber', () => {
  it('carry their own tokens', () => {
    const k = Buffer.alloc(32, 7);
    const links = linksFor(k, 'https://newsroom.example.gov', 'leave@newsroom.example.gov')(17);
    const [leave, choose] = [links.unsubscribe, links.preferences].map(
      (link) => link.split('/').at(-1) ?? '',
    );
    expect(links.unsubscribe).toMatch(/^https:\/\/newsroom\.example\.gov\/u\/[A-Za-z0-9_-]{30}$/);
    expect(verifyToken(k, 'unsubscribe', leave ?? '')).toBe(17);
    expect(verifyToken(k, 'preferences', choose ?? '')).toBe(17);
    expect(links.leaveByMail).toBe(`mailto:leave@newsroom.example.gov?subject=unsubscribe%20${leave}`);
  });
});

describe('the key file', () => {
  it('is made once, for its owner only, and read ever after', () => {
    const folder = scratch();
    const path = join(folder, 'var', 'links.key');
    const made = loadKey(path);
    expect(made).toHaveLength(32);
    expect(loadKey(path)).toEqual(made);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, 'var'))).toEqual(['links.key']);
  });

  it('is never replaced, and never printed, when it is damaged', () => {
    const path = join(scratch(), 'links.key');
    writeFileSync(path, 'secret-but-not-a-key');
    expect(() => loadKey(path)).toThrow(KeyError);
    expect(() => loadKey(path)).not.toThrow(/secret-but/);
    expect(readFileSync(path, 'utf8')).toBe('secret-but-not-a-key');
  });

  it('says when it cannot be made or read', () => {
    const folder = scratch();
    mkdirSync(join(folder, 'links.key'));
    expect(() => loadKey(join(folder, 'links.key'))).toThrow(/cannot be read: EISDIR/);
    writeFileSync(join(folder, 'file'), '');
    expect(() => loadKey(join(folder, 'file', 'links.key'))).toThrow(/ENOTDIR/);
  });
});
