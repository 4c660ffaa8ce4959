import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { openNewsroom, openPress } from '../../src/app.ts';
import { approving } from '../../src/approving.ts';
import { silent } from '../../src/util/progress.ts';
import { anOpenSite, ask, type Answer } from '../site/support.ts';
import { EMBARGO_ZONE, openDesk, releaseText, type TestDesk } from '../support/desk.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const NOON = Date.parse('2026-11-13T12:00:00-06:00');
/** The minute of the embargo. */
const END = Date.parse('2026-11-15T09:00:00-06:00');
const BY = 'Lt. Erin Example';

const PLAIN = await sharp({ create: { width: 1700, height: 3, channels: 3, background: '#247' } })
  .png()
  .toBuffer();

/** A picture that nobody else has, wide enough for several sizes. */
function picture(name: string): Buffer {
  const chunk = Buffer.concat([Buffer.alloc(4), Buffer.from(`tEXtAuthor\0${name}`), Buffer.alloc(4)]);
  chunk.writeUInt32BE(chunk.length - 12);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, -4)), chunk.length - 4);
  return Buffer.concat([PLAIN.subarray(0, 33), chunk, PLAIN.subarray(33)]);
}

function write(desk: TestDesk, name: string, number: string, fields: Record<string, string> = {}): string {
  const path = `releases/${(fields['date'] ?? '2026-11-13').slice(0, 10)}-${name}.md`;
  const photos = `[{file: photos/${name}.png, alt: A picture of ${name}}]`;
  desk.write(`releases/photos/${name}.png`, picture(name));
  desk.write(
    path,
    releaseText({ number: `"${number}"`, title: `Title ${name}`, photos, ...fields }, `Text of ${name}.`),
  );
  return path;
}

async function approve(desk: TestDesk, path: string, at: number): Promise<void> {
  const { opened } = openNewsroom(desk.root, {}, silent);
  if (!opened) throw new Error('newsdesk.yaml');
  const shown = await approving(await openPress(opened, desk.ledger), path, { by: BY }, at);
  if (!shown?.write()) throw new Error(JSON.stringify([shown?.findings, shown?.unfit]));
}

/** A newsroom with two releases that are out, one with an update. */
async function aDesk(): Promise<TestDesk> {
  const desk = await openDesk([], true);
  await desk.ledger.subscribe([
    { address: 'reader@example.org', topics: ['releases'], confirmedAt: 0, consent: 'test' },
  ]);
  await approve(desk, write(desk, 'open-lane', '26-501', { date: '2026-11-13 12:00' }), NOON);
  await desk.pass(NOON + 15 * MINUTE);
  await approve(
    desk,
    write(desk, 'lane-again', '26-502', { date: '2026-11-13 12:20', updates: '"26-501"' }),
    NOON + 20 * MINUTE,
  );
  await desk.pass(NOON + 40 * MINUTE);
  return desk;
}

/** Everything that nobody may know of yet: under embargo, unapproved, a draft, held back by a finding, before its time to stop it ends. */
async function hide(desk: TestDesk): Promise<void> {
  const at = NOON + 60 * MINUTE;
  const end = `2026-11-15 09:00${EMBARGO_ZONE}`;
  const embargoed = write(desk, 'zqembargo', '26-601', {
    date: '2026-11-13 13:00',
    release: end,
    audience: '[subscribers]',
  });
  await approve(desk, embargoed, at);
  const update = write(desk, 'zqupdate', '26-602', {
    date: '2026-11-13 13:00',
    release: end,
    updates: '"26-501"',
  });
  await approve(desk, update, at);
  write(desk, 'zqunapproved', '26-603', { date: '2026-11-13 13:00' });
  write(desk, 'zqdraft', '26-604', { date: '2026-11-13 13:00', status: 'draft' });
  write(desk, 'zqfaulty', '26-605', { date: '2026-11-13 13:00', contact: 'nobody-of-this-name' });
  write(desk, 'zqunapprovedupdate', '26-606', { date: '2026-11-13 13:00', updates: '"26-502"' });
  await approve(desk, write(desk, 'zqheld', '26-607', { date: '2026-11-14 23:55' }), END - 2 * MINUTE);
}

const HIDDEN = ['embargo', 'update', 'unapproved', 'draft', 'faulty', 'unapprovedupdate', 'held'];
/** Last seconds of a half-minute, a day, and the last one before the minute. */
const INSTANTS = [NOON + 61 * MINUTE, NOON + DAY, END - MINUTE, END - 1000, END - 1];

it('with and without what is not out yet, every public file is the same bytes up to the last moment', async () => {
  const [plain, hiding] = [await aDesk(), await aDesk()];
  await hide(hiding);
  for (const at of INSTANTS) {
    await plain.pass(at);
    await hiding.pass(at);
    const [expected, found] = [plain.publicFiles(), hiding.publicFiles()];
    expect([...found.keys()]).toEqual([...expected.keys()]);
    expect([...found].filter(([path, bytes]) => bytes !== expected.get(path)).map(([path]) => path)).toEqual(
      [],
    );
  }
  expect([...hiding.publicFiles().keys()].some((path) => path.startsWith('editions'))).toBe(true);
  const pass = await hiding.pass(END);
  expect(pass.findings.filter(({ file }) => /zqembargo|zqupdate/.test(file))).toEqual([]);
  const out = [...hiding.publicFiles().keys()].join('\n');
  expect(out).toContain('zqembargo');
  expect(out).toContain('zqupdate');
  expect(out).not.toMatch(/zq(?:unapproved|draft|faulty)/);
});

/** An answer as anybody can see it; the clock on the wall is no secret. */
function seen({ status, headers, body }: Answer): object {
  return { status, headers: { ...headers, date: undefined }, body: body.toString('latin1') };
}

it('the site answers for every address as if what is not out were not there, headers and all', async () => {
  const desk = await aDesk();
  const site = await anOpenSite(join(desk.root, 'public'));
  const paths = [...desk.publicFiles().keys()].map((path) => `/${path.replace(/index\.html$/, '')}`);
  const answers = async () =>
    Promise.all(paths.flatMap((path) => [ask(site, path), ask(site, path, {}, 'HEAD')])).then((all) =>
      all.map(seen),
    );
  const before = await answers();
  expect(before[0]).toHaveProperty('headers.etag');
  expect(before[0]).toHaveProperty('headers.last-modified');
  await hide(desk);
  for (const at of INSTANTS) await desk.pass(at);
  expect(await answers()).toEqual(before);
});

/** Every address that a release of a name and its picture may have. */
function addresses(name: string, date = '2026-11-13'): string[] {
  return [
    `/releases/${date}-${name}.html`,
    `/releases/${date}-${name}.txt`,
    `/releases/${date}-${name}`,
    `/releases/${date}-${name}.md`,
    ...['.png', '.800w.png', '.1200w.png', '.png.md', '.webp', '.800w.webp'].map(
      (end) => `/releases/photos/${name}${end}`,
    ),
    ...[2, 3, 4].map((rank) => `/fragments/h${rank}/release/${date}-${name}.html`),
  ];
}

it('an address of what is not out is no more found than one that never was', async () => {
  const desk = await aDesk();
  await hide(desk);
  await desk.pass(END - 1000);
  const site = await anOpenSite(join(desk.root, 'public'));
  const never = await Promise.all(addresses('zqnever').map((path) => ask(site, path)));
  for (const name of HIDDEN) {
    const date = name === 'held' ? '2026-11-14' : '2026-11-13';
    for (const [index, path] of addresses(`zq${name}`, date).entries()) {
      for (const method of ['GET', 'HEAD', 'POST']) {
        const [answer, other] = [
          await ask(site, path, {}, method),
          await ask(site, addresses('zqnever', date)[index] ?? '', {}, method),
        ];
        expect([path, seen(answer)]).toEqual([path, seen(other)]);
      }
    }
  }
  expect(never.every(({ status }) => status === 404)).toBe(true);
});

it('nothing of it stands in the mails that went out meanwhile', async () => {
  const desk = await aDesk();
  await hide(desk);
  await desk.pass(END - 1000);
  for (const key of ['release/26-501@1', 'release/26-502@1']) {
    expect(JSON.stringify(await desk.ledger.letter(key))).not.toMatch(/zq|26-60\d/);
  }
  expect(readFileSync(join(desk.root, 'public/index.html'), 'utf8')).not.toMatch(/zq|26-60\d/);
});
