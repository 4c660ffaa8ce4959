import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openNewsroom, openPress } from '../../src/app.ts';
import { approving } from '../../src/approving.ts';
import { silent } from '../../src/util/progress.ts';
import { aSubscriber } from '../ledger/records.ts';
import { openDesk, releaseText, type TestDesk } from '../support/desk.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** The minute of issue 24, and that of issue 23 before it. */
const ISSUE = Date.parse('2026-11-20T10:00:00-06:00');
const BEFORE = Date.parse('2026-11-06T10:00:00-06:00');
const NOTE = 'The lane reopens at one, not at noon.';
const BY = 'Lt. Erin Example';

const issueText = (issue: number, date: string) => `---
issue: ${issue}
date: ${date}
title: A quiet fortnight
summary: Little happened.
---

Good morning.
`;

const pathOf = (number: string) => `releases/2026-11-05-story-${number}.md`;
const PAGES = ['digest/24.html', 'fragments/h2/issue/24.html', 'feeds/digest.xml', 'feeds/digest.json'];

/** Three releases of the day before issue 23, which is out; one subscriber of the Digest. */
async function aDesk(approvals = false): Promise<TestDesk> {
  const desk = await openDesk([], approvals);
  await desk.ledger.subscribe([aSubscriber(1, { topics: ['digest'], confirmedAt: 0 })]);
  for (const number of ['26-901', '26-902', '26-903']) {
    const fields = { number: `"${number}"`, date: '2026-11-05 09:00', title: `Lane ${number} is closed` };
    desk.write(pathOf(number), releaseText(fields));
  }
  desk.write('digest/23.md', issueText(23, '2026-11-06'));
  if (approvals) {
    for (const number of ['26-901', '26-902', '26-903'])
      await approve(desk, pathOf(number), BEFORE - 20 * HOUR);
    await desk.pass(BEFORE - 19 * HOUR);
    await approve(desk, 'digest/23.md', BEFORE - 2 * HOUR);
  }
  await desk.pass(BEFORE - HOUR);
  await desk.pass(BEFORE);
  return desk;
}

async function approve(desk: TestDesk, path: string, at: number): Promise<void> {
  const { opened } = openNewsroom(desk.root, {}, silent);
  if (!opened) throw new Error('newsdesk.yaml');
  const shown = await approving(await openPress(opened, desk.ledger), path, { by: BY }, at);
  if (!shown?.write()) throw new Error(JSON.stringify(shown?.findings));
}

function change(desk: TestDesk, number: string, from: string, to: string): void {
  const path = join(desk.root, pathOf(number));
  const text = readFileSync(path, 'utf8');
  if (!text.includes(from)) throw new Error(`no "${from}"`);
  writeFileSync(path, text.replace(from, to));
}

const STAMP = '2026-11-12T09:00:00-06:00';

function correct(desk: TestDesk, number: string, edition = 2, quiet = false): void {
  const entry = { edition, note: quiet ? 'A comma.' : NOTE, by: BY, at: STAMP, ...(quiet ? { quiet } : {}) };
  change(desk, number, 'contact: media', `contact: media\ncorrections: ${JSON.stringify([entry])}`);
  change(desk, number, 'until noon.\n', quiet ? 'until noon, today.\n' : 'until one.\n');
}

function recall(desk: TestDesk, number: string, verb: string, reason: string): void {
  const entry = JSON.stringify({ verb, reason, by: BY, at: STAMP });
  change(desk, number, 'contact: media', `contact: media\nrecall: ${entry}`);
}

const texts = (desk: TestDesk) => PAGES.map((path) => desk.publicFiles().get(path) ?? '');

describe('the corrections box of the next issue', () => {
  it('tells what was corrected aloud, held, killed and withdrawn since the issue before, everywhere', async () => {
    const desk = await aDesk();
    correct(desk, '26-901');
    recall(desk, '26-902', 'kill', 'It was wrong.');
    change(desk, '26-903', 'kind: traffic', 'kind: traffic\nstatus: withdrawn');
    await desk.pass(BEFORE + 6 * DAY);
    desk.write('digest/24.md', issueText(24, '2026-11-20'));
    await desk.pass(ISSUE);
    const letter = await desk.ledger.letter('digest/24@1');
    for (const text of [...texts(desk), letter?.html ?? '', letter?.text ?? '']) {
      const plain = text.replace(/\s+/g, ' ');
      expect(plain).toContain(NOTE);
      expect(plain).toContain('It was wrong.');
      expect(plain).toMatch(/26-902 is killed|Killed: release 26-902/);
      expect(plain).toMatch(/26-903 was withdrawn|Withdrawn: release 26-903/);
      expect(plain).toContain(`/${pathOf('26-901').replace('.md', '.html')}`);
      expect(plain).not.toContain('Lane 26-902 is closed');
    }
    expect(letter?.text).toContain('Corrections\n===========');
    expect(desk.publicFiles().get('digest/23.html')).not.toContain(NOTE);
  });

  it('leaves out what is quiet, what is older than the issue before and what comes at the minute itself', async () => {
    const desk = await aDesk();
    correct(desk, '26-901', 2, true);
    desk.write('digest/24.md', issueText(24, '2026-11-20'));
    await desk.pass(BEFORE + DAY);
    correct(desk, '26-902');
    await desk.pass(ISSUE);
    for (const text of texts(desk)) expect(text).not.toMatch(/A comma|reopens at one/);
    desk.write('digest/25.md', issueText(25, '2026-12-04'));
    await desk.pass(ISSUE + 14 * DAY);
    expect(desk.publicFiles().get('digest/25.html')).toContain(NOTE);
    expect(desk.publicFiles().get('digest/24.html')).not.toContain(NOTE);
  });

  it('is the same at every later pass, and loses the words of what is killed later', async () => {
    const desk = await aDesk();
    correct(desk, '26-901');
    await desk.pass(BEFORE + DAY);
    desk.write('digest/24.md', issueText(24, '2026-11-20'));
    await desk.pass(ISSUE);
    const before = desk.publicFiles().get('digest/24.html');
    expect((await desk.pass(ISSUE + DAY)).shelving.written).toEqual([]);
    desk.forget();
    await desk.pass(ISSUE + 2 * DAY);
    expect(desk.publicFiles().get('digest/24.html')).toBe(before);
    recall(desk, '26-901', 'kill', 'All of it was wrong.');
    await desk.pass(ISSUE + 3 * DAY);
    for (const text of texts(desk)) expect(text).not.toContain(NOTE);
  });

  it('is part of what was approved: a correction after the approval voids it', async () => {
    const desk = await aDesk(true);
    desk.write('digest/24.md', issueText(24, '2026-11-20'));
    await approve(desk, 'digest/24.md', ISSUE - 3 * HOUR);
    expect((await desk.pass(ISSUE - 2 * HOUR)).findings).toEqual([]);
    correct(desk, '26-901');
    await approve(desk, pathOf('26-901'), ISSUE - 2 * HOUR);
    await desk.pass(ISSUE - HOUR);
    const pass = await desk.pass(ISSUE);
    expect(pass.findings).toMatchObject([{ rule: 'approval/void', file: 'digest/24.md' }]);
    await approve(desk, 'digest/24.md', ISSUE + MINUTE);
    await desk.pass(ISSUE + 2 * HOUR);
    expect(desk.publicFiles().get('digest/24.html')).toContain(NOTE);
  });

  it('was in what the person saw who approved it', async () => {
    const desk = await aDesk(true);
    correct(desk, '26-901');
    await approve(desk, pathOf('26-901'), BEFORE + DAY);
    await desk.pass(BEFORE + DAY + HOUR);
    desk.write('digest/24.md', issueText(24, '2026-11-20'));
    const { opened } = openNewsroom(desk.root, {}, silent);
    const press = await openPress(opened!, desk.ledger);
    const shown = await approving(press, 'digest/24.md', { by: BY }, ISSUE - 3 * HOUR);
    expect(shown?.mail?.letter.text).toContain(NOTE);
    expect(shown?.write()).toBe(true);
    const pass = await desk.pass(ISSUE);
    expect(pass.findings).toEqual([]);
    expect((await desk.ledger.letter('digest/24@1'))?.text).toContain(NOTE);
  });
});
