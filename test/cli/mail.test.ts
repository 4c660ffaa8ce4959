import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { openSqliteLedger } from '../../src/ledger/sqlite/open.ts';
import { DROP, SILENCE, scriptedSmtp } from '../mail/scripted-smtp.ts';
import { filesBelow } from '../support/desk.ts';
import { bundledNewsroom, finished, newsdesk, startNewsdesk } from '../support/program.ts';

const AT = ['publish', '--at', '2026-11-20 10:00'];
const DIGEST = 'digest/24@1';
const DRAFT = 'releases/2026-12-01-winter-coat-collection.md';

/** The bundled newsroom with its list; 19 of it asked for the Digest. */
async function withList(): Promise<string> {
  const root = bundledNewsroom();
  await newsdesk(root, ['subscribers', 'import', join(root, 'sample-subscribers.csv')]);
  return root;
}

async function tally(root: string, edition = DIGEST) {
  const ledger = await openSqliteLedger(join(root, 'var/newsdesk.db'));
  const found = await ledger.tally(edition);
  await ledger.close();
  return found;
}

type Status = {
  uncertain: { edition: string; address: string }[];
  mailings: { edition: string; audience: number; perMinute: number }[];
  asking: { publication: string; why: string }[];
  relays: { name: string }[];
};

async function statusOf(root: string): Promise<Status> {
  return JSON.parse((await newsdesk(root, ['status', '--json'])).out) as Status;
}

describe('status', () => {
  it('names what is uncertain, and what the mail server said, for a person to act on', async () => {
    const root = await withList();
    const server = await scriptedSmtp((to) => (to.startsWith('r') ? {} : { dot: DROP }));
    const { code } = await newsdesk(root, AT, { SMTP_URL: server.url });
    expect(code).toBe(1);
    const { uncertain } = await tally(root);
    expect(uncertain).toBeGreaterThan(0);
    const { out } = await newsdesk(root, ['status']);
    const status = await statusOf(root);
    expect(status.uncertain).toHaveLength(uncertain);
    expect(out).toMatch(/Needs you[\s\S]*uncertain[\s\S]*never sent again by/);
    for (const { address } of status.uncertain) expect(out).toContain(address);
    expect(out).toContain('did not say whether it took it');
    expect(out).toContain('is in trouble; mail waits and is tried again by itself');
  });

  it('shows how far another program is, with a bar, while it delivers and after it was killed', async () => {
    const root = await withList();
    await newsdesk(root, AT, { SMTP_URL: 'smtp://127.0.0.1:9' });
    await goOn(root);
    const server = await scriptedSmtp(() => (server.arrivals.length < 8 ? {} : { RCPT: SILENCE }));
    const child = startNewsdesk(root, ['deliver'], { SMTP_URL: server.url });
    const end = finished(child);
    while (server.arrivals.length < 8) await new Promise((turn) => void setTimeout(turn, 5));
    const during = await newsdesk(root, ['status']);
    child.kill('SIGKILL');
    await end;
    const after = await newsdesk(root, ['status']);
    for (const { out } of [during, after]) {
      expect(out).toMatch(/On its way[\s\S]*\n {2}digest\/24@1 {2}/);
      expect(out).toMatch(/█+░+ {2}\d+ of (19|12) \(\d+ %\)/);
    }
    expect((await statusOf(root)).mailings.find(({ edition }) => edition === DIGEST)).toMatchObject({
      audience: 19,
    });
  });

  it('asks for a yes to what is late, as the log does, and the yes sends it', async () => {
    const root = await withList();
    await newsdesk(root, ['publish', '--at', '2026-11-19 10:00']);
    const late = await newsdesk(root, ['publish', '--at', '2026-11-23 10:00']);
    expect(late.out).toMatch(
      /digest\/24 +not mailed: it was due .* say yes with "newsdesk publish --late digest\/24"/,
    );
    const yes = await newsdesk(root, ['publish', '--at', '2026-11-23 10:01', '--late', 'digest/24']);
    expect(yes.out).toMatch(/19 accepted/);
    const again = await newsdesk(root, ['publish', '--at', '2026-11-23 10:02', '--late', 'digest/24']);
    expect(again.out).not.toMatch(/digest\/24 +not mailed/);
    expect(filesBelow(join(root, 'var/outbox/digest-24@1')).size).toBe(19);
  });

  it('writes nothing', async () => {
    const root = await withList();
    await newsdesk(root, AT);
    const before = filesBelow(root);
    await newsdesk(root, ['status']);
    expect([...filesBelow(root).keys()]).toEqual([...before.keys()]);
  });
});

/** As if the server had been down a moment ago: nothing is late, and it may be tried. */
async function goOn(root: string): Promise<void> {
  const ledger = await openSqliteLedger(join(root, 'var/newsdesk.db'));
  for (const { name } of await ledger.relays()) await ledger.relayWell(name);
  for (const { edition } of await ledger.mailings(0)) {
    await ledger.stopMailing(edition, 'a test', Date.now());
    await ledger.resumeMailing(edition, Date.now());
  }
  await ledger.close();
}

describe('a server that wants nothing of us', () => {
  it('stops the edition, and the officer is told what it said and how to go on', async () => {
    const root = await withList();
    const server = await scriptedSmtp({ MAIL: '550 5.7.1 You are not allowed to send' });
    const { code, out } = await newsdesk(root, AT, { SMTP_URL: server.url });
    expect(code).toBe(1);
    expect(out).toMatch(
      /digest\/24@1 +stopped: the mail server refuses it: .*550 5\.7\.1 You are not allowed to send; when that is settled: "newsdesk publish --late digest\/24"/,
    );
    expect(await tally(root)).toMatchObject({ waiting: 19, refused: 0 });
    const { out: status } = await newsdesk(root, ['status']);
    expect(status).toMatch(/Needs you\n[\s\S]*digest\/24 .*\n +not mailed: the mail server refuses it/);
    const well = await scriptedSmtp({});
    await newsdesk(root, [...AT, '--late', 'digest/24'], { SMTP_URL: well.url });
    expect(await tally(root)).toMatchObject({ accepted: 19 });
  });
});

describe('a worker alone', () => {
  it('sends nothing that became late while nobody was there', async () => {
    const root = await withList();
    await newsdesk(root, AT, { SMTP_URL: 'smtp://127.0.0.1:9' });
    const { out } = await newsdesk(root, ['deliver']);
    expect(out).toContain('Nothing was due');
    expect(await tally(root)).toMatchObject({ waiting: 19, accepted: 0 });
    expect((await statusOf(root)).asking).toContainEqual({
      publication: 'digest/24',
      title: 'More officers where the shoppers are',
      why: 'it was not through after 36h',
    });
  });
});

describe('redirected mail', () => {
  it('goes to one address, says so, changes nothing for the readers, and settles nothing', async () => {
    const root = await withList();
    const server = await scriptedSmtp({});
    const env = { SMTP_URL: server.url, MAIL_REDIRECT_TO: 'me@example.gov' };
    const first = await newsdesk(root, AT, env);
    expect(first.out).toContain('everything to m…@example.gov');
    expect(server.arrivals.length).toBeGreaterThanOrEqual(19);
    expect(new Set(server.arrivals.map(({ to }) => to.join()))).toEqual(new Set(['me@example.gov']));
    const links = new Set<string>();
    for (const { bytes } of server.arrivals) {
      const mail = await PostalMime.parse(bytes);
      expect(mail.subject).toMatch(/^\[Redirected\] /);
      expect(mail.to).toEqual([{ name: '', address: 'me@example.gov' }]);
      links.add(mail.headers.find(({ key }) => key === 'list-unsubscribe')?.value ?? '');
    }
    expect(links.size).toBe(1);
    expect(await tally(root)).toMatchObject({ waiting: 19, accepted: 0 });
    const count = server.arrivals.length;
    await newsdesk(root, AT, env);
    expect(server.arrivals).toHaveLength(count);
    await newsdesk(root, AT, { SMTP_URL: server.url });
    expect(await tally(root)).toMatchObject({ waiting: 0, accepted: 19 });
    expect(server.arrivals.slice(count).some(({ to }) => to.includes('me@example.gov'))).toBe(false);
  });

  it('is refused when the address is none, before anything goes out', async () => {
    const root = await withList();
    const { code, out } = await newsdesk(root, AT, { MAIL_REDIRECT_TO: 'everybody' });
    expect(code).toBe(1);
    expect(out).toContain('MAIL_REDIRECT_TO is "everybody", which is no address');
    expect(filesBelow(join(root, 'var/outbox')).size).toBe(0);
  });
});

describe('a test copy', () => {
  it('shows a draft as it would go out, with its audience, and records nothing', async () => {
    const root = await withList();
    const server = await scriptedSmtp({});
    const args = ['test-send', join(root, DRAFT), '--to', 'me@example.gov'];
    const { code, out } = await newsdesk(root, args, { SMTP_URL: server.url });
    expect(code).toBe(0);
    expect(out).toMatch(/release\/26-120@1 .*\nWould go to 7 subscribers \(releases, kind:event\)\./);
    const [arrival] = server.arrivals;
    expect(server.arrivals).toHaveLength(1);
    expect(arrival?.to).toEqual(['me@example.gov']);
    const mail = await PostalMime.parse(arrival?.bytes ?? '');
    expect(mail.subject).toMatch(/^\[Test\] Winter coats/);
    expect(filesBelow(join(root, 'public')).size).toBe(0);
    const ledger = await openSqliteLedger(join(root, 'var/newsdesk.db'));
    expect(await ledger.heads()).toEqual([]);
    await ledger.close();
  });

  it('goes with its findings, and says that it would not go out as it stands', async () => {
    const root = await withList();
    const path = join(root, DRAFT);
    writeFileSync(path, `${readFileSync(path, 'utf8')}\nTK the number of coats.\n`);
    const { code, out } = await newsdesk(root, ['test-send', path, '--to', 'me@example.gov']);
    expect(code).toBe(1);
    expect(out).toMatch(/leftover|TK/);
    expect(out).toContain('It would not go out as it stands');
    expect(out).toContain('One copy to me@example.gov');
  });

  it.each([
    [['test-send', 'releases/none.md', '--to', 'me@example.gov'], 'is no release and no issue'],
    [['test-send', DRAFT, '--to', 'me@example.gov, you@example.gov'], 'takes one plain address'],
    [['test-send', DRAFT], '--to'],
  ])('is not sent when the command is used wrongly: %j', async (args, words) => {
    const root = await withList();
    const { code, err } = await newsdesk(root, args);
    expect(code).toBe(2);
    expect(err).toContain(words);
  });
});

describe('secrets', () => {
  it('are in no output, no log, no status and no argument of a process', async () => {
    const root = await withList();
    const server = await scriptedSmtp({
      EHLO: '250-scripted.example\r\n250 AUTH PLAIN',
      RCPT: '550 5.7.1 s3cret-word is wrong',
    });
    const SMTP_URL = server.url.replace('smtp://', 'smtp://desk:s3cret-word@');
    const child = startNewsdesk(root, ['run', '--no-site'], { SMTP_URL });
    const end = finished(child);
    const { out, err } = await newsdesk(root, AT, { SMTP_URL });
    const line = readFileSync(`/proc/${child.pid}/cmdline`, 'utf8');
    child.kill('SIGTERM');
    const log = await end;
    const status = await newsdesk(root, ['status'], { SMTP_URL });
    const json = await newsdesk(root, ['status', '--json'], { SMTP_URL });
    const all = [out, err, line, log.out, log.err, status.out, status.err, json.out].join('\n');
    expect(all).not.toContain('s3cret-word');
  });
});

describe('the keys that mail is signed with', () => {
  it('are an error at the start when they are bad: nothing goes out unsigned', async () => {
    const root = await withList();
    writeFileSync(join(root, 'weak.pem'), pem(1024));
    for (const [keys, words] of [
      ['nd26=weak.pem', /1024/],
      ['nd26=none.pem', /cannot be read: ENOENT/],
      ['nd26', /not of the form selector=path/],
    ] as const) {
      const { code, out, err } = await newsdesk(root, AT, { DKIM_KEYS: keys });
      expect(code).toBe(1);
      expect(out + err).toMatch(words);
    }
    expect(filesBelow(join(root, 'var/outbox')).size).toBe(0);
  });

  it('sign every copy when they are good', async () => {
    const root = await withList();
    writeFileSync(join(root, 'good.pem'), pem(2048));
    await newsdesk(root, AT, { DKIM_KEYS: 'nd26=good.pem' });
    const mails = [...filesBelow(join(root, 'var/outbox'))];
    expect(mails.length).toBeGreaterThanOrEqual(19);
    expect(mails.filter(([, text]) => !text.includes('s=nd26;')).map(([name]) => name)).toEqual([]);
  });
});

function pem(modulusLength: number): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}
