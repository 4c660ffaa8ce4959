import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { openServer } from '../../src/site/server.ts';
import { serveSite } from '../../src/site/serve-site.ts';
import { listenError, SiteError } from '../../src/site/site-error.ts';
import { aFolder, anOpenSite, ask, converse } from './support.ts';

const SITE = 'http://localhost';
const FILES = {
  'index.html': 'home',
  'feeds/all.xml': '<rss/>',
  'fragments/latest.html': '<ul></ul>',
};

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
  const listener = getRequestListener(app.fetch);
  const site = await openServer((...exchange) => void listener(...exchange), '127.0.0.1', 0);
  return { site, gate, asked };
}

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
