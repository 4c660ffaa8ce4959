import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { lookInside } from '../../src/traces/traces.ts';
import { openDesk, releaseText, type TestDesk } from '../support/desk.ts';
import { scene, SECRETS, snapshot } from '../support/camera.ts';

const NOON = Date.UTC(2026, 10, 13, 21);
const HOUR = 3_600_000;
const PATH = 'releases/2026-11-13-lane-closed.md';
const PAGE = 'releases/2026-11-13-lane-closed.html';
const PICTURES = /\.(?:jpg|png|webp|gif)$/;
const TYPES: Record<string, string> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
};

const PHOTOS = { photos: '[{file: photos/bridge.jpg, alt: A bridge over a road}]' };
const BODY = 'One lane is closed.\n\n![A map of the road](photos/map.png "The road.")';

async function openPictured(fields: Record<string, string> = {}): Promise<TestDesk> {
  const desk = await openDesk();
  desk.write('releases/photos/bridge.jpg', await snapshot('jpeg', 6, 2000, 1500));
  desk.write('releases/photos/map.png', await snapshot('png', 1, 1400, 700));
  desk.write(PATH, releaseText({ ...PHOTOS, ...fields }, BODY));
  return desk;
}

function picturesOf(desk: TestDesk): string[] {
  return [...desk.publicFiles().keys()].filter((path) => PICTURES.test(path)).toSorted();
}

function digestOf(bytes: string | Uint8Array): string {
  return createHash('sha256')
    .update(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes)
    .digest('hex');
}

describe('photos of a newsroom', () => {
  it('are public without anything that they told, and the originals are not', async () => {
    const desk = await openPictured();
    const originals = ['bridge.jpg', 'map.png'].map((name) =>
      digestOf(readFileSync(join(desk.root, 'releases/photos', name))),
    );
    expect((await desk.pass(NOON)).findings).toEqual([]);
    expect(picturesOf(desk)).toEqual([
      'releases/photos/bridge.1200w.jpg',
      'releases/photos/bridge.800w.jpg',
      'releases/photos/bridge.jpg',
      'releases/photos/map.1200w.png',
      'releases/photos/map.800w.png',
      'releases/photos/map.png',
    ]);
    for (const [path, text] of desk.publicFiles()) {
      expect(originals).not.toContain(digestOf(text));
      for (const secret of SECRETS) expect(text.includes(secret), `${path} says ${secret}`).toBe(false);
      const type = TYPES[path.replace(/^.*\./, '')] ?? 'text/plain';
      expect(lookInside(Buffer.from(text, 'latin1'), type)).toEqual({});
    }
  });

  it('are on the record with what they were stripped of', async () => {
    const desk = await openPictured();
    await desk.pass(NOON);
    const [edition] = await desk.ledger.editions(['release/26-901@1']);
    const stripped = edition?.content.stripped ?? [];
    expect(stripped.map(({ path }) => path)).toEqual([
      'releases/photos/bridge.jpg',
      'releases/photos/map.png',
    ]);
    expect(stripped[0]?.traces.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['position', 'author', 'device']),
    );
    for (const secret of SECRETS) expect(JSON.stringify(edition)).not.toContain(secret);
  });

  it('have every address that any page, feed or mail names, in the size that is named', async () => {
    const desk = await openPictured();
    const now = NOON;
    await desk.ledger.subscribe([
      { address: 'reader@example.org', topics: ['releases'], confirmedAt: 0, consent: 'test' },
    ]);
    await desk.pass(now);
    const files = desk.publicFiles();
    const letter = (await desk.ledger.letter('release/26-901@1'))?.html ?? '';
    expect(letter).toMatch(/bridge\.1200w\.jpg/);
    for (const [path, text] of [...files, ['the letter', letter] as const]) {
      for (const [, address = ''] of text.matchAll(/(releases\/photos\/[\w.]+\.(?:jpg|png|webp))/g))
        expect(files.has(address), `${path} names ${address}`).toBe(true);
    }
    const feed = files.get('feeds/all.xml') ?? '';
    const [, url = '', length] =
      /<enclosure url="[^"]*(releases\/photos\/[^"]*)" length="(\d+)"/.exec(feed) ?? [];
    expect(files.get(url)?.length).toBe(Number(length));
    const page = files.get(PAGE) ?? '';
    for (const [, set = ''] of page.matchAll(/srcset="([^"]*)"/g)) {
      for (const form of set.split(', ')) {
        const [address = '', width] = form.split(' ');
        const { width: has } = await sharp(
          Buffer.from(files.get(address.slice(1)) ?? '', 'latin1'),
        ).metadata();
        expect(`${has}w`).toBe(width);
      }
    }
    expect(page).toMatch(
      /<img src="\/releases\/photos\/bridge\.jpg" srcset="[^"]*" sizes="[^"]*" width="1500" height="2000"/,
    );
    expect(page).toMatch(
      /<img src="\/releases\/photos\/map\.png" srcset="[^"]*" sizes="[^"]*" width="1400" height="700"/,
    );
  });

  it('cost nothing in the next pass, and are the same when the cache or the public folder was lost', async () => {
    const desk = await openPictured();
    await desk.pass(NOON);
    const first = desk.publicFiles();
    expect((await desk.pass(NOON)).shelving.written).toEqual([]);
    rmSync(join(desk.root, 'var/cache'), { recursive: true });
    expect((await desk.pass(NOON)).shelving.written).toEqual([]);
    rmSync(join(desk.root, 'var/cache/photos'), { recursive: true });
    desk.remove('public/releases/photos/bridge.800w.jpg');
    expect((await desk.pass(NOON)).shelving.written).toEqual(['releases/photos/bridge.800w.jpg']);
    expect(desk.publicFiles()).toEqual(first);
    desk.forget();
    await desk.pass(NOON);
    expect(desk.publicFiles()).toEqual(first);
  });

  it('leave nothing on the disk in a dry run', async () => {
    const desk = await openPictured();
    const pass = await desk.pass(NOON, { dryRun: true });
    expect(pass.shelving.written).toContain('releases/photos/bridge.800w.jpg');
    expect(existsSync(join(desk.root, 'var/cache'))).toBe(false);
  });

  it('are replaced in all sizes when the file is another one', async () => {
    const desk = await openPictured();
    await desk.pass(NOON);
    const before = desk.publicFiles();
    desk.write('releases/photos/bridge.jpg', await scene(500, 400).jpeg().toBuffer());
    await desk.pass(NOON + HOUR);
    expect(picturesOf(desk).filter((path) => path.includes('bridge'))).toEqual([
      'releases/photos/bridge.jpg',
    ]);
    expect(desk.publicFiles().get('releases/photos/bridge.jpg')).not.toBe(
      before.get('releases/photos/bridge.jpg'),
    );
  });

  it('hold their release while one of them cannot be read, with a finding at its place', async () => {
    const desk = await openPictured();
    const whole = await snapshot('jpeg', 1, 800, 600);
    const rotten = Buffer.concat([whole.subarray(0, whole.length - 1500), whole.subarray(whole.length - 2)]);
    desk.write('releases/photos/bridge.jpg', rotten);
    const pass = await desk.pass(NOON);
    expect(pass.findings.map(({ rule, line }) => [rule, line])).toEqual([['photo/broken', 10]]);
    expect(desk.publicFiles().has(PAGE)).toBe(false);
    desk.write('releases/photos/bridge.jpg', whole);
    expect((await desk.pass(NOON)).findings).toEqual([]);
    expect(desk.publicFiles().has(PAGE)).toBe(true);
  });

  it('are nowhere in public before the minute of their release, and in no size', async () => {
    const desk = await openPictured({ date: '2026-11-13 09:00', release: '2026-11-13 15:00 CST' });
    const reference = await openPictured();
    await reference.pass(NOON);
    const digests = picturesOf(reference).map((path) => digestOf(reference.publicFiles().get(path) ?? ''));
    await desk.pass(NOON - 1);
    for (const [path, text] of desk.publicFiles()) {
      expect(digests).not.toContain(digestOf(text));
      expect(`${path} ${text}`).not.toMatch(/bridge|map\.png/);
      for (const digest of digests) expect(text).not.toContain(digest.slice(0, 12));
    }
    await desk.pass(NOON);
    expect(picturesOf(desk)).toEqual(picturesOf(reference));
  });
});

describe('a killed release', () => {
  const KILL = {
    recall: '{verb: kill, at: "2026-11-13T15:30:00-06:00", by: Lt. Erin Example, reason: A wrong person.}',
  };

  it('takes its photos away in all sizes, and marks their addresses as gone for good', async () => {
    const desk = await openPictured();
    await desk.pass(NOON);
    const before = picturesOf(desk);
    desk.write(PATH, releaseText({ ...PHOTOS, ...KILL }, BODY));
    const pass = await desk.pass(NOON + HOUR);
    expect(pass.findings).toEqual([]);
    expect(picturesOf(desk).filter((path) => !path.startsWith('gone/'))).toEqual([]);
    const files = desk.publicFiles();
    expect(before.filter((path) => !files.has(`gone/${path}`))).toEqual([]);
    desk.remove('releases/photos/bridge.jpg');
    desk.remove('releases/photos/map.png');
    expect((await desk.pass(NOON + 2 * HOUR)).shelving).toMatchObject({ written: [], removed: [] });
  });

  it('leaves alone what another release shows', async () => {
    const desk = await openPictured();
    desk.write(
      'releases/2026-11-13-other.md',
      releaseText({ number: '"26-902"', title: 'Another lane', ...PHOTOS }),
    );
    await desk.pass(NOON);
    desk.write(PATH, releaseText({ ...PHOTOS, ...KILL }, BODY));
    await desk.pass(NOON + HOUR);
    const files = [...desk.publicFiles().keys()];
    expect(files.filter((path) => path.includes('bridge'))).toEqual([
      'releases/photos/bridge.1200w.jpg',
      'releases/photos/bridge.800w.jpg',
      'releases/photos/bridge.jpg',
    ]);
    expect(files.filter((path) => path.startsWith('gone/') && path.includes('map')).length).toBeGreaterThan(
      0,
    );
  });
});
