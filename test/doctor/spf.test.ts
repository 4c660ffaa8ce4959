import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkSpf } from '../../src/doctor/spf/check.ts';
import { mended } from '../../src/doctor/spf/advice.ts';
import { expandMacros } from '../../src/doctor/spf/macro.ts';
import { isSpf, readSpf } from '../../src/doctor/spf/record.ts';
import { tableDns, type Table } from './world/table-dns.ts';

/** RFC 7208, appendix A. */
const WORLD: Table = {
  'example.com MX': ['10 mail-a.example.com', '20 mail-b.example.com'],
  'example.com A': ['192.0.2.10', '192.0.2.11'],
  'amy.example.com A': ['192.0.2.65'],
  'bob.example.com A': ['192.0.2.66'],
  'mail-a.example.com A': ['192.0.2.129'],
  'mail-b.example.com A': ['192.0.2.130'],
  'example.org MX': ['10 mail-c.example.org'],
  'mail-c.example.org A': ['192.0.2.140'],
  '192.0.2.65 PTR': ['amy.example.com'],
  '192.0.2.140 PTR': ['mail-c.example.org'],
  '10.0.0.4 PTR': ['bob.example.com'],
};

function check(record: string | readonly string[], ip: string, more: Table = {}) {
  const texts = typeof record === 'string' ? [record] : record;
  const dns = tableDns({ ...WORLD, 'example.com TXT': texts, ...more });
  return checkSpf(dns, { ip, sender: 'desk@example.com', helo: 'mail.example.com' }, 'example.com');
}

describe('SPF, with the examples of RFC 7208 A.1', () => {
  it.each([
    ['v=spf1 +all', '203.0.113.9', 'pass'],
    ['v=spf1 a -all', '192.0.2.10', 'pass'],
    ['v=spf1 a -all', '192.0.2.11', 'pass'],
    ['v=spf1 a -all', '192.0.2.12', 'fail'],
    ['v=spf1 a:example.org -all', '192.0.2.10', 'fail'],
    ['v=spf1 mx -all', '192.0.2.129', 'pass'],
    ['v=spf1 mx -all', '192.0.2.130', 'pass'],
    ['v=spf1 mx -all', '192.0.2.140', 'fail'],
    ['v=spf1 mx:example.org -all', '192.0.2.140', 'pass'],
    ['v=spf1 mx mx:example.org -all', '192.0.2.140', 'pass'],
    ['v=spf1 mx/30 mx:example.org/30 -all', '192.0.2.131', 'pass'],
    ['v=spf1 mx/30 mx:example.org/30 -all', '192.0.2.143', 'pass'],
    ['v=spf1 mx/30 mx:example.org/30 -all', '192.0.2.144', 'fail'],
    ['v=spf1 ptr -all', '192.0.2.65', 'pass'],
    ['v=spf1 ptr -all', '192.0.2.140', 'fail'],
    ['v=spf1 ptr -all', '10.0.0.4', 'fail'],
    ['v=spf1 ip4:192.0.2.128/28 -all', '192.0.2.65', 'fail'],
    ['v=spf1 ip4:192.0.2.128/28 -all', '192.0.2.129', 'pass'],
  ])('"%s" says to %s: %s', async (record, ip, result) => {
    expect(await check(record, ip)).toMatchObject({ result });
  });
});

/** Records that each include the next, and the last of which lets everybody send. */
function chain(length: number): Table {
  return Object.fromEntries(
    Array.from({ length }, (_, i) => [
      `i${i + 1}.example.org TXT`,
      [i + 1 === length ? 'v=spf1 +all' : `v=spf1 include:i${i + 2}.example.org`],
    ]),
  );
}

describe('SPF', () => {
  it.each([
    ['V=SPF1 IP4:192.0.2.1 -ALL', '192.0.2.1', 'pass'],
    ['v=spf1', '192.0.2.1', 'neutral'],
    ['v=spf1 ?all', '192.0.2.1', 'neutral'],
    ['v=spf1 ~all', '192.0.2.1', 'softfail'],
    ['v=spf1 ip6:2001:db8::/32 -all', '2001:db8::25', 'pass'],
    ['v=spf1 ip6:2001:db8::/32 -all', '192.0.2.1', 'fail'],
    ['v=spf1 ip4:0.0.0.0/0 -all', '2001:db8::25', 'fail'],
    ['v=spf1 a//64 -all', '2001:db8::25', 'pass'],
    ['v=spf1 exists:%{ir}.list.example.org -all', '192.0.2.1', 'pass'],
    ['v=spf1 exists:%{ir}.list.example.org -all', '192.0.2.2', 'fail'],
    ['v=spf1 include:sound.example.org -all', '192.0.2.7', 'pass'],
    ['v=spf1 include:sound.example.org ~all', '192.0.2.8', 'softfail'],
    ['v=spf1 include:open.example.org -all', '192.0.2.8', 'fail'],
    ['v=spf1 redirect=sound.example.org', '192.0.2.8', 'fail'],
    ['v=spf1 redirect=sound.example.org -all', '192.0.2.7', 'fail'],
    ['v=spf1 moo=cow exp=why.example.org +all', '192.0.2.1', 'pass'],
    // What breaks a record breaks it for everybody.
    ['v=spf1 ip4:192.0.2.1 typo -all', '192.0.2.1', 'permerror'],
    ['v=spf1 a:192.0.2.1 -all', '192.0.2.1', 'permerror'],
    ['v=spf1 ip4:192.0.2.1/33 -all', '192.0.2.1', 'permerror'],
    ['v=spf1 ip4:2001:db8::1 -all', '192.0.2.1', 'permerror'],
    ['v=spf1 exists:%{z}.example.org -all', '192.0.2.1', 'permerror'],
    ['v=spf1 redirect=a.example.org redirect=b.example.org', '192.0.2.1', 'permerror'],
    ['v=spf1 include:nothing.example.org -all', '192.0.2.1', 'permerror'],
    ['v=spf1 redirect=nothing.example.org', '192.0.2.1', 'permerror'],
    ['v=spf1 include:broken.example.org -all', '192.0.2.1', 'permerror'],
    ['v=spf1 include:example.com -all', '192.0.2.1', 'permerror'],
    ['v=spf1 a:v1.example.org a:v2.example.org a:v3.example.org +all', '192.0.2.1', 'permerror'],
    ['v=spf1 a:v1.example.org a:v2.example.org ip4:192.0.2.1 -all', '192.0.2.1', 'pass'],
    ['v=spf1 include:down.example.org -all', '192.0.2.1', 'temperror'],
    ['v=spf10 -all', '192.0.2.1', 'none'],
  ])('"%s" says to %s: %s', async (record, ip, result) => {
    const more: Table = {
      'example.com AAAA': ['2001:db8::1'],
      '1.2.0.192.list.example.org A': ['127.0.0.2'],
      'sound.example.org TXT': ['v=spf1 ip4:192.0.2.7 -all'],
      'open.example.org TXT': ['v=spf1 ?all'],
      'broken.example.org TXT': ['v=spf1 nonsense'],
      'down.example.org TXT': 'trouble',
    };
    expect(await check(record, ip, more)).toMatchObject({ result });
  });

  it('takes two records for none of them', async () => {
    expect(await check(['v=spf1 +all', 'v=spf1 -all'], '192.0.2.1')).toMatchObject({
      result: 'permerror',
      why: 'example.com has 2 SPF records',
    });
  });

  it('is not fooled by other texts of the domain', async () => {
    expect(await check(['google-site-verification=v=spf1', 'v=spf1 +all'], '192.0.2.1')).toMatchObject({
      result: 'pass',
    });
  });

  it('counts ten lookups through includes, and not one more', async () => {
    const record = 'v=spf1 include:i1.example.org -all';
    expect(await check(record, '192.0.2.1', chain(10))).toMatchObject({ result: 'pass', lookups: 10 });
    expect(await check(record, '192.0.2.1', chain(11))).toMatchObject({
      result: 'permerror',
      why: 'it takes more than ten lookups',
    });
  });

  it('does not take a domain with more than ten mail servers', async () => {
    const hosts = Array.from({ length: 11 }, (_, i) => `10 m${i}.example.org`);
    expect(
      await check('v=spf1 mx:many.example.org -all', '192.0.2.1', { 'many.example.org MX': hosts }),
    ).toMatchObject({
      result: 'permerror',
    });
  });

  it('reads anything without an exception, and never passes what it cannot read', async () => {
    const word = fc.oneof(
      fc.constantFrom('a', 'mx', '-all', '~all', 'ip4:192.0.2.0/24', 'include:example.org', 'a:%{d', 'x=%'),
      fc.string({ maxLength: 12 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 6 }), async (words) => {
        const record = ['v=spf1', ...words].join(' ');
        const { result } = await check(record, '203.0.113.1');
        expect(result === 'permerror' || readSpf(record).troubles.length === 0).toBe(true);
      }),
    );
  });
});

describe('macros, with the examples of RFC 7208 §7.4', () => {
  const sending = { ip: '192.0.2.3', sender: 'strong-bad@email.example.com', helo: 'h' };
  it.each([
    ['%{s}', 'strong-bad@email.example.com'],
    ['%{o}', 'email.example.com'],
    ['%{d}', 'email.example.com'],
    ['%{d4}', 'email.example.com'],
    ['%{d3}', 'email.example.com'],
    ['%{d2}', 'example.com'],
    ['%{d1}', 'com'],
    ['%{dr}', 'com.example.email'],
    ['%{d2r}', 'example.email'],
    ['%{l}', 'strong-bad'],
    ['%{l-}', 'strong.bad'],
    ['%{lr}', 'strong-bad'],
    ['%{lr-}', 'bad.strong'],
    ['%{l1r-}', 'strong'],
    ['%{ir}.%{v}._spf.%{d2}', '3.2.0.192.in-addr._spf.example.com'],
    ['%{lr-}.lp._spf.%{d2}', 'bad.strong.lp._spf.example.com'],
    ['%{lr-}.lp.%{ir}.%{v}._spf.%{d2}', 'bad.strong.lp.3.2.0.192.in-addr._spf.example.com'],
    ['%{ir}.%{v}.%{l1r-}.lp._spf.%{d2}', '3.2.0.192.in-addr.strong.lp._spf.example.com'],
    ['%{d2}.trusted-domains.example.net', 'example.com.trusted-domains.example.net'],
    ['a%%b%-c', 'a%b%20c'],
  ])('%s is %s', (spec, text) => {
    expect(expandMacros(spec, sending, 'email.example.com')).toBe(text);
  });

  it('writes an IPv6 address as its 32 digits', () => {
    const six = { ...sending, ip: '2001:db8::cb01' };
    expect(expandMacros('%{ir}.%{v}._spf.%{d2}', six, 'email.example.com')).toBe(
      '1.0.b.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6._spf.example.com',
    );
  });

  it('keeps the right end of what is too long for a name', () => {
    const long = expandMacros(`${'abcdefghi.'.repeat(30)}example.com`, sending, 'example.com');
    expect(long.length).toBeLessThanOrEqual(253);
    expect(long).toMatch(/^abcdefghi\..*\.example\.com$/);
  });
});

describe('the record that is advised', () => {
  it.each<[string[], string[], string]>([
    [['v=spf1 mx ~all'], ['192.0.2.25'], 'v=spf1 ip4:192.0.2.25 mx ~all'],
    [['v=spf1 mx ~all', 'v=spf1 include:x.example.org mx -all'], [], 'v=spf1 mx include:x.example.org -all'],
    [['v=spf1 redirect=x.example.org'], ['2001:db8::1'], 'v=spf1 ip6:2001:db8::1 redirect=x.example.org'],
    [['v=spf1 mx a:192.0.2.1 +all'], [], 'v=spf1 mx ~all'],
  ])('of %j with %j is %s', (records, addresses, advised) => {
    expect(mended(records, addresses)).toBe(advised);
  });

  it('can always be read, and lets the address send', async () => {
    const term = fc.constantFrom('ip4:198.51.100.0/24', 'a', '~all', '?all', 'nonsense', 'a:192.0.2.1');
    await fc.assert(
      fc.asyncProperty(fc.array(term, { maxLength: 5 }), async (terms) => {
        const advised = mended([['v=spf1', ...terms].join(' ')], ['203.0.113.7']);
        expect(isSpf(advised)).toBe(true);
        expect(readSpf(advised).troubles).toEqual([]);
        expect(await check(advised, '203.0.113.7')).toMatchObject({ result: 'pass' });
      }),
    );
  });
});
