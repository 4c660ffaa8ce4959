import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import type { Finding } from '../../src/model/finding.ts';
import { scratch } from '../support/folder.ts';

const BAD = join(import.meta.dirname, 'bad');
const SOUND = readFileSync(join(import.meta.dirname, 'sound.yaml'), 'utf8');

/** Each folder of `bad/` with the findings that it must raise, all of them and no other. */
const EXPECTED: Record<string, string[]> = {
  empty: ['newsdesk.yaml:1:1+0 error file/empty'],
  list: ['newsdesk.yaml:1:1+0 error config/shape'],
  mjml: ['.mjmlconfig:1:1+0 error config/mjmlconfig'],
  syntax: [
    'newsdesk.yaml:2:9+18 error yaml/colon',
    'newsdesk.yaml:3:1+1 error yaml/tab',
    'newsdesk.yaml:4:7+2 error yaml/bracket',
  ],
  rules: [
    'newsdesk.yaml:46:5+9 error config/rule',
    'newsdesk.yaml:47:5+2 error config/rule',
    'newsdesk.yaml:48:23+7 error config/pattern',
    'newsdesk.yaml:49:25+2 error config/too-much',
    'newsdesk.yaml:50:12+7 error config/unknown-key',
    'newsdesk.yaml:53:13+3 error config/rule-twice',
    'newsdesk.yaml:53:27+7 error config/pattern',
    'newsdesk.yaml:53:102+5 error config/reference',
    'newsdesk.yaml:54:7+68 error config/rule-empty',
    'newsdesk.yaml:54:13+2 error config/form',
  ],
  everything: [
    'newsdesk.yaml:4:3+4 error config/empty',
    'newsdesk.yaml:5:9+7 error config/zone',
    'newsdesk.yaml:7:3+6 error config/unknown-key',
    'newsdesk.yaml:8:12+5 error config/reference',
    'newsdesk.yaml:9:14+19 error config/site',
    'newsdesk.yaml:10:1+4 error config/missing-key',
    'newsdesk.yaml:12:12+3 error config/form',
    'newsdesk.yaml:13:11+18 error config/list-id',
    'newsdesk.yaml:17:22+10 error config/form',
    'newsdesk.yaml:17:41+3 error config/type',
    'newsdesk.yaml:17:50+4 error config/form',
    'newsdesk.yaml:17:66+6 error config/choice',
    'newsdesk.yaml:18:13+8 error config/form',
    'newsdesk.yaml:19:21+8 error config/form',
    'newsdesk.yaml:21:47+9 error config/reference',
    'newsdesk.yaml:21:58+1 error config/type',
    'newsdesk.yaml:22:3+16 error config/key-form',
    'newsdesk.yaml:24:45+3 error config/type',
    'newsdesk.yaml:27:3+5 error config/contact',
    'newsdesk.yaml:29:3+10 error config/boilerplate',
    'newsdesk.yaml:29:31+2 error config/key-form',
    'newsdesk.yaml:30:24+2 error config/too-little',
    'newsdesk.yaml:30:28+8 error config/unknown-key',
  ],
};

function printed({ file, line, column, length, severity, rule }: Finding): string {
  return `${file}:${line}:${column}+${length} ${severity} ${rule}`;
}

function newsroom(yaml: string): string {
  const root = scratch();
  writeFileSync(join(root, 'newsdesk.yaml'), yaml);
  return root;
}

function digest(yaml: string, env = {}): string | undefined {
  return readConfig(newsroom(yaml), env).config?.digest;
}

/** What is told when one place of a sound newsdesk.yaml is written differently: `line:column rule`, and the advice. */
function told(before: string, after: string): [string, string][] {
  expect(SOUND).toContain(before);
  const { config, findings } = readConfig(newsroom(SOUND.replace(before, after)), {});
  expect(config).toBeUndefined();
  return findings.map(({ line, column, rule, fix }) => [`${line}:${column} ${rule}`, fix]);
}

describe('a bad newsdesk.yaml', () => {
  for (const [folder, findings] of Object.entries(EXPECTED)) {
    it(`is told at its places, all at once: ${folder}`, () => {
      const read = readConfig(join(BAD, folder), {});
      expect(read.config).toBeUndefined();
      expect(read.findings.map(printed)).toEqual(findings);
    });
  }

  it('is in the list when it is in the folder', () => {
    expect(Object.keys(EXPECTED).toSorted()).toEqual(readdirSync(BAD).toSorted());
  });

  it('is missing, or a folder', () => {
    const root = scratch();
    expect(readConfig(root, {}).findings.map(printed)).toEqual(['newsdesk.yaml:1:1+0 error file/missing']);
    expect(readConfig(join(root, 'nowhere'), {}).findings[0]?.fix).toContain('--root');
    mkdirSync(join(root, 'newsdesk.yaml'));
    expect(readConfig(root, {}).findings.map(printed)).toEqual(['newsdesk.yaml:1:1+0 error file/not-a-file']);
  });

  const slips: [claim: string, before: string, after: string, where: string, advice: string][] = [
    ['names the city only', 'America/Chicago', 'Chicago', '5:9 config/zone', '"America/Chicago"'],
    ['misspells its zone', 'America/Chicago', 'America/Chigaco', '5:9 config/zone', '"America/Chicago"'],
    ['has a zone without daylight saving', 'America/Chicago', 'EST', '5:9 config/zone', 'time-zone'],
    ['has an offset for a zone', 'America/Chicago', '"-06:00"', '5:9 config/zone', 'time-zone'],
    ['has a language that nobody speaks', 'language: en', 'language: xq', '6:13 config/language', 'en, es'],
    ['misspells a key', 'replyTo', 'reply-to', '17:3 config/unknown-key', '"replyTo"'],
    ['misspells a table', 'boilerplate:\n', 'boilerplates:\n', '40:1 config/unknown-key', '"boilerplate"'],
    [
      'names a contact that is not there',
      'contact: media',
      'contact: medai',
      '10:12 config/reference',
      '"media"',
    ],
    [
      'names a text that is not there',
      '[accusation]',
      '[acusation]',
      '33:58 config/reference',
      '"accusation"',
    ],
    ['names an address with a query', '/news/', '/news/?x=1', '12:8 config/site', 'plain address'],
    ['names an address with a password', 'https://', 'https://a:b@', '12:8 config/site', 'plain address'],
    ['names an address of another protocol', 'https://', 'ftp://', '12:8 config/form', 'https://'],
    [
      'has a list outside its domain',
      'digest.newsroom.example.gov\n',
      'digest.example.org\n',
      '18:11 config/list-id',
      'digest.newsroom.example.gov',
    ],
    ['has an anchor that is no day', '2026-10-23', '2026-02-29', '24:13 config/form', 'year, month and day'],
    ['has a region of another form', 'US-MO', 'us-mo', '30:11 config/form', 'US-MO'],
    [
      'has no kinds',
      /kinds:[^]*?areas/.exec(SOUND)?.[0] ?? '',
      'kinds: {}\nareas',
      '31:1 config/kinds',
      'at least one',
    ],
    ['has a contact that cannot be reached', ', phone: (314) 555-0100', '', '39:3 config/contact', 'phone'],
    [
      'has a text in another language only',
      '    en: A charge is merely an accusation.\n',
      '',
      '41:3 config/boilerplate',
      '"en:"',
    ],
    ['has an empty text', 'Media Relations\n', '""\n', '4:3 config/empty', 'Write it'],
    ['has a key without a value', 'lateness: 36h', 'lateness:', '28:3 config/empty', '36h'],
    ['says yes for true', 'mayRelease: true', 'mayRelease: yes', '35:70 config/type', 'true or false'],
    ['lacks a table', 'holidays:\n  region: US-MO\n', '', '1:1 config/missing-key', '"holidays:"'],
  ];

  for (const [claim, before, after, where, advice] of slips) {
    it(`is told when it ${claim}`, () => {
      expect(told(before, after)).toEqual([[where, expect.stringContaining(advice)]]);
    });
  }
});

describe('a sound newsdesk.yaml', () => {
  it('gives a Config, with what is not set at its usual value', () => {
    const root = newsroom(SOUND);
    const { config, findings } = readConfig(root, {});
    expect(findings).toEqual([]);
    expect(config).toMatchObject({
      root,
      site: 'https://newsroom.example.gov/news',
      host: '127.0.0.1',
      port: 8080,
      logLevel: 'info',
      paths: {
        public: join(root, 'public'),
        var: join(root, 'var'),
        outbox: join(root, 'var/outbox'),
        ledger: join(root, 'var/newsdesk.db'),
        cache: join(root, 'var/cache'),
      },
    });
    expect(config).not.toHaveProperty('smtpUrl');
    expect(config?.newsroom.site.url).toBe('https://newsroom.example.gov/news');
    expect(config?.newsroom.limits.sourceBytes).toBe(1_000_000);
    expect(Object.keys(config?.newsroom.kinds ?? {})).toEqual(['traffic', 'arrest']);
  });

  it('cannot be changed by anybody', () => {
    const { config } = readConfig(newsroom(SOUND), {});
    const frozen = (value: unknown): boolean =>
      typeof value !== 'object' ||
      value === null ||
      (Object.isFrozen(value) && Object.values(value).every(frozen));
    expect(config).toSatisfy(frozen);
  });

  it('has a digest of what decides the output, and of nothing else', () => {
    const first = digest(SOUND);
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(digest(`# a note\n${SOUND}`)).toBe(first);
    expect(digest(SOUND, { PORT: '9', LOG_LEVEL: 'debug', SMTP_URL: 'smtp://localhost' })).toBe(first);
    expect(digest(SOUND.replace('14', '7'))).not.toBe(first);
    expect(digest(SOUND, { NEWSDESK_SITE_URL: 'https://example.org' })).not.toBe(first);
    const [traffic = '', arrest = ''] = SOUND.split('\n').slice(31, 33);
    expect(digest(SOUND.replace(`${traffic}\n${arrest}`, `${arrest}\n${traffic}`))).not.toBe(first);
  });

  it('is the one that comes with the project', () => {
    const { config, findings } = readConfig(join(import.meta.dirname, '../..'), {});
    expect(findings).toEqual([]);
    expect(config?.newsroom.newsroom.zone).toBe('America/Chicago');
  });
});

/** The sound newsroom with seeds of these names. */
function seeds(...names: string[]): string {
  const lines = names.map((name, index) => `    - { name: ${name}, address: s${index}@example.org }`);
  return `${SOUND}\ndelivery:\n  seeds:\n${lines.join('\n')}\n`;
}

/** Whether there is a Config, and what is said. */
function rules(yaml: string): (boolean | string)[] {
  const { config, findings } = readConfig(newsroom(yaml), {});
  return [config !== undefined, ...findings.map(({ rule, severity }) => `${severity} ${rule}`)];
}

describe('seeds and the mailbox for bounces', () => {
  it('are a warning when nothing tells what arrives there', () => {
    expect(rules(seeds('One', 'Two'))).toEqual([true, 'warning config/seeds']);
    expect(rules(`${seeds('One')}inbox:\n  sources:\n    - maildir: var/inbox\n`)).toEqual([true]);
  });

  it('are refused when two have one name', () => {
    expect(rules(seeds('One', 'One'))).toEqual([false, 'warning config/seeds', 'error config/seeds']);
  });

  it('need a short name for the mailbox, unless copies have no address of their own', () => {
    const long = SOUND.replace(/bounces: .*@/, `bounces: ${'b'.repeat(38)}@`);
    expect(long).not.toBe(SOUND);
    expect(rules(long)).toEqual([false, 'error config/bounces']);
    expect(rules(long.replace(/( *)bounces:/, '$1verp: false\n$1bounces:'))).toEqual([true]);
  });
});

describe('the environment', () => {
  it('sets addresses, folders and how much is logged', () => {
    const root = newsroom(SOUND);
    const { config, findings } = readConfig(root, {
      SMTP_URL: 'smtps://user:p%40ss@mail.example.gov:465?pool=true',
      IMAP_URL: 'imaps://desk%40example.gov:p%2Fss@imap.example.gov/',
      PORT: '0',
      HOST: '::1',
      NEWSDESK_SITE_URL: 'http://localhost:8080/',
      NEWSDESK_VAR: '/var/lib/newsdesk',
      NEWSDESK_PUBLIC: '../site',
      LOG_LEVEL: 'warn',
      HOME: '/root',
    });
    expect(findings).toEqual([]);
    expect(config).toMatchObject({
      smtpUrl: 'smtps://user:p%40ss@mail.example.gov:465?pool=true',
      imap: {
        name: 'imap.example.gov:993',
        host: 'imap.example.gov',
        port: 993,
        tls: 'implicit',
        user: 'desk@example.gov',
        password: 'p/ss',
      },
      port: 0,
      host: '::1',
      site: 'http://localhost:8080',
      logLevel: 'warn',
      paths: {
        public: join(root, '../site'),
        var: '/var/lib/newsdesk',
        ledger: '/var/lib/newsdesk/newsdesk.db',
      },
    });
    expect(config?.newsroom.site.url).toBe('http://localhost:8080');
  });

  it('counts as not set where it is empty', () => {
    const empty = {
      SMTP_URL: '',
      IMAP_URL: '',
      PORT: ' ',
      HOST: '',
      NEWSDESK_SITE_URL: '',
      NEWSDESK_VAR: '',
      LOG_LEVEL: '',
    };
    const root = newsroom(SOUND);
    expect(readConfig(root, empty)).toEqual(readConfig(root, {}));
  });

  it('names DNS servers, with and without a port', () => {
    const { config } = readConfig(newsroom(SOUND), {
      NEWSDESK_DNS: '127.0.0.1:5353, [2001:db8::53]:53 2001:db8::54',
    });
    expect(config?.dnsServers).toEqual(['127.0.0.1:5353', '[2001:db8::53]:53', '2001:db8::54']);
  });

  const slips: [name: string, value: string, rule: string, advice: string][] = [
    ['PORT', '80a', 'environment/port', '1 to 65535'],
    ['PORT', '65536', 'environment/port', '1 to 65535'],
    ['PORT', '-1', 'environment/port', '1 to 65535'],
    ['HOST', 'my host', 'environment/host', '127.0.0.1'],
    ['LOG_LEVEL', 'wran', 'environment/log-level', '"warn"'],
    ['NEWSDESK_SITE_URL', 'newsroom.example.gov', 'environment/site', 'https://'],
    ['NEWSDESK_SITE_URL', 'https://example.gov/#top', 'environment/site', 'plain address'],
    ['NEWSDESK_DNS', 'dns.example.gov', 'environment/dns', '192.0.2.53'],
    ['NEWSDESK_DNS', '127.0.0.1:70000', 'environment/dns', '192.0.2.53'],
    ['NEWSDESK_DNS', '192.0.2.53 [::1', 'environment/dns', '192.0.2.53'],
    ['NEWSDESK_PUBLIC', '.', 'environment/folders', 'of its own'],
    ['NEWSDESK_PUBLIC', '..', 'environment/folders', 'of its own'],
    ['NEWSDESK_PUBLIC', 'releases', 'environment/folders', 'of its own'],
    ['NEWSDESK_VAR', 'digest/var', 'environment/folders', 'of its own'],
    ['NEWSDESK_VAR', 'public/var', 'environment/folders', 'beside'],
    ['SMTP_URL', 'http://user:hunter2@mail.example.gov', 'environment/smtp-url', 'smtp://'],
    ['SMTP_URL', 'user:hunter2@mail.example.gov', 'environment/smtp-url', 'smtp://'],
    ['SMTP_URL', 'smtp://localhost user:hunter2@mail.example.gov', 'environment/smtp-url', 'by blanks'],
    ['SMTP_URL', 'smtp://user:hunter2%zz@mail.example.gov', 'environment/smtp-url', '%40'],
    ['SMTP_URL', 'smtp://user:hunter2@', 'environment/smtp-url', 'smtp://'],
    ['SMTP_URL', 'smtp://user:hunter2@mail.example.gov:99999', 'environment/smtp-url', 'smtp://'],
    ['SMTP_URL', 'smtp://user:hunter2@mail.example.gov/path', 'environment/smtp-url', 'smtp://'],
    ['IMAP_URL', 'https://user:hunter2@imap.example.gov', 'environment/imap-url', 'imaps://'],
    ['IMAP_URL', 'imaps://imap.example.gov', 'environment/imap-url', 'imaps://'],
    ['IMAP_URL', 'imaps://user:hunter2%zz@imap.example.gov', 'environment/imap-url', '%40'],
    ['IMAP_URL', 'imaps://user:hunter2@imap.example.gov/INBOX', 'environment/imap-url', 'imaps://'],
    ['IMAP_URL', 'user:hunter2@imap.example.gov', 'environment/imap-url', 'imaps://'],
  ];

  for (const [name, value, rule, advice] of slips) {
    it(`is told when ${name} is ${JSON.stringify(value)}`, () => {
      const { config, findings } = readConfig(newsroom(SOUND), { [name]: value });
      expect(config).toBeUndefined();
      expect(findings.map(printed)).toEqual([`environment:1:1+0 error ${rule}`]);
      expect(findings[0]?.what).toContain(name);
      expect(findings[0]?.fix).toContain(advice);
    });
  }

  it('is told together with newsdesk.yaml where what comes back is read', () => {
    const root = newsroom(
      `${SOUND}\ninbox:\n  sources: [{ imap: INBOX }, { folder: public/in }, { maildir: var/m }]\n`,
    );
    const { findings } = readConfig(root, {});
    expect(findings.map(printed)).toEqual([
      'newsdesk.yaml:1:1+0 warning config/inbox',
      'newsdesk.yaml:1:1+0 error config/inbox',
    ]);
    expect(findings[0]?.fix).toContain('IMAP_URL');
    expect(findings[1]?.what).toContain('public/in');
  });

  it('is told together with the file', () => {
    const { findings } = readConfig(newsroom(SOUND.replace('media\n', 'nobody\n')), {
      PORT: 'x',
      LOG_LEVEL: 'x',
    });
    expect(findings.map(({ rule }) => rule).toSorted()).toEqual([
      'config/reference',
      'environment/log-level',
      'environment/port',
    ]);
  });

  it('is warned of a variable of ours that does not exist, and read all the same', () => {
    const { config, findings } = readConfig(newsroom(SOUND), { NEWSDESK_PUBILC: '/srv' });
    expect(config).toBeDefined();
    expect(findings.map(printed)).toEqual(['environment:1:1+0 warning environment/unknown']);
    expect(findings[0]?.fix).toContain('NEWSDESK_PUBLIC');
  });

  it('never has its password in a finding', () => {
    const root = newsroom(SOUND);
    const part = fc.string({ maxLength: 12 });
    fc.assert(
      fc.property(
        fc.constantFrom('smtp', 'smtps', 'http', '', 'smtp:'),
        part,
        part,
        (protocol, user, host) => {
          const url = `${protocol}://${user}:hunter2SECRET@${host}`;
          const { findings } = readConfig(root, { SMTP_URL: url, IMAP_URL: url.replace('smtp', 'imap') });
          expect(JSON.stringify(findings)).not.toContain('hunter2');
        },
      ),
    );
  });
});
