import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadKeys } from '../../src/audience/key-file.ts';
import { signToken } from '../../src/audience/tokens.ts';
import { openSqliteLedger } from '../../src/ledger/sqlite/open.ts';
import type { Subscriber } from '../../src/model/subscriber.ts';
import { dsn, failed, message } from '../inbox/desk.ts';
import { scriptedImap } from '../inbox/sources/scripted-imap.ts';
import { scriptedSmtp } from '../mail/scripted-smtp.ts';
import { bundledNewsroom, newsdesk, startNewsdesk } from '../support/program.ts';
import { piped } from '../support/piped.ts';

/** The bundled newsroom with its list. `sources` is what is read, as a line of newsdesk.yaml. */
async function withList(sources = '[]'): Promise<string> {
  const root = bundledNewsroom();
  const path = join(root, 'newsdesk.yaml');
  writeFileSync(path, `${readFileSync(path, 'utf8')}\ninbox:\n  sources: ${sources}\n`);
  await newsdesk(root, ['subscribers', 'import', join(root, 'sample-subscribers.csv')]);
  return root;
}

async function addressOf(root: string, subscriber: number): Promise<string | undefined> {
  const ledger = await openSqliteLedger(join(root, 'var/newsdesk.db'));
  const member = await ledger.member(subscriber);
  await ledger.close();
  return member?.address;
}

async function everybody(root: string): Promise<Subscriber[]> {
  const ledger = await openSqliteLedger(join(root, 'var/newsdesk.db'));
  const all = await ledger.subscribers(0, 1000);
  await ledger.close();
  return all;
}

/** A report that the address of a subscriber is not there, sent to their return path. */
async function bounceOf(root: string, subscriber: number): Promise<{ bytes: Uint8Array; to: string }> {
  const [key] = loadKeys(join(root, 'var/key'));
  const to = `bounces+${signToken(key, 'bounce', subscriber, 0)}@newsroom.example.gov`;
  const address = (await addressOf(root, subscriber)) ?? '';
  return { bytes: dsn({ to, recipients: [failed(address, '5.1.1', '550 5.1.1 User unknown')] }), to };
}

describe('newsdesk inbox read', () => {
  it('takes the message on standard input', async () => {
    const root = await withList();
    const { bytes } = await bounceOf(root, 1);
    const { code, out } = await piped(root, ['inbox', 'read'], bytes);
    expect(out).toBe('1 address that takes no mail.\n  1 off the list because their address takes no mail\n');
    expect(code).toBe(0);
    expect(await addressOf(root, 1)).toBeUndefined();
    expect((await piped(root, ['inbox', 'read'], bytes)).out).toContain('1 known already');
  });

  it('knows whose it is from what the mail server says beside it', async () => {
    const root = await withList();
    const { to } = await bounceOf(root, 2);
    const plain = message(
      'From: MAILER-DAEMON@x.example',
      'Subject: failure notice',
      '',
      '550 5.1.1 no such user',
    );
    await piped(root, ['inbox', 'read', '--to', to], plain);
    expect(await addressOf(root, 2)).toBeUndefined();
  });

  it('keeps what it cannot read, and what a person wrote, for a person; once, however often it comes', async () => {
    const root = await withList();
    const letter = message('From: jane@example.org', 'Subject: Thank you', '', 'You do good work.');
    for (const bytes of [Buffer.alloc(100_000, 0), letter, letter]) {
      const { code, out } = await piped(root, ['inbox', 'read'], bytes);
      expect(out).toContain('aside for a person to read');
      expect(code).toBe(0);
    }
    const kept = readdirSync(join(root, 'var/aside')).map((name) =>
      readFileSync(join(root, 'var/aside', name)),
    );
    expect(kept).toHaveLength(2);
    expect(kept.some((bytes) => bytes.equals(letter))).toBe(true);
  });

  it('asks the mail server to come again (75) while the ledger is locked, and when it is not set up', async () => {
    const root = await withList();
    const { bytes } = await bounceOf(root, 1);
    const other = new DatabaseSync(join(root, 'var/newsdesk.db'));
    onTestFinished(() => other.close());
    other.exec('BEGIN EXCLUSIVE');
    const { code, err } = await piped(root, ['inbox', 'read'], bytes);
    expect(code).toBe(75);
    expect(err).toContain('in use by another program');
    other.exec('ROLLBACK');
    writeFileSync(join(root, 'newsdesk.yaml'), 'newsroom: no\n');
    expect((await piped(root, ['inbox', 'read'], bytes)).code).toBe(75);
  });
});

describe('newsdesk inbox', () => {
  it('reads every source and says what came of it; one that cannot be read is an exit of 1', async () => {
    const root = await withList('[{ folder: var/in }, { maildir: var/nowhere }]');
    mkdirSync(join(root, 'var/in'));
    writeFileSync(join(root, 'var/in/1.eml'), (await bounceOf(root, 1)).bytes);
    const { code, out, err } = await newsdesk(root, ['inbox']);
    expect(code).toBe(1);
    expect(out).toMatch(/^1 address that takes no mail \(folder var\/in, maildir var\/nowhere\)\./);
    expect(err).toMatch(/maildir var\/nowhere cannot be read[\s\S]*do:/);
    expect(readdirSync(join(root, 'var/in/done'))).toEqual(['1.eml']);
    const again = JSON.parse((await newsdesk(root, ['inbox', '--json'])).out) as { kinds: object };
    expect(again).toMatchObject({ version: 1, kinds: {}, troubles: [{ source: 'maildir var/nowhere' }] });
  });

  it('reads a mailbox with what IMAP_URL says, which is never printed', async () => {
    const root = await withList('[{ imap: INBOX }]');
    const { bytes } = await bounceOf(root, 1);
    const messages = [{ uid: 5, text: Buffer.from(bytes).toString(), flags: new Set<string>() }];
    const imap = await scriptedImap({ uidValidity: 1, messages, password: 's3cret/word' });
    const env = { IMAP_URL: `imap://desk:s3cret%2Fword@127.0.0.1:${imap.port}/` };
    const { code, out, err } = await newsdesk(root, ['inbox'], env);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('1 address that takes no mail (imap INBOX)');
    const wrong = await newsdesk(root, ['inbox'], { IMAP_URL: env.IMAP_URL.replace('s3cret', 'an0ther') });
    expect(wrong.code).toBe(1);
    expect(out + err + wrong.out + wrong.err).not.toMatch(/s3cret|an0ther/);
  });

  it('is told by status in a line', async () => {
    const root = await withList();
    const { bytes, to } = await bounceOf(root, 1);
    await piped(root, ['inbox', 'read'], bytes);
    const spam = failed('x@example.org', '5.7.1', '550 5.7.1 Message 4fgH7abc1234 looks like spam');
    for (const id of ['a', 'b']) {
      await piped(root, ['inbox', 'read'], dsn({ to, recipients: [spam], messageId: id }));
    }
    const { out } = await newsdesk(root, ['status']);
    expect(out).toMatch(
      /Came back since yesterday\n {2}1 address that takes no mail, 2 refusals of us\n {2}about us, 2 times: 550 5\.7\.1/,
    );
  });
});

describe('newsdesk publish', () => {
  it('takes an address off the list that the mail server says is not there, and no other that it refuses', async () => {
    const root = await withList();
    const readers = await everybody(root);
    const [gone = '', full = ''] = readers
      .filter(({ topics }) => topics.includes('digest'))
      .map((one) => one.address);
    const server = await scriptedSmtp((to) =>
      to === gone
        ? { RCPT: '550 5.1.1 User unknown' }
        : to === full
          ? { RCPT: '552 5.2.2 Mailbox full' }
          : {},
    );
    await newsdesk(root, ['publish', '--at', '2026-11-20 10:00'], { SMTP_URL: server.url });
    const after = (await everybody(root)).map(({ address }) => address);
    expect(after).toEqual(readers.map(({ address }) => address).filter((address) => address !== gone));
    const ledger = await openSqliteLedger(join(root, 'var/newsdesk.db'));
    const counts = await ledger.returnCounts(0);
    await ledger.close();
    expect(counts.map(({ kind }) => kind).toSorted()).toEqual(['hard', 'soft']);
  });
});

describe('newsdesk run', () => {
  it('reads what came back by itself, and says once that a source cannot be read', async () => {
    const root = await withList('[{ folder: var/in }, { maildir: var/nowhere }]');
    mkdirSync(join(root, 'var/in'));
    writeFileSync(join(root, 'var/in/1.eml'), (await bounceOf(root, 1)).bytes);
    const program = startNewsdesk(root, ['run', '--no-site']);
    let log = '';
    program.stdout?.on('data', (chunk: Buffer) => (log += chunk.toString()));
    while (!existsSync(join(root, 'var/in/done/1.eml')) || !log.includes('Came back')) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    program.kill('SIGTERM');
    await once(program, 'close');
    expect(log).toContain('Came back: 1 address that takes no mail.');
    expect(log.match(/maildir var\/nowhere cannot be read/g)).toHaveLength(1);
    expect(await addressOf(root, 1)).toBeUndefined();
  });
});
