import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import type { SitePages } from '../../src/site/app.ts';
import { openServer } from '../../src/site/server.ts';
import { serveSite, type SiteContent } from '../../src/site/serve-site.ts';
import { listenError, SiteError } from '../../src/site/site-error.ts';
import { aFolder, anOpenSite, ask, converse } from './support.ts';

const SITE = 'http://localhost';
const FILES = {
  'index.html': 'home',
  'feeds/all.xml': '<rss/>',
  'fragments/latest.html': '<ul></ul>',
};

/** Headers of the home page of a site. */
async function headersAt(options: Partial<SiteContent>) {
  return (await ask(await anOpenSite(aFolder(FILES), options), '/')).headers;
}

/** A request for a path, the connection to be kept. */
function get(path: string): string {
  return `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`;
}

describe('the site', () => {
  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE'])(
    'refuses %s and names what it takes',
    async (method) => {
      const answer = await ask(await anOpenSite(aFolder(FILES)), '/', {}, method);
      expect(answer).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
    },
  );

  it('lets no page run anything, fetch from elsewhere, or be framed by others', async () => {
    const site = await anOpenSite(aFolder(FILES));
    for (const path of ['/', '/nothing']) {
      const { headers } = await ask(site, path);
      const policy = String(headers['content-security-policy']).split('; ');
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'self'");
      expect(policy.join()).not.toMatch(/script-src|unsafe|\*/);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'strict-origin-when-cross-origin',
      });
      expect(headers).not.toHaveProperty('access-control-allow-origin');
    }
  });

  it('lets other sites fetch feeds and fragments, and frame fragments', async () => {
    const site = await anOpenSite(aFolder(FILES));
    const fragment = await ask(site, '/fragments/latest.html');
    expect(fragment.headers['content-security-policy']).toMatch(/frame-ancestors \*$/);
    expect(fragment.headers['access-control-allow-origin']).toBe('*');
    const feed = await ask(site, '/feeds/all.xml');
    expect(feed.headers['content-security-policy']).toMatch(/frame-ancestors 'self'$/);
    expect(feed.headers['access-control-allow-origin']).toBe('*');
  });

  it('can live below a path of its address', async () => {
    const site = await anOpenSite(aFolder({ ...FILES, 'kinds/index.html': 'kinds' }), {
      site: 'http://localhost/newsroom',
    });
    expect((await ask(site, '/newsroom/')).body.toString()).toBe('home');
    expect(await ask(site, '/')).toMatchObject({ status: 308, headers: { location: '/newsroom/' } });
    expect(await ask(site, '/newsroom')).toMatchObject({ status: 308, headers: { location: '/newsroom/' } });
    expect(await ask(site, '/newsroom/kinds')).toMatchObject({ headers: { location: '/newsroom/kinds/' } });
    expect((await ask(site, '/feeds/all.xml')).status).toBe(404);
    expect((await ask(site, '/newsroomindex.html')).status).toBe(404);
  });

  it.skipIf(process.platform !== 'linux')(
    'tells the reader nothing of an error, and its owner everything',
    async () => {
      const errors: Error[] = [];
      const folder = '/proc/self'; // its file "mem" opens, and fails when it is read, for root too
      const site = await serveSite({
        folder,
        host: '127.0.0.1',
        port: 0,
        site: SITE,
        onError: (error) => errors.push(error),
      });
      onTestFinished(() => site.close());
      const answer = await ask(site, '/mem');
      expect(answer.status).toBe(500);
      expect(answer.headers).toHaveProperty('content-security-policy');
      expect(answer.body.toString()).toBe('Something went wrong here. Please try again in a few minutes.\n');
      expect(errors).toMatchObject([{ code: 'EIO' }]);
    },
  );

  it('says the same whatever the Host header says', async () => {
    const site = await anOpenSite(aFolder({ ...FILES, 'kinds/index.html': 'kinds' }));
    for (const path of ['/', '/kinds', '/nothing', '/%6bindex', 'http://evil.example/kinds']) {
      const answers = await Promise.all(
        ['localhost', 'evil.example', 'a b', '[::1', ''].map((host) =>
          converse(site, `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`),
        ),
      );
      const dateless = answers.map((answer) => answer.replace(/Date: .*/, ''));
      expect(new Set(dateless).size).toBe(1);
      expect(dateless[0]).not.toContain('evil');
    }
  });

  it('asks browsers to come back by https only where its address is https', async () => {
    expect(await headersAt({ site: 'https://news.example.gov' })).toMatchObject({
      'strict-transport-security': 'max-age=31536000',
    });
    expect(await headersAt({ site: 'http://news.example.gov' })).not.toHaveProperty(
      'strict-transport-security',
    );
    const without = await headersAt({ site: 'https://news.example.gov', strictTransport: false });
    expect(without).not.toHaveProperty('strict-transport-security');
  });

  it('lets a style sheet that is named by its bytes be kept, photos for minutes, pages not at all', async () => {
    const sheet = 'assets/site-0123456789ab.css';
    const site = await anOpenSite(
      aFolder({ ...FILES, [sheet]: 'p{}', 'releases/map.jpg': 'jpg', 'a.css': '' }),
    );
    const cacheOf = async (path: string) => (await ask(site, path)).headers['cache-control'];
    expect(await cacheOf(`/${sheet}`)).toBe('public, max-age=31536000, immutable');
    expect(await cacheOf('/releases/map.jpg')).toBe('public, max-age=300');
    for (const path of ['/', '/a.css', '/feeds/all.xml', '/nothing'])
      expect(await cacheOf(path)).toBe('no-cache');
  });

  it('lets other sites show pictures, and no other site be shown pages', async () => {
    const site = await anOpenSite(aFolder({ ...FILES, 'releases/map.jpg': 'jpg' }));
    const policyOf = async (path: string) => (await ask(site, path)).headers['cross-origin-resource-policy'];
    for (const path of ['/releases/map.jpg', '/feeds/all.xml', '/fragments/latest.html']) {
      expect([path, await policyOf(path)]).toEqual([path, 'cross-origin']);
    }
    expect(await policyOf('/')).toBe('same-origin');
  });

  it('has pages of its own before the files, below its path and under the same headers', async () => {
    const pages: SitePages = new Hono();
    pages.get('/subscribe', (c) => c.text(`at ${c.req.url}`));
    pages.get('/secret', (c) => c.text('own', 200, { 'Referrer-Policy': 'no-referrer' }));
    pages.post('/u/:token', (c) => c.text(`left ${c.req.param('token')}`));
    pages.get('/broken', () => {
      throw new Error('no');
    });
    const errors: Error[] = [];
    const site = await anOpenSite(aFolder({ ...FILES, subscribe: 'a file', 'u/index.html': 'u' }), {
      site: 'http://news.example.gov/press',
      pages,
      onError: (error) => errors.push(error),
    });
    const page = await ask(site, '/press/subscribe', { Host: 'evil.example' });
    expect(page.body.toString()).toBe('at http://news.example.gov/press/subscribe');
    expect(page.headers).toMatchObject({ 'x-content-type-options': 'nosniff' });
    expect((await ask(site, '/press/secret')).headers['referrer-policy']).toBe('no-referrer');
    expect((await ask(site, '/press/u/abc', {}, 'POST')).body.toString()).toBe('left abc');
    expect((await ask(site, '/press/u/')).body.toString()).toBe('u');
    expect((await ask(site, '/press/feeds/all.xml', {}, 'POST')).status).toBe(405);
    expect((await ask(site, '/subscribe')).status).toBe(404);
    const broken = await ask(site, '/press/broken');
    expect([broken.status, broken.headers['x-content-type-options'], errors.length]).toEqual([
      500,
      'nosniff',
      1,
    ]);
  });

  it('answers requests that come one behind the other in their order', async () => {
    const site = await anOpenSite(
      aFolder({ ...FILES, 'a.txt': 'AAA', 'talk.mp3': Buffer.alloc(400_000, 'B') }),
    );
    const last = 'GET /a.txt HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n';
    const heard = await converse(
      site,
      get('/a.txt') + get('/talk.mp3') + get('/nothing') + get('/a.txt') + last,
    );
    const order = heard.match(/AAA|B{400000}|There is nothing/g)?.map((one) => one.slice(0, 3));
    expect(order).toEqual(['AAA', 'BBB', 'The', 'AAA', 'AAA']);
  });

  it('refuses addresses and headers that are too long', async () => {
    const site = await anOpenSite(aFolder(FILES));
    const statusOf = async (path: string, header = '') =>
      (
        await converse(site, `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${header}\r\n`)
      ).slice(9, 12);
    expect(await statusOf(`/${'a'.repeat(7000)}`)).toBe('414');
    expect(await statusOf(`/${'a'.repeat(17_000)}`)).toBe('431');
    expect(await statusOf('/', `Cookie: ${'a'.repeat(17_000)}\r\n`)).toBe('431');
    expect(await statusOf('/')).toBe('200');
  });

  it('survives a request that is none', async () => {
    const site = await anOpenSite(aFolder(FILES));
    expect(await converse(site, 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
    expect(await converse(site, '\u0000\u0001\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
    expect((await ask(site, '/')).status).toBe(200);
  });

  it('survives a reader who leaves in the middle of a large file', async () => {
    const site = await anOpenSite(aFolder({ 'index.html': 'home', 'talk.mp3': Buffer.alloc(20_000_000) }));
    for (let i = 0; i < 5; i += 1) {
      await new Promise<void>((resolve, reject) => {
        const socket = connect(site.port, '127.0.0.1', () =>
          socket.write('GET /talk.mp3 HTTP/1.1\r\nHost: localhost\r\n\r\n'),
        );
        socket.once('data', () => socket.destroy());
        socket.on('error', reject);
        socket.on('close', () => resolve());
      });
    }
    expect((await ask(site, '/')).status).toBe(200);
  });
});

describe('opening the site', () => {
  it('on a port that is taken says what to do', async () => {
    const { port } = await anOpenSite(aFolder({}));
    const opened = serveSite({ folder: aFolder({}), host: '127.0.0.1', site: SITE, port });
    await expect(opened).rejects.toBeInstanceOf(SiteError);
    await expect(opened).rejects.toMatchObject({
      message: `The site cannot be opened: port ${port} on 127.0.0.1 is taken`,
      why: expect.stringContaining('perhaps Newsdesk itself is running'),
      fix: expect.stringContaining('choose another port'),
    });
  });

  it('at an address that the machine does not have says so', async () => {
    const opened = serveSite({ folder: aFolder({}), host: '192.0.2.1', site: SITE, port: 0 });
    await expect(opened).rejects.toMatchObject({
      name: 'SiteError',
      message: 'The site cannot be opened: 192.0.2.1 is not an address of this machine',
    });
  });

  it.each(['EACCES', 'EPERM'])('has a way out for %s too', (code) => {
    const error = listenError(Object.assign(new Error('refused'), { code }), '127.0.0.1', 80);
    expect(error.fix).toMatch(/^Choose a/);
  });
});

/** A server whose one answer waits until the test lets it go. */
async function slowServer() {
  const gate = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  const app = new Hono().get('/', async (c) => {
    asked.resolve();
    await gate.promise;
    return c.text('at last');
  });
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const site = await openServer((...exchange) => void listener(...exchange), '127.0.0.1', 0);
  return { site, gate, asked };
}

describe('a reader who is too slow', () => {
  const never = new Hono().get('/', (c) => c.text('never'));
  const listener = getRequestListener(never.fetch, { overrideGlobalObjects: false });

  it('with the head of a request is hung up on, and so is one who asks for nothing more', async () => {
    const limits = {
      headersTimeout: 60,
      requestTimeout: 60,
      connectionsCheckingInterval: 20,
      keepAliveTimeout: 60,
    };
    const site = await openServer((...exchange) => void listener(...exchange), '127.0.0.1', 0, limits);
    onTestFinished(() => site.close());
    expect(await converse(site, 'GET / HTTP/1.1\r\nHost: loc')).toMatch(/^HTTP\/1\.1 408 /);
    expect(await converse(site, 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')).toContain('never');
  });
});

describe('closing the site', () => {
  it('finishes the answers that are open, and takes no new ones', async () => {
    const { site, gate, asked } = await slowServer();
    const answer = ask(site, '/', { Connection: 'keep-alive' });
    await asked.promise;
    const closed = site.close();
    await expect(ask(site, '/')).rejects.toThrow('ECONNREFUSED');
    gate.resolve();
    expect((await answer).body.toString()).toBe('at last');
    await closed;
  });

  it('does not wait for connections that ask for nothing', async () => {
    const site = await serveSite({ folder: aFolder(FILES), host: '127.0.0.1', site: SITE, port: 0 });
    const silent = connect(site.port, '127.0.0.1');
    await new Promise((resolve) => silent.once('connect', resolve));
    const done = new Promise((resolve) => silent.once('close', resolve));
    silent.on('error', () => {});
    while ((await ask(site, '/')).status !== 200) await wait(1);
    await site.close();
    await done;
    expect(silent.bytesRead).toBe(0);
  });

  it('does not wait for a reader who keeps the line open after an answer', async () => {
    const site = await serveSite({ folder: aFolder(FILES), host: '127.0.0.1', site: SITE, port: 0 });
    const kept = converse(site, 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
    while ((await ask(site, '/')).status !== 200) await wait(1);
    await site.close();
    expect(await kept).toContain('home');
  });

  it('may be asked for twice', async () => {
    const site = await serveSite({ folder: aFolder(FILES), host: '127.0.0.1', site: SITE, port: 0 });
    await Promise.all([site.close(), site.close()]);
    await expect(site.close()).resolves.toBeUndefined();
  });
});
