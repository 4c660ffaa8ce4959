import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dotted, isPublic, isWithin, reverseName } from '../../src/doctor/address.ts';
import { judgeCertificate } from '../../src/doctor/certificate.ts';
import { ill } from '../../src/doctor/diagnosis.ts';
import { judgeDkim } from '../../src/doctor/dkim/judge.ts';
import { judgeClock, instantOfGreeting } from '../../src/doctor/machine/clock.ts';
import { judgeDisk, type DiskSeen } from '../../src/doctor/machine/disk.ts';
import { leavingOf } from '../../src/doctor/sending.ts';
import { judgeSpf, type SpfSeen } from '../../src/doctor/spf/judge.ts';
import { readTags, writeTags } from '../../src/doctor/tags.ts';
import { tableDns } from './world/table-dns.ts';

const KEY = {
  selector: 'nd26',
  name: 'nd26._domainkey.example.org',
  value: 'v=DKIM1; k=rsa; p=MIIBabc123',
  standsBy: false,
};

function dkim(...values: string[]) {
  const texts = values.length === 0 ? { kind: 'none' as const } : { kind: 'found' as const, values };
  return judgeDkim([{ key: KEY, texts }], 'example.org', undefined, false);
}

describe('a DKIM record', () => {
  it.each([
    ['v=DKIM1; k=rsa; p=MIIBabc123'],
    ['p=MIIBabc123'],
    ['v=DKIM1;p=MIIB abc 123;'],
    ['v=DKIM1; h=sha1:sha256; s=email; t=s; n=a note; p=MIIBabc123'],
  ])('fits when it is %s', (text) => {
    expect(dkim(text)).toMatchObject([{ severity: 'ok' }]);
  });

  it.each([
    ['v=DKIM1; k=rsa; p=', 'is revoked'],
    ['v=DKIM1; k=rsa', 'holds no key'],
    ['v=DKIM1; k=rsa; p=MIIBother', 'is that of another key'],
    ['v=DKIM1; k=ed25519; p=MIIBabc123', 'another kind of key'],
    ['v=DKIM2; p=MIIBabc123', 'does not begin with'],
    ['p=MIIBabc123; v=DKIM1', 'does not begin with'],
    ['v=DKIM1; h=sha1; p=MIIBabc123', 'does not allow sha256'],
    ['v=DKIM1; s=tlsrpt; p=MIIBabc123', 'is not for mail'],
    ['v=DKIM1; p=MIIBabc123; p=MIIBabc123', 'cannot be read'],
    ['hello', 'cannot be read'],
  ])('is wrong when it is %s: it %s, and the right one is given', (text, words) => {
    expect(dkim(text)).toMatchObject([
      {
        severity: 'error',
        what: expect.stringContaining(words),
        publish: [{ type: 'TXT', value: KEY.value }],
      },
    ]);
  });

  it('for tests only is a warning, and the same without that word is given', () => {
    expect(dkim('v=DKIM1; t=y:s; p=MIIBabc123')).toMatchObject([
      { severity: 'warning', publish: [{ value: 'v=DKIM1; p=MIIBabc123' }] },
    ]);
  });

  it('is not asked for where none signs; a provider may do so', () => {
    expect(judgeDkim([], 'example.org', undefined, false)).toMatchObject([{ severity: 'error' }]);
    expect(judgeDkim([], 'example.org', 'smtp.example.net', false)).toMatchObject([{ severity: 'warning' }]);
  });

  it('of Ed25519 alone is not enough', () => {
    const key = { ...KEY, value: 'v=DKIM1; k=ed25519; p=abc' };
    const seen = { key, texts: { kind: 'found' as const, values: [key.value] } };
    expect(judgeDkim([seen], 'example.org', undefined, false)).toMatchObject([
      { severity: 'ok' },
      { severity: 'warning' },
    ]);
  });
});

describe('the clock', () => {
  it.each([
    [0, 'ok'],
    [4_000, 'ok'],
    [-4_000, 'ok'],
    [20_000, 'warning'],
    [-20_000, 'warning'],
    [90_000, 'error'],
  ])('%i ms off is %s', (off, severity) => {
    expect(judgeClock([{ source: 'x', theirs: 1_000_000, ours: 1_000_500 + off }])).toMatchObject([
      { severity },
    ]);
  });

  it('says who is ahead', () => {
    const [behind] = judgeClock([{ source: 'mail.example.org', theirs: 1_000_000, ours: 880_500 }]);
    expect(behind?.what).toBe('The clock is 120 seconds behind that of mail.example.org');
  });

  it('that nobody could be asked about is a hint', () => {
    expect(judgeClock([])).toMatchObject([{ severity: 'hint' }]);
  });

  it('is read out of a greeting that has it', () => {
    expect(instantOfGreeting('mail.example.org ESMTP Sendmail; Fri, 20 Nov 2026 10:00:00 -0600')).toBe(
      Date.UTC(2026, 10, 20, 16),
    );
    expect(instantOfGreeting('mail.example.org ESMTP Postfix')).toBeUndefined();
  });
});

describe('this machine', () => {
  const SOUND: DiskSeen = { spaces: [], folders: [], secrets: [], locked: [], hasLedger: true };
  const space = { name: 'var/', free: 5e9, inodes: 1000, inodesFree: 900 };

  it.each([
    [{}, 'ok'],
    [{ free: 5e8 }, 'warning'],
    [{ free: 1e8 }, 'error'],
    [{ inodesFree: 30 }, 'warning'],
    [{ inodesFree: 3 }, 'error'],
    [{ inodes: 0, inodesFree: 0 }, 'ok'],
  ])('with %j has room: %s', (change, severity) => {
    expect(judgeDisk({ ...SOUND, spaces: [{ ...space, ...change }] })[0]).toMatchObject({ severity });
  });

  it.each([
    ['all', 0o600, 'ok'],
    ['all', 0o640, 'error'],
    ['others', 0o640, 'ok'],
    ['others', 0o644, 'error'],
  ] as const)('keeps a secret from %s with mode %i: %s', (from, mode, severity) => {
    const secrets = [{ name: 'a key', path: '/k', from, mode }];
    expect(judgeDisk({ ...SOUND, secrets }).at(-1)).toMatchObject({ id: 'doctor/secrets', severity });
  });

  it('says which files of the ledger are locked', () => {
    expect(judgeDisk({ ...SOUND, locked: ['/var/newsdesk.db'] })).toMatchObject([
      { id: 'doctor/ledger', severity: 'error', what: expect.stringContaining('/var/newsdesk.db') },
    ]);
  });
});

describe('a certificate', () => {
  const at = Date.UTC(2026, 10, 20);
  const seen = (days: number, fault?: string) => ({
    protocol: 'TLSv1.3',
    names: 'DNS:x',
    until: at + days * 86_400_000,
    ...(fault !== undefined && { fault }),
  });

  it.each([
    [seen(21), 'ok'],
    [seen(20), 'warning'],
    [seen(90, 'ERR_TLS_CERT_ALTNAME_INVALID'), 'error'],
    [seen(-1, 'CERT_HAS_EXPIRED'), 'error'],
    [seen(90, 'SOMETHING_NEW'), 'error'],
  ])('%j is %s', (certificate, severity) => {
    expect(judgeCertificate('relay-tls', 'x', certificate, at)).toMatchObject({ severity });
  });
});

describe('SPF for several addresses', () => {
  it('is one record for all of them', () => {
    const check = { why: '-all', lookups: 0, voids: 0 };
    const seen: SpfSeen = {
      domain: 'example.org',
      relays: [],
      texts: { kind: 'found', values: ['v=spf1 ip4:192.0.2.1 -all'] },
      leaving: { addresses: ['192.0.2.1', '192.0.2.2', '2001:db8::2'], known: 'told' },
      checks: [
        { ...check, ip: '192.0.2.1', result: 'pass' },
        { ...check, ip: '192.0.2.2', result: 'fail' },
        { ...check, ip: '2001:db8::2', result: 'fail' },
      ],
    };
    expect(judgeSpf(seen)).toMatchObject([
      { severity: 'error', publish: [{ value: 'v=spf1 ip4:192.0.2.2 ip6:2001:db8::2 ip4:192.0.2.1 -all' }] },
      { severity: 'ok', what: expect.stringContaining('192.0.2.1') },
    ]);
  });
});

describe('where mail leaves from', () => {
  const relay = {
    name: 'r:587',
    host: 'smtp.example.org',
    port: 587,
    tls: 'required',
    isHere: false,
  } as const;
  const dns = tableDns({
    'smtp.example.org A': ['192.0.2.1', '10.0.0.1'],
    'inner.example.org A': ['10.0.0.1'],
  });

  it('is what a person says, before all else', async () => {
    expect(await leavingOf({ sendsFrom: ['192.0.2.9'], relays: [relay] }, dns, [])).toEqual({
      addresses: ['192.0.2.9'],
      known: 'told',
    });
  });

  it('is what the relay’s name has, as far as others see it', async () => {
    expect(await leavingOf({ sendsFrom: [], relays: [relay] }, dns, [])).toEqual({
      addresses: ['192.0.2.1'],
      known: 'relay',
    });
    const inner = { ...relay, host: 'inner.example.org' };
    expect(await leavingOf({ sendsFrom: [], relays: [inner] }, dns, [])).toMatchObject({ known: 'unknown' });
    const here = { ...relay, host: 'localhost', isHere: true };
    expect(await leavingOf({ sendsFrom: [], relays: [relay, here] }, dns, ['192.0.2.5'])).toEqual({
      addresses: ['192.0.2.1', '192.0.2.5'],
      known: 'relay',
    });
  });

  it('is this machine where the relay is on it', async () => {
    const here = { ...relay, host: 'localhost', isHere: true };
    expect(
      await leavingOf({ sendsFrom: [], relays: [here] }, dns, ['127.0.0.1', '192.0.2.5', 'fe80::1']),
    ).toEqual({
      addresses: ['192.0.2.5'],
      known: 'machine',
    });
  });
});

describe('addresses', () => {
  it('are turned around for their names', () => {
    expect(reverseName('192.0.2.25')).toBe('25.2.0.192.in-addr.arpa');
    expect(reverseName('2001:db8::567:89ab')).toBe(
      'b.a.9.8.7.6.5.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa',
    );
    expect(dotted('::ffff:192.0.2.1')).toBe(dotted('::ffff:c000:201'));
  });

  it('of IPv6 always have 32 digits, however they are written', () => {
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        expect(dotted(address)).toMatch(/^([0-9a-f]\.){31}[0-9a-f]$/);
      }),
    );
  });

  it.each([
    ['192.0.2.1', true],
    ['10.1.2.3', false],
    ['127.0.0.1', false],
    ['172.31.0.1', false],
    ['172.32.0.1', true],
    ['2001:db8::1', true],
    ['::1', false],
    ['fd00::1', false],
    ['fe80::1', false],
    ['hello', false],
  ])('%s is seen by others: %s', (address, seen) => {
    expect(isPublic(address)).toBe(seen);
  });

  it('lie only in networks of their own kind', () => {
    expect(isWithin('192.0.2.1', '0.0.0.0', 0)).toBe(true);
    expect(isWithin('2001:db8::1', '0.0.0.0', 0)).toBe(false);
    expect(isWithin('192.0.2.1', '::', 0)).toBe(false);
  });
});

describe('what the world said', () => {
  it('cannot touch a terminal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const one = ill('x', 'error', {
          what: '',
          why: '',
          fix: '',
          found: [text],
          publish: [{ name: text, type: 'TXT', value: text }],
        });
        expect(JSON.stringify(one)).toMatch(/^[ -~]*$/);
      }),
    );
  });

  it('is read as tags and written again without a loss', () => {
    const value = fc.stringMatching(/^[!-:<-~]{0,12}$/);
    const name = fc.stringMatching(/^[a-z][a-z0-9]{0,4}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(name, value), { maxLength: 6 }), (pairs) => {
        const tags = new Map(pairs);
        expect(readTags(writeTags(tags))).toEqual({ tags, troubles: [] });
      }),
    );
  });
});
