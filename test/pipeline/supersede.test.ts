import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Claim } from '../../src/ledger/ledger.ts';
import { PAGES_FIRST } from '../../src/publish/posting.ts';
import { openDesk, releaseText, type TestDesk } from '../support/desk.ts';
import { joined, readerOf, said, serve, whoHas } from './mail.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** 2026-11-13 14:30 in Chicago. */
const OUT = Date.UTC(2026, 10, 13, 20, 30);
const PATH = 'releases/2026-11-13-lane-closed.md';
const PAGE = 'public/releases/2026-11-13-lane-closed.html';
const KEY = 'release/26-901';
const [FIRST, SECOND, THIRD] = [`${KEY}@1`, `${KEY}@2`, `${KEY}@3`];

/** A release that has just been queued for some readers, beside another that went out before any of them joined. */
async function goingOut(readers: number): Promise<TestDesk> {
  const desk = await openDesk();
  desk.write(PATH, releaseText({}));
  desk.write('releases/2026-11-01-other.md', releaseText({ number: '"26-900"', date: '2026-11-01' }));
  await joined(desk.ledger, readers, OUT);
  await desk.pass(OUT);
  return desk;
}

/** A worker with some deliveries in its hand, and the one of each reader. */
async function inHand({ ledger }: TestDesk, count: number) {
  const worker = await ledger.enlist('a worker', OUT + HOUR);
  const claims = await ledger.claim(worker, count, OUT);
  const of = (reader: number): Claim => {
    const claim = claims.find((one) => readerOf(one) === reader);
    if (!claim) throw new Error(`reader ${reader} was not claimed`);
    return claim;
  };
  return { worker, claims, of };
}

async function standing({ ledger }: TestDesk): Promise<Record<string, string>> {
  const mailings = await ledger.mailings(0);
  return Object.fromEntries(
    mailings.map(({ edition, state, why }) => [edition, why === '' ? state : `${state}: ${why}`]),
  );
}

function correct(desk: TestDesk, words: string): void {
  desk.write(PATH, releaseText({}, words));
}

describe('a corrected edition while the first is going out', () => {
  it('goes to those not yet served and only to them; nobody gets both', async () => {
    const desk = await goingOut(7);
    const { ledger } = desk;
    const { worker, of } = await inHand(desk, 4);
    await ledger.record(worker, [], [of(1), of(2), of(3)], OUT);
    await ledger.record(worker, [said(of(1), 'accepted'), said(of(3), 'deferred', OUT + HOUR)], [], OUT);
    correct(desk, 'Both lanes are closed.');
    const pass = await desk.pass(OUT + MINUTE);
    expect(pass.mailings).toMatchObject([{ edition: SECOND, state: 'corrected' }]);
    expect(await whoHas(ledger, FIRST)).toEqual({ accepted: [1], handing: [2] });
    expect(await whoHas(ledger, SECOND)).toEqual({ waiting: [3, 4, 5, 6, 7] });
    await ledger.record(worker, [said(of(2), 'accepted')], [], OUT + MINUTE);
    expect(await serve(ledger, OUT + MINUTE)).toEqual([4, 5, 6, 7].map((reader) => [SECOND, reader]));
    expect(await serve(ledger, OUT + HOUR)).toEqual([[SECOND, 3]]);
    expect(await whoHas(ledger, FIRST)).toEqual({ accepted: [1, 2] });
    expect(await whoHas(ledger, SECOND)).toEqual({ accepted: [3, 4, 5, 6, 7] });
    expect((await ledger.letter(SECOND))?.text).toContain('Both lanes are closed.');
  });

  it('takes from a worker what it has in hand: its marks of the first are refused, and its verdicts', async () => {
    const desk = await goingOut(3);
    const { ledger } = desk;
    const { worker, claims, of } = await inHand(desk, 3);
    correct(desk, 'Both lanes are closed.');
    await desk.pass(OUT + MINUTE);
    const { marked } = await ledger.record(worker, [], claims, OUT + MINUTE);
    expect(marked).toEqual([false, false, false]);
    const { late } = await ledger.record(worker, [said(of(1), 'accepted')], [], OUT + MINUTE);
    expect(late).toMatchObject([{ taken: false }]);
    await ledger.giveBack(worker, claims);
    expect(await whoHas(ledger, SECOND)).toEqual({ waiting: [1, 2, 3] });
  });

  it('goes to whoever the server puts off only after the correction', async () => {
    const desk = await goingOut(3);
    const { ledger } = desk;
    const { worker, of } = await inHand(desk, 1);
    await ledger.record(worker, [], [of(1)], OUT);
    correct(desk, 'Both lanes are closed.');
    await desk.pass(OUT + MINUTE);
    await ledger.record(worker, [said(of(1), 'deferred', OUT + HOUR)], [], OUT + MINUTE);
    await serve(ledger, OUT + MINUTE);
    await desk.pass(OUT + HOUR);
    expect(await serve(ledger, OUT + HOUR)).toEqual([[SECOND, 1]]);
    expect(await whoHas(ledger, FIRST)).toEqual({});
  });

  it('goes to them also when all that was left was on its way', async () => {
    const desk = await goingOut(1);
    const { ledger } = desk;
    const { worker, of } = await inHand(desk, 1);
    await ledger.record(worker, [], [of(1)], OUT);
    correct(desk, 'Both lanes are closed.');
    await desk.pass(OUT + MINUTE);
    await ledger.record(worker, [said(of(1), 'deferred', OUT + MINUTE)], [], OUT + MINUTE);
    expect(await serve(ledger, OUT + MINUTE)).toEqual([[SECOND, 1]]);
  });

  it('is itself corrected: each reader has the one that was the newest', async () => {
    const desk = await goingOut(3);
    const { ledger } = desk;
    const first = await inHand(desk, 1);
    await ledger.record(first.worker, [], [first.of(1)], OUT);
    await ledger.record(first.worker, [said(first.of(1), 'accepted')], [], OUT);
    correct(desk, 'Both lanes are closed.');
    await desk.pass(OUT + MINUTE);
    const second = await inHand(desk, 1);
    await ledger.record(second.worker, [], [second.of(2)], OUT + MINUTE);
    correct(desk, 'Three lanes are closed.');
    await desk.pass(OUT + 2 * MINUTE);
    await ledger.record(second.worker, [said(second.of(2), 'accepted')], [], OUT + 2 * MINUTE);
    await serve(ledger, OUT + 2 * MINUTE);
    expect(await whoHas(ledger, FIRST)).toEqual({ accepted: [1] });
    expect(await whoHas(ledger, SECOND)).toEqual({ accepted: [2] });
    expect(await whoHas(ledger, THIRD)).toEqual({ accepted: [3] });
    expect(await standing(desk)).toEqual({
      [THIRD]: 'open',
      [SECOND]: `superseded: superseded by ${THIRD}`,
      [FIRST]: `superseded: superseded by ${SECOND}`,
    });
  });

  it('cannot leave before its pages are public, and a crash in between is made good by the next pass', async () => {
    const desk = await goingOut(3);
    const { ledger } = desk;
    // The page cannot be replaced: a folder with something in it stands in its place.
    rmSync(join(desk.root, PAGE));
    mkdirSync(join(desk.root, PAGE));
    writeFileSync(join(desk.root, PAGE, 'in-the-way'), '');
    correct(desk, 'Both lanes are closed.');
    await expect(desk.pass(OUT + MINUTE)).rejects.toThrow(/EISDIR|ENOTEMPTY|EEXIST|EPERM/);
    expect(await standing(desk)).toMatchObject({ [SECOND]: `stopped: ${PAGES_FIRST}` });
    expect(await whoHas(ledger, SECOND)).toEqual({ waiting: [1, 2, 3] });
    expect(await serve(ledger, OUT + MINUTE)).toEqual([]);
    rmSync(join(desk.root, PAGE), { recursive: true });
    await desk.pass(OUT + 2 * MINUTE);
    expect(desk.publicFiles().get(PAGE.slice('public/'.length))).toContain('Both lanes are closed.');
    expect(await serve(ledger, OUT + 2 * MINUTE)).toHaveLength(3);
    expect(await whoHas(ledger, SECOND)).toEqual({ accepted: [1, 2, 3] });
  });

  it('writes nothing of this in a dry run', async () => {
    const desk = await goingOut(3);
    correct(desk, 'Both lanes are closed.');
    const dry = await desk.pass(OUT + MINUTE, { dryRun: true });
    expect(dry.mailings).toMatchObject([{ edition: SECOND, state: 'corrected', audience: 3 }]);
    expect(await standing(desk)).toEqual({ [FIRST]: 'open' });
    expect(await whoHas(desk.ledger, FIRST)).toEqual({ waiting: [1, 2, 3] });
  });
});

describe('a corrected edition that has nobody to go to by itself', () => {
  it('is not mailed again when everybody has the first already, now or when its mailing is closed', async () => {
    const desk = await goingOut(3);
    const { ledger } = desk;
    await serve(ledger, OUT);
    correct(desk, 'Both lanes are closed.');
    const pass = await desk.pass(OUT + MINUTE);
    expect(pass.sealed).toEqual([SECOND]);
    expect(pass.mailings).toMatchObject([{ audience: 0, queued: 0 }]);
    await desk.pass(OUT + 40 * HOUR);
    expect(await standing(desk)).toEqual({ [FIRST]: 'done' });
    correct(desk, 'Three lanes are closed.');
    const later = await desk.pass(OUT + 41 * HOUR, { agreed: [KEY] });
    expect(later.mailings).toMatchObject([{ state: 'begun', queued: 0 }]);
    expect(await serve(ledger, OUT + 41 * HOUR)).toEqual([]);
    expect(await whoHas(ledger, FIRST)).toEqual({ accepted: [1, 2, 3] });
  });

  it('stays stopped when the first was stopped, until a person says yes to the newer one', async () => {
    const desk = await goingOut(3);
    const { ledger } = desk;
    await ledger.stopMailing(FIRST, 'a person said stop', OUT);
    correct(desk, 'Both lanes are closed.');
    for (const minutes of [1, 2, 3]) await desk.pass(OUT + minutes * MINUTE);
    expect(await standing(desk)).toMatchObject({ [SECOND]: 'stopped: a person said stop' });
    expect(await serve(ledger, OUT + 3 * MINUTE)).toEqual([]);
    await desk.pass(OUT + 4 * MINUTE, { agreed: [KEY] });
    expect(await serve(ledger, OUT + 4 * MINUTE)).toEqual([1, 2, 3].map((reader) => [SECOND, reader]));
  });

  it('stays late when the first had become late, and a yes sends what is newest at that moment', async () => {
    const desk = await goingOut(2);
    const { ledger } = desk;
    const late = await desk.pass(OUT + 37 * HOUR);
    expect(late.late).toMatchObject([{ edition: FIRST, state: 'late' }]);
    correct(desk, 'Both lanes are closed.');
    await desk.pass(OUT + 38 * HOUR);
    expect(await serve(ledger, OUT + 38 * HOUR)).toEqual([]);
    const asked = await desk.pass(OUT + 38 * HOUR + MINUTE);
    expect(asked.mailings).toMatchObject([{ edition: SECOND, state: 'late', mailing: { state: 'late' } }]);
    correct(desk, 'Three lanes are closed.');
    await desk.pass(OUT + 39 * HOUR, { agreed: [KEY] });
    expect(await serve(ledger, OUT + 39 * HOUR)).toEqual([1, 2].map((reader) => [THIRD, reader]));
  });
});

describe('a withdrawn release', () => {
  it('cancels what waits, in a worker’s hand too, and what the server puts off afterwards', async () => {
    const desk = await goingOut(5);
    const { ledger } = desk;
    const { worker, of } = await inHand(desk, 3);
    await ledger.record(worker, [], [of(1), of(2)], OUT);
    await ledger.record(worker, [said(of(1), 'accepted')], [], OUT);
    desk.write(PATH, releaseText({ status: 'withdrawn' }));
    await desk.pass(OUT + MINUTE);
    expect(await whoHas(ledger, FIRST)).toEqual({ accepted: [1], handing: [2], cancelled: [3, 4, 5] });
    expect((await ledger.record(worker, [], [of(3)], OUT + MINUTE)).marked).toEqual([false]);
    await ledger.record(worker, [said(of(2), 'deferred', OUT + HOUR)], [], OUT + MINUTE);
    await desk.pass(OUT + HOUR);
    expect(await serve(ledger, OUT + HOUR)).toEqual([]);
    expect(await whoHas(ledger, FIRST)).toEqual({ accepted: [1], cancelled: [2, 3, 4, 5] });
  });

  it('goes to those alone who have not had it when it is public again', async () => {
    const desk = await goingOut(4);
    const { ledger } = desk;
    const { worker, of } = await inHand(desk, 2);
    await ledger.record(worker, [], [of(1), of(2)], OUT);
    await ledger.record(worker, [said(of(1), 'accepted')], [], OUT);
    desk.write(PATH, releaseText({ status: 'withdrawn' }));
    await desk.pass(OUT + MINUTE);
    correct(desk, 'Both lanes are closed.');
    await desk.pass(OUT + 2 * MINUTE);
    await ledger.record(worker, [said(of(2), 'deferred', OUT + 2 * MINUTE)], [], OUT + 2 * MINUTE);
    await serve(ledger, OUT + 2 * MINUTE);
    expect(await whoHas(ledger, FIRST)).toEqual({ accepted: [1] });
    expect(await whoHas(ledger, THIRD)).toEqual({ accepted: [2, 3, 4] });
  });

  it('asks nobody for a yes when it is public again and everybody had it', async () => {
    const desk = await goingOut(2);
    await serve(desk.ledger, OUT);
    await desk.pass(OUT + 37 * HOUR);
    desk.remove(PATH);
    await desk.pass(OUT + 38 * HOUR);
    desk.write(PATH, releaseText({}));
    const back = await desk.pass(OUT + 39 * HOUR);
    expect(back.sealed).toEqual([THIRD]);
    expect(back.mailings).toMatchObject([{ state: 'begun' }]);
    await desk.pass(OUT + 40 * HOUR, { agreed: [KEY] });
    expect(await serve(desk.ledger, OUT + 40 * HOUR)).toEqual([]);
  });
});
