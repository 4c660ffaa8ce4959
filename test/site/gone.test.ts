import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aFolder, anOpenSite, ask } from './support.ts';

const FILES = {
  '404.html': 'Nothing here',
  'releases/lane.html': 'Release 26-101 was withdrawn.',
  'releases/other.html': 'Another one',
  'talk.mp3': Buffer.alloc(400_000),
};

function mark(folder: string, path: string): void {
  mkdirSync(join(folder, 'gone', path, '..'), { recursive: true });
  writeFileSync(join(folder, 'gone', path), 'gone');
}

describe('an address that is marked as gone', () => {
  it('answers 410 from the very next request on, with the notice, whatever the reader has', async () => {
    const folder = aFolder(FILES);
    const site = await anOpenSite(folder);
    const { etag = '', 'last-modified': written = '' } = (await ask(site, '/releases/lane.html')).headers;
    mark(folder, 'releases/lane.html');
    for (const headers of [
      {},
      { 'If-None-Match': etag },
      { 'If-None-Match': '*' },
      { 'If-Modified-Since': written },
      { Range: 'bytes=0-1' },
      { 'If-Match': '"other"' },
    ] as Record<string, string>[]) {
      const answer = await ask(site, '/releases/lane.html', headers);
      expect(answer.status).toBe(410);
      expect(answer.body.toString()).toBe(FILES['releases/lane.html']);
      expect(answer.headers).toMatchObject({
        'cache-control': 'no-cache',
        'x-content-type-options': 'nosniff',
      });
      expect(answer.headers).not.toHaveProperty('etag');
    }
    expect((await ask(site, '/releases/other.html')).status).toBe(200);
    const head = await ask(site, '/releases/lane.html', {}, 'HEAD');
    expect([head.status, head.body.length]).toEqual([410, 0]);
  });

  it('is gone under every spelling, and when nothing stands there any more', async () => {
    const folder = aFolder(FILES);
    mark(folder, 'releases/lane.html');
    mark(folder, 'releases/photos/map.jpg');
    mark(folder, 'talk.mp3');
    const site = await anOpenSite(folder);
    const statusOf = async (path: string) => (await ask(site, path)).status;
    expect(await statusOf('/releases/l%61ne.html?from=mail')).toBe(410);
    expect(await statusOf('/releases/photos/map.jpg')).toBe(410);
    expect(await statusOf('/talk.mp3')).toBe(410);
    rmSync(join(folder, 'releases/lane.html'));
    expect(await statusOf('/releases/lane.html')).toBe(410);
  });

  it('comes back when the mark is taken away', async () => {
    const folder = aFolder(FILES);
    mark(folder, 'releases/lane.html');
    const site = await anOpenSite(folder);
    expect((await ask(site, '/releases/lane.html')).status).toBe(410);
    rmSync(join(folder, 'gone'), { recursive: true });
    expect((await ask(site, '/releases/lane.html')).status).toBe(200);
  });

  it('does not show its mark', async () => {
    const folder = aFolder(FILES);
    mark(folder, 'releases/lane.html');
    const site = await anOpenSite(folder);
    for (const path of ['/gone/releases/lane.html', '/gone/', '/gone', '/g%6fne/releases/lane.html']) {
      expect([path, (await ask(site, path)).status]).toEqual([path, 404]);
    }
  });
});
