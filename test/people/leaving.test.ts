import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Purpose } from '../../src/audience/tokens.ts';
import { rotateKeys } from '../../src/audience/key-file.ts';
import { aSealing, subscribers } from '../ledger/records.ts';
import { FRIDAY } from '../support/shelf.ts';
import { join } from 'node:path';
import { openDoors, type Doors } from './doors.ts';

const ONE_CLICK = 'List-Unsubscribe=One-Click';

async function withReaders(count = 3, options: Parameters<typeof openDoors>[0] = {}): Promise<Doors> {
  const doors = await openDoors(options);
  await doors.ledger.subscribe(subscribers(count));
  return doors;
}

const members = async (doors: Doors) => (await doors.ledger.subscribers(0, 1000)).map(({ id }) => id);

describe('one click', () => {
  it('takes a reader off the list at once, without a redirect, a cookie or a question, any number of times', async () => {
    const doors = await withReaders();
    const link = `/u/${doors.token('unsubscribe', 2)}`;
    for (let i = 0; i < 3; i += 1) {
      const { status, headers } = await doors.post(link, ONE_CLICK);
      expect(status).toBe(200);
      expect(headers).not.toHaveProperty('set-cookie');
      expect(headers).not.toHaveProperty('location');
      expect(await members(doors)).toEqual([1, 3]);
    }
  });

  it.each([
    ['from a provider, with no header but the length', {}],
    ['in another site’s name', { Origin: 'https://mail.example.com', 'Sec-Fetch-Site': 'cross-site' }],
    ['with a cookie of somebody', { Cookie: 'session=1' }],
    ['as multipart', { 'Content-Type': 'multipart/form-data; boundary=b' }],
  ])('counts %s', async (_, headers) => {
    const doors = await withReaders();
    const link = `/u/${doors.token('unsubscribe', 2)}`;
    const body = `--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n`;
    const sent = 'Content-Type' in headers ? body : ONE_CLICK;
    expect((await doors.send('POST', link, headers, sent)).status).toBe(200);
    expect(await members(doors)).toEqual([1, 3]);
  });

  it('takes effect before the next message of an issue that is under way', async () => {
    const doors = await withReaders();
    const { ledger } = doors;
    await ledger.seal([aSealing()]);
    await ledger.queue('digest/24@1', ['digest'], FRIDAY, FRIDAY);
    const worker = await ledger.enlist('me', FRIDAY + 60_000);
    const claims = await ledger.claim(worker, 100, FRIDAY);
    await doors.post(`/u/${doors.token('unsubscribe', 2)}`, ONE_CLICK);
    const { marked } = await ledger.record(worker, [], claims, FRIDAY);
    expect(marked).toEqual(claims.map(({ subscriber }) => subscriber !== 2));
  });

  it('of many at the same moment takes each off the list, and nobody else', async () => {
    const doors = await withReaders(60);
    const leaving = Array.from({ length: 40 }, (_, index) => index + 1);
    const answers = await Promise.all(
      [...leaving, ...leaving].map((id) => doors.post(`/u/${doors.token('unsubscribe', id)}`, ONE_CLICK)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await members(doors)).toEqual(Array.from({ length: 20 }, (_, index) => index + 41));
  });

  it('works with the link of a mail that was sent before the keys were changed, without a new start', async () => {
    const doors = await withReaders();
    const link = `/u/${doors.token('unsubscribe', 2)}`;
    rotateKeys(join(doors.root, 'var/key'));
    expect((await doors.post(link, ONE_CLICK)).status).toBe(200);
    expect(await members(doors)).toEqual([1, 3]);
  });

  it('lives below the path of the site, and nowhere else', async () => {
    const doors = await withReaders(3, { path: '/police/news' });
    const link = `/u/${doors.token('unsubscribe', 2)}`;
    expect((await doors.post(link, ONE_CLICK)).status).toBe(200);
    const person = await doors.post(link, 'leave=yes', { Host: 'evil.example' });
    expect(person).toMatchObject({ status: 303, location: `/police/news${link}` });
    expect(await members(doors)).toEqual([1, 3]);
  });
});

describe('the link of a mail', () => {
  it('opens a page with one button, changes nothing, and shows no whole address', async () => {
    const doors = await withReaders();
    const link = `/u/${doors.token('unsubscribe', 2)}`;
    for (const method of ['GET', 'HEAD', 'GET']) await doors.send(method, link);
    expect(await members(doors)).toEqual([1, 2, 3]);
    const { text } = await doors.get(link);
    expect(text.match(/<button/g)).toHaveLength(1);
    expect(text).toContain('r…@example.org');
    expect(text).not.toContain('reader2@');
    expect(await doors.post(link, 'leave=yes')).toMatchObject({ status: 303, location: link });
    expect((await doors.get(link)).text).toContain('You are not on the list');
    expect(await members(doors)).toEqual([1, 3]);
  });

  it('says nothing about anybody when it was not made here', async () => {
    const doors = await withReaders();
    const real = doors.token('unsubscribe', 2);
    const pages = new Set<string>();
    for (const token of ['x', 'A'.repeat(22), `${real}A`, real.slice(1), doors.token('preferences', 2)]) {
      const { status, text } = await doors.get(`/u/${token}`);
      expect(status).toBe(404);
      pages.add(text);
      expect((await doors.post(`/u/${token}`, ONE_CLICK)).status).toBe(404);
    }
    expect(pages.size).toBe(1);
    expect(await members(doors)).toEqual([1, 2, 3]);
  });

  it('is for its one purpose and its one person', async () => {
    const doors = await withReaders();
    const purposes: Purpose[] = ['unsubscribe', 'preferences', 'confirm', 'form'];
    const places: [string, Purpose][] = [
      ['/u/', 'unsubscribe'],
      ['/p/', 'preferences'],
    ];
    for (const [place, own] of places) {
      for (const purpose of purposes.filter((one) => one !== own)) {
        expect((await doors.get(place + doors.token(purpose, 2))).status).toBe(404);
        await doors.post(place + doors.token(purpose, 2), ONE_CLICK);
      }
    }
    for (const purpose of purposes) await doors.post(`/c/${doors.token(purpose, 2)}`, {});
    expect(await members(doors)).toEqual([1, 2, 3]);
  });
});

describe('whatever stands where a token belongs', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.stringMatching(/^[A-Za-z0-9_-]{20,24}$/),
    fc.base64String({ maxLength: 60 }),
  );

  it('finds nobody, changes nothing and breaks nothing', async () => {
    const doors = await withReaders();
    const { counter } = doors;
    await fc.assert(
      fc.asyncProperty(text, async (token) => {
        expect(await counter.reader(token)).toBeUndefined();
        expect(await counter.person(token)).toBeUndefined();
        expect(await counter.pending(token)).toEqual({ state: 'over' });
        expect(await counter.dataOf(token)).toBeUndefined();
        expect(counter.formAge(token)).toBeUndefined();
        expect(await counter.unsubscribe(token)).toBe(false);
        expect(await counter.leave(token)).toBe(false);
        expect(await counter.forget(token)).toBe(false);
        expect(await counter.move(token, 'new@example.org')).toBe(false);
        expect(await counter.choose(token, { topics: ['releases'], language: '' })).toBe(false);
        expect(await counter.confirm(token)).toBe('over');
      }),
      { numRuns: 1000 },
    );
    expect(await members(doors)).toEqual([1, 2, 3]);
  });

  it('is one of our tokens with any bit changed: it finds nobody', async () => {
    const doors = await withReaders();
    const real = Buffer.from(doors.token('unsubscribe', 2), 'base64url');
    for (let bit = 0; bit < real.length * 8; bit += 1) {
      const changed = Buffer.from(real);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(await doors.counter.unsubscribe(changed.toString('base64url'))).toBe(false);
    }
    expect(await members(doors)).toEqual([1, 2, 3]);
  });

  it('is answered by every page, over the wire, with a client’s error', async () => {
    const doors = await withReaders();
    const path = fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }).map(encodeURIComponentSafely);
    await fc.assert(
      fc.asyncProperty(path, fc.constantFrom('u', 'p', 'c'), async (token, room) => {
        for (const method of ['GET', 'POST']) {
          const type = { 'Content-Type': 'application/x-www-form-urlencoded' };
          const { status } = await doors.send(method, `/${room}/${token}`, type, 'leave=yes');
          expect([303, 400, 404, 405, 410]).toContain(status);
        }
      }),
      { numRuns: 150 },
    );
    expect(doors.errors).toEqual([]);
    expect(await members(doors)).toEqual([1, 2, 3]);
  });
});

/** Percent-encodes anything, also what no URL can hold as it is. */
function encodeURIComponentSafely(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(/^\.+$/, '%2E') || 'x';
}
