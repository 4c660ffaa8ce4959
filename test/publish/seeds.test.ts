import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSqliteLedger } from '../../src/ledger/sqlite/open.ts';
import { watchSeeds, type SeedWatch } from '../../src/publish/seeds.ts';
import { claimAndSettle, DIGEST } from '../ledger/queued.ts';
import { aSealing, aSubscriber, subscribers } from '../ledger/records.ts';
import { scratch } from '../support/folder.ts';
import { anIssue, FRIDAY } from '../support/shelf.ts';

const MINUTE = 60_000;
const SEEDS = [
  { name: 'Big Mail', address: 'seed@big.example' },
  { name: 'Other Mail', address: 'seed@other.example' },
];

/** A desk with two readers and its seeds, which were put on the list a day before the tests' Friday. */
async function aDesk() {
  const path = join(scratch(), 'newsdesk.db');
  const ledger = await openSqliteLedger(path);
  onTestFinished(() => ledger.close());
  await ledger.seal([aSealing()]);
  await ledger.subscribe(subscribers(2));
  const watch = (at: number, change: Partial<SeedWatch> = {}) =>
    watchSeeds(
      {
        ledger,
        settings: { seeds: SEEDS, seedsWithin: '30m' },
        topics: ['digest', 'releases'],
        markOf: (address) => `mark of ${address}`,
        desk: 'media@newsroom.example.gov',
        isConfirmed: true,
        ...change,
      },
      at,
    );
  await watch(FRIDAY - MINUTE);
  const raw = (sql: string) => {
    const database = new DatabaseSync(path);
    const rows = database.prepare(sql).all();
    database.close();
    return rows;
  };
  return { ledger, watch, raw };
}

describe('seeds', () => {
  it('get every edition as long as they stand in the settings, and are nobody who left', async () => {
    const { ledger, watch } = await aDesk();
    expect(await ledger.memberOf('seed@big.example')).toMatchObject({
      topics: ['digest', 'releases'],
      consent: 'seed of the desk',
    });
    await watch(FRIDAY, { settings: { seeds: SEEDS.slice(1), seedsWithin: '30m' } });
    expect(await ledger.memberOf('seed@big.example')).toBeUndefined();
    await watch(FRIDAY + 1);
    expect(await ledger.memberOf('seed@big.example')).toBeDefined();
    expect(await ledger.queue(DIGEST, ['digest'], FRIDAY + 1, FRIDAY + 1)).toBe(4);
    const events = (await ledger.events(99)).filter(({ what }) => what === 'seeds');
    expect(events.map(({ detail }) => detail)).toEqual([
      '1 added, 0 taken off',
      '0 added, 1 taken off',
      '2 added, 0 taken off',
    ]);
  });

  it('are no people: not counted, not listed, and no measure of an audience', async () => {
    const { ledger } = await aDesk();
    expect(await ledger.audience(['digest'], FRIDAY)).toBe(2);
    const people = ['reader1@example.org', 'reader2@example.org'];
    expect((await ledger.subscribers(0, 9)).map(({ address }) => address)).toEqual(people);
    expect((await ledger.everybody(0, 9)).map(({ address }) => address)).toEqual(people);
    expect(await ledger.queue(DIGEST, ['digest'], FRIDAY, FRIDAY)).toBe(4);
    expect(await ledger.mailing(DIGEST)).toMatchObject({ audience: 2 });
    expect(await ledger.audienceBefore(['digest'])).toEqual({ same: 2, any: 2 });
    expect(await ledger.longGone(FRIDAY + 1, 9)).toEqual([]);
  });

  it('that left, bounced or were forgotten stay away, and the desk hears of it once a week', async () => {
    const { ledger, watch, raw } = await aDesk();
    const bounced = await ledger.memberOf('seed@big.example');
    await ledger.leave(bounced?.id ?? 0, 'bounced', FRIDAY);
    await ledger.forget('seed@other.example', 'mark of seed@other.example', FRIDAY);
    for (const day of [0, 1, 7, 8]) await watch(FRIDAY + day * 24 * 60 * MINUTE);
    expect(await ledger.queue(DIGEST, ['digest'], FRIDAY, FRIDAY)).toBe(2);
    const notices = raw('SELECT words FROM notices').map(({ words }) => String(words));
    expect(notices.map((words) => words.split('\n')[0])).toEqual([
      'The test mailbox "Big Mail" gets nothing',
      'The test mailbox "Other Mail" gets nothing',
      'The test mailbox "Big Mail" gets nothing',
      'The test mailbox "Other Mail" gets nothing',
    ]);
    expect(notices[0]).toContain('Its address takes no mail');
  });

  it('leave a reader of the same address as they are', async () => {
    const { ledger, watch } = await aDesk();
    const seeds = [{ name: 'A reader', address: 'Reader1@example.org' }];
    await watch(FRIDAY, { settings: { seeds, seedsWithin: '30m' } });
    expect(await ledger.memberOf('reader1@example.org')).toMatchObject({ consent: 'import of list.csv' });
    await watch(FRIDAY, { settings: { seeds: [], seedsWithin: '30m' } });
    expect(await ledger.memberOf('reader1@example.org')).toBeDefined();
  });

  it('raise one alarm for each copy that was taken and not seen in time, and none for one that was', async () => {
    const { ledger, watch, raw } = await aDesk();
    await ledger.queue(DIGEST, ['digest'], FRIDAY, FRIDAY);
    expect(await watch(FRIDAY + 99 * MINUTE), 'what has not left cannot arrive').toEqual([]);
    await claimAndSettle(ledger, 4);
    expect(await watch(FRIDAY + 100 * MINUTE)).toEqual([]);
    expect(await watch(FRIDAY + 129 * MINUTE)).toEqual([]);
    raw(`INSERT INTO arrivals VALUES ('${DIGEST}', 'Big Mail', ${FRIDAY + 101 * MINUTE})`);
    for (const minute of [130, 131, 132]) {
      expect(await watch(FRIDAY + minute * MINUTE)).toMatchObject([{ edition: DIGEST, seed: 'Other Mail' }]);
    }
    const notices = raw('SELECT kind, address, words FROM notices');
    expect(notices).toHaveLength(1);
    expect(notices[0]).toMatchObject({
      kind: 'alarm',
      address: 'media@newsroom.example.gov',
      words: expect.stringMatching(/^digest\/24@1 was not seen at Other Mail\n\n/),
    });
    expect((await ledger.events(99)).filter(({ what }) => what === 'seed missing')).toHaveLength(1);
    raw(`INSERT INTO arrivals VALUES ('${DIGEST}', 'Other Mail', ${FRIDAY + 133 * MINUTE})`);
    expect(await watch(FRIDAY + 134 * MINUTE)).toEqual([]);
  });

  it('raise none where nothing tells what arrives', async () => {
    const { ledger, watch, raw } = await aDesk();
    await ledger.queue(DIGEST, ['digest'], FRIDAY, FRIDAY);
    await claimAndSettle(ledger, 4);
    for (const minute of [1, 90]) await watch(FRIDAY + minute * MINUTE, { isConfirmed: false });
    expect(raw('SELECT * FROM notices')).toEqual([]);
  });

  it('alone are nobody: an edition for them only waits for a person', async () => {
    const { ledger } = await aDesk();
    const limits = { share: 1, from: 1000 };
    await ledger.queue(DIGEST, ['digest'], FRIDAY, FRIDAY, limits);
    for (const id of [1, 2]) await ledger.leave(id, 'asked', FRIDAY);
    await ledger.seal([aSealing(anIssue(25))]);
    await ledger.queue('digest/25@1', ['digest'], FRIDAY, FRIDAY, limits);
    expect(await ledger.mailing('digest/25@1')).toMatchObject({
      state: 'stopped',
      why: 'it would go to nobody, the last one went to 2',
    });
    await ledger.subscribe([aSubscriber(3)]);
    await ledger.resumeMailing('digest/25@1', FRIDAY);
    expect(await ledger.mailing('digest/25@1')).toMatchObject({ state: 'open', audience: 1 });
  });
});
