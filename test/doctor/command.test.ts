import { chmodSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { filesBelow } from '../support/desk.ts';
import { DKIM_NAME, DKIM_VALUE, DOMAIN, PRIVATE_PEM, examined, read, type Change } from './world/world.ts';

/** One thing to do: `severity id`, words of what is wrong, and the records to publish as `name TYPE value`. */
type Wanted = [finding: string, words: string | RegExp, ...publish: string[]];

const TXT = `${DOMAIN} TXT`;
const RIGHT_DMARC = `v=DMARC1; p=reject; rua=mailto:dmarc@${DOMAIN}`;
const FROM_ELSEWHERE = (text: string) => text.replace(`bounces@${DOMAIN}`, 'bounces@bounces.example.net');
const ELSEWHERE = {
  'bounces.example.net TXT': ['v=spf1 ip4:192.0.2.25 -all'],
  'bounces.example.net MX': [`10 mail.${DOMAIN}`],
  '_mta-sts.bounces.example.net TXT': ['v=STSv1; id=1'],
  '_smtp._tls.bounces.example.net TXT': ['v=TLSRPTv1; rua=mailto:x@example.net'],
};

const WRONG: [says: string, change: Change, ...wanted: Wanted[]][] = [
  [
    'no SPF record',
    { dns: { [TXT]: ['hello'] } },
    ['error doctor/spf', 'has no SPF record', `${TXT} v=spf1 ip4:192.0.2.25 -all`],
  ],
  [
    'an SPF record without the address',
    { dns: { [TXT]: ['v=spf1 mx include:_spf.example.net ~all'], '_spf.example.net TXT': ['v=spf1 -all'] } },
    [
      'error doctor/spf',
      'SPF gives softfail (~all)',
      `${TXT} v=spf1 ip4:192.0.2.25 mx include:_spf.example.net ~all`,
    ],
  ],
  [
    'an SPF record with several faults, all of which lead to the same one',
    { dns: { [TXT]: ['v=spf1 mx ptr ?all'] } },
    ['error doctor/spf', '192.0.2.25, SPF gives', `${TXT} v=spf1 ip4:192.0.2.25 mx ~all`],
    ['warning doctor/spf', 'does not say', `${TXT} v=spf1 ip4:192.0.2.25 mx ~all`],
    ['warning doctor/spf', 'uses "ptr"', `${TXT} v=spf1 ip4:192.0.2.25 mx ~all`],
  ],
  [
    'two SPF records',
    { dns: { [TXT]: ['v=spf1 ip4:192.0.2.25 ~all', 'v=spf1 mx -all'] } },
    ['error doctor/spf', 'has 2 SPF records', `${TXT} v=spf1 ip4:192.0.2.25 mx -all`],
  ],
  [
    'a slip in the SPF record',
    { dns: { [TXT]: ['v=spf1 a:192.0.2.25 mx -all'] } },
    ['error doctor/spf', 'ip4:192.0.2.25', `${TXT} v=spf1 ip4:192.0.2.25 mx -all`],
  ],
  [
    'an SPF record that leads nowhere too often',
    { dns: { [TXT]: ['v=spf1 a:a.example.net a:b.example.net a:c.example.net -all'] } },
    ['error doctor/spf', 'lead nowhere', `${TXT} v=spf1 ip4:192.0.2.25 -all`],
  ],
  [
    'an SPF record for the whole world',
    { dns: { [TXT]: ['v=spf1 ip4:192.0.2.25 +all'] } },
    ['error doctor/spf', 'whole world', `${TXT} v=spf1 ip4:192.0.2.25 ~all`],
  ],
  [
    'an SPF record without an end',
    { dns: { [TXT]: ['v=spf1 ip4:192.0.2.25'] } },
    ['warning doctor/spf', 'does not say', `${TXT} v=spf1 ip4:192.0.2.25 ~all`],
  ],
  ['a DNS that fails for SPF', { dns: { [TXT]: 'SERVFAIL' } }, ['error doctor/spf', 'SERVFAIL']],
  [
    'no DKIM record',
    { dns: { [`${DKIM_NAME} TXT`]: undefined } },
    ['error doctor/dkim', 'There is no DKIM record', `${DKIM_NAME} TXT ${DKIM_VALUE}`],
  ],
  [
    'the DKIM record of another key',
    { dns: { [`${DKIM_NAME} TXT`]: [DKIM_VALUE.replace('p=MIIB', 'p=MIIC')] } },
    ['error doctor/dkim', 'is that of another key', `${DKIM_NAME} TXT ${DKIM_VALUE}`],
  ],
  [
    'a revoked DKIM record',
    { dns: { [`${DKIM_NAME} TXT`]: ['v=DKIM1; p='] } },
    ['error doctor/dkim', 'is revoked', `${DKIM_NAME} TXT ${DKIM_VALUE}`],
  ],
  [
    'two DKIM records',
    { dns: { [`${DKIM_NAME} TXT`]: [[DKIM_VALUE.slice(0, 200), DKIM_VALUE.slice(200)], 'v=DKIM1; p='] } },
    ['error doctor/dkim', 'has 2 records', `${DKIM_NAME} TXT ${DKIM_VALUE}`],
  ],
  [
    'a DKIM key that cannot be read',
    { files: (root) => writeFileSync(join(root, 'nd26.pem'), PRIVATE_PEM.slice(0, 300)) },
    ['error doctor/dkim-key', 'is damaged'],
  ],
  [
    'no DMARC policy',
    { dns: { [`_dmarc.${DOMAIN} TXT`]: undefined } },
    [
      'error doctor/dmarc',
      'no DMARC policy',
      `_dmarc.${DOMAIN} TXT v=DMARC1; p=none; rua=mailto:postmaster@${DOMAIN}`,
    ],
  ],
  [
    'a DMARC policy that asks for nothing',
    { dns: { [`_dmarc.${DOMAIN} TXT`]: [RIGHT_DMARC.replace('reject', 'none')] } },
    ['warning doctor/dmarc', 'p=none', `_dmarc.${DOMAIN} TXT ${RIGHT_DMARC.replace('reject', 'quarantine')}`],
  ],
  [
    'two DMARC records',
    { dns: { [`_dmarc.${DOMAIN} TXT`]: [RIGHT_DMARC, 'v=DMARC1; p=none'] } },
    ['error doctor/dmarc', 'has 2 DMARC records'],
  ],
  [
    'a DMARC policy without reports',
    { dns: { [`_dmarc.${DOMAIN} TXT`]: ['v=DMARC1; p=reject'] } },
    [
      'warning doctor/dmarc-reports',
      'no "rua="',
      `_dmarc.${DOMAIN} TXT v=DMARC1; p=reject; rua=mailto:postmaster@${DOMAIN}`,
    ],
  ],
  [
    'DMARC reports to somebody who did not agree',
    { dns: { [`_dmarc.${DOMAIN} TXT`]: ['v=DMARC1; p=reject; rua=mailto:d@reports.example.net'] } },
    [
      'warning doctor/dmarc-reports',
      'reports.example.net',
      `${DOMAIN}._report._dmarc.reports.example.net TXT v=DMARC1`,
    ],
  ],
  [
    'bounces to another organisation',
    { yaml: FROM_ELSEWHERE, dns: ELSEWHERE },
    ['warning doctor/alignment', 'bounces.example.net'],
  ],
  [
    'a sender that takes no mail',
    { dns: { [`${DOMAIN} MX`]: ['0 .'] } },
    ['error doctor/mx', 'takes no mail at all', `${DOMAIN} MX 10 mail.${DOMAIN}.`],
  ],
  [
    'a mail server whose address the DNS does not tell',
    { dns: { [`${DOMAIN} MX`]: ['10 mx.example.net'], 'mx.example.net A': 'SERVFAIL' } },
    ['error doctor/mx', 'SERVFAIL'],
  ],
  [
    'no MX record',
    { dns: { [`${DOMAIN} MX`]: undefined } },
    ['warning doctor/mx', 'has no MX record', `${DOMAIN} MX 10 mail.${DOMAIN}.`],
  ],
  [
    'an MX record that leads nowhere',
    { dns: { [`${DOMAIN} MX`]: ['10 gone.example.net'] } },
    ['error doctor/mx', 'gone.example.net', `${DOMAIN} MX 10 mail.${DOMAIN}.`],
  ],
  [
    'an address without a name',
    { dns: { '25.2.0.192.in-addr.arpa PTR': undefined } },
    ['error doctor/ptr', 'has no name', `25.2.0.192.in-addr.arpa PTR mail.${DOMAIN}.`],
  ],
  [
    'an address whose name does not lead back',
    { dns: { 'out.example.gov A': ['192.0.2.99'] } },
    ['error doctor/ptr', 'does not lead back', 'out.example.gov A 192.0.2.25'],
  ],
  [
    'no policy for TLS of incoming mail',
    { dns: { [`_smtp._tls.${DOMAIN} TXT`]: undefined } },
    [
      'hint doctor/tls-rpt',
      'TLS-RPT',
      `_smtp._tls.${DOMAIN} TXT v=TLSRPTv1; rua=mailto:postmaster@${DOMAIN}`,
    ],
  ],
  ['a relay without STARTTLS', { smtp: { hideSTARTTLS: true } }, ['error doctor/relay-tls', 'STARTTLS']],
  [
    'a relay with another’s certificate',
    { smtpNames: ['other.example.net'] },
    ['error doctor/relay-tls', 'is for another name'],
  ],
  ['a relay whose certificate has ended', { smtpDays: -2 }, ['error doctor/relay-tls', 'has ended']],
  ['a relay whose certificate ends soon', { smtpDays: 8 }, ['warning doctor/relay-tls', /ends in [78] days/]],
  [
    'a relay that refuses the password',
    { smtp: { onAuth: (_auth, _session, done) => done(new Error('No')) } },
    ['error doctor/relay-auth', '535'],
  ],
  [
    'a relay for small messages',
    { smtp: { size: 100_000 } },
    ['error doctor/relay-size', '100 KB at the most'],
  ],
  [
    'a relay that is not there',
    { env: { SMTP_URL: `smtp://desk:s3cret-word@mail.${DOMAIN}:9` } },
    ['error doctor/relay', 'ECONNREFUSED'],
  ],
  [
    'a relay where TLS does not begin with the first byte',
    { saysSmtps: true },
    ['error doctor/relay', 'does not begin with TLS there'],
  ],
  [
    'one of several relays that is not there',
    { moreRelays: [`smtp://desk:s3cret-word@mail.${DOMAIN}:9`] },
    ['warning doctor/relay', `mail.${DOMAIN}:9 cannot be used`],
  ],
  [
    'a key that stands by and has no record yet',
    {
      files: (root) => writeFileSync(join(root, 'nd27.pem'), PRIVATE_PEM, { mode: 0o600 }),
      env: { DKIM_KEYS: 'nd26=nd26.pem nd27=nd27.pem' },
    },
    ['warning doctor/dkim', 'stands by', `nd27._domainkey.${DOMAIN} TXT ${DKIM_VALUE}`],
  ],
  ['no relay', { env: { SMTP_URL: '' } }, ['warning doctor/settings', 'SMTP_URL']],
  [
    'mail that is redirected',
    { env: { MAIL_REDIRECT_TO: 'me@example.org' } },
    ['warning doctor/settings', 'MAIL_REDIRECT_TO'],
  ],
  ['a site without TLS', { site: { plain: true } }, ['error doctor/site-tls', 'without TLS']],
  [
    'a site with another’s certificate',
    { siteNames: ['other.example.net'] },
    ['error doctor/site-tls', 'another name'],
  ],
  ['a site whose certificate ends soon', { siteDays: 8 }, ['warning doctor/site-tls', /ends in [78] days/]],
  ['a site without HSTS', { site: { headers: {} } }, ['hint doctor/site-hsts', 'HSTS']],
  [
    'a site that is another’s',
    { site: { always: { status: 200, body: 'Welcome to nginx!' } } },
    ['error doctor/site-ours', 'is not what lies in public/'],
  ],
  [
    'a site that fails',
    { site: { always: { status: 502 } } },
    ['error doctor/site', 'answers 502'],
    ['error doctor/site-ours', 'answers 502'],
  ],
  [
    'a site that leads elsewhere',
    { site: { always: { status: 301, headers: { Location: 'https://elsewhere.example.net/' } } } },
    ['error doctor/site', 'elsewhere.example.net leads to no address'],
    ['error doctor/site-ours', 'answers 301'],
  ],
  [
    'a one-click link that leads on',
    { site: { oneClick: { status: 302, headers: { Location: '/login' } } } },
    ['error doctor/one-click', 'leads on (302)'],
  ],
  [
    'a one-click link that is not there',
    { site: { oneClick: { status: 405 } } },
    ['error doctor/one-click', 'answers 405'],
  ],
  [
    'a one-click link with a cookie',
    { site: { oneClick: { status: 200, headers: { 'Set-Cookie': 'a=b' } } } },
    ['error doctor/one-click', 'sets a cookie'],
  ],
  ['a clock that is a little off', { site: { ahead: 20_000 } }, ['warning doctor/clock', /behind/]],
  ['a clock that is far off', { site: { ahead: -600_000 } }, ['error doctor/clock', /ahead/]],
  [
    'an SMTP_URL that would send in the clear',
    { env: { SMTP_URL: 'smtp://mail.example.net:25?tls=none' } },
    ['error doctor/relay', 'asks for no TLS'],
  ],
  [
    'a site under a name that has nothing to do with the sender',
    { siteHost: 'news.example.net', dns: { 'news.example.net A': ['127.0.0.1'] } },
    ['warning doctor/settings', 'its links lead to news.example.net'],
  ],
  [
    'a damaged key of the links',
    { files: (root) => writeFileSync(join(root, 'var/key'), 'hello', { mode: 0o600 }) },
    ['error doctor/link-key', 'is damaged'],
  ],
  [
    'an MX record with an address in place of a name',
    { dns: { [`${DOMAIN} MX`]: ['10 192.0.2.1'] } },
    ['error doctor/mx', 'holds an address', `${DOMAIN} MX 10 mail.${DOMAIN}.`],
  ],
  [
    'keys that others may read',
    { files: (root) => chmodSync(join(root, 'var/key'), 0o644) },
    ['error doctor/secrets', 'the key of the unsubscribe links'],
  ],
  [
    'a private folder that others may look into',
    { files: (root) => chmodSync(join(root, 'var'), 0o755) },
    ['warning doctor/secrets', 'var/'],
  ],
  [
    'nothing published and no mail made yet',
    {
      files: (root) => {
        rmSync(join(root, 'var/key'));
        rmSync(join(root, 'public/feeds'), { recursive: true });
        rmSync(join(root, 'public/index.html'));
      },
      site: { always: { status: 200 } },
    },
    ['hint doctor/site-ours', 'Nothing was published'],
    ['hint doctor/one-click', 'No mail was ever made'],
  ],
];

describe('newsdesk doctor', () => {
  it('finds nothing to do where all is well, sends nothing and exits with 0', async () => {
    const seen = await examined();
    expect(seen.todo).toEqual([]);
    expect(seen.code).toBe(0);
    expect(seen.mails).toBe(0);
    expect([...new Set(seen.all.map(({ id }) => id.replace('doctor/', '')))].toSorted()).toEqual(
      'alignment clock disk dkim dmarc ledger mta-sts mx one-click ptr relay relay-auth relay-size relay-tls secrets settings site site-ours site-tls spf tls-rpt'.split(
        ' ',
      ),
    );
  });

  it('exits with 0 as a program of its own', async () => {
    const { code, out } = await read();
    expect(out).toMatch(/^ok doctor\/settings [\s\S]*\n\n\d+ looked at and well\.\n$/);
    expect(code).toBe(0);
  });

  it('is as content with a relay where TLS begins with the first byte', async () => {
    expect((await examined({ smtps: true })).todo).toEqual([]);
  });

  it.each(['PLAIN', 'LOGIN', 'CRAM-MD5'])('says the password by AUTH %s', async (way) => {
    const smtp: Change['smtp'] = {
      authMethods: [way],
      onAuth: (auth, _session, done) => {
        const right =
          way === 'CRAM-MD5' ? auth.validatePassword('s3cret-word') : auth.password === 's3cret-word';
        done(right && auth.username === 'desk' ? null : new Error('No'), { user: auth.username });
      },
    };
    expect((await examined({ smtp })).todo).toEqual([]);
  });

  it('says the password to no relay that is not the right one', async () => {
    const said: string[] = [];
    const smtp: Change['smtp'] = {
      onAuth: ({ username = '' }, _session, done) => {
        said.push(username);
        done(null, { user: username });
      },
    };
    expect((await examined({ smtp })).todo).toEqual([]);
    expect(said).toEqual(['desk']);
    expect((await examined({ smtp, smtpNames: ['other.example.net'] })).todo).toHaveLength(1);
    expect((await examined({ smtp: { ...smtp, hideSTARTTLS: true } })).todo).toHaveLength(1);
    expect(said).toEqual(['desk']);
  });

  it('asks to unsubscribe nobody, as a mail provider would', async () => {
    const { posts } = await examined();
    expect(posts).toHaveLength(1);
    expect(posts[0]).toMatch(/^\/u\/[\w-]{22} List-Unsubscribe=One-Click$/);
  });

  it.each(WRONG)('finds exactly what is wrong: %s', async (_says, change, ...wanted) => {
    const seen = await examined(change);
    const found = seen.todo.map(({ severity, id, publish = [] }) => [
      `${severity} ${id}`,
      ...publish.map(({ name, type, value }) => `${name} ${type} ${value}`),
    ]);
    expect(found).toEqual(wanted.map(([finding, , ...publish]) => [finding, ...publish]));
    for (const [index, [, words]] of wanted.entries()) {
      const { what = '', fix = '' } = seen.todo[index] ?? {};
      expect(what).toMatch(words);
      expect(fix).not.toBe('');
    }
    const isBad = wanted.some(([finding]) => finding.startsWith('error'));
    expect(seen.code).toBe(isBad ? 1 : 0);
    expect(seen.mails).toBe(0);
    expect(seen.said).not.toMatch(/s3cret-word|PRIVATE KEY|5a5a5a5a/);
    expect(seen.said).not.toContain(PRIVATE_PEM.split('\n')[3]);
  });

  it('knows the addresses of the relay’s name, says that they may be others, and only warns', async () => {
    const dns = { [`mail.${DOMAIN} AAAA`]: ['2001:db8::25'] };
    const { todo } = await examined({ args: [], dns });
    expect(todo).toMatchObject([
      {
        id: 'doctor/spf',
        severity: 'warning',
        what: expect.stringContaining('2001:db8::25'),
        fix: expect.stringContaining('--sends-from'),
        publish: [{ value: 'v=spf1 ip6:2001:db8::25 ip4:192.0.2.25 -all' }],
      },
      { id: 'doctor/ptr', severity: 'warning', publish: [{ type: 'PTR', value: `mail.${DOMAIN}.` }] },
    ]);
  });

  it('says so when nobody can know where mail leaves from', async () => {
    const { todo } = await examined({ args: [] });
    expect(todo).toMatchObject([
      { id: 'doctor/spf', severity: 'warning', what: expect.stringContaining('is not known here') },
    ]);
  });

  it('says everything at once when nothing answers, each in its own time', async () => {
    const silent = {
      [TXT]: 'SILENCE',
      [`${DOMAIN} MX`]: 'SILENCE',
      [`_dmarc.${DOMAIN} TXT`]: 'SILENCE',
    } as const;
    const { todo, code } = await examined({ dns: silent });
    expect(todo.map(({ id }) => id)).toEqual(['doctor/spf', 'doctor/dmarc', 'doctor/mx']);
    for (const { what } of todo) expect(what).toContain('no server answered in time');
    expect(code).toBe(1);
  });

  it('writes nothing', async () => {
    let root = '';
    await examined({ files: (folder) => (root = folder) });
    const names = [...filesBelow(root).keys()].filter((name) => !/^(releases|digest|templates)\//.test(name));
    expect(names.toSorted()).toEqual([
      'nd26.pem',
      'newsdesk.yaml',
      'public/feeds/all.xml',
      'public/index.html',
      'sample-subscribers.csv',
      'var/key',
    ]);
  });

  it('shows a person first what is to be done, with the record on a line of its own, then what is well', async () => {
    const { out, code } = await read({
      dns: { [TXT]: undefined, [`_dmarc.${DOMAIN} TXT`]: ['v=DMARC1; p=none'] },
    });
    expect(code).toBe(1);
    expect(out).toMatch(/^error doctor\/spf\n {2}newsroom\.example\.gov has no SPF record\n {2}why: /);
    expect(out).toContain(`\n  publish: ${DOMAIN}  TXT  v=spf1 ip4:192.0.2.25 -all\n`);
    expect(out).toMatch(
      /\n\nwarning doctor\/dmarc\n[\s\S]*\n {2}now: v=DMARC1; p=none\n {2}publish: _dmarc\./,
    );
    expect(out).toMatch(/\nok doctor\/dkim {8,}nd26\._domainkey\./);
    expect(out).toMatch(/\n\n1 error, 2 warnings, \d+ looked at and well\.\n$/);
  });

  it('is used wrongly with a name where an address is needed', async () => {
    const { code, said } = await examined({ args: ['--sends-from', 'mail.example.gov'] });
    expect(code).toBe(2);
    expect(said).toContain('--sends-from takes addresses');
  });
});
