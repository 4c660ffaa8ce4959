import * as fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import type { Courier } from '../../src/mail/courier.ts';
import type { SmtpOptions } from '../../src/mail/smtp-url.ts';
import { aMessage, bytesOf } from './messages.ts';
import { DROP, scriptedSmtp, SILENCE, type Manner, type Script, type Step } from './scripted-smtp.ts';

export type Make = (url: string, options?: SmtpOptions) => Courier;

export const BIG = 8_000_000;

export const yes = async () => true;

/** A courier that is closed with the test. */
export function courierTo(
  make: Make,
  url: string,
  options: SmtpOptions = {},
  atEnd = onTestFinished,
): Courier {
  const courier = make(url, { connections: 2, patience: 20_000, ...options });
  atEnd(async () => {
    courier.breakOff();
    await courier.close();
  });
  return courier;
}

type Case = [what: string, script: Script, kind: string, about: string, size?: number];

const CASES: Case[] = [
  ['takes it', {}, 'accepted', 'reader'],
  ['turns the connection away', { greeting: '554 5.7.1 Not you' }, 'deferred', 'relay'],
  ['is too busy to greet', { greeting: '421 4.3.2 Busy' }, 'deferred', 'relay'],
  ['hangs up before its greeting', { greeting: DROP }, 'deferred', 'relay'],
  ['greets with a yes of another kind', { greeting: '250 Hello' }, 'deferred', 'relay'],
  ['does not understand EHLO', { EHLO: DROP }, 'deferred', 'relay'],
  ['closes at EHLO', { EHLO: '421 4.3.2 Busy' }, 'deferred', 'relay'],
  ['refuses the sender for good', { MAIL: '550 5.1.8 Bad sender' }, 'deferred', 'sender'],
  ['refuses the sender in few words', { MAIL: '550 No' }, 'deferred', 'sender'],
  ['refuses the sender for now', { MAIL: '451 4.3.0 Later' }, 'deferred', 'relay'],
  ['wants a password', { MAIL: '530 5.7.0 Authentication required' }, 'deferred', 'sender'],
  ['closes at the sender', { MAIL: '421 4.3.2 Shutting down' }, 'deferred', 'relay'],
  ['hangs up at the sender', { MAIL: DROP }, 'deferred', 'relay'],
  ['does not know the reader', { RCPT: '550 5.1.1 No such user' }, 'refused', 'reader'],
  ['does not know the reader, in few words', { RCPT: '550 No' }, 'refused', 'reader'],
  ['has no room for the reader', { RCPT: '452 4.2.2 Mailbox full' }, 'deferred', 'reader'],
  ['wants to see the message again', { RCPT: '450 4.7.1 Greylisted, come back' }, 'deferred', 'reader'],
  ['does not relay for us', { RCPT: '554 5.7.1 Relay access denied' }, 'deferred', 'sender'],
  ['does not like the sender, late', { RCPT: '550 5.1.7 Bad sender' }, 'deferred', 'sender'],
  ['wants a password, late', { RCPT: '530 Authentication required' }, 'deferred', 'sender'],
  ['hangs up at the reader', { RCPT: DROP }, 'deferred', 'relay'],
  ['closes at the reader', { RCPT: '421 4.3.2 Shutting down' }, 'deferred', 'relay'],
  ['refuses DATA', { DATA: '554 5.5.1 No valid recipients' }, 'refused', 'reader'],
  ['puts DATA off', { DATA: '451 4.3.0 Later' }, 'deferred', 'reader'],
  ['lost track of the session', { DATA: '503 5.5.1 Bad sequence' }, 'deferred', 'relay'],
  ['knows no DATA', { DATA: '502 5.5.1 What?' }, 'deferred', 'relay'],
  ['hangs up at DATA', { DATA: DROP }, 'deferred', 'relay'],
  ['hangs up in the middle of a message', { body: DROP }, 'deferred', 'relay', BIG],
  ['says no in the middle of a message', { body: '552 5.3.4 Too big' }, 'refused', 'reader', BIG],
  ['says yes in the middle of a message', { body: '250 Ok' }, 'deferred', 'relay', BIG],
  ['refuses the message', { dot: '554 5.6.0 Malformed' }, 'refused', 'reader'],
  ['thinks the message is spam', { dot: '550 5.7.1 Looks like spam' }, 'deferred', 'sender'],
  ['has a full mailbox', { dot: '452 4.2.2 Mailbox full' }, 'deferred', 'reader'],
  ['shuts down after the message', { dot: '421 4.3.2 Shutting down' }, 'deferred', 'relay'],
  ['hangs up after the final dot', { dot: DROP }, 'uncertain', 'relay'],
  ['says something odd after the final dot', { dot: '354 And?' }, 'uncertain', 'relay'],
  ['says no number after the final dot', { dot: 'Hm.' }, 'uncertain', 'relay'],
  ['breaks off its answer', { dot: { say: '250 2.0.0 O', hangUp: true } }, 'uncertain', 'relay'],
  ['breaks off a long answer', { dot: { say: '250-Ok\r\n', hangUp: true } }, 'uncertain', 'relay'],
  ['breaks off a refusal', { dot: { say: '554', hangUp: true } }, 'uncertain', 'relay'],
];

/** They take as long as the courier's patience, so they run side by side. */
const SILENT: Case[] = [
  ['never says a word', { greeting: SILENCE }, 'deferred', 'relay'],
  ['says nothing at the reader', { RCPT: SILENCE }, 'deferred', 'relay'],
  ['says nothing at DATA', { DATA: SILENCE }, 'deferred', 'relay'],
  ['stops reading in the middle of a message', { body: SILENCE }, 'deferred', 'relay', BIG],
  ['says nothing after the final dot', { dot: SILENCE }, 'uncertain', 'relay'],
];

function byReader(to: string): Script {
  if (to === 'reader2@example.org') return { RCPT: '550 5.1.1 No such user' };
  return to === 'reader4@example.org' ? { dot: DROP } : {};
}

function yesTooEarly(to: string): Script {
  return to === 'reader1@example.org' ? { body: '250 Ok' } : {};
}

/** What every courier that speaks SMTP promises about verdicts. */
export function verdictContract(make: Make, pipelining: boolean): void {
  it.concurrent.for(CASES)(
    'that %s',
    async ([, script, kind, about, size], { expect, onTestFinished: atEnd }) => {
      const server = await scriptedSmtp(script, pipelining, atEnd);
      const handed = await courierTo(make, server.url, {}, atEnd).hand(aMessage(1, size), yes);
      expect(handed).toEqual({ kind, about, response: expect.stringMatching(/^[^\p{Cc}]+$/u) });
    },
  );

  it('that says yes too early does not get the next message into the same breath', async () => {
    const server = await scriptedSmtp(yesTooEarly, pipelining);
    const courier = courierTo(make, server.url, { connections: 1 });
    const [first, second] = await Promise.all([
      courier.hand(aMessage(1, BIG), yes),
      courier.hand(aMessage(2), yes),
    ]);
    expect(first?.kind).toBe('deferred');
    // It waited, and has not begun.
    expect(second?.kind).toBe('withheld');
    expect((await courier.hand(aMessage(2), yes)).kind).toBe('accepted');
    expect(server.arrivals.map(({ bytes }) => bytes.equals(bytesOf(aMessage(2))))).toEqual([true]);
  });

  it('that falls silent is told from one that has the message', async () => {
    const kinds = await Promise.all(
      SILENT.map(async ([, script, , , size]) => {
        const server = await scriptedSmtp(script, pipelining);
        return (await courierTo(make, server.url, { patience: 700 }).hand(aMessage(1, size), yes)).kind;
      }),
    );
    expect(kinds).toEqual(SILENT.map(([, , kind]) => kind));
  });

  it('gets every byte as it was composed', async () => {
    const server = await scriptedSmtp({}, pipelining);
    const message = aMessage(1, 900_000);
    await courierTo(make, server.url).hand(message, yes);
    expect(server.arrivals).toEqual([
      {
        from: 'bounces@newsroom.example.gov',
        to: ['reader1@example.org'],
        bytes: bytesOf(message),
        answer: '250 2.0.0 Ok: queued',
      },
    ]);
  });

  it('is given each message once, over no more connections than allowed', async () => {
    const server = await scriptedSmtp({}, pipelining);
    const courier = courierTo(make, server.url, { connections: 3 });
    const handed = await Promise.all(
      Array.from({ length: 30 }, (_, index) => courier.hand(aMessage(index), yes)),
    );
    expect(handed.every(({ kind }) => kind === 'accepted')).toBe(true);
    expect(new Set(server.arrivals.map(({ to }) => to.join())).size).toBe(30);
    expect(server.arrivals).toHaveLength(30);
    expect(server.sessions()).toBeLessThanOrEqual(3);
  });

  it('says of each reader what is true of that reader only', async () => {
    const server = await scriptedSmtp(byReader, pipelining);
    const courier = courierTo(make, server.url, { connections: 1 });
    const kinds: string[] = [];
    for (const reader of [1, 2, 3, 4, 5]) kinds.push((await courier.hand(aMessage(reader), yes)).kind);
    expect(kinds).toEqual(['accepted', 'refused', 'accepted', 'uncertain', 'accepted']);
    expect(server.arrivals.map(({ to }) => to.join())).toEqual(
      [1, 3, 4, 5].map((id) => `reader${id}@example.org`),
    );
  });

  it('that trickles is given up on, and nothing is called safe that is not', async () => {
    const points: Script[] = [{ dot: SILENCE }, { RCPT: SILENCE }];
    const kinds = await Promise.all(
      points.map(async (script) => {
        const server = await scriptedSmtp(script, pipelining);
        return (await courierTo(make, server.url, { limit: 500 }).hand(aMessage(1), yes)).kind;
      }),
    );
    expect(kinds).toEqual(['uncertain', 'deferred']);
  });

  it('never has a message that is then called safe to send again, whatever it says', async () => {
    await expect(neverTwice(make, pipelining)).resolves.toBeUndefined();
  });
}

async function neverTwice(make: Make, pipelining: boolean): Promise<void> {
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
  const speaks = fc.constantFrom<Manner['speaks']>(undefined, undefined, 'bytewise', 'joined');
  const point = fc.constantFrom('greeting', 'EHLO', 'MAIL', 'RCPT', 'DATA', 'body', 'dot');
  await fc.assert(
    fc.asyncProperty(fc.dictionary(point, say), fc.boolean(), speaks, async (script, permitted, speaks) => {
      // A yes to a message that it does not have yet, and then throws away, is a lie that nobody can find out.
      fc.pre(typeof script['body'] !== 'string' || !script['body'].startsWith('2'));
      const server = await scriptedSmtp(defined(script), { pipelining, ...(speaks && { speaks }) });
      const courier = courierTo(make, server.url, { patience: 500 });
      const message = aMessage(1);
      const { kind } = await courier.hand(message, async () => permitted);
      courier.breakOff();
      await courier.close();
      // RFC 2920 §3.1: one that refuses the reader and takes DATA may be told that there is no message.
      const [arrival, ...more] = server.arrivals.filter(({ to, bytes }) => to.length + bytes.length > 0);
      expect(more).toEqual([]);
      const answer = arrival && typeof arrival.answer === 'string' ? arrival.answer[0] : arrival && 'nothing';
      const allowed = {
        accepted: answer === '2' && arrival?.bytes.equals(bytesOf(message)),
        deferred: answer === undefined || answer === '4',
        refused: answer === undefined || answer === '5',
        uncertain: true,
        withheld: answer === undefined,
      };
      expect(allowed[kind]).toBe(true);
      expect(permitted || arrival === undefined).toBe(true);
    }),
    { numRuns: 60 },
  );
}

function defined(script: Record<string, Step | undefined>): Script {
  return Object.fromEntries(Object.entries(script).filter(([, step]) => step !== undefined));
}
