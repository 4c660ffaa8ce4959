import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openNewsroom, openPress } from '../../src/app.ts';
import { approving } from '../../src/approving.ts';
import type { VerdictKind } from '../../src/model/delivery.ts';
import { silent } from '../../src/util/progress.ts';
import { correction, lift, recall, subjectOf } from '../../src/verbs.ts';
import { aSubscriber } from '../ledger/records.ts';
import { openDesk, releaseText, type TestDesk } from '../support/desk.ts';

const PATH = 'releases/2026-11-13-lane.md';
const PAGE = 'releases/2026-11-13-lane.html';
const NOON = Date.parse('2026-11-13T15:00:00-06:00');
const MINUTE = 60_000;
const BY = 'Lt. Erin Example';

async function press(desk: TestDesk) {
  const { opened } = openNewsroom(desk.root, {}, silent);
  if (!opened) throw new Error('newsdesk.yaml');
  return openPress(opened, desk.ledger);
}

async function subject(desk: TestDesk, at: number) {
  const found = await subjectOf(await press(desk), PATH, at);
  if (!found) throw new Error('no file');
  return found;
}

async function approve(desk: TestDesk, at: number): Promise<void> {
  const shown = await approving(await press(desk), PATH, { by: BY }, at);
  if (!shown?.write()) throw new Error(JSON.stringify(shown));
}

/** Hands over `count` deliveries of what is open, each with this verdict. */
async function deliver(desk: TestDesk, count: number, at: number, kind: VerdictKind = 'accepted') {
  const worker = await desk.ledger.enlist('test', at + 60 * MINUTE);
  const claims = await desk.ledger.claim(worker, count, at);
  await desk.ledger.record(worker, [], claims, at);
  const settlements = claims.map(({ edition, subscriber }) => {
    return { edition, subscriber, verdict: { kind, response: '' }, notBefore: at, attempt: true };
  });
  await desk.ledger.record(worker, settlements, [], at);
  await desk.ledger.retire(worker);
  return claims.map(({ edition, address }) => `${edition} ${address.replace('@example.org', '')}`);
}

/** A release that is out and queued for four readers, of whom two have it. */
async function halfway(): Promise<TestDesk> {
  const desk = await openDesk([], true);
  const readers = [1, 2, 3, 4].map((n) => aSubscriber(n, { topics: ['releases'], confirmedAt: 0 }));
  await desk.ledger.subscribe(readers);
  desk.write(PATH, releaseText({}, 'One lane of Link Avenue is closed until noon, they said.'));
  await approve(desk, NOON);
  await desk.pass(NOON + 15 * MINUTE);
  expect(await deliver(desk, 2, NOON + 16 * MINUTE)).toEqual([
    'release/26-901@1 reader1',
    'release/26-901@1 reader2',
  ]);
  return desk;
}

async function correct(desk: TestDesk, at: number, to: string, quiet = false): Promise<void> {
  const file = join(desk.root, PATH);
  const text = readFileSync(file, 'utf8');
  const start = text.lastIndexOf('closed until');
  writeFileSync(file, text.slice(0, start) + text.slice(start).replace(/closed until .*they said/, to));
  const made = await correction(
    await press(desk),
    await subject(desk, at),
    { note: 'The time.', by: BY, quiet },
    at,
  );
  expect(made.write()).toBe(true);
  await approve(desk, at);
}

it('a correction goes to those who have the wrong words, and the right words alone to those who had not', async () => {
  const desk = await halfway();
  await correct(desk, NOON + 20 * MINUTE, 'closed until one, they said');
  expect(await deliver(desk, 1, NOON + 21 * MINUTE)).toEqual(['release/26-901@1 reader3']);
  await desk.pass(NOON + 30 * MINUTE);
  const sent = await deliver(desk, 9, NOON + 31 * MINUTE);
  expect(sent.toSorted()).toEqual([
    'correction/release-26-901.2@1 reader1',
    'correction/release-26-901.2@1 reader2',
    'correction/release-26-901.2@1 reader3',
    'release/26-901@2 reader4',
  ]);
  const letter = await desk.ledger.letter('correction/release-26-901.2@1');
  expect(letter).toMatchObject({
    subject: 'CORRECTION: Lane closed on Link Avenue',
    inReplyTo: 'release/26-901',
  });
  expect(letter?.text).toMatch(/^CORRECTION: The time\.\n\* It said:/);
  expect((await desk.ledger.letter('release/26-901@2'))?.subject).toBe('Lane closed on Link Avenue');
  await desk.pass(NOON + 32 * MINUTE);
  expect(await deliver(desk, 9, NOON + 33 * MINUTE)).toEqual([]);
});

it('whoever was being served when it was corrected is told afterwards, and nobody twice', async () => {
  const desk = await halfway();
  const at = NOON + 25 * MINUTE;
  const worker = await desk.ledger.enlist('other', at + 60 * MINUTE);
  const [inHand] = await desk.ledger.claim(worker, 1, at);
  if (!inHand) throw new Error('nothing to claim');
  await desk.ledger.record(worker, [], [inHand], at);
  await correct(desk, NOON + 20 * MINUTE, 'closed until one, they said');
  await desk.pass(NOON + 30 * MINUTE);
  const verdict = { kind: 'accepted' as const, response: '' };
  const { edition, subscriber } = inHand;
  await desk.ledger.record(worker, [{ edition, subscriber, verdict, notBefore: at, attempt: true }], [], at);
  await desk.pass(NOON + 31 * MINUTE);
  await desk.pass(NOON + 32 * MINUTE);
  const sent = await deliver(desk, 9, NOON + 33 * MINUTE);
  expect(
    sent
      .filter((one) => one.startsWith('correction'))
      .map((one) => one.slice(-1))
      .toSorted(),
  ).toEqual(['1', '2', '3']);
});

it('what a killed program had in hand is told too, when the next one only looks hours later', async () => {
  const desk = await halfway();
  const at = NOON + 19 * MINUTE;
  const lost = await desk.ledger.enlist('lost', at + MINUTE);
  const claims = await desk.ledger.claim(lost, 1, at);
  await desk.ledger.record(lost, [], claims, at);
  await correct(desk, NOON + 20 * MINUTE, 'closed until one, they said');
  await desk.pass(NOON + 31 * MINUTE);
  const morning = NOON + 20 * 60 * MINUTE;
  expect(await desk.ledger.lose(await desk.ledger.workers())).toHaveLength(1);
  await desk.pass(morning);
  const told = (await deliver(desk, 9, morning)).filter((one) => one.startsWith('correction'));
  expect(told.map((one) => one.slice(-1)).toSorted()).toEqual(['1', '2', '3']);
});

it('a second correction goes to all who had anything, and takes the place of the first where that has not left', async () => {
  const desk = await halfway();
  await deliver(desk, 9, NOON + 17 * MINUTE);
  await correct(desk, NOON + 20 * MINUTE, 'closed until one, they said');
  await desk.pass(NOON + 30 * MINUTE);
  expect(await deliver(desk, 1, NOON + 31 * MINUTE)).toHaveLength(1);
  await correct(desk, NOON + 40 * MINUTE, 'closed until two, they said');
  await desk.pass(NOON + 50 * MINUTE);
  const sent = await deliver(desk, 9, NOON + 51 * MINUTE);
  expect(sent).toEqual([1, 2, 3, 4].map((n) => `correction/release-26-901.3@1 reader${n}`));
});

it('a quiet correction is mailed to nobody', async () => {
  const desk = await halfway();
  await correct(desk, NOON + 20 * MINUTE, 'closed until noon they said', true);
  await desk.pass(NOON + 30 * MINUTE);
  expect((await deliver(desk, 9, NOON + 31 * MINUTE)).toSorted()).toEqual([
    'release/26-901@2 reader3',
    'release/26-901@2 reader4',
  ]);
});

it('a kill stops what has not left at once, and tells everybody who had it, in the middle of a mailing', async () => {
  const desk = await halfway();
  const at = NOON + 20 * MINUTE;
  const reason = 'The street was named wrongly.';
  expect(await recall(await press(desk), await subject(desk, at), { verb: 'kill', reason, by: BY }, at)).toBe(
    2,
  );
  expect(await deliver(desk, 9, at)).toEqual([]);
  const pass = await desk.pass(at);
  expect(pass.standings).toMatchObject([{ state: 'withdrawn', verb: 'kill' }]);
  expect(desk.publicFiles().get(PAGE)).toContain(reason);
  expect(desk.publicFiles().has(`gone/${PAGE}`)).toBe(true);
  expect([...desk.publicFiles().values()].join()).not.toContain('Link Avenue');
  expect(await deliver(desk, 9, at + MINUTE)).toEqual([
    'kill/release-26-901.2@1 reader1',
    'kill/release-26-901.2@1 reader2',
  ]);
  const letter = await desk.ledger.letter('kill/release-26-901.2@1');
  expect(letter?.subject).toBe('KILL: Release 26-901');
  expect(letter?.text).not.toContain('Link Avenue');
});

it('a hold tells who had it, and its end sends the text again to them and to those who had not', async () => {
  const desk = await halfway();
  const at = NOON + 20 * MINUTE;
  await recall(await press(desk), await subject(desk, at), { verb: 'hold', reason: 'A doubt.', by: BY }, at);
  await desk.pass(at);
  expect(await deliver(desk, 9, at + MINUTE)).toEqual([
    'hold/release-26-901.2@1 reader1',
    'hold/release-26-901.2@1 reader2',
  ]);
  await lift(await press(desk), await subject(desk, at + 5 * MINUTE), BY, at + 5 * MINUTE);
  const pass = await desk.pass(at + 5 * MINUTE);
  expect(pass.findings).toEqual([]);
  expect(pass.sealed).toEqual(['release/26-901@3']);
  expect(desk.publicFiles().get(PAGE)).toContain('Link Avenue');
  expect((await deliver(desk, 9, at + 6 * MINUTE)).toSorted()).toEqual([
    'lifted/release-26-901.3@1 reader1',
    'lifted/release-26-901.3@1 reader2',
    'release/26-901@3 reader3',
    'release/26-901@3 reader4',
  ]);
});

it('whoever left the list is told nothing more', async () => {
  const desk = await halfway();
  await desk.ledger.leave(1, 'asked', NOON + 17 * MINUTE);
  const at = NOON + 20 * MINUTE;
  await recall(await press(desk), await subject(desk, at), { verb: 'kill', reason: 'A name.', by: BY }, at);
  await desk.pass(at);
  expect(await deliver(desk, 9, at + MINUTE)).toEqual(['kill/release-26-901.2@1 reader2']);
});

/** A release under embargo until Sunday noon, for two who agreed to keep it and one who asked for releases. */
async function embargoed(): Promise<TestDesk> {
  const desk = await openDesk([], true);
  await desk.ledger.subscribe([
    aSubscriber(1, { topics: ['embargo'], confirmedAt: 0 }),
    aSubscriber(2, { topics: ['embargo', 'releases'], confirmedAt: 0 }),
    aSubscriber(3, { topics: ['releases'], confirmedAt: 0 }),
  ]);
  const release = { release: "'2026-11-15 12:00 CST'", audience: '[embargo, subscribers]' };
  desk.write(PATH, releaseText(release, 'One lane of Link Avenue is closed until noon, they said.'));
  return desk;
}

const SUNDAY = Date.parse('2026-11-15T12:00:00-06:00');

it('an advance copy goes to those who keep embargoes, once it was approved and can not be stopped any more', async () => {
  const desk = await embargoed();
  await desk.pass(NOON);
  expect(await deliver(desk, 9, NOON)).toEqual([]);
  await approve(desk, NOON);
  await desk.pass(NOON + 9 * MINUTE);
  expect(await deliver(desk, 9, NOON)).toEqual([]);
  await desk.pass(NOON + 10 * MINUTE);
  await desk.pass(NOON + 11 * MINUTE);
  const sent = ['advance/release-26-901.1@1 reader1', 'advance/release-26-901.1@1 reader2'];
  expect(await deliver(desk, 9, NOON + 12 * MINUTE)).toEqual(sent);
  const letter = await desk.ledger.letter('advance/release-26-901.1@1');
  expect(letter?.subject).toBe('EMBARGOED: Lane closed on Link Avenue');
  expect(letter?.text.replaceAll('\n', ' ')).toMatch(
    /^EMBARGOED: Not for publication in any form before November 15, 2026, 12:00 PM CST\./,
  );
  expect([...desk.publicFiles().values()].join()).not.toContain('Link Avenue');
  await desk.pass(SUNDAY);
  expect(await deliver(desk, 9, SUNDAY)).toEqual(['release/26-901@1 reader2', 'release/26-901@1 reader3']);
});

it('a text that changes before its minute goes out again in advance, and a kill tells those who had it', async () => {
  const desk = await embargoed();
  await approve(desk, NOON);
  await desk.pass(NOON + 10 * MINUTE);
  await deliver(desk, 1, NOON + 11 * MINUTE);
  const file = join(desk.root, PATH);
  writeFileSync(file, readFileSync(file, 'utf8').replace('noon, they', 'one, they'));
  await approve(desk, NOON + 20 * MINUTE);
  await desk.pass(NOON + 30 * MINUTE);
  const second = ['advance/release-26-901.2@1 reader1', 'advance/release-26-901.2@1 reader2'];
  expect(await deliver(desk, 9, NOON + 31 * MINUTE)).toEqual(second);
  const at = NOON + 40 * MINUTE;
  await recall(await press(desk), await subject(desk, at), { verb: 'kill', reason: 'A name.', by: BY }, at);
  await desk.pass(at);
  expect(await deliver(desk, 9, at + MINUTE)).toEqual([
    'kill/release-26-901.0@1 reader1',
    'kill/release-26-901.0@1 reader2',
  ]);
  await desk.pass(SUNDAY);
  expect([...desk.publicFiles().values()].join()).not.toContain('Link Avenue');
  expect(await deliver(desk, 9, SUNDAY)).toEqual([]);
});

it('nobody can give themselves the desk’s trust, or lose it by choosing', async () => {
  const desk = await embargoed();
  await desk.ledger.choose(2, ['digest'], '');
  await desk.ledger.choose(3, ['digest', 'embargo'], '');
  expect((await desk.ledger.member(2))?.topics).toEqual(['digest', 'embargo']);
  expect((await desk.ledger.member(3))?.topics).toEqual(['digest']);
});
