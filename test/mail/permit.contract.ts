import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { aMessage, bytesOf } from './messages.ts';
import { DROP, scriptedSmtp, SILENCE, type Script } from './scripted-smtp.ts';
import { BIG, courierTo, yes, type Make } from './smtp.contract.ts';

const REFUSALS: [what: string, script: Script, size?: number][] = [
  ['does not let anybody in', { greeting: '554 No' }],
  ['hangs up at EHLO', { EHLO: DROP }],
  ['refuses the sender', { MAIL: '550 No' }],
  ['puts the reader off', { RCPT: '450 Later' }],
  ['refuses the reader and takes DATA', { RCPT: '550 No', DATA: '354 Go' }],
  ['refuses DATA', { DATA: '554 No' }],
  ['says no in the middle of a message', { body: '552 5.3.4 Too big' }, BIG],
  ['hangs up in the middle of a message', { body: DROP }, BIG],
];

const NOES: [string, () => Promise<boolean>][] = [
  ['is not given', async () => false],
  ['is not given, after a while', () => sleep(50, false)],
  ['cannot be given', () => Promise.reject(new Error('The ledger is gone.'))],
  [
    'cannot even be asked',
    () => {
      throw new Error('The ledger is gone.');
    },
  ],
];

/** Where a courier may be when it is broken off, and what becomes of the message. */
const PHASES: [point: keyof Script, kind: string, size?: number][] = [
  ['greeting', 'deferred'],
  ['EHLO', 'deferred'],
  ['MAIL', 'deferred'],
  ['RCPT', 'deferred'],
  ['DATA', 'deferred'],
  ['body', 'deferred', BIG],
  ['dot', 'uncertain'],
];

/** What every courier that speaks SMTP promises about the permit, and about being broken off. */
export function permitContract(make: Make, pipelining: boolean): void {
  it('has the whole message without its final dot when the permit is asked for, once', async () => {
    const server = await scriptedSmtp({}, pipelining);
    const message = aMessage(1, 300_000);
    const permit = vi.fn<() => Promise<boolean>>(async () => {
      await vi.waitFor(() => expect(server.held()).toBe(message.size));
      await sleep(30);
      expect([server.held(), server.dots()]).toEqual([message.size, 0]);
      return true;
    });
    const handed = await courierTo(make, server.url).hand(message, permit);
    expect(handed.kind).toBe('accepted');
    expect(permit).toHaveBeenCalledTimes(1);
    expect(server.dots()).toBe(1);
  });

  it.for(REFUSALS)('that %s is not worth a permit', async ([, script, size]) => {
    const server = await scriptedSmtp(script, pipelining);
    const permit = vi.fn<() => Promise<boolean>>(yes);
    const handed = await courierTo(make, server.url).hand(aMessage(1, size), permit);
    expect(['deferred', 'refused']).toContain(handed.kind);
    expect(permit).not.toHaveBeenCalled();
    expect(server.arrivals.filter(({ to }) => to.length > 0)).toEqual([]);
  });

  it.for(NOES)('gets no message when the permit %s, and the next one whole', async ([, permit]) => {
    const server = await scriptedSmtp({}, pipelining);
    const courier = courierTo(make, server.url, { connections: 1 });
    expect((await courier.hand(aMessage(1), yes)).kind).toBe('accepted');
    expect(await courier.hand(aMessage(2), permit)).toEqual({ kind: 'withheld' });
    expect((await courier.hand(aMessage(3), yes)).kind).toBe('accepted');
    await sleep(20);
    expect(server.arrivals.map(({ bytes }) => bytes)).toEqual([bytesOf(aMessage(1)), bytesOf(aMessage(3))]);
    expect(server.dots()).toBe(2);
  });

  it.for([
    ['no', '552 5.3.4 Too big', 'refused'],
    ['yes', '250 Ok', 'deferred'],
  ] as const)('that says %s while the permit is asked for gets no dot', async ([, body, kind]) => {
    const server = await scriptedSmtp({ body }, pipelining);
    const order: string[] = [];
    const permit = async () => {
      await sleep(100);
      order.push('permit');
      return true;
    };
    const handed = await courierTo(make, server.url).hand(aMessage(1), permit);
    order.push('verdict');
    await sleep(20);
    expect([handed.kind, server.dots()]).toEqual([kind, 0]);
    // Whoever marks a delivery is not told of the end before that is done.
    expect(order.filter((what) => what === 'verdict' || order.length > 1)).toEqual(order);
    expect(order.at(-1)).toBe('verdict');
  });

  it.concurrent.for(PHASES)(
    'is broken off at %s',
    async ([point, kind, size], { expect, onTestFinished: atEnd }) => {
      const script: Script = { [point]: SILENCE };
      const server = await scriptedSmtp(script, pipelining, atEnd);
      const courier = courierTo(make, server.url, { connections: 1 }, atEnd);
      const under = courier.hand(aMessage(1, size), yes);
      const waiting = courier.hand(aMessage(2), yes);
      await sleep(300);
      courier.breakOff();
      const handed = await Promise.race([under, sleep(1000, { kind: 'late' })]);
      expect(handed).toMatchObject({ kind, about: 'relay' });
      expect(await waiting).toMatchObject({ kind: 'deferred', about: 'relay' });
      Reflect.deleteProperty(script, point);
      expect(await courier.hand(aMessage(3), yes)).toMatchObject({ kind: 'accepted' });
      const to = server.arrivals.map((arrival) => arrival.to.join());
      expect(to).toEqual([...(kind === 'uncertain' ? ['reader1@example.org'] : []), 'reader3@example.org']);
    },
  );

  it('is broken off while the permit is asked for, and a late yes comes to nothing', async () => {
    const server = await scriptedSmtp({}, pipelining);
    const courier = courierTo(make, server.url);
    const answer = Promise.withResolvers<boolean>();
    const permit = vi.fn<() => Promise<boolean>>(() => answer.promise);
    const handed = courier.hand(aMessage(1), permit);
    await vi.waitFor(() => expect(permit).toHaveBeenCalled());
    courier.breakOff();
    expect(await handed).toMatchObject({ kind: 'deferred', about: 'relay' });
    answer.resolve(true);
    expect((await courier.hand(aMessage(2), yes)).kind).toBe('accepted');
    expect([server.arrivals.length, server.dots()]).toEqual([1, 1]);
  });

  it('is not disturbed by being broken off when nothing is under way', async () => {
    const server = await scriptedSmtp({}, pipelining);
    const courier = courierTo(make, server.url);
    courier.breakOff();
    expect((await courier.hand(aMessage(1), yes)).kind).toBe('accepted');
    courier.breakOff();
    expect((await courier.hand(aMessage(2), yes)).kind).toBe('accepted');
  });
}
