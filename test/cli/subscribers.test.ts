import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSqliteLedger } from '../../src/ledger/sqlite/open.ts';
import { bundledNewsroom, finished, newsdesk, startNewsdesk, type Ran } from '../support/program.ts';

/** A newsroom with a list beside it, and the commands on it. */
function aRoom(table: string) {
  const root = bundledNewsroom();
  const list = join(root, 'list.csv');
  writeFileSync(list, table);
  const run = (...args: string[]): Promise<Ran> => newsdesk(root, ['subscribers', ...args]);
  return { root, list, run };
}

const EXPORTED = 'address,topics,confirmed,consent,language\n';

describe('subscribers import', () => {
  it('writes the rows that it left out to a file for its owner only, with formulas defused', async () => {
    const { list, run } = aRoom(
      'email,topics,Name\na@example.org,digest,Ann\n=1+1@example,digest,"Bob, jr"\na@example.org,,Ann again\nb@example.org,digset,Cy\n',
    );
    const { code, out } = await run('import', list);
    expect(code).toBe(1);
    expect(out).toContain('4 rows: 1 added, 2 left out for the findings above, 1 repeated.');
    expect(out).toContain('Columns that were not read: Name.');
    const rejects = `${list}.rejects.csv`;
    expect(statSync(rejects).mode & 0o777).toBe(0o600);
    expect(readFileSync(rejects, 'utf8').trim().split('\n')).toEqual([
      'line,what,fix,row',
      expect.stringMatching(/^3,.*not an address.*,"'=1\+1@example,digest,""Bob, jr"""$/),
      expect.stringMatching(/^5,.*not a topic.*Did you mean.*,"b@example\.org,digset,Cy"$/),
      expect.stringMatching(/^4,a…@example\.org stood on line 2 already,.*,"a@example\.org,,Ann again"$/),
    ]);
    writeFileSync(list, 'email\nc@example.org\n');
    expect((await run('import', list)).out).toBe('1 rows: 1 added.\n');
    expect(existsSync(rejects)).toBe(false);
  });

  it('shows the first findings of very many, and keeps the others for the file', async () => {
    const { list, run } = aRoom(`email\n${'nobody\n'.repeat(300)}`);
    const { out } = await run('import', list, '--rejects', `${list}.other.csv`);
    expect(out.match(/is not an address/g)).toHaveLength(20);
    expect(out).toContain('280 findings more.');
    expect(readFileSync(`${list}.other.csv`, 'utf8').trim().split('\n')).toHaveLength(301);
  });

  it('reads columns by the names that the officer gives them', async () => {
    const { list, run } = aRoom('Correo;Opt-in, date;Quelle\na@example.org;2026-01-02;=paper\n');
    const map = 'address=Correo,confirmed="Opt-in, date",consent=Quelle';
    expect((await run('import', list, '--map', map)).code).toBe(0);
    expect((await run('export')).out).toBe(
      `${EXPORTED}a@example.org,digest,2026-01-02T06:00:00.000Z,'=paper,\n`,
    );
    expect(await run('import', list, '--map', 'adress=Correo')).toMatchObject({ code: 2 });
    expect((await run('import', list, '--map', 'address=Mail')).out).toContain('Name one of: Correo');
  });

  it('changes nothing when the file cannot be read to its place', async () => {
    const { root, run } = aRoom('email\na@example.org\n');
    const { code, err } = await run('import', join(root, 'none.csv'));
    expect(code).toBe(1);
    expect(err).toContain('There is no such file');
    expect((await run('export')).out).toBe(EXPORTED);
  });

  it('leaves the list as it was or wholly changed when it is killed, and nothing beside it in the end', async () => {
    const many = 20_000;
    const rows = Array.from({ length: many }, (_, index) => `r${(index * 7919) % many}@example.org,releases`);
    const { root, list, run } = aRoom(`email,topics\nnobody,\n${rows.join('\n')}\n`);
    const before = join(root, 'before.csv');
    writeFileSync(before, 'email,topics\nr1@example.org,digest\nr2@example.org,digest\n');
    await run('import', before);
    const states = new Set<string>();
    const log = join(root, 'var/newsdesk.db-wal');
    // By the clock, and in the middle of the one transaction: when so many kilobytes of it are in the log.
    for (const when of [{ ms: 300 }, { ms: 450 }, { ms: 600 }, { kilobytes: 100 }, { kilobytes: 1000 }]) {
      const child = startNewsdesk(root, ['subscribers', 'import', list]);
      const end = finished(child);
      const timer = setInterval(() => {
        const size = statSync(log, { throwIfNoEntry: false })?.size ?? 0;
        if (when.ms !== undefined || size > when.kilobytes * 1000) child.kill('SIGKILL');
      }, when.ms ?? 1);
      await end;
      clearInterval(timer);
      const ledger = await openSqliteLedger(join(root, 'var/newsdesk.db'));
      const on = await ledger.subscribers(0, 2 * many);
      await ledger.close();
      const topics = new Set(on.flatMap((one) => one.topics));
      states.add(`${on.length} ${[...topics].join(' ')}`);
    }
    const whole = new Set(['2 digest', `${many} releases`]);
    expect([...states].filter((state) => !whole.has(state))).toEqual([]);
    await run('import', list);
    expect(readdirSync(root).filter((name) => name.includes('.tmp'))).toEqual([]);
    const { out } = await run('export');
    expect(out.trim().split('\n')).toHaveLength(many + 1);
  });
});

describe('subscribers export', () => {
  it('with --all moves the whole list, and those who left stay away there too', async () => {
    const { root, list, run } = aRoom('email,topics\na@example.org,digest\nb@example.org,releases\n');
    await run('import', list);
    await run('remove', 'b@example.org');
    const { out } = await run('export', '--all');
    expect(out).toContain('address,topics,confirmed,consent,language,left,why\n');
    expect(out).toMatch(/^b@example\.org,none,.*,removed$/m);
    const other = aRoom(out);
    expect((await other.run('import', other.list)).out).toBe(
      '2 rows: 1 added, 1 noted as away, as their row says.\n',
    );
    const again = await newsdesk(other.root, ['subscribers', 'import', join(root, 'list.csv')]);
    expect(again.out).toContain('1 stay away because they left the list');
  });
});

describe('subscribers show and forget', () => {
  it('shows what is held, forgets it, and lets no list bring the person back', async () => {
    const { list, run } = aRoom('email,topics,consent\nJane.Doe@example.org,digest,paper form of 12 May\n');
    await run('import', list);
    const shown = await run('show', 'jane.doe@EXAMPLE.org');
    expect(shown.out).toMatch(/topics +digest/);
    expect(shown.out).toContain('paper form of 12 May');
    const json = await run('show', 'jane.doe@example.org', '--json');
    expect(JSON.parse(json.out)).toMatchObject({ version: 1, person: { id: 1, topics: ['digest'] } });
    const forgotten = await run('forget', 'jane.doe@example.org');
    expect(forgotten.out).toMatch(/^Forgotten\. What waited[\s\S]*erased: address[\s\S]*stays: a keyed mark/);
    const gone = await run('show', 'jane.doe@example.org');
    expect(gone.out).toContain('only a keyed mark is held');
    expect(gone.out).not.toContain('12 May');
    expect((await run('import', list)).out).toContain('1 rows: 0 added, 1 stay away');
    expect((await run('export', '--all')).out.trim().split('\n')).toHaveLength(1);
  });

  it('says when nothing is held, and when it is no address', async () => {
    const { run } = aRoom('email\n');
    const nobody = await run('show', 'nobody@example.org');
    expect(nobody).toMatchObject({ code: 1, out: 'nobody@example.org\n  is not on the list\n' });
    expect((await run('forget', 'nobody@example.org')).out).toContain('Nothing was held of this address.');
    expect(await run('forget', 'not an address')).toMatchObject({ code: 2 });
  });
});

describe('subscribers tidy', () => {
  it('forgets who left longer ago than retention says, and nobody else', async () => {
    const { root, list, run } = aRoom(
      'email,left\na@example.org,2020-01-01\nb@example.org,2020-01-01\nc@example.org,\n',
    );
    await run('import', list);
    await run('remove', 'c@example.org');
    expect((await run('tidy')).out).toBe('2 people who left were forgotten\n');
    expect((await run('tidy')).out).toBe('Nothing was old enough to be tidied away.\n');
    const all = await run('export', '--all');
    expect(all.out.match(/@example\.org/g)).toHaveLength(1);
    const bytes = readFileSync(join(root, 'var/newsdesk.db'), 'latin1');
    expect(bytes).not.toContain('a@example.org');
  });
});
