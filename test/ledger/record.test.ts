import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { openSqliteLedger } from '../../src/ledger/sqlite/open.ts';
import { STEPS } from '../../src/ledger/sqlite/steps.ts';
import { sha256 } from '../../src/model/record.ts';
import { scratch } from '../support/folder.ts';
import { anIssue, FRIDAY } from '../support/shelf.ts';
import { aSealing } from './records.ts';

it('refuses to change, to lose and to squeeze in an entry, whoever asks the database', async () => {
  const path = join(scratch(), 'newsdesk.db');
  const ledger = await openSqliteLedger(path);
  await ledger.seal([aSealing()]);
  await ledger.close();
  const raw = new DatabaseSync(path);
  const before = raw.prepare('SELECT * FROM record').all();
  const values = "0, 'w', '', '{}', '', ''";
  for (const sql of [
    "UPDATE record SET what = 'nothing' WHERE number = 2",
    'DELETE FROM record',
    `INSERT INTO record VALUES (9, ${values})`,
    `INSERT INTO record VALUES (0, ${values})`,
    `REPLACE INTO record VALUES (1, ${values})`,
  ]) {
    expect(() => raw.exec(sql), sql).toThrow(/record/);
  }
  expect(raw.prepare('SELECT * FROM record').all()).toEqual(before);
  raw.close();
});

it('begins the record of an older ledger with what was found in it', async () => {
  const path = join(scratch(), 'newsdesk.db');
  const raw = new DatabaseSync(path);
  for (const step of STEPS.slice(0, 3)) raw.exec(step);
  raw.exec(`CREATE TABLE migrations (number INTEGER PRIMARY KEY) STRICT; INSERT INTO migrations VALUES (1), (2), (3);
    INSERT INTO editions VALUES ('digest/9@1', 'digest/9', 1, 'd', 'p', 'digest/9.md', 1, 2, '["26-9"]');
    INSERT INTO bodies VALUES ('digest/9@1', '{"type":"issue","title":"Old"}', '<p>Old.</p>', 'Old.');
    INSERT INTO mailings (edition, publication, state, began_at, since, number)
      VALUES ('digest/9@1', 'digest/9', 'done', 3, 3, 1);`);
  raw.close();
  const ledger = await openSqliteLedger(path);
  await ledger.append([{ at: FRIDAY, what: 'approval', subject: 'digest/24', body: {} }]);
  await ledger.seal([aSealing(anIssue(24))]);
  expect(await ledger.recordEntries({}, 0, 99)).toMatchObject([
    { what: 'record begun', at: FRIDAY, body: { editionsBefore: 1 } },
    {
      what: 'edition',
      subject: 'digest/9@1',
      at: FRIDAY,
      body: { foundAsItWas: true, sealedAt: 2, title: 'Old', html: sha256('<p>Old.</p>') },
    },
    { what: 'mailing found', subject: 'digest/9@1', body: { state: 'done' } },
    { what: 'approval' },
    { what: 'edition', subject: 'digest/24@1' },
  ]);
  await ledger.close();
});
