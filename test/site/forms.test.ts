import { renameSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { OpenSite } from '../../src/site/server.ts';
import { aFolder, anOpenSite, ask, type Answer } from './support.ts';

const TEXT = '<item>One lane of Link Avenue is closed until noon.</item>\n'.repeat(400);
const BYTES = Buffer.from(Array.from({ length: 1000 }, (_, i) => i % 251));
const FILES = { 'feeds/all.xml': TEXT, 'releases/map.jpg': BYTES, 'tiny.txt': 'ab', 'noise.txt': noise() };

/** Letters that no packing makes smaller. */
function noise(): Buffer {
  let state = 1;
  return Buffer.from(Array.from({ length: 600 }, () => (state = (state * 48271) % 2147483647) & 255));
}

/** Asks until a packed form is there. */
async function askPacked(site: OpenSite, path: string, coding: string): Promise<Answer> {
  for (;;) {
    const answer = await ask(site, path, { 'Accept-Encoding': coding });
    if (answer.headers['content-encoding'] !== undefined) return answer;
  }
}

describe('packing', () => {
  it.each([
    ['br', brotliDecompressSync, 'br'],
    ['gzip', gunzipSync, 'gz'],
  ])('%s is made once, beside the requests, under a tag of its own', async (coding, unpack, suffix) => {
    const site = await anOpenSite(aFolder(FILES));
    const first = await ask(site, '/feeds/all.xml', { 'Accept-Encoding': coding });
    expect(first.headers).not.toHaveProperty('content-encoding');
    expect(first.body.toString()).toBe(TEXT);
    const packed = await askPacked(site, '/feeds/all.xml', coding);
    expect(packed.headers).toMatchObject({
      'content-encoding': coding,
      vary: 'Accept-Encoding',
      'content-length': String(packed.body.length),
      etag: `${String(first.headers.etag).slice(0, -1)}-${suffix}"`,
    });
    expect(packed.body.length).toBeLessThan(TEXT.length / 5);
    expect(unpack(packed.body).toString()).toBe(TEXT);
    const plain = await ask(site, '/feeds/all.xml', { 'Accept-Encoding': `identity, ${coding};q=0.5` });
    expect(plain.body.toString()).toBe(TEXT);
    expect(plain.headers.vary).toBe('Accept-Encoding');
  });

  it('is waited for by a reader who refuses the file as it is', async () => {
    const site = await anOpenSite(aFolder(FILES));
    const answer = await ask(site, '/feeds/all.xml', { 'Accept-Encoding': 'gzip, identity;q=0' });
    expect(gunzipSync(answer.body).toString()).toBe(TEXT);
  });

  it('is not done for photos, for next to nothing, and where it gains nothing', async () => {
    const site = await anOpenSite(aFolder(FILES));
    for (const path of ['/releases/map.jpg', '/tiny.txt', '/noise.txt']) {
      const answer = await ask(site, path, { 'Accept-Encoding': 'br, gzip, identity;q=0' });
      expect([path, answer.status, answer.headers['content-encoding']]).toEqual([path, 200, undefined]);
    }
    expect((await ask(site, '/releases/map.jpg')).headers).not.toHaveProperty('vary');
  });

  it('is answered for with HEAD too', async () => {
    const site = await anOpenSite(aFolder(FILES));
    const full = await askPacked(site, '/feeds/all.xml', 'br');
    const head = await ask(site, '/feeds/all.xml', { 'Accept-Encoding': 'br' }, 'HEAD');
    expect({ ...head.headers, date: '' }).toEqual({ ...full.headers, date: '' });
    expect(head.body.length).toBe(0);
  });

  it('leaves nothing of the old words once a file is replaced', async () => {
    const folder = aFolder(FILES);
    const site = await anOpenSite(folder);
    await askPacked(site, '/feeds/all.xml', 'br');
    writeFileSync(join(folder, 'next'), TEXT.replaceAll('noon', 'four'));
    renameSync(join(folder, 'next'), join(folder, 'feeds/all.xml'));
    const next = await ask(site, '/feeds/all.xml', { 'Accept-Encoding': 'br' });
    expect(next.body.toString()).toContain('until four');
    const packed = await askPacked(site, '/feeds/all.xml', 'br');
    expect(brotliDecompressSync(packed.body).toString()).not.toContain('noon');
  });
});

describe('an entity tag', () => {
  it('is the same on another machine and another day, and another one for other bytes', async () => {
    const one = aFolder(FILES);
    const two = aFolder({ ...FILES, 'tiny.txt': 'ac' });
    utimesSync(join(two, 'feeds/all.xml'), 1, 1);
    const tags = async (path: string) => {
      const answers = [await ask(await anOpenSite(one), path), await ask(await anOpenSite(two), path)];
      return answers.map(({ headers }) => headers.etag);
    };
    const [a, b] = await tags('/feeds/all.xml');
    expect(a).toBe(b);
    const [c, d] = await tags('/tiny.txt');
    expect(c).not.toBe(d);
  });

  it('of any form confirms the copy, and the answer names that form', async () => {
    const site = await anOpenSite(aFolder(FILES));
    const packed = await askPacked(site, '/feeds/all.xml', 'br');
    const etag = String(packed.headers.etag);
    for (const coding of ['br', 'gzip', 'identity']) {
      const again = await ask(site, '/feeds/all.xml', {
        'If-None-Match': `"x", ${etag}`,
        'Accept-Encoding': coding,
      });
      expect(again).toMatchObject({ status: 304, headers: { etag, vary: 'Accept-Encoding' } });
      expect(again.headers['cache-control']).toBe('no-cache');
    }
  });

  it('that has to match and does not is answered with 412, as is a date that has passed', async () => {
    const folder = aFolder(FILES);
    const at = new Date(1_700_000_000_000);
    utimesSync(join(folder, 'tiny.txt'), at, at);
    const site = await anOpenSite(folder);
    const { etag = '' } = (await ask(site, '/tiny.txt')).headers;
    const statusOf = async (headers: Record<string, string>) =>
      (await ask(site, '/tiny.txt', headers)).status;
    const written = at.toUTCString();
    const before = new Date(at.getTime() - 1000).toUTCString();
    expect(await statusOf({ 'If-Match': '"other"' })).toBe(412);
    expect(await statusOf({ 'If-Match': `W/${etag}` })).toBe(412);
    expect(await statusOf({ 'If-Match': `"other", ${etag}` })).toBe(200);
    expect(await statusOf({ 'If-Match': '*' })).toBe(200);
    expect(await statusOf({ 'If-Unmodified-Since': before })).toBe(412);
    expect(await statusOf({ 'If-Unmodified-Since': written })).toBe(200);
    expect(await statusOf({ 'If-Match': etag, 'If-Unmodified-Since': before })).toBe(200);
    expect(await statusOf({ 'If-Match': etag, 'If-None-Match': etag })).toBe(304);
    expect(await statusOf({ 'If-Modified-Since': written })).toBe(304);
    expect(await statusOf({ 'If-Modified-Since': 'Tuesday, 14-Nov-23 22:13:20 GMT' })).toBe(304);
    expect(await statusOf({ 'If-Modified-Since': 'Tue Nov 14 22:13:20 2023' })).toBe(304);
    expect(await statusOf({ 'If-Modified-Since': 'Tue Nov 14 22:13:19 2023' })).toBe(200);
  });
});

describe.each([
  ['in memory', '/releases/map.jpg', BYTES],
  ['on the disk', '/talk.mp3', Buffer.alloc(700_001, 'The quick brown fox. ')],
])('a part of a file %s', (_, path, bytes) => {
  const open = () => anOpenSite(aFolder({ ...FILES, [path.slice(1)]: bytes }));

  it('is sent when it is asked for', async () => {
    const site = await open();
    for (const [range, first, last] of [
      ['bytes=0-0', 0, 0],
      ['bytes=100-299', 100, 299],
      ['bytes=-10', bytes.length - 10, bytes.length - 1],
      [`bytes=${bytes.length - 2}-`, bytes.length - 2, bytes.length - 1],
    ] as const) {
      const { status, headers, body } = await ask(site, path, { Range: range, 'Accept-Encoding': 'br' });
      expect(status).toBe(206);
      expect(headers['content-range']).toBe(`bytes ${first}-${last}/${bytes.length}`);
      expect(headers['content-length']).toBe(String(last - first + 1));
      expect(body.equals(bytes.subarray(first, last + 1))).toBe(true);
    }
    expect((await ask(site, path)).headers['accept-ranges']).toBe('bytes');
  });

  it('may be several ones, each under its head', async () => {
    const { status, headers, body } = await ask(await open(), path, { Range: 'bytes=0-9,20-29,-5' });
    expect(status).toBe(206);
    const boundary = /^multipart\/byteranges; boundary=([\w-]+)$/.exec(String(headers['content-type']))?.[1];
    expect(headers['content-length']).toBe(String(body.length));
    const parts = body.toString('latin1').split(`--${boundary}`);
    expect(parts.at(-1)).toBe('--\r\n');
    expect(parts.slice(1, -1).map((part) => part.split('\r\n\r\n')[1]?.slice(0, -2))).toEqual([
      bytes.subarray(0, 10).toString('latin1'),
      bytes.subarray(20, 30).toString('latin1'),
      bytes.subarray(-5).toString('latin1'),
    ]);
    expect(parts[1]).toContain(`Content-Range: bytes 0-9/${bytes.length}`);
  });

  it('that is not there is refused with the size; one that cannot be read is the whole file', async () => {
    const site = await open();
    const refused = await ask(site, path, { Range: `bytes=${bytes.length}-` });
    expect(refused.status).toBe(416);
    expect(refused.headers['content-range']).toBe(`bytes */${bytes.length}`);
    expect((await ask(site, path, { Range: 'bytes=9-1' })).status).toBe(200);
    expect((await ask(site, path, { Range: 'bytes=0-9' }, 'HEAD')).headers['content-length']).toBe(
      String(bytes.length),
    );
  });

  it('is sent only of the file that the reader has begun with', async () => {
    const site = await open();
    const { etag = '' } = (await ask(site, path)).headers;
    const statusOf = async (ifRange: string) =>
      (await ask(site, path, { Range: 'bytes=0-9', 'If-Range': ifRange })).status;
    expect(await statusOf(etag)).toBe(206);
    expect(await statusOf(`W/${etag}`)).toBe(200);
    expect(await statusOf('"other"')).toBe(200);
    expect(await statusOf('Thu, 01 Jan 1970 00:00:00 GMT')).toBe(200);
    expect((await ask(site, path, { Range: 'bytes=0-9', 'If-None-Match': etag })).status).toBe(304);
  });
});

it('a part may be asked for by the date of a file that has rested, not by that of one just written', async () => {
  const folder = aFolder(FILES);
  const at = new Date(1_700_000_000_500);
  utimesSync(join(folder, 'releases/map.jpg'), at, at);
  const headers = { Range: 'bytes=0-9', 'If-Range': at.toUTCString() };
  const statusAt = async (now: number) => {
    const site = await anOpenSite(folder, { clock: () => now });
    return (await ask(site, '/releases/map.jpg', headers)).status;
  };
  expect(await statusAt(at.getTime() + 5000)).toBe(206);
  expect(await statusAt(at.getTime() + 400)).toBe(200);
});
