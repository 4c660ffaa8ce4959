import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSqliteLedger } from '../../src/ledger/sqlite/open.ts';
import { scratch } from '../support/folder.ts';
import { FRIDAY } from '../support/shelf.ts';
import { aSealing, aSubscriber } from './records.ts';

const DAY = 86_400_000;

/** Addresses in an order that makes SQLite split and join its pages, as a real list does. */
function addressOf(count: number): string {
  return `reader${(count * 7919) % 10_007}x${count}@example.org`;
}

/** Which of these words stand anywhere in the files of a folder. */
function found(folder: string, words: readonly string[]): string[] {
  const bytes = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1').toLowerCase());
  return words.filter((word) => bytes.some((text) => text.includes(word.toLowerCase())));
}

describe('a person who was forgotten', () => {
  it('is in no byte of the ledger’s files any more, among many others who are', async () => {
    const folder = scratch();
    const ledger = await openSqliteLedger(join(folder, 'newsdesk.db'));
    onTestFinished(() => ledger.close());
    const people = Array.from({ length: 3000 }, (_, count) =>
      aSubscriber(count, { address: addressOf(count), consent: `form ${count} of ${addressOf(count)}` }),
    );
    await ledger.seal([aSealing()]);
    for (let at = 0; at < people.length; at += 500) await ledger.subscribe(people.slice(at, at + 500));
    await ledger.queue('digest/24@1', ['digest'], FRIDAY, FRIDAY);
    const gone = people.filter((_, index) => index % 30 === 0).map(({ address }) => address);
    expect(found(folder, gone)).toEqual(gone);
    for (const [index, address] of gone.entries()) await ledger.forget(address, `mark ${index}`, FRIDAY);
    expect(await ledger.eraseTraces()).toBe(true);
    expect(found(folder, gone)).toEqual([]);
    expect(await ledger.tally('digest/24@1')).toMatchObject({ cancelled: 100, waiting: 2900 });
  });

  it('is not in them either when an import brought them', async () => {
    const folder = scratch();
    const ledger = await openSqliteLedger(join(folder, 'newsdesk.db'));
    onTestFinished(() => ledger.close());
    const rows = Array.from({ length: 2000 }, (_, count) => {
      return { ...aSubscriber(count, { address: addressOf(count) }), line: count + 2, raw: addressOf(count) };
    });
    await ledger.beginImport();
    await ledger.layAside(rows);
    await ledger.finishImport('list.csv', (address) => address, FRIDAY);
    const gone = rows.filter((_, index) => index % 50 === 0).map(({ address }) => address);
    for (const [index, address] of gone.entries()) await ledger.forget(address, `mark ${index}`, FRIDAY);
    await ledger.eraseTraces();
    expect(found(folder, gone)).toEqual([]);
  });

  it('takes their requests, notices and the words of what came back along', async () => {
    const folder = scratch();
    const path = join(folder, 'newsdesk.db');
    const ledger = await openSqliteLedger(path);
    onTestFinished(() => ledger.close());
    await ledger.subscribe([aSubscriber(1), aSubscriber(2)]);
    const raw = new DatabaseSync(path);
    raw.exec(RECORDS);
    raw.close();
    const dossier = await ledger.dossier('reader1@example.org', 'm', 9);
    expect(dossier.requests).toMatchObject([
      { kind: 'move', topics: [] },
      { kind: 'join', topics: ['digest'] },
    ]);
    expect(dossier.notices).toMatchObject([{ kind: 'confirm', state: 'accepted' }]);
    expect(dossier.returns).toMatchObject([{ kind: 'hard', status: '5.1.1', edition: 'digest/24@1' }]);
    const forgotten = await ledger.forget('reader1@example.org', 'm', FRIDAY);
    expect(forgotten).toMatchObject({ subscriber: 1, requests: 2, notices: 2, returns: 1 });
    await ledger.eraseTraces();
    expect(found(folder, ['reader1@', 'elsewhere@example', 'no such user'])).toEqual([]);
    expect(found(folder, ['reader2@'])).toEqual(['reader2@']);
    const counts = new DatabaseSync(path, { readOnly: true });
    expect(counts.prepare('SELECT count(*) AS count FROM returns').get()).toEqual({ count: 1 });
    counts.close();
  });

  it('stays in the log while another program reads an older state, and goes with the next call', async () => {
    const folder = scratch();
    const path = join(folder, 'newsdesk.db');
    const ledger = await openSqliteLedger(path, { patience: 20 });
    onTestFinished(() => ledger.close());
    await ledger.subscribe([aSubscriber(1)]);
    const reader = new DatabaseSync(path);
    reader.exec('BEGIN; SELECT count(*) FROM subscribers');
    await ledger.forget('reader1@example.org', 'm', FRIDAY);
    expect(await ledger.eraseTraces()).toBe(false);
    reader.close();
    expect(await ledger.eraseTraces()).toBe(true);
    expect(found(folder, ['reader1@'])).toEqual([]);
    expect(existsSync(`${path}-wal`)).toBe(true);
  });
});

describe('what is old enough', () => {
  it('is deleted a few at a time, and nothing that is younger or under way', async () => {
    const path = join(scratch(), 'newsdesk.db');
    const ledger = await openSqliteLedger(path);
    onTestFinished(() => ledger.close());
    await ledger.subscribe([aSubscriber(1), aSubscriber(2)]);
    const raw = new DatabaseSync(path);
    raw.exec(RECORDS);
    raw.close();
    const before = FRIDAY + DAY;
    expect(await ledger.tidyRequests(before, 1)).toBe(1);
    expect(await ledger.tidyRequests(before, 9)).toBe(1);
    expect(await ledger.tidyRequests(before, 9)).toBe(0);
    expect(await ledger.tidyNotices(before, 9)).toBe(1);
    expect(await ledger.tidyReturns(before, 9)).toBe(1);
    expect(await ledger.tidyReturns(before, 9)).toBe(0);
    const { notices, requests } = await ledger.dossier('reader1@example.org', 'm', 9);
    expect(notices).toEqual([]);
    expect(requests).toEqual([]);
    expect((await ledger.dossier('reader2@example.org', 'm', 9)).requests).toHaveLength(1);
  });
});

/** What the other parts of the program would have written of two readers; only the first one's is old. */
const RECORDS = `
  INSERT INTO requests (kind, address, subscriber, topics, language, asked_at, until, done_at) VALUES
    ('join', 'Reader1@example.org', NULL, '["digest"]', '', ${FRIDAY - DAY}, ${FRIDAY}, ${FRIDAY}),
    ('move', 'elsewhere@example.org', 1, '[]', '', ${FRIDAY - DAY}, ${FRIDAY}, NULL),
    ('join', 'reader2@example.org', NULL, '["digest"]', '', ${FRIDAY}, ${FRIDAY + 3 * DAY}, NULL);
  INSERT INTO notices (kind, address, about, words, state, posted_at) VALUES
    ('confirm', 'reader1@example.org', 1, '', 'accepted', ${FRIDAY}),
    ('probe', 'other1@example.org', 1, '', 'waiting', ${FRIDAY});
  INSERT INTO returns (key, at, source, kind, subscriber, edition, status, words) VALUES
    ('k1', ${FRIDAY}, 'imap', 'hard', 1, 'digest/24@1', '5.1.1', 'no such user');`;
