import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSqliteLedger } from '../../src/ledger/sqlite/open.ts';
import { verifyToken } from '../../src/audience/tokens.ts';
import { DROP, scriptedSmtp } from '../mail/scripted-smtp.ts';
import { bundledNewsroom, newsdesk } from '../support/program.ts';

const AT = ['publish', '--at', '2026-11-20 10:00'];
const DIGEST = 'digest/24@1';

async function withList(): Promise<string> {
  const root = bundledNewsroom();
  await newsdesk(root, ['subscribers', 'import', join(root, 'sample-subscribers.csv')]);
  return root;
}

async function asked<T>(
  root: string,
  ask: (ledger: Awaited<ReturnType<typeof openSqliteLedger>>) => Promise<T>,
) {
  const ledger = await openSqliteLedger(join(root, 'var/newsdesk.db'));
  try {
    return await ask(ledger);
  } finally {
    await ledger.close();
  }
}

describe('two mail servers', { timeout: 60_000 }, () => {
  it('when one is down the other has everything, status says so, and no password is printed', async () => {
    const root = await withList();
    const [down, well] = [await scriptedSmtp({ greeting: DROP }), await scriptedSmtp({})];
    const SMTP_URL = `${down.url.replace('smtp://', 'smtp://desk:s3cret-word@')} ${well.url}`;
    const { out } = await newsdesk(root, AT, { SMTP_URL });
    expect((await asked(root, (ledger) => ledger.tally(DIGEST))).accepted).toBe(19);
    const status = await newsdesk(root, ['status'], { SMTP_URL });
    const name = down.url.slice('smtp://'.length);
    expect(status.out).toContain(`The mail server ${name} is set aside; mail goes over the others`);
    expect(out + status.out).not.toContain('s3cret-word');
  });
});

describe('each copy', { timeout: 60_000 }, () => {
  it('comes back to an address that says whose it was, and to none of its own where servers know no such thing', async () => {
    const root = await withList();
    const server = await scriptedSmtp({});
    await newsdesk(root, AT, { SMTP_URL: server.url });
    const key = Buffer.from(readFileSync(join(root, 'var/key'), 'utf8').trim(), 'hex');
    const senders = server.arrivals.map(
      ({ from }) => /^bounces\+(.*)@newsroom\.example\.gov$/.exec(from)?.[1] ?? '',
    );
    const known = senders.map((token) => verifyToken([key], 'bounce', token));
    const numbers = await asked(root, async (ledger) => {
      const mailings = await ledger.mailings(0);
      return Promise.all(mailings.map(({ edition }) => ledger.numberOf(edition)));
    });
    expect(new Set(senders).size).toBe(server.arrivals.length);
    expect(new Set(known.map((content) => content?.detail))).toEqual(new Set(numbers));

    const plain = await withList();
    const yaml = readFileSync(join(plain, 'newsdesk.yaml'), 'utf8');
    writeFileSync(join(plain, 'newsdesk.yaml'), yaml.replace('  bounces:', '  verp: false\n  bounces:'));
    const other = await scriptedSmtp({});
    await newsdesk(plain, AT, { SMTP_URL: other.url });
    expect(new Set(other.arrivals.map(({ from }) => from))).toEqual(
      new Set(['bounces@newsroom.example.gov']),
    );
  });
});

describe('an edition for nobody where there was an audience', { timeout: 60_000 }, () => {
  it('waits: the dry run, the pass and status say so, a list that appears changes nothing, and a yes sends it', async () => {
    const root = await withList();
    await newsdesk(root, ['publish', '--at', '2026-11-19 10:00']);
    await asked(root, async (ledger) => {
      await ledger.queue('digest/23@1', ['digest'], Date.now(), Date.now());
      for (const { id } of await ledger.subscribers(0, 99)) await ledger.leave(id, 'removed', Date.now());
    });
    const words =
      /digest\/24 +not mailed: it would go to nobody, the last one went to 19; .*"newsdesk publish --late digest\/24"/;
    for (const args of [[...AT, '--dry-run'], AT]) expect((await newsdesk(root, args)).out).toMatch(words);
    const member = { address: 'new@example.org', topics: ['digest'], confirmedAt: 0, consent: 'a new list' };
    await asked(root, (ledger) => ledger.subscribe([member]));
    await newsdesk(root, AT);
    expect((await asked(root, (ledger) => ledger.tally(DIGEST))).accepted).toBe(0);
    const { out } = await newsdesk(root, ['status']);
    expect(out).toMatch(/Needs you\n +digest\/24 .*\n +not mailed: it would go to nobody/);
    await newsdesk(root, [...AT, '--late', 'digest/24']);
    expect((await asked(root, (ledger) => ledger.tally(DIGEST))).accepted).toBe(1);
  });
});

describe('status', { timeout: 60_000 }, () => {
  it('says which destinations are paused, until when, and how many wait for them', async () => {
    const root = await withList();
    await newsdesk(root, AT, { SMTP_URL: 'smtp://127.0.0.1:9' });
    await asked(root, async (ledger) => {
      await ledger.stopMailing(DIGEST, 'a test', Date.now());
      await ledger.resumeMailing(DIGEST, Date.now());
      const trouble = { words: '421 4.7.0 Too fast', failures: 2, since: 0, notBefore: Date.now() + 60_000 };
      await ledger.domainFailed({ domain: 'example.org', ...trouble });
    });
    const { out } = await newsdesk(root, ['status']);
    expect(out).toMatch(
      /Mail to example\.org is paused because it is not taken there; \d+ copies wait and go by themselves\.\n +421 4\.7\.0 Too fast\n +next try .*, after 2 in vain/,
    );
  });
});
