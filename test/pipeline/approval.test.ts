import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openNewsroom, openPress } from '../../src/app.ts';
import { approving, type People } from '../../src/approving.ts';
import { silent } from '../../src/util/progress.ts';
import { openDesk, PIXEL, releaseText, type TestDesk } from '../support/desk.ts';
import { aSubscriber } from '../ledger/records.ts';

const PATH = 'releases/2026-11-13-lane.md';
const PAGE = 'releases/2026-11-13-lane.html';
const NOON = Date.parse('2026-11-13T15:00:00-06:00');
const MINUTE = 60_000;
const ERIN: People = { by: 'Lt. Erin Example' };

async function approve(desk: TestDesk, at: number, people: People = ERIN, path = PATH): Promise<boolean> {
  const { opened } = openNewsroom(desk.root, {}, silent);
  if (!opened) throw new Error('newsdesk.yaml');
  const shown = await approving(await openPress(opened, desk.ledger), path, people, at);
  return shown?.write() ?? false;
}

async function aDesk(): Promise<TestDesk> {
  const desk = await openDesk([], true);
  await desk.ledger.subscribe([aSubscriber(1, { topics: ['releases'], confirmedAt: 0 })]);
  desk.write('releases/photos/lane.png', PIXEL);
  desk.write(PATH, releaseText({ photos: '[{ file: photos/lane.png, alt: A lane }]' }));
  return desk;
}

it('nothing goes out that nobody approved', async () => {
  const desk = await aDesk();
  const pass = await desk.pass(NOON);
  expect(pass.standings).toMatchObject([{ state: 'held', why: 'not approved yet' }]);
  expect(pass.findings).toEqual([]);
  expect(pass.mailings).toEqual([]);
  expect([...desk.publicFiles().values()].join()).not.toContain('Link Avenue');
});

it('what was approved goes out when the time to stop it is over, to files and mail alike', async () => {
  const desk = await aDesk();
  expect(await approve(desk, NOON)).toBe(true);
  const before = await desk.pass(NOON + 10 * MINUTE - 1);
  expect(before.standings).toMatchObject([{ state: 'held', until: NOON + 10 * MINUTE }]);
  expect(desk.publicFiles().has(PAGE)).toBe(false);
  expect(await desk.ledger.mailings(0)).toEqual([]);
  const after = await desk.pass(NOON + 10 * MINUTE);
  expect(after.standings).toMatchObject([{ state: 'out' }]);
  expect(after.mailings).toMatchObject([{ edition: 'release/26-901@1', queued: 1 }]);
  expect(desk.publicFiles().has(PAGE)).toBe(true);
});

it('a change after the approval keeps it in and is named at the approval', async () => {
  const changes: [part: string, change: (desk: TestDesk) => void][] = [
    ['the text', (desk) => edit(desk, PATH, 'until noon.\n', 'until one.\n')],
    ['the front matter', (desk) => edit(desk, PATH, 'CLAYTON, Mo.', 'FENTON, Mo.')],
    [
      'releases/photos/lane.png',
      (desk) => desk.write('releases/photos/lane.png', Buffer.concat([PIXEL, PIXEL])),
    ],
    ['the templates', (desk) => edit(desk, 'templates/release.mjml', '</mjml>', '</mjml>\n')],
    ['newsdesk.yaml', (desk) => edit(desk, 'newsdesk.yaml', '7900 Forsyth Blvd', '7900 Forsyth Boulevard')],
  ];
  for (const [part, change] of changes) {
    const desk = await aDesk();
    await approve(desk, NOON);
    change(desk);
    const pass = await desk.pass(NOON + 20 * MINUTE);
    expect(pass.standings).toMatchObject([{ state: 'held' }]);
    expect(pass.findings).toMatchObject([
      { rule: 'approval/void', file: PATH, what: expect.stringContaining(part) },
    ]);
    expect(desk.publicFiles().has(PAGE)).toBe(false);
  }
});

it('an edit of what is out waits for its own approval, and what is out stays', async () => {
  const desk = await aDesk();
  await approve(desk, NOON);
  await desk.pass(NOON + 10 * MINUTE);
  edit(desk, PATH, 'until noon.\n', 'until one.\n');
  const entry = { edition: 2, note: 'It is one.', by: 'Erin', at: '2026-11-13T15:15:00-06:00' };
  edit(desk, PATH, '\n---', `\ncorrections: ${JSON.stringify([entry])}\n---`);
  await desk.pass(NOON + 20 * MINUTE);
  expect(desk.publicFiles().get(PAGE)).not.toContain('until one');
  await approve(desk, NOON + 30 * MINUTE);
  await desk.pass(NOON + 39 * MINUTE);
  expect(desk.publicFiles().get(PAGE)).not.toContain('until one');
  const pass = await desk.pass(NOON + 40 * MINUTE);
  expect(pass.sealed).toEqual(['release/26-901@2']);
  expect(desk.publicFiles().get(PAGE)).toContain('until one');
});

it('approving what is out once more changes nothing', async () => {
  const desk = await aDesk();
  await approve(desk, NOON);
  await desk.pass(NOON + 10 * MINUTE);
  const before = desk.publicFiles();
  await approve(desk, NOON + 20 * MINUTE);
  const pass = await desk.pass(NOON + 40 * MINUTE);
  expect(pass.sealed).toEqual([]);
  expect(desk.publicFiles()).toEqual(before);
});

it('nobody approves who may not, and nothing is written then', async () => {
  const desk = await aDesk();
  const before = readFileSync(join(desk.root, PATH), 'utf8');
  expect(await approve(desk, NOON, { by: 'Somebody Else' })).toBe(false);
  expect(readFileSync(join(desk.root, PATH), 'utf8')).toBe(before);
});

it('an issue goes out with the releases that were seen at its approval, or not at all', async () => {
  const desk = await aDesk();
  const nine = Date.parse('2026-11-20T08:30:00-06:00');
  const ten = Date.parse('2026-11-20T10:00:00-06:00');
  await approve(desk, NOON);
  await desk.pass(NOON + 10 * MINUTE);
  desk.write(
    'digest/24.md',
    '---\nissue: 24\ndate: 2026-11-20\ntitle: A lane\nsummary: A lane reopens.\n---\n\nGood morning.\n',
  );
  expect(await approve(desk, nine, ERIN, 'digest/24.md')).toBe(true);
  expect((await desk.pass(ten)).standings).toMatchObject([
    { key: 'digest/24', state: 'out' },
    { state: 'out' },
  ]);

  const other = await aDesk();
  await approve(other, NOON);
  await other.pass(NOON + 10 * MINUTE);
  other.write('digest/24.md', readFileSync(join(desk.root, 'digest/24.md')));
  other.write('releases/2026-11-19-more.md', releaseText({ number: '"26-902"', date: '2026-11-19 10:00' }));
  await approve(other, nine + MINUTE, ERIN, 'releases/2026-11-19-more.md');
  await other.pass(nine + 20 * MINUTE);
  const pass = await other.pass(ten);
  expect(pass.standings.find(({ key }) => key === 'digest/24')).toMatchObject({ state: 'held' });
  expect(pass.findings).toMatchObject([{ file: 'digest/24.md', what: expect.stringContaining('releases') }]);
});

it('the bundled newsroom is approved as it stands (after a change: npm run approve-samples)', async () => {
  const desk = await openDesk(['releases', 'digest'], true);
  const pass = await desk.pass(Date.parse('2026-12-02T12:00:00-06:00'));
  expect(pass.findings).toEqual([]);
  expect(pass.standings.filter((one) => one.state === 'held' && one.why !== 'a draft')).toEqual([]);
});

function edit(desk: TestDesk, path: string, from: string, to: string): void {
  const file = join(desk.root, path);
  const text = readFileSync(file, 'utf8');
  if (!text.includes(from)) throw new Error(`${path} has no "${from}"`);
  const at = text.lastIndexOf(from);
  writeFileSync(file, text.slice(0, at) + to + text.slice(at + from.length));
}
