import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openNewsroom, openPress } from '../../src/app.ts';
import { approving } from '../../src/approving.ts';
import { silent } from '../../src/util/progress.ts';
import { aSubscriber } from '../ledger/records.ts';
import { serve } from './mail.ts';
import { openDesk, PIXEL, releaseText, type TestDesk } from '../support/desk.ts';

const PATH = 'releases/2026-11-13-missing-woman.md';
const NAME = 'Jordan Example';
const NOON = Date.parse('2026-11-13T15:00:00-06:00');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const RESOLVED = 'resolved: { date: 2026-11-15 09:00, words: "Found safe." }';

const BODY = `${NAME}, 61, was last seen on Link Avenue. She wears a red coat.

![${NAME} in a red coat](photos/coat.png)`;

/** A missing person, out for a day, with a photo in the front matter and one in the text. */
async function outForADay(approvals = false): Promise<TestDesk> {
  const desk = await openDesk([], approvals);
  await desk.ledger.subscribe([aSubscriber(1, { topics: ['releases'], confirmedAt: 0 })]);
  for (const name of ['face', 'coat']) desk.write(`releases/photos/${name}.png`, PIXEL);
  const people = `[{ name: ${NAME}, role: missing, age: 61 }]`;
  const photos = `[{ file: photos/face.png, alt: ${NAME}, shows: [${NAME}] }]`;
  const fields = { kind: 'missing', title: `${NAME}, 61, is missing`, summary: `${NAME} is missing.` };
  desk.write(PATH, releaseText({ ...fields, report: '26-000123', people, photos }, BODY));
  if (approvals) await approve(desk, NOON);
  await desk.pass(NOON + 10 * MINUTE);
  return desk;
}

async function approve(desk: TestDesk, at: number): Promise<void> {
  const { opened } = openNewsroom(desk.root, {}, silent);
  if (!opened) throw new Error('newsdesk.yaml');
  const press = await openPress(opened, desk.ledger);
  const shown = await approving(press, PATH, { by: 'Lt. Erin Example' }, at);
  expect(shown?.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(shown?.write()).toBe(true);
}

function add(desk: TestDesk, line: string): void {
  const path = join(desk.root, PATH);
  writeFileSync(path, readFileSync(path, 'utf8').replace('kind: missing\n', `kind: missing\n${line}\n`));
}

const having = (desk: TestDesk, words: string) =>
  [...desk.publicFiles()].filter(([, text]) => text.includes(words)).map(([path]) => path);

describe('a case that ended', () => {
  it('takes name, text and photos off every public file, and says so on each of them', async () => {
    const desk = await outForADay();
    const before = having(desk, NAME);
    expect(before).toContain('feeds/all.xml');
    add(desk, RESOLVED);
    const pass = await desk.pass(NOON + DAY);
    expect(pass.sealed).toEqual(['release/26-901@2']);
    expect(having(desk, NAME)).toEqual([]);
    expect(having(desk, 'red coat')).toEqual([]);
    expect(having(desk, '26-000123')).toEqual([]);
    expect([...desk.publicFiles().keys()].filter((path) => /(face|coat)/.test(path))).toEqual([]);
    const said = new Set([...having(desk, 'Found safe'), ...having(desk, 'Missing person, release 26-901')]);
    expect(before.filter((path) => !said.has(path))).toEqual([]);
    const file = (path: string) => desk.publicFiles().get(path) ?? '';
    const page = file(PATH.replace('.md', '.html'));
    expect(page).toContain('<span class="mark">Resolved</span>');
    expect(page).toContain('RESOLVED, November 15, 2026:');
    expect(page).toContain('"creativeWorkStatus":"Resolved"');
    expect(page).toContain('Missing person, release 26-901');
    expect(file(PATH.replace('.md', '.txt'))).toContain('RESOLVED, November 15, 2026: Found safe.');
    expect(file('feeds/all.xml')).toContain('<title>RESOLVED: Missing person, release 26-901</title>');
    expect(file('feeds/all.json')).toContain('RESOLVED: Missing person, release 26-901');
    expect(file('index.html')).toContain('<span class="mark">Resolved</span>');
    expect(file('fragments/h2/latest.html')).toContain('Resolved. ');
  });

  it('is not mailed to those who had it', async () => {
    const desk = await outForADay();
    expect(await serve(desk.ledger, NOON + HOUR)).toHaveLength(1);
    add(desk, RESOLVED);
    for (const minutes of [0, 1]) {
      const pass = await desk.pass(NOON + DAY + minutes * MINUTE);
      expect(pass.mailings.filter(({ queued }) => queued > 0)).toEqual([]);
    }
    expect(await serve(desk.ledger, NOON + DAY + HOUR)).toEqual([]);
  });

  it('leaves no letter of before to those who had none yet', async () => {
    const desk = await outForADay();
    add(desk, RESOLVED);
    await desk.pass(NOON + DAY);
    const letter = await desk.ledger.letter('release/26-901@2');
    expect(letter?.text).toContain('Found safe');
    expect(letter?.text).not.toContain(NAME);
    expect((await desk.ledger.tally('release/26-901@2')).waiting).toBe(1);
  });

  it('keeps its text below the words when it says so, and loses the photos all the same', async () => {
    const desk = await outForADay();
    add(desk, RESOLVED.replace(' }', ', keep: true }'));
    await desk.pass(NOON + DAY);
    const page = desk.publicFiles().get(PATH.replace('.md', '.html')) ?? '';
    expect(page.indexOf('RESOLVED, November 15')).toBeLessThan(page.indexOf('was last seen on Link Avenue'));
    expect(page).toContain('RESOLVED, November 15');
    expect(page).not.toContain('<figure');
    expect(having(desk, 'in a red coat')).toEqual([]);
    expect([...desk.publicFiles().keys()].filter((path) => /(face|coat)/.test(path))).toEqual([]);
  });

  it('needs an approval and no correction; until then what is out stays', async () => {
    const desk = await outForADay(true);
    add(desk, RESOLVED);
    const waits = await desk.pass(NOON + DAY);
    expect(waits.findings).toMatchObject([{ rule: 'approval/void' }]);
    expect(having(desk, NAME)).not.toEqual([]);
    await approve(desk, NOON + DAY);
    await desk.pass(NOON + DAY + 10 * MINUTE);
    expect(having(desk, NAME)).toEqual([]);
  });

  it('is no way around a correction: a kept text that changed with it needs one', async () => {
    const desk = await outForADay(true);
    add(desk, RESOLVED.replace(' }', ', keep: true }'));
    const path = join(desk.root, PATH);
    writeFileSync(path, readFileSync(path, 'utf8').replace('a red coat.', 'a blue coat.'));
    const pass = await desk.pass(NOON + DAY);
    expect(pass.findings.map(({ rule }) => rule)).toContain('correction/missing');
  });

  it('does not say what was corrected before in words that name somebody', async () => {
    const desk = await outForADay();
    add(
      desk,
      `corrections: [{ edition: 2, note: "Age of ${NAME} mended", by: Lt. Erin Example, at: "2026-11-13T15:20:00-06:00" }]`,
    );
    const path = join(desk.root, PATH);
    writeFileSync(path, readFileSync(path, 'utf8').replace(`${NAME}, 61, was`, `${NAME}, 62, was`));
    await desk.pass(NOON + 30 * MINUTE);
    expect(having(desk, `Age of ${NAME}`)).not.toEqual([]);
    add(desk, RESOLVED);
    await desk.pass(NOON + DAY);
    await desk.pass(NOON + DAY + MINUTE);
    expect(having(desk, NAME)).toEqual([]);
  });

  it('is an error for a kind that does not end, and before the release’s own day', async () => {
    const desk = await openDesk();
    const event = { kind: 'event', resolved: '{ date: 2026-11-15, words: Over. }' };
    desk.write(PATH, releaseText(event));
    const early = { number: '"26-902"', resolved: '{ date: 2026-11-12, words: Over. }' };
    desk.write('releases/2026-11-13-lane.md', releaseText(early));
    const never = { number: '"26-903"', resolved: '{ date: soon, words: Over. }' };
    desk.write('releases/2026-11-13-road.md', releaseText(never));
    const { findings } = await desk.pass(NOON);
    expect(findings.map(({ file, rule }) => `${file} ${rule}`).toSorted()).toEqual([
      'releases/2026-11-13-lane.md resolved/early',
      'releases/2026-11-13-missing-woman.md resolved/kind',
      'releases/2026-11-13-road.md date/form',
    ]);
  });
});
