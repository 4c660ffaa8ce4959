import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadKeys, rotateKeys } from '../../src/audience/key-file.ts';
import { linksFor } from '../../src/audience/links.ts';
import { signToken } from '../../src/audience/tokens.ts';
import { readConfig, type Config } from '../../src/config/config.ts';
import { openInbound, takeRefusals, type Inbound } from '../../src/inbound.ts';
import type { Ledger } from '../../src/ledger/ledger.ts';
import { messageIds } from '../../src/mail/message-id.ts';
import type { Newsroom } from '../../src/model/newsroom.ts';
import { openDesk } from '../support/desk.ts';
import { FRIDAY } from '../support/shelf.ts';
import { aSealing, aSubscriber } from '../ledger/records.ts';
import { dsn, failed, message } from './desk.ts';

const DAY = 86_400_000;
const DIGEST = 'digest/24@1';
const NoticeRow = z.object({ kind: z.string(), address: z.string(), about: z.number(), words: z.string() });
const NEVER = new AbortController().signal;

type Room = {
  root: string;
  ledger: Ledger;
  inbound: Inbound;
  config: Config;
  /** Takes one message, as if it came on standard input. */
  take: (bytes: Uint8Array, to?: string) => ReturnType<Inbound['take']>;
  /** The address that copies of the first mailing to a subscriber come back to. */
  bounces: (subscriber: number, mailing?: number) => string;
  /** The head of a subscriber's copy, its Message-ID first. */
  head: (subscriber: number) => string[];
  messageIdOf: (edition: string, subscriber: number) => string;
  notices: () => z.infer<typeof NoticeRow>[];
  clock: { now: number };
};

async function room(change: (newsroom: Newsroom) => Partial<Newsroom> = () => ({})): Promise<Room> {
  const { root, ledger } = await openDesk();
  const { config: read } = readConfig(root, {});
  if (!read) throw new Error('newsdesk.yaml is not sound');
  const config = { ...read, newsroom: { ...read.newsroom, ...change(read.newsroom) } };
  await ledger.seal([aSealing()]);
  await ledger.subscribe([1, 2, 3].map((count) => aSubscriber(count)));
  await ledger.queue(DIGEST, ['digest'], FRIDAY, FRIDAY);
  const [key] = loadKeys(join(root, 'var/key'));
  const messageIdOf = messageIds(key, config.newsroom.mail.from.address);
  const clock = { now: FRIDAY + 1000 };
  const inbound = await openInbound(config, ledger, () => clock.now);
  const { mail } = config.newsroom;
  return {
    root,
    ledger,
    inbound,
    config,
    clock,
    messageIdOf,
    take: (bytes, to) => inbound.take({ bytes, ...(to !== undefined && { to }) }),
    bounces: (subscriber, mailing = 1) =>
      mail.bounces.replace('@', `+${signToken(key, 'bounce', subscriber, mailing)}@`),
    head(subscriber) {
      const { unsubscribe, leaveByMail } = linksFor(key, config.site, mail.unsubscribe)(subscriber);
      return [
        `Message-ID: ${messageIdOf(DIGEST, subscriber)}`,
        `List-Unsubscribe: <${unsubscribe}>,`,
        ` <${leaveByMail}>`,
        `To: reader${subscriber}@example.org`,
      ];
    },
    notices() {
      const database = new DatabaseSync(join(root, 'var/newsdesk.db'), { readOnly: true });
      try {
        return NoticeRow.array().parse(
          database.prepare('SELECT kind, address, about, words FROM notices ORDER BY id').all(),
        );
      } finally {
        database.close();
      }
    },
  };
}

const UNKNOWN = failed('reader1@example.org', '5.1.1', '550 5.1.1 User unknown');
const FULL = failed('reader1@example.org', '5.2.2', '552 5.2.2 Mailbox full');
const SPAM = failed('reader1@example.org', '5.7.1', '550 5.7.1 Message looks like spam');

describe('whose it is', () => {
  it('is told by the address that it came back to, and the edition with it', async () => {
    const { take, ledger, bounces } = await room();
    const tally = await take(dsn({ to: bounces(1), recipients: [UNKNOWN] }));
    expect(tally).toMatchObject({ kinds: { hard: 1 }, left: { bounced: 1 } });
    expect(await ledger.member(1)).toBeUndefined();
    expect(await ledger.returnsOf(1, 9)).toMatchObject([{ kind: 'hard', edition: DIGEST, status: '5.1.1' }]);
    expect(await ledger.tally(DIGEST)).toMatchObject({ cancelled: 1, waiting: 2 });
  });

  it('is told by what the mail server says beside the message, and in capitals too', async () => {
    const { take, ledger, bounces } = await room();
    await take(dsn({ recipients: [UNKNOWN] }), bounces(1).toUpperCase());
    expect(await ledger.member(1)).toBeUndefined();
  });

  it('is told by the unsubscribe link in what came back', async () => {
    const { take, ledger, head } = await room();
    await take(dsn({ recipients: [UNKNOWN], original: head(1) }));
    expect(await ledger.member(1)).toBeUndefined();
    expect(await ledger.returnsOf(1, 9)).toMatchObject([{ edition: DIGEST }]);
  });

  it('is told by the Message-ID of their copy together with their address, also after a change of keys', async () => {
    const { take, ledger, head, root } = await room();
    rotateKeys(join(root, 'var/key'));
    await take(dsn({ recipients: [UNKNOWN], original: [head(1)[0] ?? ''] }));
    expect(await ledger.member(1)).toBeUndefined();
    expect(await ledger.returnsOf(1, 9)).toMatchObject([{ kind: 'hard', edition: DIGEST }]);
  });

  it('is not sure when the Message-ID is that of somebody else, or made up: it counts a little', async () => {
    const { take, ledger, head, config } = await room();
    const made = messageIds(new Uint8Array(32), config.newsroom.mail.from.address)(DIGEST, 1);
    await take(dsn({ recipients: [UNKNOWN], original: [head(2)[0] ?? ''], messageId: 'other' }));
    await take(dsn({ recipients: [UNKNOWN], original: [`Message-ID: ${made}`], messageId: 'made' }));
    expect(await ledger.member(1)).toBeDefined();
    expect(await ledger.health(1)).toMatchObject({ score: 2 });
  });

  it('is nobody when a bounce that is no report names somebody', async () => {
    const { take, ledger } = await room();
    await take(
      message(
        'From: MAILER-DAEMON@x.example',
        'Subject: failure notice',
        '',
        '<reader1@example.org>:',
        '550 5.1.1 no',
      ),
    );
    expect(await ledger.health(1)).toMatchObject({ score: 0 });
    expect(await ledger.returnCounts(0)).toEqual([{ kind: 'hard', count: 1 }]);
  });

  it('is nobody when the token was made with another key', async () => {
    const { take, ledger } = await room();
    const forged = signToken(new Uint8Array(32), 'bounce', 1, 1);
    await take(
      dsn({
        to: `bounces+${forged}@newsroom.example.gov`,
        recipients: [failed('x@y.example', '5.1.1', 'no')],
      }),
    );
    expect(await ledger.member(1)).toBeDefined();
  });
});

describe('a forged report', () => {
  it('cannot take anybody off the list, in whatever number: one probe is all that comes of it', async () => {
    const { take, ledger, clock, notices } = await room();
    for (let count = 0; count < 30; count += 1) {
      clock.now += 1000;
      await take(dsn({ recipients: [UNKNOWN], messageId: `forged-${count}` }));
    }
    expect(await ledger.member(1)).toBeDefined();
    expect(notices()).toEqual([{ kind: 'probe', address: 'reader1@example.org', about: 1, words: '' }]);
  });
});

describe('what follows', () => {
  it('happens once for one message, however often and from wherever it comes', async () => {
    const { take, inbound, ledger, bounces } = await room();
    const bytes = dsn({ to: bounces(1), recipients: [FULL] });
    await take(bytes);
    expect(await take(bytes)).toMatchObject({ again: 1, kinds: {} });
    await inbound.take({ bytes: Buffer.concat([Buffer.from('Received: by b\r\n'), bytes]) });
    expect(await ledger.health(1)).toMatchObject({ score: 1 });
  });

  it('is the same in any order', async () => {
    const { bounces } = await room();
    const mails = [FULL, SPAM, FULL, FULL].map((fields, index) =>
      dsn({ to: bounces(1), recipients: [fields], messageId: `m${index}` }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...mails, ...mails], { minLength: 8, maxLength: 8 }),
        async (shuffled) => {
          const { take, ledger, root } = await room();
          const [key] = loadKeys(join(root, 'var/key'));
          // Each room has a key of its own: the same mails, addressed anew.
          const to = `bounces+${signToken(key, 'bounce', 1, 1)}@newsroom.example.gov`;
          for (const bytes of shuffled) await take(bytes, to);
          const counts = await ledger.returnCounts(0);
          expect(counts).toEqual([
            { kind: 'soft', count: 3 },
            { kind: 'ours', count: 1 },
          ]);
          expect(await ledger.health(1)).toMatchObject({ score: 3 });
        },
      ),
      { numRuns: 5 },
    );
  });

  it('of a full mailbox is a score, then a probe, and the end when the probe comes back', async () => {
    const { take, ledger, bounces, clock, notices } = await room();
    for (let count = 0; count < 5; count += 1) {
      await take(dsn({ to: bounces(1), recipients: [FULL], messageId: `soft-${count}` }));
    }
    expect(notices()).toEqual([{ kind: 'probe', address: 'reader1@example.org', about: 1, words: '' }]);
    clock.now += DAY + 1000;
    await take(dsn({ to: bounces(1), recipients: [FULL], messageId: 'late' }));
    expect(await ledger.member(1)).toBeDefined();
    expect(await take(dsn({ to: bounces(1, 0), recipients: [FULL], messageId: 'probe' }))).toMatchObject({
      left: { bounced: 1 },
    });
  });

  it('of a refusal of us is an alarm to the desk, once a day, and nothing for the reader', async () => {
    const { take, ledger, bounces, clock, notices, config } = await room();
    const ours = async (count: number) =>
      take(dsn({ to: bounces(2), recipients: [SPAM], messageId: `ours-${count}` }));
    await ours(1);
    await ours(2);
    expect(await ledger.health(2)).toMatchObject({ score: 0 });
    const [alarm, ...more] = notices();
    expect(more).toEqual([]);
    expect(alarm).toMatchObject({ kind: 'alarm', address: config.newsroom.mail.replyTo });
    expect(alarm?.words).toMatch(/^Mail servers refuse our mail: .*spam/);
    expect(alarm?.words).not.toContain('reader1@');
    clock.now += DAY + 1;
    expect(await ours(3)).toMatchObject({ alarms: 1 });
    expect(await ledger.returnsAboutUs(0, 9)).toHaveLength(3);
  });

  it('raises no alarm for mail that somebody else sent in our name', async () => {
    const { take, notices } = await room();
    await take(dsn({ recipients: [failed('stranger@x.example', '5.7.1', '550 5.7.1 spam')] }));
    await take(dsn({ recipients: [SPAM], messageId: 'named' }));
    expect(notices()).toEqual([]);
  });

  it('of a dead address behind a forward or a group is a soft bounce: the address that we know works', async () => {
    const { take, ledger, bounces } = await room();
    const behind = [
      'Final-Recipient: rfc822; gone@elsewhere.example',
      'Original-Recipient: rfc822; reader1@example.org',
      'Action: failed',
      'Status: 5.1.1',
    ];
    await take(dsn({ to: bounces(1), recipients: [behind] }));
    expect(await ledger.health(1)).toMatchObject({ score: 1 });
    const spread = ['Final-Recipient: rfc822; reader1@example.org', 'Action: expanded', 'Status: 2.1.5'];
    await take(dsn({ to: bounces(1), recipients: [behind, spread], messageId: 'group' }));
    expect(await ledger.health(1)).toMatchObject({ score: 1 });
  });

  it('of a complaint is that they leave at once, known by the link in their copy', async () => {
    const { take, ledger, head } = await room();
    const arf = message(
      'From: staff@hotmail.com',
      'Subject: complaint about message from 192.0.2.1',
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary="b"',
      '',
      '--b',
      'Content-Type: message/rfc822',
      '',
      'X-HmXmrOriginalRecipient: reader2@example.org',
      ...head(2),
      '',
      'Text',
      '--b--',
    );
    expect(await take(arf)).toMatchObject({ left: { complaint: 1 } });
    expect(await ledger.member(2)).toBeUndefined();
  });

  it('of a wish with its token is that they leave; without one it is told to the desk', async () => {
    const { take, ledger, config, root, notices } = await room();
    const { unsubscribe } = config.newsroom.mail;
    const token = signToken(loadKeys(join(root, 'var/key'))[0], 'unsubscribe', 1);
    await take(
      message('From: anybody@example.org', `To: ${unsubscribe}`, `Subject: unsubscribe ${token}`, '', ''),
    );
    expect(await ledger.member(1)).toBeUndefined();
    await take(message('From: reader2@example.org', `To: ${unsubscribe}`, 'Subject: unsubscribe', '', ''));
    expect(await ledger.member(2)).toBeDefined();
    expect(notices()).toMatchObject([
      { kind: 'alarm', words: expect.stringContaining('asks by mail to leave') },
    ]);
  });

  it('of a copy at a seed mailbox is that it arrived', async () => {
    const { take, ledger, config, clock, messageIdOf } = await room(({ delivery }) => ({
      delivery: { ...delivery, seeds: [{ name: 'gmail', address: 'reader3@example.org' }] },
    }));
    const { mail } = config.newsroom;
    const copy = (subscriber: number) =>
      message(
        `From: ${mail.from.address}`,
        `Message-ID: ${messageIdOf(DIGEST, subscriber)}`,
        `List-Id: Digest <${mail.listId}>`,
        'Subject: Digest',
        '',
        'Text',
      );
    expect(await take(copy(3))).toMatchObject({ kinds: { arrival: 1 } });
    expect(await take(copy(2))).toMatchObject({ kinds: { auto: 1 } });
    expect(await ledger.arrivals(DIGEST)).toEqual([{ seed: 'gmail', at: clock.now }]);
  });

  it('of what a server refused to our face is the same as of a bounce', async () => {
    const { ledger, config, clock } = await room();
    const worker = await ledger.enlist('a', FRIDAY + DAY);
    const claims = await ledger.claim(worker, 3, FRIDAY);
    await ledger.record(worker, [], claims, FRIDAY);
    const words = [
      '550 5.1.1 <r…@example.org>: User unknown',
      '552 5.2.2 Mailbox full',
      '554 looks like spam',
    ];
    await ledger.record(
      worker,
      claims.map(({ edition, subscriber }) => ({
        edition,
        subscriber,
        verdict: { kind: 'refused' as const, response: words[subscriber - 1] ?? '' },
        notBefore: 0,
        attempt: true,
      })),
      [],
      FRIDAY,
    );
    const tally = await takeRefusals(config, ledger, clock.now);
    expect(tally).toMatchObject({ kinds: { hard: 1, soft: 1, ours: 1 }, left: { bounced: 1 }, alarms: 1 });
    expect(await ledger.member(1)).toBeUndefined();
    expect(await ledger.health(2)).toMatchObject({ score: 1 });
    expect(await ledger.health(3)).toMatchObject({ score: 0 });
    expect(await takeRefusals(config, ledger, clock.now)).toMatchObject({ kinds: {}, again: 0 });
  });
});

describe('the sources', () => {
  const sources = [
    { folder: 'var/in' },
    { folder: 'var/missing' },
    { maildir: 'var/mail' },
    { imap: 'INBOX' },
  ];

  it('are all read, although one of them cannot be; what a person has to read is left aside', async () => {
    const { root, inbound, bounces, ledger } = await room(({ inbox }) => ({ inbox: { ...inbox, sources } }));
    for (const place of ['in', 'mail/new', 'mail/cur'])
      mkdirSync(join(root, 'var', place), { recursive: true });
    writeFileSync(join(root, 'var/in/1.eml'), dsn({ to: bounces(1), recipients: [UNKNOWN] }));
    writeFileSync(join(root, 'var/in/2.eml'), '');
    writeFileSync(
      join(root, 'var/mail/new/1.host'),
      message('From: a@b.example', 'Subject: A question', '', 'Why?'),
    );
    const { tally, troubles } = await inbound.look(NEVER);
    expect(inbound.sources).toEqual([
      'folder var/in',
      'folder var/missing',
      'maildir var/mail',
      'imap INBOX',
    ]);
    expect(tally).toMatchObject({ kinds: { hard: 1, unreadable: 1, person: 1 }, aside: 2 });
    expect(troubles.map(({ source }) => source)).toEqual(['folder var/missing', 'imap INBOX']);
    expect(readdirSync(join(root, 'var/in/aside'))).toEqual(['2.eml']);
    expect(readdirSync(join(root, 'var/mail/cur'))).toEqual(['1.host:2,F']);
    expect(await ledger.returnCounts(0)).toHaveLength(3);
  });
});
