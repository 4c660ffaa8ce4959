import { describe, expect, it } from 'vitest';
import { judgeDmarc } from '../../src/doctor/dmarc/judge.ts';
import { readDmarc } from '../../src/doctor/dmarc/record.ts';
import { organisationOf, policyFor, targetsOf, walkTree } from '../../src/doctor/dmarc/walk.ts';
import { tableDns, type Table } from './world/table-dns.ts';

describe('the tree walk of RFC 9989', () => {
  it('asks at the domain and at each one above it', () => {
    expect(targetsOf('a.mail.example.com')).toEqual([
      'a.mail.example.com',
      'mail.example.com',
      'example.com',
      'com',
    ]);
  });

  it('asks eight questions about a long name, at the most', () => {
    expect(targetsOf('a.b.c.d.e.f.g.h.i.j.mail.example.com')).toEqual([
      'a.b.c.d.e.f.g.h.i.j.mail.example.com',
      'g.h.i.j.mail.example.com',
      'h.i.j.mail.example.com',
      'i.j.mail.example.com',
      'j.mail.example.com',
      'mail.example.com',
      'example.com',
      'com',
    ]);
  });

  const cases: [
    says: string,
    domain: string,
    table: Table,
    organisation: string,
    policyAt: string | undefined,
  ][] = [
    ['no record anywhere', 'news.example.com', {}, 'news.example.com', undefined],
    [
      'a record above',
      'news.example.com',
      { '_dmarc.example.com TXT': ['v=DMARC1; p=reject'] },
      'example.com',
      'example.com',
    ],
    [
      'records at both: the shorter name is the organisation, its own policy counts',
      'news.example.com',
      {
        '_dmarc.example.com TXT': ['v=DMARC1; p=reject'],
        '_dmarc.news.example.com TXT': ['v=DMARC1; p=none'],
      },
      'example.com',
      'news.example.com',
    ],
    [
      'psd=n on the way ends it',
      'a.news.example.com',
      {
        '_dmarc.example.com TXT': ['v=DMARC1; p=reject'],
        '_dmarc.news.example.com TXT': ['v=DMARC1; p=none; psd=n'],
      },
      'news.example.com',
      'news.example.com',
    ],
    [
      'a registry above: the organisation is one label below it',
      'a.dept.county.gov',
      { '_dmarc.gov TXT': ['v=DMARC1; p=reject; psd=y'] },
      'county.gov',
      'gov',
    ],
    [
      'a registry that sends mail itself is its own organisation',
      'gov',
      { '_dmarc.gov TXT': ['v=DMARC1; p=reject; psd=y'] },
      'gov',
      'gov',
    ],
    [
      'two records at one name are none',
      'news.example.com',
      {
        '_dmarc.news.example.com TXT': ['v=DMARC1; p=none', 'v=DMARC1; p=reject'],
        '_dmarc.example.com TXT': ['v=DMARC1; p=reject'],
      },
      'example.com',
      'example.com',
    ],
    [
      'other texts are no records',
      'news.example.com',
      {
        '_dmarc.news.example.com TXT': [
          'v=dmarc1; p=none',
          'p=none; v=DMARC1',
          'hello',
          'v=DMARC1; p=reject',
        ],
      },
      'news.example.com',
      'news.example.com',
    ],
  ];
  it.each(cases)('%s', async (_says, domain, table, organisation, policyAt) => {
    const walk = await walkTree(tableDns(table), domain);
    expect(organisationOf(walk)).toBe(organisation);
    expect(policyFor(walk)?.domain).toBe(policyAt);
  });
});

describe('a DMARC record', () => {
  it('is read with its defaults', () => {
    expect(readDmarc('v=DMARC1; p=quarantine')).toMatchObject({
      policy: 'quarantine',
      below: 'quarantine',
      dkim: 'relaxed',
      spf: 'relaxed',
      isTest: false,
      rua: [],
    });
  });

  it('is read with everything in it', () => {
    const text =
      'v = DMARC1;p=reject;sp=none; aspf=s; adkim=s;t=y; rua=mailto:a@x.example, mailto:b@y.example;';
    expect(readDmarc(text)).toMatchObject({
      policy: 'reject',
      below: 'none',
      dkim: 'strict',
      spf: 'strict',
      isTest: true,
      rua: ['mailto:a@x.example', 'mailto:b@y.example'],
    });
  });

  it('asks for nothing where its policy is no word that exists', () => {
    expect(readDmarc('v=DMARC1; p=nothing')).toMatchObject({ policy: 'none', isSaid: false });
  });
});

async function judged(table: Table, from: string, envelope: string, isSigned = true) {
  const dns = tableDns(table);
  const seen = { from: await walkTree(dns, from), envelope: await walkTree(dns, envelope), reports: [] };
  return judgeDmarc(seen, isSigned).filter(({ severity }) => severity !== 'ok');
}

describe('alignment', () => {
  const WHOLE = 'v=DMARC1; p=reject; rua=mailto:dmarc@example.com';

  it('is there for a name below the same organisation', async () => {
    expect(
      await judged({ '_dmarc.example.com TXT': [WHOLE] }, 'news.example.com', 'bounces.example.com'),
    ).toEqual([]);
  });

  it('is not there for that name when the record is strict', async () => {
    const table = { '_dmarc.example.com TXT': [`${WHOLE}; aspf=s`] };
    expect(await judged(table, 'news.example.com', 'bounces.example.com')).toMatchObject([
      { id: 'doctor/alignment', severity: 'warning', what: expect.stringContaining('aspf=s') },
    ]);
  });

  it('is not there for another organisation, and nothing holds mail that is not signed either', async () => {
    const table = { '_dmarc.example.com TXT': [WHOLE] };
    expect(await judged(table, 'example.com', 'provider.example.net', false)).toMatchObject([
      { id: 'doctor/alignment', severity: 'error', fix: expect.stringContaining('mail.bounces') },
    ]);
  });

  it('is not there for two organisations below one registry', async () => {
    const table = {
      '_dmarc.gov TXT': ['v=DMARC1; p=reject; psd=y'],
      '_dmarc.one.gov TXT': ['v=DMARC1; p=reject; rua=mailto:d@one.gov'],
    };
    expect(await judged(table, 'one.gov', 'two.gov')).toMatchObject([{ id: 'doctor/alignment' }]);
  });
});

describe('a policy that is inherited', () => {
  it('is that for names below, and is mended at the sender’s own name', async () => {
    const table = { '_dmarc.example.com TXT': ['v=DMARC1; p=reject; sp=none; rua=mailto:d@example.com'] };
    expect(await judged(table, 'news.example.com', 'news.example.com')).toMatchObject([
      {
        id: 'doctor/dmarc',
        severity: 'warning',
        publish: [
          {
            name: '_dmarc.news.example.com',
            type: 'TXT',
            value: 'v=DMARC1; p=quarantine; rua=mailto:d@example.com',
          },
        ],
      },
    ]);
  });
});

describe('a record with several faults', () => {
  it.each([
    [
      'v=DMARC1; p=none; t=y; pct=50; rua=mailto:d@x.example',
      'v=DMARC1; p=quarantine; rua=mailto:d@x.example',
      3,
    ],
    ['v=DMARC1; p=reject; t=y', 'v=DMARC1; p=reject; rua=mailto:postmaster@x.example', 2],
    ['v=DMARC1; sp=reject', 'v=DMARC1; sp=reject; p=none; rua=mailto:postmaster@x.example', 2],
  ])('%s is put right as a whole, whichever of them one looks at', async (text, right, count) => {
    const found = await judged({ '_dmarc.x.example TXT': [text] }, 'x.example', 'x.example');
    expect(found.map(({ publish }) => publish?.[0]?.value)).toEqual(
      Array.from({ length: count }, () => right),
    );
  });
});
