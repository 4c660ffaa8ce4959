import { appendFileSync, copyFileSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openNewsroom, openPress } from '../../src/app.ts';
import { approving } from '../../src/approving.ts';
import { openSqliteLedger } from '../../src/ledger/sqlite/open.ts';
import { silent } from '../../src/util/progress.ts';
import { filesBelow, openDesk, releaseText } from '../support/desk.ts';
import { newsdesk } from '../support/program.ts';

const HOUR = 3_600_000;
const PATH = 'releases/2026-11-13-lane.md';
const PAGE = 'releases/2026-11-13-lane.html';
const LAST = 'The last word is Zanzibar.';
const BODY = [...Array.from({ length: 40 }, (_, i) => `Lane ${i} of Link Avenue is closed.`), LAST].join(
  '\n\n',
);

const OTHER = releaseText({ number: '"26-902"', status: 'draft' });

type Newsroom = { root: string; file: string; whole: string };

/** A newsroom with one release whose file is whole and approved, and was not public yet. */
async function approved(body = BODY): Promise<Newsroom> {
  const desk = await openDesk([], true);
  desk.write(PATH, releaseText({}, body));
  await desk.ledger.close();
  await approve(desk.root);
  const file = join(desk.root, PATH);
  return { root: desk.root, file, whole: readFileSync(file, 'utf8') };
}

/** As a person did an hour ago. */
async function approve(root: string): Promise<void> {
  const { opened } = openNewsroom(root, {}, silent);
  if (!opened) throw new Error('newsdesk.yaml');
  const ledger = await openSqliteLedger(join(root, 'var/newsdesk.db'));
  const shown = await approving(
    await openPress(opened, ledger),
    PATH,
    { by: 'Lt. Erin Example' },
    new Date().getTime() - HOUR,
  );
  await ledger.close();
  if (!shown?.write()) throw new Error(JSON.stringify(shown?.findings));
}

const pass = async ({ root }: Newsroom) => newsdesk(root, ['publish']);
const files = ({ root }: Newsroom) => filesBelow(join(root, 'public'));
const isOut = (newsroom: Newsroom) => files(newsroom).has(PAGE);

/** Every state that a file is in while it is saved badly or slowly. */
function halves(whole: string): [name: string, text: string][] {
  const end = whole.lastIndexOf('\n---\n') + 5;
  return [
    ['an empty file', ''],
    ['a file of zeros', '\0'.repeat(whole.length)],
    ['the first line', whole.slice(0, 4)],
    ['half of the front matter', whole.slice(0, Math.floor(end / 2))],
    ['the front matter alone', whole.slice(0, end)],
    ['a whole front matter and half of the text', whole.slice(0, Math.floor((end + whole.length) / 2))],
    ['all but the last character', whole.slice(0, -2)],
    ['the text twice', whole + whole.slice(end)],
  ];
}

describe('a file that is being saved', () => {
  it('never goes out in part: not empty, not cut off anywhere, not doubled', async () => {
    const newsroom = await approved();
    for (const [name, text] of halves(newsroom.whole)) {
      writeFileSync(newsroom.file, text);
      await pass(newsroom);
      const words = [...files(newsroom).values()].filter((file) =>
        file.includes('of Link Avenue is closed.'),
      );
      expect([isOut(newsroom), words], name).toEqual([false, []]);
    }
    writeFileSync(newsroom.file, newsroom.whole);
    await pass(newsroom);
    expect(files(newsroom).get(PAGE)).toContain(LAST);
  }, 60_000);

  it('takes nothing away from what is out', async () => {
    const newsroom = await approved();
    await pass(newsroom);
    const before = files(newsroom);
    expect(before.get(PAGE)).toContain(LAST);
    for (const [name, text] of halves(newsroom.whole)) {
      writeFileSync(newsroom.file, text);
      await pass(newsroom);
      expect(files(newsroom), name).toEqual(before);
    }
  }, 60_000);

  it('goes out whole or not at all when it is written while passes are made', async () => {
    const newsroom = await approved();
    const { file, whole } = newsroom;
    writeFileSync(file, '');
    const chunk = Math.ceil(whole.length / 60);
    const saved = { whole: false };
    const saving = (async () => {
      for (let at = 0; at < whole.length; at += chunk) {
        appendFileSync(file, whole.slice(at, at + chunk));
        await sleep(60);
      }
      saved.whole = true;
    })();
    const seen: string[] = [];
    let passes = 0;
    while (!saved.whole) {
      await pass(newsroom);
      passes += 1;
      seen.push(files(newsroom).get(PAGE) ?? LAST);
    }
    await saving;
    expect(seen.filter((page) => !page.includes(LAST))).toEqual([]);
    expect(passes).toBeGreaterThan(1);
    await pass(newsroom);
    expect(files(newsroom).get(PAGE)).toContain(LAST);
  }, 60_000);

  it('is not taken for deleted while an editor puts the new one in its place', async () => {
    const newsroom = await approved();
    const { file } = newsroom;
    // A folder that is empty altogether is another matter.
    writeFileSync(file.replace('-lane', '-other'), OTHER);
    await pass(newsroom);
    const before = files(newsroom);
    const going = { on: true };
    const editing = (async () => {
      while (going.on) {
        renameSync(file, `${file}~`);
        await sleep(40);
        copyFileSync(`${file}~`, `${file}.tmp`);
        renameSync(`${file}.tmp`, file);
        await sleep(80);
      }
    })();
    for (let turn = 0; turn < 8; turn += 1) await pass(newsroom);
    going.on = false;
    await editing;
    expect(files(newsroom)).toEqual(before);
  }, 60_000);

  it('that is really deleted leaves a notice all the same', async () => {
    const newsroom = await approved();
    await pass(newsroom);
    rmSync(newsroom.file);
    writeFileSync(
      newsroom.file.replace('-lane', '-other'),
      releaseText({ number: '"26-902"', status: 'draft' }),
    );
    await pass(newsroom);
    expect(files(newsroom).get(PAGE)).not.toContain('Link Avenue');
    expect(files(newsroom).get(PAGE)).toContain('withdrawn');
  });
});

it('what editors leave beside a file is never published, whatever is in it', async () => {
  const newsroom = await approved();
  const { root, file, whole } = newsroom;
  rmSync(file);
  const name = '2026-11-13-lane.md';
  const beside = [
    `.${name}.swp`,
    `.${name}.swo`,
    `${name}~`,
    `#${name}#`,
    `.#${name}`,
    `${name}.tmp`,
    `${name}.bak`,
    `${name}.orig`,
    `.goutputstream-AB12CD`,
    `.~lock.${name}#`,
    `~$${name}`,
    '4913',
  ];
  for (const other of beside) writeFileSync(join(root, 'releases', other), whole);
  const { code } = await pass(newsroom);
  expect(code).toBe(0);
  const words = [...files(newsroom)].filter(([, text]) => text.includes('Link Avenue'));
  expect(words.map(([path]) => path)).toEqual([]);
});
