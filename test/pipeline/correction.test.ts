import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openNewsroom, openPress } from '../../src/app.ts';
import { approving } from '../../src/approving.ts';
import type { Correction } from '../../src/model/correction.ts';
import { silent } from '../../src/util/progress.ts';
import { openDesk, releaseText, type TestDesk } from '../support/desk.ts';

const PATH = 'releases/2026-11-13-lane.md';
const PAGE = 'releases/2026-11-13-lane.html';
const NOON = Date.parse('2026-11-13T15:00:00-06:00');
const MINUTE = 60_000;

async function approve(desk: TestDesk, at: number): Promise<void> {
  const { opened } = openNewsroom(desk.root, {}, silent);
  if (!opened) throw new Error('newsdesk.yaml');
  const shown = await approving(await openPress(opened, desk.ledger), PATH, { by: 'Lt. Erin Example' }, at);
  if (!shown?.write()) throw new Error(JSON.stringify(shown?.findings));
}

/** A newsroom whose one release went out a quarter of an hour after noon. */
async function aDesk(): Promise<TestDesk> {
  const desk = await openDesk([], true);
  desk.write(PATH, releaseText({}, 'One lane of Link Avenue is closed until noon, they said.'));
  await approve(desk, NOON);
  await desk.pass(NOON + 15 * MINUTE);
  return desk;
}

function rewrite(desk: TestDesk, from: string, to: string, correction?: Partial<Correction>): void {
  const file = join(desk.root, PATH);
  const text = readFileSync(file, 'utf8');
  const at = text.lastIndexOf(from);
  if (at === -1) throw new Error(`no "${from}"`);
  let changed = text.slice(0, at) + to + text.slice(at + from.length);
  if (correction) {
    const entry = {
      edition: 2,
      note: 'The time was wrong.',
      by: 'Somebody',
      at: '2026-11-13T15:20:00-06:00',
      ...correction,
    };
    changed = changed.replace('\ncontact:', `\ncorrections: ${JSON.stringify([entry])}\ncontact:`);
  }
  writeFileSync(file, changed);
}

it('what changed after it was out stays in until a correction says so', async () => {
  const desk = await aDesk();
  rewrite(desk, 'until noon, they', 'until one, they');
  await approve(desk, NOON + 20 * MINUTE).catch(() => {});
  const pass = await desk.pass(NOON + 40 * MINUTE);
  expect(pass.findings).toMatchObject([{ rule: 'correction/missing', file: PATH }]);
  expect(pass.standings).toMatchObject([{ state: 'kept' }]);
  expect(desk.publicFiles().get(PAGE)).not.toContain('until one');
});

it('a correction is sealed with what a machine found to be different', async () => {
  const desk = await aDesk();
  rewrite(desk, 'until noon, they', 'until one, they', {});
  await approve(desk, NOON + 20 * MINUTE);
  const pass = await desk.pass(NOON + 30 * MINUTE);
  expect(pass.sealed).toEqual(['release/26-901@2']);
  const [edition] = await desk.ledger.editions(['release/26-901@2']);
  expect(edition?.content.corrections).toMatchObject([
    {
      edition: 2,
      changes: [
        { was: '… Avenue is closed until noon, they said.', is: '… Avenue is closed until one, they said.' },
      ],
    },
  ]);
  expect((await desk.pass(NOON + 31 * MINUTE)).sealed).toEqual([]);
});

it('a quiet correction may mend a comma and hide no fact', async () => {
  const desk = await aDesk();
  rewrite(desk, 'until noon, they', 'until 1 p.m., they', { quiet: true });
  await approve(desk, NOON + 20 * MINUTE).catch(() => {});
  const pass = await desk.pass(NOON + 40 * MINUTE);
  expect(pass.findings).toMatchObject([{ rule: 'correction/quiet', what: expect.stringContaining('"1"') }]);
  const other = await aDesk();
  rewrite(other, 'noon, they', 'noon they', { quiet: true });
  await approve(other, NOON + 20 * MINUTE);
  expect((await other.pass(NOON + 30 * MINUTE)).sealed).toEqual(['release/26-901@2']);
});

it('nothing is a correction of a correction that is not its own', async () => {
  const desk = await aDesk();
  rewrite(desk, 'until noon, they', 'until one, they', { edition: 3 });
  const pass = await desk.pass(NOON + 40 * MINUTE);
  expect(pass.findings.map(({ rule }) => rule)).toContain('correction/missing');
});
