import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { filesBelow } from '../support/desk.ts';
import { scratch } from '../support/folder.ts';
import { bundledNewsroom, newsdesk } from '../support/program.ts';

describe('newsdesk demo --once', () => {
  it('shows the whole way on the bundled newsroom, the same each time', async () => {
    const root = bundledNewsroom();
    for (const round of [1, 2]) {
      const { code, out } = await newsdesk(root, ['demo', '--once'], { SMTP_URL: 'smtp://127.0.0.1:9' });
      expect(code, out).toBe(0);
      expect(out).toContain('24 rows: 24 added');
      expect(out).toContain('No findings in 23 files.');
      expect(out).toMatch(/digest\/24@1 .*19 accepted/);
      expect(out).toMatch(/release\/26-119 +under embargo until November 24, 2026 at 9:00 AM/);
      expect(out).toMatch(round === 1 ? /27\d written, 0 unchanged/ : /0 written, 27\d unchanged/);
    }
  });

  it('writes mail that a mail program reads: text first, one recipient, ways to leave, threaded nowhere else', async () => {
    const root = bundledNewsroom();
    await newsdesk(root, ['demo', '--once']);
    const folder = join(root, 'var/outbox/digest-24@1');
    const names = readdirSync(folder);
    expect(names).toHaveLength(19);
    const raw = readFileSync(join(folder, names[0] ?? ''), 'latin1');
    expect(raw.indexOf('text/plain')).toBeLessThan(raw.indexOf('text/html'));
    expect(raw.match(/^List-Unsubscribe:/gm)).toHaveLength(1);
    const mail = await PostalMime.parse(raw);
    expect(mail.to).toHaveLength(1);
    expect(mail.subject).toContain('Information Digest No. 24');
    for (const form of [mail.text, mail.html]) {
      expect(form).toContain('EXAMPLE');
      expect(form).toContain('26-118');
      expect(form).toContain('/u/');
    }
    expect(Buffer.byteLength(mail.html ?? '')).toBeLessThan(90_000);
  });
});

describe('newsdesk publish', () => {
  it('keeps everything that holds addresses or keys for this account alone', async () => {
    const root = bundledNewsroom();
    rmSync(join(root, 'var'), { recursive: true });
    await newsdesk(root, ['subscribers', 'import', join(root, 'sample-subscribers.csv')]);
    await newsdesk(root, ['publish', '--at', '2026-11-20 10:00']);
    const modeOf = (path: string) => statSync(join(root, 'var', path)).mode & 0o777;
    expect(['', 'outbox', 'outbox/digest-24@1'].map(modeOf)).toEqual([0o700, 0o700, 0o700]);
    expect(['newsdesk.db', 'key', 'outbox/digest-24@1/000003.eml'].map(modeOf)).toEqual([
      0o600, 0o600, 0o600,
    ]);
    expect(statSync(join(root, 'public/index.html')).mode & 0o044).toBe(0o044);
  });

  it('mails nobody twice, however often it runs', async () => {
    const root = bundledNewsroom();
    await newsdesk(root, ['subscribers', 'import', join(root, 'sample-subscribers.csv')]);
    const at = ['publish', '--at', '2026-11-20 10:00'];
    await newsdesk(root, at);
    const outbox = join(root, 'var/outbox');
    const before = filesBelow(outbox);
    const { out } = await newsdesk(root, at);
    expect(out).toMatch(/0 written, 27\d unchanged/);
    expect(filesBelow(outbox)).toEqual(before);
    const later = await newsdesk(root, ['publish', '--at', '2026-11-20 11:00', '--json']);
    const { mailings } = JSON.parse(later.out) as { mailings: { queued: number }[] };
    expect(mailings.every(({ queued }) => queued === 0)).toBe(true);
  });

  it('asks a person about an issue that is past its limit, and mails it on a yes', async () => {
    const root = bundledNewsroom();
    await newsdesk(root, ['publish', '--at', '2026-11-19 10:00']);
    await newsdesk(root, ['subscribers', 'import', join(root, 'sample-subscribers.csv')]);
    const late = await newsdesk(root, ['publish', '--at', '2026-11-22 10:00']);
    expect(late.out).toContain('newsdesk publish --late digest/24');
    expect(late.out).not.toContain('accepted');
    const yes = await newsdesk(root, ['publish', '--at', '2026-11-22 10:00', '--late', 'digest/24']);
    expect(yes.out).toMatch(/digest\/24@1 .*19 accepted/);
    const again = await newsdesk(root, ['publish', '--at', '2026-11-22 10:05']);
    expect(again.out).not.toContain('--late digest/24');
  });

  it('lists every file and every mail in a dry run and writes nothing', async () => {
    const root = bundledNewsroom();
    await newsdesk(root, ['subscribers', 'import', join(root, 'sample-subscribers.csv')]);
    const { code, out } = await newsdesk(root, ['publish', '--dry-run', '--at', '2026-11-20 10:00']);
    expect(code).toBe(0);
    expect(out).toContain('index.html');
    expect(out).toContain('to 19 (digest)');
    expect(readdirSync(root)).not.toContain('public');
    expect(readdirSync(join(root, 'var'))).not.toContain('outbox');
  });
});

describe('the small commands', () => {
  it('subscribers: imports what is sound, lists it, and takes an address off', async () => {
    const root = bundledNewsroom();
    writeFileSync(
      join(root, 'list.csv'),
      'address,topics,confirmed\na@example.org,digest;kind:traffic,2026-01-02\nnot an address,digest,2026-01-02\n',
    );
    const imported = await newsdesk(root, ['subscribers', 'import', join(root, 'list.csv')]);
    expect(imported.code).toBe(1);
    expect(imported.out).toMatch(/list\.csv:3:1[\s\S]*2 rows: 1 added, 1 left out/);
    const list = await newsdesk(root, ['subscribers', 'export']);
    expect(list.out).toMatch(/a@example\.org,digest;kind:traffic,2026-01-02/);
    expect((await newsdesk(root, ['subscribers', 'remove', 'A@example.org'])).code).toBe(0);
    expect((await newsdesk(root, ['subscribers', 'export'])).out.trim().split('\n')).toHaveLength(1);
    expect((await newsdesk(root, ['subscribers', 'remove', 'a@example.org'])).code).toBe(1);
  });

  it('calendar: prints the dates and why one was moved', async () => {
    const { code, out } = await newsdesk(bundledNewsroom(), [
      'calendar',
      '--from',
      '2026-12-01',
      '--years',
      '1',
    ]);
    expect(code).toBe(0);
    expect(out).toMatch(/2026-12-31 .*planned for 2027-01-01: New Year/);
  });

  it('schema: writes both schemas, with the newsroom’s own kinds', async () => {
    const root = bundledNewsroom();
    const { code } = await newsdesk(root, ['schema']);
    expect(code).toBe(0);
    const schema = JSON.parse(readFileSync(join(root, 'schema/release.schema.json'), 'utf8')) as {
      properties: { kind: { enum: string[] } };
    };
    expect(schema.properties.kind.enum).toContain('traffic');
    expect(readdirSync(join(root, 'schema'))).toEqual(['issue.schema.json', 'release.schema.json']);
  });

  it('rules: names every check with where it comes from', async () => {
    const { code, out } = await newsdesk(bundledNewsroom(), ['rules']);
    expect(code).toBe(0);
    expect(out).toMatch(/^L01 +error +.*contract/m);
  });

  it('check: reports only on the paths that are named', async () => {
    const root = bundledNewsroom();
    mkdirSync(join(root, 'x'));
    writeFileSync(join(root, 'releases/2026-11-18-parcel-thefts.md'), '');
    expect((await newsdesk(root, ['check', 'digest'])).code).toBe(0);
    const { code, out } = await newsdesk(root, ['check', 'releases/2026-11-18-parcel-thefts.md']);
    expect(code).toBe(1);
    expect(out).toMatch(/^releases\/2026-11-18-parcel-thefts\.md:1:1 file\/empty error/);
  });

  it('rotate-key: puts a key in front, says what it means, and prints no key', async () => {
    const root = bundledNewsroom();
    await newsdesk(root, ['demo', '--once']);
    const path = join(root, 'var/key');
    const [before = ''] = readFileSync(path, 'utf8').split('\n');
    const { code, out } = await newsdesk(root, ['rotate-key']);
    const keys = readFileSync(path, 'utf8').trim().split('\n');
    expect([code, keys.length, keys[1]]).toEqual([0, 2, before]);
    expect(out).toContain('Links in mails that were sent before still work');
    for (const key of keys) expect(out).not.toContain(key);
  });

  it('keep compiled code beside the libraries, and nothing where another account could put code in its place', async () => {
    const temporary = scratch();
    expect((await newsdesk(bundledNewsroom(), ['rules'], { TMPDIR: temporary })).code).toBe(0);
    expect(readdirSync(temporary)).toEqual([]);
    expect(readdirSync(join(import.meta.dirname, '../../node_modules/.cache/newsdesk'))).not.toEqual([]);
  });
});
