import { cpSync } from 'node:fs';
import { join as joinPath } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openNewsroom, openPress } from '../../src/app.ts';
import { publicOverview } from '../../src/desk/overview.ts';
import type { Ledger } from '../../src/ledger/ledger.ts';
import { openSqliteLedger } from '../../src/ledger/sqlite/open.ts';
import { publish, type Pass } from '../../src/pipeline.ts';
import { silent } from '../../src/util/progress.ts';
import { openDesk, releaseText, type TestDesk } from '../support/desk.ts';
import { scratch } from '../support/folder.ts';
import { join, joined, serve, whoHas } from './mail.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** 2026-11-20 10:00 in Chicago, when issue 24 is due. */
const ISSUE = Date.UTC(2026, 10, 20, 16);
const DIGEST = 'digest/24';

function issueText(issue: number, date: string): string {
  return `---
issue: ${issue}
date: ${date}
title: More officers where the shoppers are
summary: Extra patrols begin on the eve of Thanksgiving.
---

Good morning. Extra patrols begin on the eve of Thanksgiving.
`;
}

/** A release of its own file that went out, or goes out, at a time in Chicago. */
function writeRelease(desk: TestDesk, number: string, time: string): void {
  const path = `releases/${time.slice(0, 10)}-story-${number}.md`;
  desk.write(path, releaseText({ number: `"${number}"`, date: time }));
}

/** A desk that has been at work for a month, with issue 24 on file and three readers. */
async function atWork(): Promise<TestDesk> {
  const desk = await openDesk();
  writeRelease(desk, '26-900', '2026-10-20 14:30');
  await desk.pass(ISSUE - 30 * DAY);
  desk.write('digest/24.md', issueText(24, '2026-11-20'));
  await joined(desk.ledger, 3, ISSUE - DAY);
  return desk;
}

/** What a pass has to say about mail: `{ 'digest/24': 'due' }`. */
function said({ mailings }: Pass): Record<string, string> {
  return Object.fromEntries(mailings.map(({ publication, state }) => [publication, state]));
}

function queued({ mailings }: Pass): Record<string, number> {
  const some = mailings.filter((one) => one.queued > 0);
  return Object.fromEntries(some.map((one) => [one.edition, one.queued]));
}

describe('a desk that was off when an issue was due', () => {
  it('has sent nothing a millisecond before its minute, and sends it at its minute once', async () => {
    const desk = await atWork();
    expect(queued(await desk.pass(ISSUE - 1))).toEqual({});
    expect(queued(await desk.pass(ISSUE))).toEqual({ 'digest/24@1': 3 });
    expect(queued(await desk.pass(ISSUE))).toEqual({});
    expect(queued(await desk.pass(ISSUE + MINUTE))).toEqual({});
  });

  it('catches up when it was off for an hour, and up to the limit', async () => {
    for (const off of [HOUR, 36 * HOUR]) {
      const desk = await atWork();
      await desk.pass(ISSUE - MINUTE);
      expect(queued(await desk.pass(ISSUE + off))).toEqual({ 'digest/24@1': 3 });
    }
  });

  it('asks when it was off for three days, says why, and sends it once when a person says yes', async () => {
    const desk = await atWork();
    await desk.pass(ISSUE - MINUTE);
    for (const minute of [0, 1, 2]) {
      const pass = await desk.pass(ISSUE + 3 * DAY + minute * MINUTE);
      expect(pass.sealed).toEqual(minute === 0 ? ['digest/24@1'] : []);
      expect(pass.mailings).toMatchObject([{ publication: DIGEST, state: 'late', audience: 3, queued: 0 }]);
      expect(publicOverview(pass, undefined).asking).toMatchObject([
        { publication: DIGEST, why: 'its minute passed longer ago than the limit' },
      ]);
    }
    expect(desk.publicFiles().has('digest/24.html')).toBe(true);
    const yes = await desk.pass(ISSUE + 4 * DAY, { agreed: [DIGEST] });
    expect(queued(yes)).toEqual({ 'digest/24@1': 3 });
    const again = await desk.pass(ISSUE + 4 * DAY + MINUTE, { agreed: [DIGEST] });
    expect(said(again)).toEqual({ [DIGEST]: 'begun' });
    expect(await serve(desk.ledger, ISSUE + 4 * DAY)).toHaveLength(3);
    expect(said(await desk.pass(ISSUE + 5 * DAY))).toEqual({ [DIGEST]: 'begun' });
    expect(await whoHas(desk.ledger, 'digest/24@1')).toEqual({ accepted: [1, 2, 3] });
  });

  it('takes a yes for one publication as a yes for that one only', async () => {
    const desk = await atWork();
    writeRelease(desk, '26-901', '2026-11-20 09:00');
    const yes = await desk.pass(ISSUE + 3 * DAY, { agreed: ['release/26-901'] });
    expect(said(yes)).toEqual({ [DIGEST]: 'late', 'release/26-901': 'due' });
    expect(queued(yes)).toEqual({ 'release/26-901@1': 3 });
  });

  it('asks about a mailing that began in time and is not through within the limit; a yes lets it go on', async () => {
    const desk = await atWork();
    await desk.pass(ISSUE);
    expect((await desk.pass(ISSUE + 36 * HOUR)).late).toEqual([]);
    const late = await desk.pass(ISSUE + 36 * HOUR + MINUTE);
    expect(late.late).toMatchObject([{ edition: 'digest/24@1', why: 'it was not through after 36h' }]);
    expect(await serve(desk.ledger, ISSUE + 37 * HOUR)).toEqual([]);
    const later = await desk.pass(ISSUE + 3 * DAY);
    expect(later.late).toEqual([]);
    expect(publicOverview(later, undefined).asking).toMatchObject([
      { publication: DIGEST, why: 'it was not through after 36h' },
    ]);
    expect(said(await desk.pass(ISSUE + 4 * DAY, { agreed: [DIGEST] }))).toEqual({ [DIGEST]: 'agreed' });
    expect(await serve(desk.ledger, ISSUE + 4 * DAY)).toHaveLength(3);
  });

  it('writes nothing when it is only asked what it would do', async () => {
    const desk = await atWork();
    const dry = await desk.pass(ISSUE + HOUR, { dryRun: true });
    expect(dry.mailings).toMatchObject([{ state: 'due', audience: 3, queued: 0 }]);
    expect(await desk.ledger.mailings(0)).toEqual([]);
  });
});

describe('the archive', () => {
  it('is never offered by a first start; what is within the limit goes', async () => {
    const desk = await openDesk();
    writeRelease(desk, '26-001', '2026-01-05 10:00');
    writeRelease(desk, '26-801', '2026-11-10 10:00');
    writeRelease(desk, '26-802', '2026-11-19 10:00');
    desk.write('digest/23.md', issueText(23, '2026-11-06'));
    desk.write('digest/24.md', issueText(24, '2026-11-20'));
    await join(desk.ledger, 1, 3, 0);
    const first = await desk.pass(ISSUE + 2 * HOUR);
    expect(first.sealed).toHaveLength(5);
    expect(queued(first)).toEqual({ 'digest/24@1': 3, 'release/26-802@1': 3 });
    for (const time of [2 * HOUR + MINUTE, 40 * HOUR, 5 * DAY]) {
      const pass = await desk.pass(ISSUE + time);
      expect(Object.keys(said(pass))).toEqual([DIGEST, 'release/26-802']);
      expect(queued(pass)).toEqual({});
    }
    const yes = await desk.pass(ISSUE + 6 * DAY, { agreed: ['release/26-001'] });
    expect(queued(yes)).toEqual({ 'release/26-001@1': 3 });
  });

  it('never reaches a reader who is put on the list after a mailing began, whatever the date of their consent', async () => {
    const desk = await atWork();
    await desk.pass(ISSUE);
    await join(desk.ledger, 4, 4, ISSUE - 10 * DAY);
    await join(desk.ledger, 5, 5, ISSUE + MINUTE);
    for (const time of [MINUTE, HOUR, DAY]) expect(queued(await desk.pass(ISSUE + time))).toEqual({});
    await desk.pass(ISSUE + 2 * DAY, { agreed: [DIGEST] });
    await serve(desk.ledger, ISSUE + 2 * DAY);
    expect(await whoHas(desk.ledger, 'digest/24@1')).toEqual({ accepted: [1, 2, 3] });
    desk.write('digest/25.md', issueText(25, '2026-12-04'));
    const next = await desk.pass(ISSUE + 14 * DAY);
    expect(queued(next)).toEqual({ 'digest/25@1': 5 });
  });

  it('never reaches a reader whose consent is younger, when an issue is caught up on or sent late', async () => {
    for (const [off, options] of [
      [HOUR, {}],
      [3 * DAY, { agreed: [DIGEST] }],
    ] as const) {
      const desk = await atWork();
      await join(desk.ledger, 4, 4, ISSUE);
      await join(desk.ledger, 5, 5, ISSUE + 1);
      await desk.pass(ISSUE + off, options);
      expect(await whoHas(desk.ledger, 'digest/24@1')).toEqual({ waiting: [1, 2, 3, 4] });
    }
  });

  it('begins where the look-back ends: after that nobody is asked, but a yes still does it', async () => {
    const [asked, old] = [await atWork(), await atWork()];
    expect(said(await asked.pass(ISSUE + 14 * DAY))).toEqual({ [DIGEST]: 'late' });
    expect(said(await old.pass(ISSUE + 14 * DAY + 1))).toEqual({});
    const yes = await old.pass(ISSUE + 15 * DAY, { agreed: [DIGEST] });
    expect(queued(yes)).toEqual({ 'digest/24@1': 3 });
    expect(await serve(old.ledger, ISSUE + 15 * DAY)).toHaveLength(3);
    expect(queued(await old.pass(ISSUE + 16 * DAY))).toEqual({});
    const again = await old.pass(ISSUE + 40 * DAY, { agreed: [DIGEST] });
    expect([said(again), queued(again)]).toEqual([{ [DIGEST]: 'begun' }, {}]);
  });
});

describe('a release that is put off after everybody had it', () => {
  it('is not mailed again when it is out once more, and asks for no yes, however long ago that was', async () => {
    const desk = await atWork();
    writeRelease(desk, '26-901', '2026-11-20 09:00');
    await desk.pass(ISSUE);
    await serve(desk.ledger, ISSUE);
    await desk.pass(ISSUE + 2 * DAY);
    desk.write(
      'releases/2026-11-20-story-26-901.md',
      releaseText({ number: '"26-901"', date: '2026-11-20', release: '2026-12-20 10:00 -06:00' }),
    );
    await desk.pass(ISSUE + 3 * DAY);
    for (const days of [30, 31, 33, 40]) {
      const pass = await desk.pass(ISSUE + days * DAY);
      expect(pass.mailings).toMatchObject([{ publication: 'release/26-901', state: 'begun', queued: 0 }]);
    }
    expect(await serve(desk.ledger, ISSUE + 40 * DAY)).toEqual([]);
  });
});

/** Another program: its own connection to the desk's ledger, over the same folder or over a copy of it. */
async function anotherProgram(desk: TestDesk, root: string): Promise<(at: number) => Promise<Pass>> {
  const ledger: Ledger = await openSqliteLedger(joinPath(desk.root, 'var/newsdesk.db'));
  onTestFinished(() => ledger.close());
  const { opened } = openNewsroom(root, {}, silent);
  if (!opened) throw new Error('newsdesk.yaml');
  const press = await openPress(opened, ledger);
  return (at) => publish(press, at, { dryRun: false, agreed: [] });
}

async function expectOnce(desk: TestDesk): Promise<void> {
  const heads = await desk.ledger.heads();
  expect(heads.map(({ key }) => key).toSorted()).toEqual(['digest/24@1', 'release/26-900@1']);
  expect(await desk.ledger.mailings(0)).toMatchObject([{ edition: 'digest/24@1', state: 'open' }]);
  expect(await whoHas(desk.ledger, 'digest/24@1')).toEqual({ waiting: [1, 2, 3] });
  const events = await desk.ledger.events(100);
  expect(events.filter(({ what }) => what === 'queued')).toHaveLength(1);
}

describe('two programs on one ledger at the same instant', () => {
  it('make one edition, one mailing, and one delivery for each reader', async () => {
    const desk = await atWork();
    const copy = scratch();
    cpSync(desk.root, copy, { recursive: true, preserveTimestamps: true });
    const programs = [await anotherProgram(desk, desk.root), await anotherProgram(desk, copy)];
    const passes = await Promise.all(programs.map((pass) => pass(ISSUE)));
    expect(passes.map(queued).flatMap((one) => Object.values(one))).toEqual([3]);
    await expectOnce(desk);
    await Promise.all(programs.map((pass) => pass(ISSUE + MINUTE)));
    await expectOnce(desk);
  });

  it('do so too in one folder without the lease that keeps them apart, and the pages come right', async () => {
    const [desk, alone] = [await atWork(), await atWork()];
    const programs = [await anotherProgram(desk, desk.root), await anotherProgram(desk, desk.root)];
    // They write the same files: one may fail on what the other one took away. What it queued stands, or is queued next.
    await Promise.allSettled(programs.map((pass) => pass(ISSUE)));
    for (const pass of programs) await pass(ISSUE + MINUTE);
    await expectOnce(desk);
    await alone.pass(ISSUE);
    await alone.pass(ISSUE + MINUTE);
    expect(desk.publicFiles()).toEqual(alone.publicFiles());
  });
});

describe('the Digest at 10:00 in Chicago', () => {
  it.each([
    ['in summer', 22, '2026-10-23', Date.UTC(2026, 9, 23, 15)],
    ['after the clocks went back', 23, '2026-11-06', Date.UTC(2026, 10, 6, 16)],
    ['in week 53, before a holiday', 27, '2026-12-31', Date.UTC(2026, 11, 31, 16)],
    ['on the last Friday of winter time', 32, '2027-03-12', Date.UTC(2027, 2, 12, 16)],
    ['after the clocks went forward', 33, '2027-03-26', Date.UTC(2027, 2, 26, 15)],
  ])('goes at the right instant %s', async (_, issue, date, due) => {
    const desk = await openDesk();
    writeRelease(desk, '26-900', '2026-10-20 14:30');
    desk.write(`digest/${issue}.md`, issueText(issue, date));
    await join(desk.ledger, 1, 2, 0);
    expect((await desk.pass(due - MINUTE)).findings).toEqual([]);
    expect((await desk.pass(due - 1)).sealed).toEqual([]);
    expect(queued(await desk.pass(due))).toEqual({ [`digest/${issue}@1`]: 2 });
  });
});
