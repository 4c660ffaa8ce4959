import { once } from 'node:events';
import { createServer } from 'node:net';
import * as fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Courier } from '../../src/mail/courier.ts';
import { smtpCourier, type SmtpOptions } from '../../src/mail/smtp.ts';
import { aMessage } from './messages.ts';
import { DROP, scriptedSmtp, SILENCE, type Script, type Step } from './scripted-smtp.ts';

const BIG = 8_000_000;

function courierTo(url: string, options: SmtpOptions = {}, atEnd = onTestFinished): Courier {
  const courier = smtpCourier(url, { connections: 2, patience: 20_000, ...options });
  atEnd(() => courier.close());
  return courier;
}

type Case = [what: string, script: Script, kind: string, ours: boolean, size?: number];

const CASES: Case[] = [
  ['takes it', {}, 'accepted', false],
  ['turns the connection away', { greeting: '554 5.7.1 Not you' }, 'deferred', true],
  ['hangs up before its greeting', { greeting: DROP }, 'deferred', true],
  ['does not understand EHLO', { EHLO: DROP }, 'deferred', true],
  ['refuses the sender for good', { MAIL: '550 5.1.8 Bad sender' }, 'deferred', true],
  ['refuses the sender for now', { MAIL: '451 4.3.0 Later' }, 'deferred', true],
  ['wants a password', { MAIL: '530 5.7.0 Authentication required' }, 'deferred', true],
  ['hangs up at the sender', { MAIL: DROP }, 'deferred', true],
  ['does not know the reader', { RCPT: '550 5.1.1 No such user' }, 'refused', false],
  ['does not know the reader, in few words', { RCPT: '550 No' }, 'refused', false],
  ['greylists the reader', { RCPT: '450 4.7.1 Greylisted, come back' }, 'deferred', false],
  ['does not relay for us', { RCPT: '554 5.7.1 Relay access denied' }, 'deferred', true],
  ['hangs up at the reader', { RCPT: DROP }, 'deferred', true],
  ['closes at the reader', { RCPT: '421 4.3.2 Shutting down' }, 'deferred', true],
  ['refuses DATA', { DATA: '554 5.5.1 No valid recipients' }, 'refused', false],
  ['puts DATA off', { DATA: '451 4.3.0 Later' }, 'deferred', false],
  ['lost track of the session', { DATA: '503 5.5.1 Bad sequence' }, 'deferred', true],
  ['hangs up at DATA', { DATA: DROP }, 'deferred', true],
  ['hangs up in the middle of a message', { body: DROP }, 'deferred', true, BIG],
  ['says no in the middle of a message', { body: '552 5.3.4 Too big' }, 'refused', false, BIG],
  ['says yes in the middle of a message', { body: '250 Ok' }, 'deferred', true, BIG],
  ['refuses the message', { dot: '554 5.6.0 Malformed' }, 'refused', false],
  ['thinks the message is spam', { dot: '550 5.7.1 Looks like spam' }, 'deferred', true],
  ['has a full mailbox', { dot: '452 4.2.2 Mailbox full' }, 'deferred', false],
  ['shuts down after the message', { dot: '421 4.3.2 Shutting down' }, 'deferred', true],
  ['hangs up after the final dot', { dot: DROP }, 'uncertain', false],
  ['says something odd after the final dot', { dot: '354 And?' }, 'uncertain', false],
  ['says no number after the final dot', { dot: 'Hm.' }, 'uncertain', false],
  ['breaks off its answer', { dot: { say: '250 2.0.0 O', hangUp: true } }, 'uncertain', false],
  ['breaks off a long answer', { dot: { say: '250-Ok\r\n', hangUp: true } }, 'uncertain', false],
  ['breaks off a refusal', { dot: { say: '554', hangUp: true } }, 'uncertain', false],
];

function byReader(to: string): Script {
  if (to === 'reader2@example.org') return { RCPT: '550 5.1.1 No such user' };
  return to === 'reader4@example.org' ? { dot: DROP } : {};
}

/** They take as long as the courier's patience, so they run side by side. */
const SILENT: Case[] = [
  ['never says a word', { greeting: SILENCE }, 'deferred', true],
  ['says nothing at the reader', { RCPT: SILENCE }, 'deferred', true],
  ['says nothing at DATA', { DATA: SILENCE }, 'deferred', true],
  ['stops reading in the middle of a message', { body: SILENCE }, 'deferred', true, BIG],
  ['says nothing after the final dot', { dot: SILENCE }, 'uncertain', false],
];

function yesTooEarly(to: string): Script {
  return to === 'reader1@example.org' ? { body: '250 Ok' } : {};
}

describe.each([false, true])('an SMTP server (pipelining: %s)', (pipelining) => {
  it.concurrent.for(CASES)(
    'that %s',
    async ([, script, kind, ours, size], { expect, onTestFinished: atEnd }) => {
      const server = await scriptedSmtp(script, pipelining, atEnd);
      const handed = await courierTo(server.url, {}, atEnd).hand(aMessage(1, size));
      expect(handed).toMatchObject({ kind, response: expect.stringMatching(/^[^\p{Cc}]+$/u) });
      expect(handed.ours ?? false).toBe(ours);
    },
  );

  it('that says yes too early does not get the next message into the same breath', async () => {
    const server = await scriptedSmtp(yesTooEarly, pipelining);
    const courier = courierTo(server.url, { connections: 1 });
    const [first, second] = await Promise.all([courier.hand(aMessage(1, BIG)), courier.hand(aMessage(2))]);
    expect(first?.kind).toBe('deferred');
    expect(second?.kind).toBe('deferred');
    expect(await courier.hand(aMessage(3))).toMatchObject({ kind: 'accepted' });
    expect(server.arrivals.map(({ bytes }) => bytes.equals(Buffer.from(aMessage(3).bytes)))).toEqual([true]);
  });

  it('that falls silent is told from one that has the message', async () => {
    const kinds = await Promise.all(
      SILENT.map(async ([, script, , , size]) => {
        const server = await scriptedSmtp(script, pipelining);
        return (await courierTo(server.url, { patience: 700 }).hand(aMessage(1, size))).kind;
      }),
    );
    expect(kinds).toEqual(SILENT.map(([, , kind]) => kind));
  });

  it('gets every byte as it was composed, with the dots that SMTP adds taken off again', async () => {
    const server = await scriptedSmtp({}, pipelining);
    const message = aMessage(1, 200_000);
    await courierTo(server.url).hand(message);
    expect(server.arrivals).toEqual([
      {
        from: 'bounces@newsroom.example.gov',
        to: ['reader1@example.org'],
        bytes: Buffer.from(message.bytes),
        answer: '250 2.0.0 Ok: queued',
      },
    ]);
  });

  it('is given each message once, over no more connections than allowed', async () => {
    const server = await scriptedSmtp({}, pipelining);
    const courier = courierTo(server.url, { connections: 3 });
    const handed = await Promise.all(Array.from({ length: 30 }, (_, index) => courier.hand(aMessage(index))));
    expect(handed.every(({ kind }) => kind === 'accepted')).toBe(true);
    expect(new Set(server.arrivals.map(({ to }) => to.join())).size).toBe(30);
    expect(server.arrivals).toHaveLength(30);
    expect(server.sessions()).toBeLessThanOrEqual(3);
  });

  it('says of each reader what is true of that reader only', async () => {
    const server = await scriptedSmtp(byReader, pipelining);
    const courier = courierTo(server.url, { connections: 1 });
    const kinds: string[] = [];
    for (const reader of [1, 2, 3, 4, 5]) kinds.push((await courier.hand(aMessage(reader))).kind);
    expect(kinds).toEqual(['accepted', 'refused', 'accepted', 'uncertain', 'accepted']);
    expect(server.arrivals.map(({ to }) => to.join())).toEqual(
      [1, 3, 4, 5].map((id) => `reader${id}@example.org`),
    );
  });

  it('never has a message that is then called safe to send again, whatever it says', async () => {
    const say = fc.constantFrom<Step | undefined>(
      undefined,
      undefined,
      DROP,
      '250 Ok',
      '354 Go',
      '421 Bye',
      '451 Later',
      '550 No',
      '?',
      { say: '25', hangUp: true },
    );
    const point = fc.constantFrom('greeting', 'EHLO', 'MAIL', 'RCPT', 'DATA', 'body', 'dot');
    await fc.assert(
      fc.asyncProperty(fc.dictionary(point, say), async (script) => {
        // A yes to a message that it does not have yet, and then throws away, is a lie that nobody can find out.
        fc.pre(typeof script['body'] !== 'string' || !script['body'].startsWith('2'));
        const server = await scriptedSmtp(defined(script), pipelining);
        const courier = courierTo(server.url, { patience: 500 });
        const message = aMessage(1);
        const { kind } = await courier.hand(message);
        await courier.close();
        const [arrival, ...more] = server.arrivals;
        expect(more).toEqual([]);
        const answer =
          arrival && typeof arrival.answer === 'string' ? arrival.answer[0] : arrival && 'nothing';
        const allowed = {
          accepted: answer === '2' && arrival?.bytes.equals(message.bytes),
          deferred: answer === undefined || answer === '4',
          refused: answer === undefined || answer === '5',
          uncertain: true,
        };
        expect(allowed[kind]).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('that trickles is given up on, and nothing is called safe that is not', async () => {
    const points: Script[] = [{ dot: SILENCE }, { RCPT: SILENCE }];
    const kinds = await Promise.all(
      points.map(async (script) => {
        const server = await scriptedSmtp(script, pipelining);
        return (await courierTo(server.url, { limit: 500 }).hand(aMessage(1))).kind;
      }),
    );
    expect(kinds).toEqual(['uncertain', 'deferred']);
  });
});

function defined(script: Record<string, Step | undefined>): Script {
  return Object.fromEntries(Object.entries(script).filter(([, step]) => step !== undefined));
}

describe('what a courier says', () => {
  it.each<[Script, string]>([
    [{ greeting: DROP }, 'It could not be handed to SERVER: the connection broke off'],
    [{ greeting: '554 5.7.1 Not you' }, 'It could not be handed to SERVER: 554 5.7.1 Not you'],
    [
      { dot: DROP },
      'SERVER was handed the whole message and did not say whether it took it: the connection broke off',
    ],
    [{ dot: 'Hm.' }, 'SERVER was handed the whole message and did not say whether it took it: Hm.'],
    [{ dot: '250 2.0.0 Ok: queued as 4F3A' }, '250 2.0.0 Ok: queued as 4F3A'],
  ])('is plain: %j', async (script, words) => {
    const server = await scriptedSmtp(script);
    const { response } = await courierTo(server.url).hand(aMessage(1));
    expect(response).toBe(words.replace('SERVER', server.url.replace('smtp://', '')));
  });

  it('names the server when nobody listens there', async () => {
    const port = await closedPort();
    const handed = await courierTo(`smtp://127.0.0.1:${port}`).hand(aMessage(1));
    expect(handed).toMatchObject({ kind: 'deferred', ours: true });
    expect(handed.response).toBe(
      `It could not be handed to 127.0.0.1:${port}: nothing answers at that address and port`,
    );
  });

  it('masks addresses and never repeats the password, even when the server does', async () => {
    const server = await scriptedSmtp({
      EHLO: '250-scripted.example\r\n250 AUTH PLAIN',
      RCPT: '550 5.1.1 <reader1@example.org> unknown, s3cret',
    });
    const url = server.url.replace('smtp://', 'smtp://desk:s3cret@');
    const courier = courierTo(url);
    expect(courier.name).not.toContain('s3cret');
    const failed = await courier.hand(aMessage(1));
    expect(JSON.stringify(failed)).not.toMatch(/s3cret|reader1/);
    const open = await scriptedSmtp({ RCPT: '550 5.1.1 <reader1@example.org> unknown, s3cret' });
    const refused = await courierTo(open.url.replace('smtp://', 'smtp://desk:s3cret@')).hand(aMessage(1));
    expect(refused).toMatchObject({ kind: 'refused', response: '550 5.1.1 <r…@example.org> unknown, …' });
  });

  it.each([
    ['reader1@example.org>\r\nRCPT TO:<other@example.org'],
    ['reader1@example.org, other@example.org'],
    ['reader1@example.org\nDATA'],
    ['"reader 1"@example.org'],
  ])('refuses an address that would be two: %j', async (to) => {
    const server = await scriptedSmtp({});
    const message = aMessage(1);
    const handed = await courierTo(server.url).hand({
      ...message,
      envelope: { from: message.envelope.from, to },
    });
    expect(handed.kind).toBe('refused');
    expect(server.arrivals).toEqual([]);
  });
});

/** A port on which nobody listens. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
