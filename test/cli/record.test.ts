import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { filesBelow, releaseText } from '../support/desk.ts';
import { scratch } from '../support/folder.ts';
import { bundledNewsroom, newsdesk } from '../support/program.ts';

const PATH = 'releases/2026-11-20-lane.md';
const PAGE = 'public/releases/2026-11-20-lane.html';
const FIELDS = { date: '2026-11-20 09:00', number: '"26-901"' };

/** A newsroom whose release 26-901 was mailed and then corrected, with the page and a mail of each edition put by. */
async function aStory() {
  const root = bundledNewsroom();
  const run = (...args: string[]) => newsdesk(root, args);
  await run('subscribers', 'import', join(root, 'sample-subscribers.csv'));
  writeFileSync(join(root, PATH), releaseText(FIELDS));
  await run('publish', '--at', '2026-11-20 10:00');
  const copies = join(root, 'copies');
  cpSync(join(root, PAGE), join(copies, 'first.html'));
  cpSync(join(root, PAGE.replace('html', 'txt')), join(copies, 'first.txt'));
  const outbox = join(root, 'var/outbox/release-26-901@1');
  cpSync(join(outbox, readdirSync(outbox)[0] ?? ''), join(copies, 'first.eml'));
  const correction = {
    edition: 2,
    note: 'The lane is closed until one.',
    by: 'Lt. Erin Example',
    at: '2026-11-20T10:20:00-06:00',
  };
  const fields = { ...FIELDS, corrections: JSON.stringify([correction]) };
  writeFileSync(join(root, PATH), releaseText(fields, 'One lane of Link Avenue is closed until one.'));
  await run('publish', '--at', '2026-11-20 10:30');
  cpSync(join(root, PAGE), join(copies, 'second.html'));
  return { root, run, copy: (name: string) => join(copies, name) };
}

describe('newsdesk record and verify', () => {
  it('tell what went out, who answered for it and what was changed, and find any change of the bundle', async () => {
    const { root, run } = await aStory();
    const made = await run('record', '26-901');
    expect(made.code, made.err).toBe(0);
    const bundle = join(root, 'record-release-26-901');
    const readme = readFileSync(join(bundle, 'README.txt'), 'utf8');
    expect(readme).toMatch(/November 20, 2026 at 10:00 AM {2}Release 26-901, edition 1 was published/);
    expect(readme).toMatch(/Corrected in edition 2 by Lt. Erin Example.*: The lane is closed until one\./);
    expect(readme).toMatch(/Release 26-901, edition 1: .*\d+ accepted/);
    expect([...filesBelow(bundle).values()].join('\n')).not.toMatch(/city\.desk@|@example\.(org|com)/);

    // Elsewhere, without the newsroom.
    const away = scratch();
    cpSync(bundle, join(away, 'bundle'), { recursive: true });
    const verify = () => newsdesk(away, ['verify', join(away, 'bundle')]);
    expect(await verify()).toMatchObject({ code: 0, out: expect.stringContaining('unbroken') as unknown });
    for (const path of filesBelow(bundle).keys()) {
      const file = join(away, 'bundle', path);
      const bytes = readFileSync(file);
      const at = Math.floor(bytes.length / 2);
      writeFileSync(
        file,
        Buffer.concat([bytes.subarray(0, at), Buffer.from([0xff]), bytes.subarray(at + 1)]),
      );
      const { code, out } = await verify();
      expect(`${code} ${out}`, path).toMatch(/^1 .*BROKEN/);
      expect(out).toContain(path);
      writeFileSync(file, bytes);
    }
    expect((await verify()).code).toBe(0);
  }, 120_000);

  it('give addresses only when asked, and nothing for a question that is none', async () => {
    const { root, run } = await aStory();
    const made = await run('record', '26-901@1', '--out', join(root, 'one'), '--addresses');
    expect(made.out).toContain('addresses of subscribers');
    const csv = join(root, 'one/addresses.csv');
    expect(readFileSync(csv, 'utf8')).toMatch(
      /^edition,address,state\nrelease\/26-901@1,"[^"]+@[^"]+",accepted\n/,
    );
    expect(statSync(csv).mode & 0o777).toBe(0o600);
    const again = await run('record', '26-901@1', '--out', join(root, 'one'));
    expect(again).toMatchObject({ code: 2, err: expect.stringContaining('is there already') as unknown });
    const days = await run(
      'record',
      '--from',
      '2026-11-20',
      '--to',
      '2026-11-20',
      '--out',
      join(root, 'day'),
    );
    expect(days.out).toMatch(/\d\d entries/);
    expect((await run('verify', join(root, 'day'))).out).toContain('against the record of this newsroom');
    expect(await run('record', '--from', '2025-01-01', '--to', '2025-12-31')).toMatchObject({ code: 1 });
    for (const wrong of [
      [],
      ['nonsense'],
      ['26-901', '--from', '2026-11-20'],
      ['--from', '2026-02-30', '--to', '2026-03-01'],
    ]) {
      expect((await run('record', ...wrong)).code, wrong.join(' ')).toBe(2);
    }
    expect(existsSync(join(root, 'record-2025-01-01-2025-12-31'))).toBe(false);
  }, 120_000);

  it('find what somebody changed in the ledger itself, past every trigger', async () => {
    const { root, run } = await aStory();
    expect(await run('verify')).toMatchObject({ code: 0 });
    const raw = new DatabaseSync(join(root, 'var/newsdesk.db'));
    raw.exec(`DROP TRIGGER record_only_grows_1;
      UPDATE record SET body = replace(body, 'until one', 'until two') WHERE subject = 'release/26-901@2';
      UPDATE bodies SET text = 'Never said.' WHERE edition = 'release/26-901@1';`);
    raw.close();
    const { code, out } = await run('verify');
    expect(code).toBe(1);
    expect(out).toMatch(/entry \d+ \(edition release\/26-901@2\) was changed/);
    expect(out).toMatch(
      /release-26-901@1\/text-\w+\.txt: is not in the ledger any more as entry \d+ names it/,
    );
  }, 120_000);

  it('tell a newsroom whether its copy is right, from the ledger and from the public list', async () => {
    const { root, run, copy } = await aStory();
    const list = join(root, 'public/editions.json');
    for (const name of ['first.html', 'first.txt', 'first.eml']) {
      const own = await run('verify', copy(name));
      expect(own).toMatchObject({ code: 1, out: expect.stringContaining('CORRECTED since') as unknown });
      expect(own.out).toContain('It says: … Avenue is closed until one.');
      const away = await newsdesk(scratch(), ['verify', copy(name), '--list', list]);
      expect(away).toMatchObject({
        code: 1,
        out: expect.stringContaining('Edition 2 took its place.') as unknown,
      });
    }
    expect(await run('verify', copy('second.html'))).toMatchObject({
      code: 0,
      out: expect.stringContaining('GENUINE and current') as unknown,
    });

    const forged = copy('forged.html');
    writeFileSync(forged, readFileSync(copy('second.html'), 'utf8').replaceAll('until one', 'until nine'));
    const altered = await run('verify', forged);
    expect(altered).toMatchObject({ code: 1, out: expect.stringContaining('ALTERED') as unknown });
    expect(altered.out).toMatch(/It should say: .*UNTIL ONE\n +It says: .*UNTIL NINE/);
    writeFileSync(copy('other.txt'), 'Something else.');
    expect((await run('verify', copy('other.txt'))).out).toContain('UNKNOWN');

    const recall =
      '{ verb: kill, reason: It named the wrong road., by: Lt. Erin Example, at: "2026-11-20T10:40:00-06:00" }';
    const text = readFileSync(join(root, PATH), 'utf8').replace('\nkind:', `\nrecall: ${recall}\nkind:`);
    writeFileSync(join(root, PATH), text);
    await run('publish', '--at', '2026-11-20 10:45');
    for (const args of [[], ['--list', list]]) {
      expect((await run('verify', copy('second.html'), ...args)).out).toContain('KILLED: do not use it');
    }
  }, 120_000);

  it('ask the web for the list and for nothing else, and say when it is not to be had', async () => {
    const { root, run, copy } = await aStory();
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      const path = join(root, 'public', request.url ?? '');
      if (!existsSync(path)) response.writeHead(404).end();
      else response.end(readFileSync(path));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const at = `http://127.0.0.1:${port}`;
    const good = await run('verify', copy('second.html'), '--list', `${at}/editions.json`);
    expect(good, good.err).toMatchObject({ code: 0 });
    expect(asked).toEqual(['/editions.json', '/editions/2026.json']);
    expect((await run('verify', copy('second.html'), '--list', `${at}/nothing.json`)).err).toContain(
      'answers 404',
    );
    expect((await run('verify', copy('second.html'), '--list', `${at}/index.html`)).err).toContain(
      'is not JSON',
    );
    expect(
      (await run('verify', copy('second.html'), '--list', 'http://newsroom.example.gov/editions.json')).err,
    ).toContain('is no https address');
  }, 120_000);
});
