import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aFolder, anOpenSite, ask, converse } from './support.ts';

const PAGE = '<!doctype html><title>Lane closed</title>';
const FILES: Record<string, string | Buffer> = {
  'index.html': '<!doctype html><title>Newsroom</title>',
  '404.html': '<!doctype html><title>Nothing here</title>',
  'releases/lane.html': PAGE,
  'releases/photos/map.jpg': Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
  'kinds/traffic/index.html': '<!doctype html><title>Traffic</title>',
  'kinds/año nuevo.html': 'ñ',
  'sitemap.xml': '<urlset/>',
  'style.css': 'body{}',
  'robots.txt': 'User-agent: *\n',
  'feeds/all.xml': '<rss/>',
  'feeds/all.json': '{}',
  'fragments/latest.html': '<ul></ul>',
  'fragments/index.json': '[]',
  '.secret': 'secret',
  'releases/.draft.html': 'secret',
  'releases/lane.html.tmp-4711': 'secret',
  'releases/lane.html~': 'secret',
};

describe('a public file', () => {
  it.each([
    ['/releases/lane.html', 'text/html; charset=utf-8'],
    ['/style.css', 'text/css; charset=utf-8'],
    ['/robots.txt', 'text/plain; charset=utf-8'],
    ['/sitemap.xml', 'application/xml; charset=utf-8'],
    ['/feeds/all.xml', 'application/rss+xml; charset=utf-8'],
    ['/feeds/all.json', 'application/feed+json; charset=utf-8'],
    ['/fragments/index.json', 'application/json; charset=utf-8'],
    ['/releases/photos/map.jpg', 'image/jpeg'],
  ])('%s is %s', async (path, type) => {
    const answer = await ask(await anOpenSite(aFolder(FILES)), path);
    expect(answer).toMatchObject({ status: 200, headers: { 'content-type': type } });
    expect(answer.body).toEqual(Buffer.from(FILES[path.slice(1)] ?? 'missing'));
    expect(answer.headers['content-length']).toBe(String(answer.body.length));
  });

  it('stands for its folder when it is the index', async () => {
    const site = await anOpenSite(aFolder(FILES));
    expect((await ask(site, '/')).body.toString()).toContain('Newsroom');
    expect((await ask(site, '/kinds/traffic/?from=mail')).body.toString()).toContain('Traffic');
    expect(await ask(site, '/kinds/traffic')).toMatchObject({
      status: 308,
      headers: { location: '/kinds/traffic/' },
    });
  });

  it('is found under a name with blanks and accents', async () => {
    const answer = await ask(await anOpenSite(aFolder(FILES)), '/kinds/a%C3%B1o%20nuevo.html');
    expect(answer.body.toString()).toBe('ñ');
  });

  it('larger than memory wants it comes whole, in a stream', async () => {
    const bytes = Buffer.alloc(3_000_001, 'The quick brown fox. ');
    const answer = await ask(await anOpenSite(aFolder({ 'talk.mp3': bytes })), '/talk.mp3');
    expect(answer.headers['content-length']).toBe('3000001');
    expect(answer.body.equals(bytes)).toBe(true);
  });

  it('of no bytes is a file all the same', async () => {
    const answer = await ask(await anOpenSite(aFolder({ 'empty.txt': '' })), '/empty.txt');
    expect(answer).toMatchObject({ status: 200, headers: { 'content-length': '0' } });
  });

  it('answers HEAD with its headers alone', async () => {
    const site = await anOpenSite(aFolder({ ...FILES, 'talk.mp3': Buffer.alloc(300_000) }));
    for (const path of ['/releases/lane.html', '/talk.mp3', '/nothing']) {
      const { headers: full } = await ask(site, path);
      const answer = await ask(site, path, {}, 'HEAD');
      expect({ ...answer.headers, date: '' }).toEqual({ ...full, date: '' });
      expect(answer.body.length).toBe(0);
    }
  });
});

describe('an address with nothing to show', () => {
  const closed = [
    '/nothing.html',
    '/releases/',
    '/releases/lane.html/',
    '/releases/lane.html/more',
    '//releases/lane.html',
    '/releases//lane.html',
    '/.secret',
    '/releases/.draft.html',
    '/releases/%2edraft.html',
    '/releases/lane.html.tmp-4711',
    '/releases/lane.html~',
    '/releases/lane.html%00',
    '/releases%2flane.html',
    '/%2e%2e/outside.html',
    '/..%2foutside.html',
    '/releases/..%2f..%2foutside.html',
    '/..%5coutside.html',
    '/%c0%ae%c0%ae/outside.html',
    '/%E0%A4%A',
    `/${'a'.repeat(5000)}`,
  ];

  it.each(closed)('%s says so with the 404 page', async (path) => {
    const folder = aFolder({ 'outside.html': 'secret' });
    for (const [name, bytes] of Object.entries(FILES)) {
      mkdirSync(join(folder, 'public', name, '..'), { recursive: true });
      writeFileSync(join(folder, 'public', name), bytes);
    }
    const answer = await ask(await anOpenSite(join(folder, 'public')), path);
    expect(answer).toMatchObject({ status: 404, headers: { 'content-type': 'text/html; charset=utf-8' } });
    expect(answer.body.toString()).toBe(FILES['404.html']);
    expect(answer.headers).not.toHaveProperty('etag');
  });

  it('is never a way out of the folder, however it is spelled', async () => {
    const folder = aFolder({ 'outside.txt': 'SECRET', 'public/index.html': 'in', 'public/a/b.html': 'in' });
    const site = await anOpenSite(join(folder, 'public'));
    const part = fc.constantFrom(
      '..',
      '.',
      'a',
      'b.html',
      'outside.txt',
      '%2e%2e',
      '%2E.',
      '%2f',
      '%5c',
      '\\',
      '/',
      '%00',
      ';',
      '?',
      '%252e',
      '',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 6 }), async (parts) => {
        const heard = await converse(
          site,
          `GET /${parts.join('/')} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
        );
        expect(heard).toMatch(/^HTTP\/1\.1 (200|308|400|404) /);
        expect(heard).not.toContain('SECRET');
      }),
      { numRuns: 150 },
    );
  });

  it('says so in plain words where there is no 404 page', async () => {
    const answer = await ask(await anOpenSite(aFolder({})), '/nothing');
    expect(answer).toMatchObject({ status: 404, headers: { 'content-type': 'text/plain; charset=utf-8' } });
    expect(answer.body.toString()).toBe('There is nothing at this address.\n');
  });

  it('is what a link out of the folder, a link to a hidden file, and a pipe lead to', async () => {
    const folder = aFolder({ 'outside.html': 'secret', 'public/.hidden': 'secret', 'public/in.html': 'in' });
    const pub = join(folder, 'public');
    symlinkSync('../outside.html', join(pub, 'out.html'));
    symlinkSync('..', join(pub, 'up'));
    symlinkSync('.hidden', join(pub, 'shown.html'));
    symlinkSync('in.html', join(pub, 'alias.html'));
    execFileSync('mkfifo', [join(pub, 'pipe.html')]);
    const site = await anOpenSite(pub);
    for (const path of ['/out.html', '/up/outside.html', '/shown.html', '/pipe.html']) {
      expect([path, (await ask(site, path)).status]).toEqual([path, 404]);
    }
    expect((await ask(site, '/alias.html')).body.toString()).toBe('in');
  });

  it('is every address while the folder is missing, and none of them once it is back', async () => {
    const folder = aFolder({ 'public/index.html': 'in' });
    const site = await anOpenSite(join(folder, 'public'));
    renameSync(join(folder, 'public'), join(folder, 'away'));
    expect((await ask(site, '/')).status).toBe(404);
    renameSync(join(folder, 'away'), join(folder, 'public'));
    expect((await ask(site, '/')).status).toBe(200);
  });
});

describe("a reader's copy", () => {
  it('is confirmed by its tag or its date, and costs no body', async () => {
    const site = await anOpenSite(aFolder(FILES));
    const first = await ask(site, '/feeds/all.xml');
    const etag = String(first.headers.etag);
    const since = String(first.headers['last-modified']);
    expect(etag).toMatch(/^"[\w-]+"$/);
    for (const headers of [
      { 'If-None-Match': etag },
      { 'If-None-Match': `"other", W/${etag}` },
      { 'If-None-Match': '*' },
      { 'If-Modified-Since': since },
    ]) {
      const again = await ask(site, '/feeds/all.xml', headers);
      expect(again).toMatchObject({ status: 304, headers: { etag } });
      expect(again.body.length).toBe(0);
    }
  });

  it('is not confirmed by a date when its tag is another', async () => {
    const site = await anOpenSite(aFolder(FILES));
    const since = new Date().toUTCString();
    const answer = await ask(site, '/feeds/all.xml', {
      'If-None-Match': '"old"',
      'If-Modified-Since': since,
    });
    expect(answer.status).toBe(200);
  });

  it('is outdated once the file was replaced, even by one of the same size and time', async () => {
    const folder = aFolder({ 'page.html': 'one', 'next.html': 'two' });
    const at = new Date(1_700_000_000_000);
    for (const name of ['page.html', 'next.html']) utimesSync(join(folder, name), at, at);
    const site = await anOpenSite(folder);
    const { etag = '' } = (await ask(site, '/page.html')).headers;
    renameSync(join(folder, 'next.html'), join(folder, 'page.html'));
    const answer = await ask(site, '/page.html', { 'If-None-Match': etag });
    expect([answer.status, answer.body.toString()]).toEqual([200, 'two']);
    rmSync(join(folder, 'page.html'));
    expect((await ask(site, '/page.html', { 'If-None-Match': etag })).status).toBe(404);
  });

  it.each(['garbage', '', 'Thu, 01 Jan 1970 00:00:00 GMT'])(
    'is not confirmed by the date %j',
    async (since) => {
      const site = await anOpenSite(aFolder(FILES));
      expect((await ask(site, '/style.css', { 'If-Modified-Since': since })).status).toBe(200);
    },
  );
});
