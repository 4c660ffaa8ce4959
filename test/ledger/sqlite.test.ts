import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Ledger } from '../../src/ledger/ledger.ts';
import { LedgerError } from '../../src/ledger/ledger-error.ts';
import { Database } from '../../src/ledger/sqlite/database.ts';
import { STEPS } from '../../src/ledger/sqlite/steps.ts';
import { openSqliteLedger, type SqliteOptions } from '../../src/ledger/sqlite/open.ts';
import { scratch } from '../support/folder.ts';
import { aRelease, FRIDAY } from '../support/shelf.ts';
import { ledgerContract } from './contract.ts';
import { aSealing, subscribers } from './records.ts';

async function connect(path: string, options?: SqliteOptions): Promise<Ledger> {
  const ledger = await openSqliteLedger(path, options);
  onTestFinished(() => ledger.close());
  return ledger;
}

ledgerContract('sqlite', async () => {
  const path = join(scratch(), 'newsdesk.db');
  return { connect: () => connect(path) };
});

/** The error a promise rejects with; fails when it resolves. */
async function failure(promise: Promise<unknown>): Promise<LedgerError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof LedgerError)) throw new Error(`It should have been a LedgerError: ${String(error)}`);
  return error;
}

/** Starts one of the small programs beside this file; resolves when it says its first line. */
async function start(program: string, ...args: string[]) {
  const child = spawn(process.execPath, [join(import.meta.dirname, program), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line]: unknown[] = await once(child.stdout, 'data');
  return { child, line: String(line).trim() };
}

describe('a SQLite ledger file', () => {
  it('is for the eyes of its owner only', async () => {
    const path = join(scratch(), 'newsdesk.db');
    const ledger = await connect(path);
    await ledger.seal([aSealing()]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(`${path}-wal`).mode & 0o777).toBe(0o600);
  });

  it('holds everything that was reported done, also when the program never closes it', async () => {
    const folder = scratch();
    const ledger = await connect(join(folder, 'newsdesk.db'));
    await ledger.seal([aSealing()]);
    await ledger.subscribe(subscribers(3));
    await ledger.queue('digest/24@1', ['digest'], FRIDAY, FRIDAY);
    expect(existsSync(join(folder, 'newsdesk.db-wal'))).toBe(true);
    mkdirSync(join(folder, 'after'));
    for (const end of ['', '-wal']) {
      cpSync(join(folder, `newsdesk.db${end}`), join(folder, 'after', `newsdesk.db${end}`));
    }
    const after = await connect(join(folder, 'after', 'newsdesk.db'));
    expect(await after.tally('digest/24@1')).toMatchObject({ waiting: 3 });
  });

  it('can be made by two programs at the same moment', async () => {
    const path = join(scratch(), 'newsdesk.db');
    const ledgers = await Promise.all([start('opener.ts', path), start('opener.ts', path), connect(path)]);
    expect(ledgers[0].line).toBe('open');
    expect(ledgers[1].line).toBe('open');
    expect(await ledgers[2].heads()).toEqual([]);
  });

  it('is not changed by a look at it, not even by a file beside it', async () => {
    const folder = scratch();
    const path = join(folder, 'new desk?.db');
    const writer = await openSqliteLedger(path);
    await writer.seal([aSealing()]);
    await writer.close();
    const before = readFileSync(path);
    const reader = await openSqliteLedger(path, { readOnly: true });
    expect(await reader.heads()).toHaveLength(1);
    await reader.close();
    expect(readdirSync(folder)).toEqual(['new desk?.db']);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('is the same to one program in memory', async () => {
    const ledger = await connect(':memory:');
    await ledger.seal([aSealing()]);
    expect(await ledger.heads()).toHaveLength(1);
  });
});

describe('trouble with a SQLite ledger', () => {
  it('tells a file that is no database, and leaves it alone', async () => {
    const path = join(scratch(), 'newsdesk.db');
    const words = 'These are notes, not a database.\n'.repeat(200);
    writeFileSync(path, words);
    const error = await failure(openSqliteLedger(path));
    expect(error).toMatchObject({ fault: 'corrupt', fix: expect.stringContaining('backup') });
    expect(error.message).toContain(path);
    expect(readFileSync(path, 'utf8')).toBe(words);
  });

  it('tells a damaged database when it meets the damage', async () => {
    const path = join(scratch(), 'newsdesk.db');
    const ledger = await openSqliteLedger(path);
    await ledger.seal(Array.from({ length: 200 }, (_, index) => aSealing(aRelease(index))));
    await ledger.close();
    truncateSync(path, Math.floor(statSync(path).size / 2 / 4096) * 4096);
    const error = await failure(connect(path).then((damaged) => damaged.heads()));
    expect(error.fault).toBe('corrupt');
  });

  it.each(['{}', 'not JSON', '{"type":"release","title":7}'])(
    'tells a row that was tampered with: %s',
    async (content) => {
      const path = join(scratch(), 'newsdesk.db');
      const ledger = await connect(path);
      await ledger.seal([aSealing()]);
      const raw = new DatabaseSync(path);
      raw.prepare('UPDATE bodies SET content = ?').run(content);
      raw.close();
      expect(await failure(ledger.editions(['digest/24@1']))).toMatchObject({ fault: 'corrupt' });
    },
  );

  it('tells a folder that is missing, and a folder in its place', async () => {
    const folder = scratch();
    expect(await failure(openSqliteLedger(join(folder, 'none', 'newsdesk.db')))).toMatchObject({
      fault: 'missing',
    });
    expect(await failure(openSqliteLedger(folder))).toMatchObject({ fault: 'missing' });
    const reading = openSqliteLedger(join(folder, 'none.db'), { readOnly: true });
    expect(await failure(reading)).toMatchObject({ fault: 'missing' });
    expect(existsSync(join(folder, 'none.db'))).toBe(false);
  });

  it('refuses a database from a newer program', async () => {
    const path = join(scratch(), 'newsdesk.db');
    await (await openSqliteLedger(path)).close();
    const raw = new DatabaseSync(path);
    raw.exec('INSERT INTO migrations (number) VALUES (9999)');
    raw.close();
    const error = await failure(openSqliteLedger(path));
    expect(error).toMatchObject({ fault: 'newer', fix: expect.stringContaining('Update Newsdesk') });
  });

  it('refuses another program’s database', async () => {
    const path = join(scratch(), 'newsdesk.db');
    const raw = new DatabaseSync(path);
    raw.exec('CREATE TABLE recipes (name TEXT)');
    raw.close();
    expect(await failure(openSqliteLedger(path))).toMatchObject({ fault: 'foreign' });
  });

  it('says that another program holds it, while reading goes on', async () => {
    const path = join(scratch(), 'newsdesk.db');
    const ledger = await connect(path, { patience: 50 });
    await ledger.seal([aSealing()]);
    await start('holder.ts', path);
    expect(await failure(ledger.subscribe(subscribers(1)))).toMatchObject({ fault: 'locked' });
    expect(await ledger.heads()).toHaveLength(1);
  });

  it('changes nothing when it may only read', async () => {
    const path = join(scratch(), 'newsdesk.db');
    const writer = await connect(path);
    await writer.seal([aSealing()]);
    const reader = await connect(path, { readOnly: true });
    expect(await reader.heads()).toHaveLength(1);
    expect(await failure(reader.subscribe(subscribers(1)))).toMatchObject({ fault: 'read-only' });
  });

  it('asks for a right to write before it reads an old database', async () => {
    const path = join(scratch(), 'newsdesk.db');
    new DatabaseSync(path).close();
    writeFileSync(path, '');
    expect(await failure(openSqliteLedger(path, { readOnly: true }))).toMatchObject({ fault: 'read-only' });
  });

  it('undoes the whole step when the disk is full, and works again when it is not', async () => {
    const database = new Database(join(scratch(), 'small.db'), false, 0);
    onTestFinished(() => database.close());
    database.script('CREATE TABLE notes (text TEXT) STRICT; PRAGMA max_page_count = 20');
    const fill = () =>
      database.transaction(() => {
        for (let i = 0; i < 100; i += 1) database.run('INSERT INTO notes VALUES (?)', 'x'.repeat(4000));
      });
    expect(fill).toThrow(expect.objectContaining({ fault: 'full' }));
    database.script('PRAGMA max_page_count = 1000');
    expect(fill).not.toThrow();
  });
});

describe('a program killed between claim and verdict', () => {
  it('leaves exactly what it had marked as uncertain, to be named and never handed over again', async () => {
    const path = join(scratch(), 'newsdesk.db');
    const ledger = await connect(path);
    await ledger.seal([aSealing()]);
    await ledger.subscribe(subscribers(10));
    await ledger.queue('digest/24@1', ['digest'], FRIDAY, FRIDAY);
    const { child, line } = await start('claimer.ts', path, '3', String(FRIDAY));
    const marked: unknown = JSON.parse(line);
    child.kill('SIGKILL');
    await once(child, 'exit');
    const lost = await ledger.lose(await ledger.workers());
    expect(lost.map(({ subscriber }) => subscriber)).toEqual(marked);
    const rest = await ledger.claim(await ledger.enlist('other', FRIDAY), 100, FRIDAY + 60_001);
    expect(rest).toHaveLength(8);
    expect(await ledger.deliveries('digest/24@1', 'uncertain', 10)).toEqual(lost);
  });
});

describe('a ledger of the first version', () => {
  it('is brought up to date with everything that was mailed and deferred', async () => {
    const path = join(scratch(), 'newsdesk.db');
    const raw = new DatabaseSync(path);
    raw.exec(STEPS[0] ?? '');
    raw.exec(`CREATE TABLE migrations (number INTEGER PRIMARY KEY) STRICT;
      INSERT INTO migrations VALUES (1);
      INSERT INTO editions VALUES ('digest/24@1', 'digest/24', 1, 'd', 'p', 'digest/24.md', 1, 2, '[]', 3);
      INSERT INTO subscribers VALUES (1, 'a@example.org', 0, 'c', NULL), (2, 'b@example.org', 0, 'c', NULL),
        (3, 'c@example.org', 0, 'c', NULL);
      INSERT INTO deliveries VALUES
        ('digest/24', 1, 'digest/24@1', 'accepted', 1, 3, '250 Ok', NULL, NULL),
        ('digest/24', 2, 'digest/24@1', 'waiting', 2, 900, '450 Later', NULL, NULL),
        ('digest/24', 3, 'digest/24@1', 'handing', 1, 3, '', 'some-worker', 77);`);
    raw.close();
    const ledger = await connect(path);
    expect(await ledger.tally('digest/24@1')).toMatchObject({ accepted: 1, deferred: 1, uncertain: 1 });
    expect(await ledger.mailings(0)).toMatchObject([{ edition: 'digest/24@1', state: 'open', beganAt: 3 }]);
    expect(await ledger.deliveries('digest/24@1', 'waiting', 9)).toMatchObject([{ notBefore: 900 }]);
  });
});

describe('a ledger of the fifth version', () => {
  it('keeps every delivery as it stands, whatever its state is, and knows no other state', async () => {
    const path = join(scratch(), 'newsdesk.db');
    const raw = new DatabaseSync(path);
    for (const step of STEPS.slice(0, 5)) raw.exec(step);
    raw.exec(`CREATE TABLE migrations (number INTEGER PRIMARY KEY) STRICT;
      INSERT INTO migrations VALUES (1), (2), (3), (4), (5);
      INSERT INTO editions (key, publication, revision, digest, program, path, public_at, sealed_at, covers)
        VALUES ('digest/24@1', 'digest/24', 1, 'd', 'p', 'digest/24.md', 1, 2, '[]');`);
    const states = ['waiting', 'claimed', 'handing', 'accepted', 'refused', 'uncertain', 'cancelled'];
    for (const [index, state] of states.entries()) {
      const id = index + 1;
      raw.exec(`INSERT INTO subscribers (id, address, confirmed_at, consent) VALUES (${id}, 'r${id}@example.org', 0, 'c');
        INSERT INTO deliveries VALUES ('digest/24', ${id}, 'digest/24@1', '${state}', ${id}, 9, 'r', 7, 8);
        INSERT INTO rehearsals VALUES ('digest/24', ${id}, 'digest/24@1', '${state}', ${id}, 9, 'r', 7, 8);`);
    }
    const rows = (table: string) => raw.prepare(`SELECT * FROM ${table} ORDER BY subscriber`).all();
    const before = [rows('deliveries'), rows('rehearsals')];
    const ledger = await connect(path);
    expect([rows('deliveries'), rows('rehearsals')]).toEqual(before);
    expect(await ledger.deliveries('digest/24@1', 'refused', 9)).toMatchObject([{ subscriber: 5 }]);
    for (const table of ['deliveries', 'rehearsals']) {
      expect(() => raw.exec(`UPDATE ${table} SET state = 'gone'`), table).toThrow(/CHECK/);
    }
    raw.close();
  });
});
