import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openNewsroom } from '../../src/app.ts';
import { tellDesk, toDo } from '../../src/daily.ts';
import type { Notice } from '../../src/model/notice.ts';
import type { Newsroom } from '../../src/model/newsroom.ts';
import type { Pass } from '../../src/pipeline.ts';
import { silent } from '../../src/util/progress.ts';
import { newsdesk } from '../support/program.ts';
import { openDesk, releaseText, type TestDesk } from '../support/desk.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Friday, 2026-11-20, 8 a.m. in Chicago. */
const EIGHT = Date.parse('2026-11-20T08:00:00-06:00');
const SECRET = 'Zanzibar';

function newsroomOf(desk: TestDesk): Newsroom {
  const { opened } = openNewsroom(desk.root, {}, silent);
  if (!opened) throw new Error('newsdesk.yaml');
  return opened.config.newsroom;
}

function set(desk: TestDesk, lines: string): void {
  const path = join(desk.root, 'newsdesk.yaml');
  writeFileSync(path, `${readFileSync(path, 'utf8')}\n${lines}\n`);
}

/** What the officer has to do after a pass at an instant: what it is about and which publication. */
async function tasks(desk: TestDesk, at: number, pass?: Pass): Promise<string[]> {
  const done = pass ?? (await desk.pass(at));
  return (await toDo(newsroomOf(desk), desk.ledger, done, at)).map(({ about, key }) => `${about} ${key}`);
}

/** The mails to the desk that wait. */
async function mails(desk: TestDesk, at: number): Promise<Notice[]> {
  return desk.ledger.claimNotices('test', 100, at, at + MINUTE);
}

async function tell(desk: TestDesk, at: number): Promise<boolean> {
  return tellDesk(newsroomOf(desk), desk.ledger, await desk.pass(at), at);
}

/** Something to do: a release that nobody approved, under embargo until ten. */
async function unapproved(): Promise<TestDesk> {
  const desk = await openDesk([], true);
  const fields = { title: `A visit from ${SECRET}`, summary: `${SECRET}.`, date: '2026-11-19' };
  desk.write(
    'releases/2026-11-19-visit.md',
    releaseText({ ...fields, release: '2026-11-20 10:00 CST' }, `${SECRET} comes.`),
  );
  return desk;
}

describe('what there is to do', () => {
  it('is an arrest without a charge, after thirty days, until a later release settles it', async () => {
    const desk = await openDesk();
    const arrest = {
      kind: 'arrest',
      title: 'Man arrested in Affton',
      summary: 'A man was arrested in Affton.',
      report: '26-000123',
      date: '2026-10-13 14:30',
      people: '[{ role: arrestee, age: 31 }]',
      areas: '[affton]',
    };
    desk.write('releases/2026-10-13-arrest.md', releaseText(arrest, 'A man, 31, was arrested in Affton.'));
    const start = Date.parse('2026-10-13T14:30:00-05:00');
    expect(await tasks(desk, start + 29 * DAY)).toEqual([]);
    expect(await tasks(desk, start + 31 * DAY)).toEqual(['arrest release/26-901']);
    const later = { ...arrest, number: '"26-902"', date: '2026-11-14 09:00', updates: '"26-901"' };
    const words = { title: 'Man released', summary: 'The man was released.', people: '[]' };
    desk.write(
      'releases/2026-11-14-released.md',
      releaseText({ ...later, ...words }, 'The man was released.'),
    );
    expect(await tasks(desk, start + 33 * DAY)).toEqual([]);
  });

  it('is what nobody approved and is due within a day, or should be out; not what comes later', async () => {
    const desk = await unapproved();
    expect(await tasks(desk, EIGHT - DAY)).toEqual([]);
    expect(await tasks(desk, EIGHT)).toEqual(['approval release/26-901']);
    expect(await tasks(desk, EIGHT + 2 * DAY)).toEqual(['approval release/26-901']);
  });

  it('is an embargo that ends and a notice that expires within a day, where nothing else is missing', async () => {
    const desk = await openDesk();
    desk.write(
      'releases/2026-11-19-one.md',
      releaseText({ date: '2026-11-19', release: '2026-11-21 07:00 CST' }),
    );
    const ends = { number: '"26-902"', date: '2026-11-19', expires: '2026-11-21 07:00' };
    desk.write('releases/2026-11-19-two.md', releaseText(ends));
    expect(await tasks(desk, EIGHT - 2 * HOUR)).toEqual([]);
    expect(await tasks(desk, EIGHT)).toEqual(['soon release/26-901', 'expiry release/26-902']);
  });

  it('is a stop, a hold of yesterday and a case that is open for two weeks', async () => {
    const desk = await openDesk();
    desk.write('releases/2026-11-19-one.md', releaseText({ date: '2026-11-19 09:00' }));
    desk.write('releases/2026-11-19-two.md', releaseText({ number: '"26-902"', date: '2026-11-19 09:00' }));
    const open = { number: '"26-903"', kind: 'missing', date: '2026-11-05 09:00' };
    desk.write(
      'releases/2026-11-05-three.md',
      releaseText({ ...open, title: 'A man is missing' }, 'A man is missing.'),
    );
    const update = { number: '"26-904"', kind: 'missing', date: '2026-11-05 12:00', updates: '"26-903"' };
    desk.write(
      'releases/2026-11-05-four.md',
      releaseText({ ...update, title: 'The man is found' }, 'The man was found.'),
    );
    const by = 'Lt. Erin Example';
    const reason = `${SECRET} rang`;
    await desk.ledger.give({ publication: 'release/26-901', verb: 'stop', by, reason, at: EIGHT - DAY });
    await desk.pass(EIGHT - 20 * HOUR);
    const stamp = '2026-11-19T13:00:00-06:00';
    const recall = `{ verb: hold, reason: A doubt., by: ${by}, at: "${stamp}" }`;
    desk.write(
      'releases/2026-11-19-two.md',
      releaseText({ number: '"26-902"', date: '2026-11-19 09:00', recall }),
    );
    expect(await tasks(desk, EIGHT)).toEqual(['stopped release/26-901', 'open release/26-903']);
    const later = EIGHT + DAY;
    expect(await tasks(desk, later)).toContain('hold release/26-902');
    expect(await tell(desk, EIGHT + 3 * DAY)).toBe(true);
    const [mail] = await mails(desk, EIGHT + 3 * DAY);
    expect(mail?.words).toContain('release/26-901 is stopped by Lt. Erin Example since November 19, 2026');
    expect(mail?.words).not.toContain(SECRET);
  });
});

describe('the desk’s daily mail', () => {
  it('comes at its time on a working day, once, and says nothing of any text', async () => {
    const desk = await unapproved();
    expect(await tell(desk, EIGHT - 1)).toBe(false);
    expect(await tell(desk, EIGHT)).toBe(true);
    expect(await tell(desk, EIGHT + MINUTE)).toBe(false);
    const sent = await mails(desk, EIGHT + MINUTE);
    expect(sent).toMatchObject([{ kind: 'alarm', address: 'media@newsroom.example.gov' }]);
    const words = sent[0]?.words;
    expect(words).toMatch(/^To do on Friday, November 20, 2026: one thing\n/);
    expect(words).toContain(
      'release/26-901 is to go out on November 20, 2026 at 10:00 AM CST, but not approved yet.',
    );
    expect(words).toContain('newsdesk approve releases/2026-11-19-visit.md --by NAME');
    expect(words).not.toContain(SECRET);
  });

  it('comes once when two programs are at it, and when one of them died before it could note it', async () => {
    const desk = await unapproved();
    const newsroom = newsroomOf(desk);
    const pass = await desk.pass(EIGHT);
    const both = await Promise.all([1, 2].map(() => tellDesk(newsroom, desk.ledger, pass, EIGHT)));
    expect(both.filter(Boolean)).toHaveLength(1);
    await desk.ledger.setBookmark('daily', '2026-11-19');
    expect(await tellDesk(newsroom, desk.ledger, pass, EIGHT + MINUTE)).toBe(false);
    expect(await mails(desk, EIGHT + MINUTE)).toHaveLength(1);
  });

  it('comes later on the same day when the machine slept at its time, and not on the next', async () => {
    const desk = await unapproved();
    expect(await tell(desk, EIGHT + 9 * HOUR)).toBe(true);
    const other = await unapproved();
    await other.pass(EIGHT);
    expect(await tell(other, EIGHT + DAY)).toBe(false);
  });

  it('does not come on a Saturday, on a holiday, without anything to do, or when it is switched off', async () => {
    const desk = await unapproved();
    expect(await tell(desk, Date.parse('2026-11-21T09:00:00-06:00'))).toBe(false);
    expect(await tell(desk, Date.parse('2026-11-26T09:00:00-06:00'))).toBe(false);
    expect(await tell(await openDesk([], true), EIGHT)).toBe(false);
    const off = await unapproved();
    set(off, 'desk: { daily: never }');
    expect(await tell(off, EIGHT)).toBe(false);
  });

  it('comes once a day for as long as there is something, and not again for a clock that went back', async () => {
    const desk = await unapproved();
    const monday = Date.parse('2026-11-23T08:00:00-06:00');
    expect(await tell(desk, EIGHT)).toBe(true);
    expect(await tell(desk, monday)).toBe(true);
    const pass = await desk.pass(monday + MINUTE);
    expect(await tellDesk(newsroomOf(desk), desk.ledger, pass, EIGHT + HOUR)).toBe(false);
  });
});

it('status shows who stopped, held and overrode what, and what there is to do', async () => {
  const desk = await openDesk([], true);
  const fields = { date: '2026-11-13 09:00', people: '[]' };
  const override = `[{ rule: P05, words: (314) 555-0188, reason: The sergeant takes calls., basis: RSMo 610.100.5, by: Lt. A. Example }]`;
  const body = 'One lane of Link Avenue is closed until noon. Call (314) 555-0188.';
  desk.write('releases/2026-11-13-one.md', releaseText({ ...fields, overrides: override }, body));
  await desk.ledger.give({
    publication: 'release/26-901',
    verb: 'stop',
    by: 'Sgt. Pat Sample',
    reason: 'a name is wrong',
    at: EIGHT,
  });
  await desk.ledger.close();
  const { out, code } = await newsdesk(desk.root, ['status', '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    held: [
      {
        key: 'release/26-901',
        cause: 'stopped',
        by: ['Sgt. Pat Sample'],
        reason: 'a name is wrong',
        since: EIGHT,
      },
    ],
    overrides: [{ key: 'release/26-901', rule: 'P05', words: '(314) 555-0188', by: 'Lt. A. Example' }],
    tasks: [{ about: 'stopped', key: 'release/26-901', path: 'releases/2026-11-13-one.md' }],
  });
  const text = (await newsdesk(desk.root, ['status'])).out;
  expect(text).toContain('To do\n  release/26-901 is stopped by Sgt. Pat Sample since November 20, 2026');
  expect(text).toContain('stopped by Sgt. Pat Sample: a name is wrong');
  expect(text).toContain(
    'Overridden findings\n  release/26-901  P05 on "(314) 555-0188"\n    Lt. A. Example: The sergeant',
  );
});

it('whoever approves sees every override under the findings', async () => {
  const desk = await openDesk([], true);
  const override = `[{ rule: P05, words: (314) 555-0188, reason: The sergeant takes calls., basis: RSMo 610.100.5, by: Lt. A. Example }]`;
  const body = 'One lane of Link Avenue is closed until noon. Call (314) 555-0188.';
  const path = 'releases/2026-11-13-one.md';
  desk.write(path, releaseText({ overrides: override }, body));
  await desk.ledger.close();
  const file = join(desk.root, path);
  const { out } = await newsdesk(desk.root, ['approve', file, '--by', 'Lt. Erin Example']);
  expect(out).toContain(
    'With these decisions of the desk:\n  P05, line 10, on "(314) 555-0188"\n    Lt. A. Example: The',
  );
  expect(out).toContain('Approved by Lt. Erin Example.');
});
