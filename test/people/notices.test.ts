import { generateKeyPairSync } from 'node:crypto';
import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { authenticate } from 'mailauth';
import PostalMime from 'postal-mime';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadKeys } from '../../src/audience/key-file.ts';
import { confirmToken } from '../../src/audience/links.ts';
import { deliverNotices, type NoticeOrder } from '../../src/deliver/notices.ts';
import type { Ledger } from '../../src/ledger/ledger.ts';
import { openSqliteLedger } from '../../src/ledger/sqlite/open.ts';
import { noticeMessage } from '../../src/mail/notice.ts';
import { serverCourier } from '../../src/mail/server.ts';
import { systemClock } from '../../src/util/clock.ts';
import { aSubscriber } from '../ledger/records.ts';
import { DROP, scriptedSmtp, SILENCE, type ScriptedSmtp } from '../mail/scripted-smtp.ts';
import { filesBelow } from '../support/desk.ts';
import { scratch } from '../support/folder.ts';
import { messageIdOf } from '../mail/messages.ts';
import { testNewsroom } from '../support/newsroom.ts';
import { bundledNewsroom, finished, newsdesk, startNewsdesk } from '../support/program.ts';

const HOUR = 3_600_000;

async function openLedger(path: string): Promise<Ledger> {
  const ledger = await openSqliteLedger(path);
  onTestFinished(() => ledger.close());
  return ledger;
}

/** What hands notices over from a ledger of its own to a scripted server. */
async function aDesk(server: ScriptedSmtp, change: Partial<NoticeOrder> = {}) {
  const ledger = await openLedger(join(scratch(), 'newsdesk.db'));
  const courier = serverCourier(server.url, { connections: 2 });
  onTestFinished(() => courier.close());
  const clock = { now: systemClock() };
  const { mail } = testNewsroom();
  const order: NoticeOrder = {
    ledger,
    courier,
    messageTo: async ({ id, kind, address: to }, at) => {
      const letter = { subject: `Notice ${id}`, text: 'Words.', language: 'en' };
      const message = await noticeMessage(
        { id, kind, to, letter, filling: {}, mail, dkim: [], messageIdOf },
        at,
      );
      return { message, until: clock.now + 48 * HOUR };
    },
    at: () => clock.now,
    holder: 'me',
    limits: { ledger: 1000, stopWithin: 1000 },
    random: () => 0,
    ...change,
  };
  const post = (count: number) =>
    ledger.post({ kind: 'alarm', address: `r${count}@example.org`, about: 0, words: 'W' }, clock.now);
  return { ledger, clock, order, post };
}

const turn = () => new Promise((go) => void setTimeout(go, 10));

describe('handing over notices', () => {
  it('gives each to the server once, marked on the disk before its end', async () => {
    const states: string[] = [];
    const server = await scriptedSmtp({});
    const { order, post, ledger } = await aDesk(server);
    for (let i = 1; i <= 5; i += 1) await post(i);
    const markNotice: Ledger['markNotice'] = async (id, holder) => {
      states.push(`${server.dots()} before ${id}`);
      return ledger.markNotice(id, holder);
    };
    const watched = { ...order, ledger: { ...ledger, markNotice } };
    expect(await deliverNotices(watched)).toEqual({ accepted: 5, deferred: 0, refused: 0, uncertain: 0 });
    expect(states).toHaveLength(5);
    expect(server.arrivals.flatMap(({ to }) => to).toSorted()).toEqual(
      [1, 2, 3, 4, 5].map((i) => `r${i}@example.org`),
    );
    expect(await deliverNotices(order)).toMatchObject({ accepted: 0 });
    expect(await ledger.noticesWaiting()).toBe(0);
  });

  it('tries one that is put off after a minute, and gives it up when nobody could answer it any more', async () => {
    const server = await scriptedSmtp({ RCPT: '450 4.2.1 Later' });
    const { order, post, ledger, clock } = await aDesk(server);
    await post(1);
    expect(await deliverNotices(order)).toMatchObject({ deferred: 1 });
    expect(await deliverNotices(order)).toMatchObject({ deferred: 0 });
    clock.now += 60_000;
    expect(await deliverNotices(order)).toMatchObject({ deferred: 1 });
    clock.now += 8 * 24 * HOUR;
    expect(await deliverNotices(order)).toMatchObject({ refused: 1 });
    expect(await ledger.noticesFailed(0)).toMatchObject([
      { attempts: 3, response: expect.stringMatching(/^Given up; the last answer was: .*450 4\.2\.1 Later/) },
    ]);
  });

  it('never sends again what the server may have', async () => {
    const server = await scriptedSmtp({ dot: DROP });
    const { order, post, ledger, clock } = await aDesk(server);
    await post(1);
    expect(await deliverNotices(order)).toMatchObject({ uncertain: 1 });
    clock.now += 24 * HOUR;
    await deliverNotices(order);
    expect(server.arrivals).toHaveLength(1);
    expect(await ledger.noticesFailed(0)).toMatchObject([{ state: 'uncertain' }]);
  });

  it('leaves the rest alone while the server is down, and drops what has nothing to say any more', async () => {
    const server = await scriptedSmtp({ greeting: '421 4.3.2 Down' });
    const { order, post, ledger } = await aDesk(server);
    for (let i = 1; i <= 6; i += 1) await post(i);
    const { deferred } = await deliverNotices(order);
    expect(deferred).toBeLessThanOrEqual(2);
    expect(await ledger.noticesWaiting()).toBe(6);
    const silent = { ...order, messageTo: async () => undefined };
    expect(await deliverNotices(silent)).toMatchObject({ refused: 6 - deferred });
    expect(server.arrivals).toHaveLength(0);
  });

  it('tries one that waited for the only connection in vain a minute later, as any that was put off', async () => {
    const server = await scriptedSmtp({ greeting: '421 4.3.2 Down' });
    const courier = serverCourier(server.url, { connections: 1 });
    onTestFinished(() => courier.close());
    const { order, post, ledger, clock } = await aDesk(server, { courier });
    for (let i = 1; i <= 2; i += 1) await post(i);
    await deliverNotices(order);
    clock.now += 61_000;
    expect(await ledger.claimNotices('look', 9, clock.now, clock.now + HOUR)).toHaveLength(2);
  });

  it('says why a message could not be composed, and tries it again', async () => {
    const server = await scriptedSmtp({});
    const { order, post, ledger, clock } = await aDesk(server);
    await post(1);
    const broken = {
      ...order,
      messageTo: async () => Promise.reject(new Error('no template for r1@example.org')),
    };
    expect(await deliverNotices(broken)).toMatchObject({ deferred: 1 });
    clock.now += 60_000;
    const [waiting] = await ledger.claimNotices('look', 1, clock.now, clock.now);
    expect(waiting?.response).toBe('The message could not be composed: no template for r…@example.org');
    expect(await deliverNotices(order)).toMatchObject({ accepted: 1 });
  });
});

/** Takes down that Jane would like the Digest. */
async function askFor(ledger: Ledger, language: string): Promise<number> {
  const askedAt = systemClock();
  const wish = { topics: ['digest'], language, askedAt, until: askedAt + HOUR };
  const request = { ...wish, kind: 'join' as const, address: 'jane@example.org' };
  return (await ledger.ask(request, { most: 9, since: 0 })) ?? 0;
}

/** A newsroom with one request, one probe and one alarm put up. */
async function withNotices() {
  const root = bundledNewsroom();
  const ledger = await openLedger(join(root, 'var/newsdesk.db'));
  await ledger.subscribe([aSubscriber(1, { language: 'es' })]);
  const now = systemClock();
  const request = await askFor(ledger, 'es');
  await ledger.post({ kind: 'probe', address: 'reader1@example.org', about: 1, words: '' }, now);
  const words = 'Digest 24 did not arrive at the seeds\nNone of 3 mailboxes had it after 30 minutes.';
  await ledger.post({ kind: 'alarm', address: 'media@newsroom.example.gov', about: 0, words }, now);
  return { root, ledger, request };
}

describe('the real program', () => {
  it('sends a confirmation, a probe and an alarm, signed, each in its own words, as no bulk mail', async () => {
    const { root, ledger, request } = await withNotices();
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    writeFileSync(join(root, 'k.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const server = await scriptedSmtp({});
    const env = { SMTP_URL: server.url, DKIM_KEYS: 'nd26=k.pem' };
    const { code, out } = await newsdesk(root, ['deliver'], env);
    expect([code, out]).toEqual([0, expect.stringContaining('other mails to one person: 3 accepted')]);
    const record = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
    const mails = new Map<string, Awaited<ReturnType<typeof PostalMime.parse>>>();
    for (const { to, bytes } of server.arrivals) {
      const mail = await PostalMime.parse(bytes);
      mails.set(to.join(), mail);
      const { dkim } = await authenticate(bytes, {
        ip: '127.0.0.1',
        helo: 'x.example',
        sender: 'bounces@newsroom.example.gov',
        disableArc: true,
        disableDmarc: true,
        resolver: async () => [[`v=DKIM1; k=rsa; p=${record}`]],
      });
      expect(dkim.results.map(({ status }) => status.result)).toEqual(['pass']);
      const names = mail.headers.map(({ key }) => key);
      expect(names.filter((name) => /^list-|precedence|feedback/.test(name))).toEqual([]);
      expect(mail.headers).toContainEqual(
        expect.objectContaining({ key: 'auto-submitted', value: 'auto-generated' }),
      );
      expect(mail.replyTo).toMatchObject([{ address: 'media@newsroom.example.gov' }]);
    }
    const key = loadKeys(join(root, 'var/key'))[0];
    const asked = await ledger.request(request);
    const link = `https://newsroom.example.gov/c/${confirmToken(key, asked ?? { id: 0, askedAt: 0 })}`;
    const confirmation = mails.get('jane@example.org');
    expect(confirmation?.subject).toBe('Confirme su suscripción a St. Louis County Police');
    expect(confirmation?.text).toContain(link);
    expect(confirmation?.html).toContain(link);
    const probe = mails.get('reader1@example.org');
    expect(probe?.text).toMatch(/no tiene que hacer nada[\s\S]*https:\/\/newsroom\.example\.gov\/p\//);
    expect(probe?.html ?? '').toBe('');
    const alarm = mails.get('media@newsroom.example.gov');
    expect(alarm?.subject).toBe('Newsdesk: Digest 24 did not arrive at the seeds');
    expect(alarm?.text).toContain('None of 3 mailboxes had it');
    expect(new Set([...mails.values()].map(({ messageId }) => messageId)).size).toBe(3);
  });

  it('writes them to the outbox when there is no mail server, and not for who is gone by then', async () => {
    const { root, ledger } = await withNotices();
    await ledger.leave(1, 'asked', 1);
    await newsdesk(root, ['deliver']);
    const files = [...filesBelow(join(root, 'var/outbox'))].map(([name]) => name);
    expect(files).toEqual(['notice-alarm/000003.eml', 'notice-confirm/000001.eml']);
    expect(await ledger.noticesWaiting()).toBe(0);
  });

  it('redirects them with links that change nothing, once, and the real ones wait', async () => {
    const { root, ledger } = await withNotices();
    const server = await scriptedSmtp({});
    const env = { SMTP_URL: server.url, MAIL_REDIRECT_TO: 'me@example.gov' };
    await newsdesk(root, ['deliver'], env);
    await newsdesk(root, ['deliver'], env);
    expect(server.arrivals).toHaveLength(3);
    expect(new Set(server.arrivals.flatMap(({ to }) => to))).toEqual(new Set(['me@example.gov']));
    const nobody = confirmToken(loadKeys(join(root, 'var/key'))[0], { id: 0, askedAt: 0 });
    const mails = await Promise.all(server.arrivals.map(({ bytes }) => PostalMime.parse(bytes)));
    const confirmation = mails.find(({ subject }) => subject?.includes('Confirme'));
    expect(confirmation?.subject).toMatch(/^\[Redirected\] /);
    expect(confirmation?.text).toContain(`/c/${nobody}`);
    expect(await ledger.noticesWaiting()).toBe(3);
    await newsdesk(root, ['deliver'], { SMTP_URL: server.url });
    expect(await ledger.noticesWaiting()).toBe(0);
    expect(server.arrivals).toHaveLength(6);
  });

  it('waits with a confirmation while the templates cannot make one, and sends the others', async () => {
    const { root, ledger } = await withNotices();
    rmSync(join(root, 'templates/confirmation.mjml'));
    const { out } = await newsdesk(root, ['deliver']);
    expect(out).toContain('2 accepted, 1 deferred');
    expect(await ledger.noticesWaiting()).toBe(1);
  });

  it('that stays sends what another program puts up, while a reader’s server holds up the Digest', async () => {
    const root = bundledNewsroom();
    // What it begins between the broken connections and the signal would be waited for.
    appendFileSync(join(root, 'newsdesk.yaml'), '\ndelivery:\n  stopWithin: 1s\n');
    await newsdesk(root, ['subscribers', 'import', join(root, 'sample-subscribers.csv')]);
    await newsdesk(root, ['publish', '--at', '2026-11-20 10:00'], { SMTP_URL: 'smtp://127.0.0.1:9' });
    const ledger = await openLedger(join(root, 'var/newsdesk.db'));
    for (const { name } of await ledger.relays()) await ledger.relayWell(name);
    for (const { edition } of await ledger.mailings(0)) {
      await ledger.stopMailing(edition, 'a test', systemClock());
      await ledger.resumeMailing(edition, systemClock());
    }
    const server = await scriptedSmtp((to) =>
      to === 'jane@example.org' || server.arrivals.length === 0 ? {} : { dot: SILENCE },
    );
    const program = startNewsdesk(root, ['deliver', '--stay'], { SMTP_URL: server.url });
    const end = finished(program);
    // One is taken; then its five connections wait for an answer, all of them.
    while (server.arrivals.length < 6) await turn();
    await askFor(ledger, '');
    const arrived = () => server.arrivals.some(({ to }) => to.includes('jane@example.org'));
    while (!arrived()) await turn();
    expect(server.arrivals).toHaveLength(7);
    server.drop('rst');
    program.kill('SIGTERM');
    await end;
  });
});
