import { writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { keyForLog } from '../../src/model/edition.ts';
import { EMBARGO_ZONE, PIXEL, releaseText } from '../support/desk.ts';
import { bundledNewsroom, finished, printed, startNewsdesk, newsdesk } from '../support/program.ts';

const DAY = 86_400_000;

/** `2026-11-18 12:00` in the newsroom's winter, which is far enough for days. */
function wall(instant: number): string {
  return new Date(instant - 6 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}

/** Writes a release that bears a mark in its name, its words and its picture. */
function write(root: string, mark: string, number: string, fields: Record<string, string>): void {
  const date = fields['date'] ?? wall(Date.now() - DAY);
  const photos = `[{file: photos/${mark}.png, alt: Alt of ${mark}}]`;
  const all = { title: `Title ${mark}`, number: `"${number}"`, photos, ...fields, date };
  mkdirSync(join(root, 'releases/photos'), { recursive: true });
  writeFileSync(join(root, `releases/photos/${mark}.png`), PIXEL);
  writeFileSync(join(root, `releases/${date.slice(0, 10)}-${mark}.md`), releaseText(all, `Text ${mark}.`));
}

describe('the log of newsdesk run', () => {
  it('has no number, title or path of what is not out yet, also at its most talkative', async () => {
    const root = bundledNewsroom();
    const year = new Date().getFullYear() % 100;
    const later = wall(Date.now() + 2 * DAY);
    write(root, 'zqembargo', `${year}-9801`, {
      release: later + EMBARGO_ZONE,
      audience: '[subscribers, embargo]',
    });
    write(root, 'zqlater', `${year}-9802`, { date: later });
    write(root, 'zqdraft', `${year}-9803`, { status: 'draft' });
    write(root, 'zqfaulty', `${year}-9804`, { contact: 'nobody-of-this-name' });
    write(root, 'zqbroken', `${year}-9805`, { release: later + EMBARGO_ZONE });
    writeFileSync(join(root, 'releases/photos/zqbroken.png'), PIXEL.subarray(0, 40));
    const list = join(root, 'vetted.csv');
    writeFileSync(list, 'email,topics\nvetted@example.org,embargo\nreader@example.org,releases\n');
    const imported = await newsdesk(root, ['subscribers', 'import', list]);
    expect(imported.err).toBe('');
    const program = startNewsdesk(root, ['run', '--no-site'], { LOG_LEVEL: 'trace' });
    const end = finished(program);
    await printed(program, 'Newsdesk is running');
    await printed(program, 'Published');
    await sleep(1500);
    program.kill('SIGINT');
    const { out, err, code } = await end;
    expect(code).toBe(0);
    expect(out).toContain('release/26-');
    expect(out).toContain('an advance copy');
    const told = `${out}${err}`.split('\n').filter((line) => /zq|-980\d/.test(line));
    expect(told).toEqual([]);
  });

  it('tells of advance copies without a number', () => {
    expect(keyForLog('advance/release-26-123.1@1')).toBe('an advance copy');
    expect(keyForLog('kill/release-26-123.0@1')).toBe('a notice about an advance copy');
    expect(keyForLog('hold/release-26-123.0')).toBe('a notice about an advance copy');
    for (const key of [
      'release/26-123@1',
      'digest/24@2',
      'kill/release-26-123.2@1',
      'correction/digest-24.2@1',
    ])
      expect(keyForLog(key)).toBe(key);
  });
});
