import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { directCourier } from '../../src/mail/direct/direct.ts';
import { readSmtpUrl } from '../../src/mail/smtp-url.ts';
import { connectionContract } from './connection.contract.ts';
import { aMessage, bytesOf } from './messages.ts';
import { permitContract } from './permit.contract.ts';
import { DROP, scriptedSmtp, SILENCE, type Manner, type Script } from './scripted-smtp.ts';
import { courierTo, verdictContract, yes, type Make } from './smtp.contract.ts';
import { wordsContract } from './words.contract.ts';

const make: Make = (url, options) => directCourier(readSmtpUrl(url), options);

describe.each([false, true])('the narrow courier, to a server (pipelining: %s)', (pipelining) => {
  verdictContract(make, pipelining);
  permitContract(make, pipelining);
  connectionContract(make, pipelining);
});

describe('what the narrow courier says', () => {
  wordsContract(make);
});

describe('a server that offers PIPELINING', () => {
  it.each(['drops', 'hangs up'] as const)('and %s instead is believed no more', async (lies) => {
    const server = await scriptedSmtp({}, { lies });
    const courier = courierTo(make, server.url, { connections: 1, patience: 300 });
    for (const reader of [1, 2, 3]) {
      expect((await courier.hand(aMessage(reader), yes)).kind).toBe('accepted');
    }
    expect(server.arrivals.map(({ to }) => to.join())).toEqual(
      [1, 2, 3].map((reader) => `reader${reader}@example.org`),
    );
    expect(server.sessions()).toBe(2);
  });

  it.each<[string, Script]>([
    ['answers nonsense', { RCPT: 'Hm.' }],
    ['takes DATA with another yes', { DATA: '250 Ok' }],
    ['goes on after MAIL', { MAIL: '354 Go ahead' }],
    ['lost count', { RCPT: '503 5.5.1 Bad sequence' }],
    ['hangs up', { DATA: DROP }],
  ])('and %s is asked again one by one, and believed when that is no better', async (_, script) => {
    const server = await scriptedSmtp(script, true);
    const courier = courierTo(make, server.url, { connections: 1 });
    expect(await courier.hand(aMessage(1), yes)).toMatchObject({ kind: 'deferred', about: 'relay' });
    expect(server.sessions()).toBe(2);
    for (const point of ['MAIL', 'RCPT', 'DATA'] as const) delete script[point];
    expect((await courier.hand(aMessage(2), yes)).kind).toBe('accepted');
    expect([server.arrivals.length, server.dots()]).toEqual([1, 1]);
  });

  it('gets the next envelope together with a final dot', async () => {
    const server = await scriptedSmtp({ RCPT: '250 Ok' }, true);
    const courier = courierTo(make, server.url, { connections: 1 });
    const handed = await Promise.all([1, 2, 3].map((reader) => courier.hand(aMessage(reader), yes)));
    expect(handed.map(({ kind }) => kind)).toEqual(['accepted', 'accepted', 'accepted']);
    expect(server.arrivals.map(({ bytes }) => bytes.equals(bytesOf(aMessage(1))))).toEqual([
      true,
      false,
      false,
    ]);
    expect(server.sessions()).toBe(1);
    expect(server.followed()).toBe(2);
  });

  it.each<[string, Manner]>([
    ['loses', { pipelining: true, afterDot: 'drops' }],
    ['hangs up at', { pipelining: true, afterDot: 'hangs up' }],
  ])('and %s what follows a final dot gets it apart from then on', async (_, manner) => {
    const server = await scriptedSmtp({}, manner);
    const courier = courierTo(make, server.url, { connections: 1, patience: 300 });
    const readers = [1, 2, 3, 4, 5];
    const handed = await Promise.all(readers.map((reader) => courier.hand(aMessage(reader), yes)));
    expect(handed.map(({ kind }) => kind)).toEqual(readers.map(() => 'accepted'));
    expect(server.arrivals.map(({ to }) => to.join())).toEqual(
      readers.map((reader) => `reader${reader}@example.org`),
    );
    expect([server.followed(), server.sessions()]).toEqual([1, 2]);
  });

  it('and breaks off at a final dot leaves what came along with it untouched', async () => {
    const server = await scriptedSmtp((to) => (to.startsWith('reader1@') ? { dot: DROP } : {}), true);
    const courier = courierTo(make, server.url, { connections: 1 });
    const order: string[] = [];
    const hand = async (reader: number): Promise<string> => {
      const { kind } = await courier.hand(aMessage(reader), yes);
      order.push(`${reader} ${kind}`);
      return kind;
    };
    expect(await Promise.all([hand(1), hand(2)])).toEqual(['uncertain', 'accepted']);
    expect(order).toEqual(['1 uncertain', '2 accepted']);
    expect(server.arrivals.map(({ to }) => to.join())).toEqual([
      'reader1@example.org',
      'reader2@example.org',
    ]);
  });

  it.each([
    ['4yz', '451 4.3.0 Later', 'deferred'],
    ['5yz', '554 5.6.0 No', 'refused'],
  ])('and answers a final dot with %s goes on with the envelope that came along', async (_, dot, kind) => {
    const server = await scriptedSmtp((to) => (to.startsWith('reader1@') ? { dot } : {}), true);
    const courier = courierTo(make, server.url, { connections: 1 });
    const handed = await Promise.all([1, 2].map((reader) => courier.hand(aMessage(reader), yes)));
    expect(handed.map((one) => one.kind)).toEqual([kind, 'accepted']);
    expect(server.sessions()).toBe(1);
  });

  it('and takes DATA for nobody is given no dot', async () => {
    const server = await scriptedSmtp({ RCPT: '550 No', DATA: '354 Go' }, true);
    const courier = courierTo(make, server.url, { connections: 1 });
    expect((await courier.hand(aMessage(1), yes)).kind).toBe('refused');
    expect((await courier.hand(aMessage(2), yes)).kind).toBe('refused');
    expect([server.dots(), server.sessions(), server.arrivals]).toEqual([0, 2, []]);
  });

  it('is given three commands in one and no RSET without need', async () => {
    const server = await scriptedSmtp({}, true);
    const courier = courierTo(make, server.url, { connections: 1 });
    for (const reader of [1, 2]) await courier.hand(aMessage(reader), yes);
    expect(server.commands.map((command) => command.slice(0, 4))).toEqual([
      'EHLO',
      'MAIL',
      'RCPT',
      'DATA',
      'MAIL',
      'RCPT',
      'DATA',
    ]);
  });
});

describe('a server that begins to speak too early', () => {
  it.each([
    { say: '25', hangUp: false },
    { say: '250-Ok\r\n', hangUp: false },
  ])('and does not finish (%j) gets no dot', async (body) => {
    const server = await scriptedSmtp({ body });
    const courier = courierTo(make, server.url, { patience: 300 });
    expect(await courier.hand(aMessage(1), () => sleep(50, true))).toMatchObject({
      kind: 'deferred',
      about: 'relay',
    });
    expect(server.dots()).toBe(0);
  });

  it('between two messages is not trusted with the second over the same connection', async () => {
    const server = await scriptedSmtp({});
    const courier = courierTo(make, server.url, { connections: 1 });
    await courier.hand(aMessage(1), yes);
    server.shout('25');
    await sleep(50);
    expect((await courier.hand(aMessage(2), yes)).kind).toBe('accepted');
    expect([server.sessions(), server.arrivals.length]).toEqual([2, 2]);
  });
});

describe('a reply whose lines do not agree', () => {
  it.each<[Script, string]>([
    [{ RCPT: '250-Ok\r\n550 No' }, 'deferred'],
    [{ dot: '250-Ok\r\n550 No' }, 'uncertain'],
    [{ dot: '550-No\r\n250 Ok' }, 'uncertain'],
    [{ dot: '2500 Ok' }, 'uncertain'],
    [{ dot: '250Ok' }, 'uncertain'],
    [{ dot: SILENCE }, 'uncertain'],
  ])('is none: %j', async (script, kind) => {
    const server = await scriptedSmtp(script);
    expect((await courierTo(make, server.url, { patience: 500 }).hand(aMessage(1), yes)).kind).toBe(kind);
  });
});
