import {
  closeSync,
  ftruncateSync,
  openSync,
  readdirSync,
  readlinkSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { brotliDecompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { OpenSite } from '../../src/site/server.ts';
import { aFolder, anOpenSite, ask } from './support.ts';

/** A page of one letter, so that any mixture shows; `size` bytes. */
function page(count: number, size: number): string {
  return String.fromCharCode(97 + (count % 26)).repeat(size);
}

function replace(folder: string, name: string, text: string): void {
  writeFileSync(join(folder, `${name}.tmp-1`), text);
  renameSync(join(folder, `${name}.tmp-1`), join(folder, name));
}

/** Files of a folder that this process has open. */
function openIn(folder: string): number {
  return readdirSync('/proc/self/fd').filter((fd) => linkOf(fd).startsWith(folder)).length;
}

function linkOf(fd: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    return '';
  }
}

async function until(check: () => boolean): Promise<void> {
  while (!check()) await wait(5);
}

describe.each([
  ['a small page', 20_000],
  ['a large file', 600_000],
])('%s that is replaced again and again', (_, size) => {
  it('is seen whole, never older than what stood there when it was asked for', async () => {
    const name = size > 300_000 ? 'talk.bin' : 'page.html';
    const folder = aFolder({ [name]: page(0, size) });
    const site = await anOpenSite(folder);
    let written = 0;
    const over = new AbortController();
    const replacing = (async () => {
      while (!over.signal.aborted) {
        written += 1;
        replace(folder, name, page(written, size));
        await wait(written % 3);
      }
    })();
    const reader = async (): Promise<void> => {
      for (let i = 0; i < 40; i += 1) {
        const before = written;
        const { body, headers } = await ask(site, `/${name}`, i % 2 === 0 ? { 'Accept-Encoding': 'br' } : {});
        const text = headers['content-encoding'] === 'br' ? brotliDecompressSync(body) : body;
        const letters = new Set(text);
        expect([letters.size, text.length]).toEqual([1, size]);
        const [letter = 0] = letters;
        const age = (((written - (letter - 97)) % 26) + 26) % 26;
        expect(age).toBeLessThanOrEqual(written - before);
      }
    };
    await Promise.all(Array.from({ length: 4 }, reader));
    over.abort();
    await replacing;
  });
});

it('a file of the same size, inode and time is not taken for the one before', async () => {
  const folder = aFolder({ 'page.html': 'one' });
  const site = await anOpenSite(folder);
  for (let i = 0; i < 100; i += 1) {
    const text = String(100 + i);
    // Two at once: the second one gets the inode that the first one has freed.
    replace(folder, 'page.html', 'xxx');
    replace(folder, 'page.html', text);
    expect((await ask(site, '/page.html')).body.toString()).toBe(text);
    writeFileSync(join(folder, 'page.html'), 'yyy');
    expect((await ask(site, '/page.html')).body.toString()).toBe('yyy');
  }
});

it('a reader who comes while the old file is still being read gets the new one', async () => {
  const size = 7_000_000;
  const folder = aFolder({ 'list.txt': page(0, size) });
  const site = await anOpenSite(folder);
  const first = ask(site, '/list.txt');
  while (openIn(folder) === 0) await new Promise((resolve) => setImmediate(resolve));
  replace(folder, 'list.txt', page(1, size));
  const second = await ask(site, '/list.txt');
  expect(second.body.subarray(0, 1).toString()).toBe('b');
  expect((await first).body.length).toBe(size);
});

const SIZE = 64 * 1024 * 1024;

/** Asks for the file and takes the first bytes only. */
async function begin({ port }: OpenSite) {
  const asked = request({ host: '127.0.0.1', port, path: '/talk.mp3', agent: false });
  asked.end();
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    asked.on('response', resolve);
    asked.on('error', reject);
  });
  response.on('error', () => {});
  await new Promise((resolve) => response.once('readable', resolve));
  return { asked, response };
}

function aLargeFolder(): string {
  const folder = aFolder({ 'talk.mp3': '' });
  const file = openSync(join(folder, 'talk.mp3'), 'w');
  writeSync(file, 'first');
  ftruncateSync(file, SIZE);
  closeSync(file);
  return folder;
}

describe.skipIf(process.platform !== 'linux')('a large file', () => {
  it('is closed when the reader leaves, and takes little memory meanwhile', async () => {
    const folder = aLargeFolder();
    const site = await anOpenSite(folder);
    const before = process.memoryUsage().arrayBuffers;
    const readers = await Promise.all(Array.from({ length: 10 }, () => begin(site)));
    expect(openIn(folder)).toBe(10);
    // The system's own buffers take what they can; ours stay below one file.
    await wait(200);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(SIZE / 2);
    for (const { asked } of readers) asked.destroy();
    await until(() => openIn(folder) === 0);
  });

  it('is closed when it was sent whole, in part, or not at all', async () => {
    const folder = aLargeFolder();
    const site = await anOpenSite(folder);
    const { headers } = await ask(site, '/talk.mp3', {}, 'HEAD');
    await ask(site, '/talk.mp3', { 'If-None-Match': String(headers.etag) });
    await ask(site, '/talk.mp3', { Range: 'bytes=0-9,1000-1009' });
    const { body } = await ask(site, '/talk.mp3');
    expect([body.length, body.subarray(0, 5).toString()]).toEqual([SIZE, 'first']);
    await until(() => openIn(folder) === 0);
  });

  it('that turns out shorter breaks the connection: nobody takes it for whole', async () => {
    const folder = aLargeFolder();
    const site = await anOpenSite(folder);
    const { response } = await begin(site);
    const file = openSync(join(folder, 'talk.mp3'), 'r+');
    ftruncateSync(file, 10);
    closeSync(file);
    let bytes = 0;
    response.on('data', (chunk: Buffer) => (bytes += chunk.length));
    await new Promise((resolve) => response.once('close', resolve));
    expect(response.complete).toBe(false);
    expect(bytes).toBeLessThan(SIZE);
    await until(() => openIn(folder) === 0);
  });

  it('is not read ahead for a reader who does not take it', async () => {
    const folder = aLargeFolder();
    const site = await anOpenSite(folder);
    const socket = connect(site.port, '127.0.0.1');
    socket.write('GET /talk.mp3 HTTP/1.1\r\nHost: localhost\r\n\r\n');
    socket.pause();
    await until(() => openIn(folder) === 1);
    await wait(100);
    expect((await ask(site, '/nothing')).status).toBe(404);
    socket.destroy();
    await until(() => openIn(folder) === 0);
  });
});
