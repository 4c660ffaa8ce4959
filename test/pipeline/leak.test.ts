import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { printSummary } from '../../src/cli/summary.ts';
import { openNewsroom } from '../../src/app.ts';
import { silent } from '../../src/util/progress.ts';
import { filesBelow, openDesk, releaseText, type TestDesk } from '../support/desk.ts';

const PLAIN = await sharp({ create: { width: 1001, height: 2, channels: 3, background: '#123' } })
  .png()
  .toBuffer();
const HOUR = 3_600_000;
const NOON = Date.UTC(2026, 10, 18, 18);
const ZONE_OFFSET = 6 * HOUR;

/** A release by the hour at which it may be public, relative to noon; `draft` never. */
type Plan = { hours: number; draft: boolean; embargo: boolean; updates: boolean };

const plan = fc.record({
  hours: fc.integer({ min: -60, max: 60 }),
  draft: fc.boolean(),
  embargo: fc.boolean(),
  updates: fc.boolean(),
});

/** `2026-11-18 12:00` in the newsroom's zone. */
function wall(instant: number): string {
  return new Date(instant - ZONE_OFFSET).toISOString().slice(0, 16).replace('T', ' ');
}

/** Everything that says something of one release: its marker stands in every field, its name, number and digest. */
function writeRelease(
  desk: TestDesk,
  plan: Plan,
  index: number,
): { path: string; publicAt: number; marks: string[] } {
  const publicAt = NOON + plan.hours * HOUR;
  const mark = createHash('sha256').update(`mark ${index} ${publicAt}`).digest('hex').slice(0, 12);
  const word = `zq${mark}`;
  const number = `26-${700 + index * 7}`;
  const date = wall(plan.embargo ? Math.min(publicAt, NOON - 70 * HOUR) : publicAt);
  const text = releaseText(
    {
      title: `Title ${word}`,
      number: `"${number}"`,
      date,
      summary: `Summary ${word}.`,
      report: `"R-${word}"`,
      ...(plan.embargo ? { release: `${wall(publicAt)} America/Chicago` } : {}),
      ...(plan.draft ? { status: 'draft' } : {}),
      ...(plan.updates && index > 0 ? { updates: '"26-700"' } : {}),
      photos: `[{file: photos/p${word}.png, alt: Alt ${word}}]`,
    },
    `Body ${word}.\n\n## Heading ${word}\n\n![Picture ${word}](photos/q${word}.png)`,
  );
  const path = `releases/${date.slice(0, 10)}-s${word}.md`;
  desk.write(path, text);
  for (const name of [`p${word}`, `q${word}`]) desk.write(`releases/photos/${name}.png`, picture(name));
  const digest = createHash('sha256').update(text).digest('hex');
  return { path, publicAt: plan.draft ? Infinity : publicAt, marks: [mark, number, digest.slice(0, 12)] };
}

/** A picture that nobody else has, wide enough for several sizes, with a mark in what it tells. */
function picture(name: string): Buffer {
  const text = Buffer.from(`Author\0${name}`);
  const chunk = Buffer.concat([Buffer.alloc(4), Buffer.from('tEXt'), text, Buffer.alloc(4)]);
  chunk.writeUInt32BE(text.length, 0);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, -4)), chunk.length - 4);
  return Buffer.concat([PLAIN.subarray(0, 33), chunk, PLAIN.subarray(33)]);
}

/** Everything that anybody outside can see: public files and their names, mail, and what the command prints. */
function visible(desk: TestDesk, printed: string): string {
  const folders = ['public', 'var/outbox'].map((name) => join(desk.root, name)).filter(existsSync);
  const files = folders.flatMap((folder) => [...filesBelow(folder)].flat());
  return [...files, printed].join('\n').replaceAll('=\r\n', '');
}

describe('nothing early', () => {
  it('shows no byte of what is not out yet, in any file, name, mail or line, whatever the newsroom', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(plan, { minLength: 1, maxLength: 7 }),
        fc.uniqueArray(fc.integer({ min: -72, max: 72 }), { minLength: 1, maxLength: 4 }),
        async (plans, hours) => {
          const desk = await openDesk();
          await desk.ledger.subscribe([
            {
              address: 'reader@example.org',
              topics: ['digest', 'releases'],
              confirmedAt: 0,
              consent: 'test',
            },
          ]);
          const releases = plans.map((plan, index) => writeRelease(desk, plan, index));
          for (const hour of hours.toSorted((a, b) => a - b)) {
            const at = NOON + hour * HOUR;
            const pass = await desk.pass(at);
            const seen = visible(desk, pass.mailings.map((mailing) => JSON.stringify(mailing)).join('\n'));
            const early = releases.filter(({ publicAt }) => publicAt > at);
            expect(early.flatMap(({ marks }) => marks.filter((mark) => seen.includes(mark)))).toEqual([]);
            const blocked = new Set(pass.findings.map((finding) => finding.file));
            const out = releases.filter(({ path, publicAt }) => publicAt <= at && !blocked.has(path));
            expect(out.filter(({ marks }) => !seen.includes(marks[0] ?? '?'))).toEqual([]);
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('says that something waits by its number only', async () => {
    const desk = await openDesk();
    const { marks } = writeRelease(desk, { hours: 5, draft: false, embargo: true, updates: false }, 1);
    const pass = await desk.pass(NOON);
    const { opened } = openNewsroom(desk.root, {}, silent);
    if (!opened) throw new Error('no newsroom');
    const { newsroom } = opened.config;
    const text = printSummary({
      sum: { accepted: 0, deferred: 0, refused: 0, uncertain: 0, recovered: [], halted: [], late: 0 },
      pass,
      newsroom,
      tallies: new Map(),
      dryRun: false,
      courier: '',
      publicFolder: '',
    });
    expect(text).toContain('under embargo until November 18, 2026 at 5:00 PM');
    expect(text).not.toContain(marks[0]);
    expect(readFileSync(join(desk.root, 'public/index.html'), 'utf8')).not.toContain('26-707');
  });
});
