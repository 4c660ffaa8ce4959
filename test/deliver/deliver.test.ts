import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Courier } from '../../src/mail/courier.ts';
import { outboxCourier } from '../../src/mail/outbox.ts';
import type { Counts } from '../../src/deliver/deliver.ts';
import { FRIDAY } from '../support/shelf.ts';
import { DROP, scriptedSmtp, type Script } from '../mail/scripted-smtp.ts';
import { aStage, compose, courierTo, DIGEST, readers } from './stage.ts';

const MINUTE = 60_000;
const BROKEN: Courier = {
  name: 'broken',
  atOnce: 1,
  hand: () => Promise.reject(new Error('broken')),
  close: async () => {},
};

describe('a pass', () => {
  it('hands one message to each subscriber, and a second pass none', async () => {
    const { folder, ledger, pass } = await aStage(25);
    const outbox = join(folder, 'outbox');
    expect(await pass(outboxCourier(outbox))).toMatchObject({
      accepted: 25,
      deferred: 0,
      refused: 0,
      uncertain: 0,
    });
    const files = readdirSync(join(outbox, 'digest-24@1')).toSorted();
    expect(files).toHaveLength(25);
    expect(files[6]).toBe('000007.eml');
    expect(readFileSync(join(outbox, 'digest-24@1', '000007.eml'), 'utf8')).toContain(
      '\r\nTo: reader7@example.org\r\n',
    );
    expect(await pass(outboxCourier(join(folder, 'second')))).toMatchObject({ accepted: 0 });
    expect(readdirSync(folder)).not.toContain('second');
    expect(await ledger.tally(DIGEST)).toMatchObject({ accepted: 25, waiting: 0, handing: 0 });
  });

  it('goes the same way over SMTP', async () => {
    const { pass } = await aStage(25);
    const server = await scriptedSmtp({}, true);
    expect(await pass(courierTo(server.url))).toMatchObject({ accepted: 25 });
    expect(await pass(courierTo(server.url))).toMatchObject({ accepted: 0 });
    expect(server.arrivals.map(({ to }) => to.join()).toSorted()).toEqual(readers(1, 25).toSorted());
  });

  it('tells how far it is', async () => {
    const { folder, pass } = await aStage(20);
    const seen: number[] = [];
    const onProgress = ({ accepted }: Readonly<Counts>) => void seen.push(accepted);
    await pass(outboxCourier(folder), { onProgress });
    expect(seen.at(-1)).toBe(20);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.length).toBeGreaterThan(1);
  });

  it('makes no more attempts than it may', async () => {
    const { folder, ledger, pass } = await aStage(20);
    expect(await pass(outboxCourier(folder), { limit: 7 })).toMatchObject({ accepted: 7 });
    expect(await ledger.tally(DIGEST)).toMatchObject({ accepted: 7, waiting: 13, handing: 0 });
  });

  it('leaves alone what is not due yet', async () => {
    const { folder, clock, pass } = await aStage(3);
    clock.now = FRIDAY - 1;
    expect(await pass(outboxCourier(folder))).toMatchObject({ accepted: 0 });
    clock.now = FRIDAY;
    expect(await pass(outboxCourier(folder))).toMatchObject({ accepted: 3 });
  });

  it('finishes what is in hand when it is asked to stop, and leaves the rest waiting', async () => {
    const { ledger, pass } = await aStage(30);
    const stop = new AbortController();
    const server = await scriptedSmtp({});
    const onProgress = ({ accepted }: Readonly<Counts>) => {
      if (accepted >= 5) stop.abort();
    };
    const sum = await pass(courierTo(server.url), { signal: stop.signal, onProgress });
    expect(sum.accepted).toBeGreaterThanOrEqual(5);
    expect(sum.accepted).toBeLessThan(12);
    expect(server.arrivals).toHaveLength(sum.accepted);
    expect(await ledger.tally(DIGEST)).toMatchObject({
      accepted: sum.accepted,
      waiting: 30 - sum.accepted,
      handing: 0,
    });
    expect(await pass(courierTo(server.url))).toMatchObject({ accepted: 30 - sum.accepted });
  });

  it('shares the list with another one at the same time, nobody gets two', async () => {
    const { pass, connect } = await aStage(60);
    const server = await scriptedSmtp({});
    const other = await connect();
    const sums = await Promise.all([
      pass(courierTo(server.url)),
      pass(courierTo(server.url), { ledger: other }),
    ]);
    expect(sums.map(({ accepted }) => accepted).reduce((a, b) => a + b)).toBe(60);
    expect(new Set(server.arrivals.map(({ to }) => to.join())).size).toBe(60);
    expect(server.arrivals).toHaveLength(60);
  });
});

describe('verdicts', () => {
  it('are recorded for each reader, and only the deferred are tried again, each at its time', async () => {
    const { ledger, clock, pass } = await aStage(6);
    let greylisting = true;
    const script = (to: string): Script => {
      if (to === 'reader2@example.org') return { RCPT: '550 5.1.1 <reader2@example.org> unknown' };
      if (to === 'reader4@example.org' && greylisting) return { RCPT: '450 4.7.1 Greylisted' };
      return to === 'reader5@example.org' ? { dot: DROP } : {};
    };
    const server = await scriptedSmtp(script);
    const courier = courierTo(server.url, 1);
    expect(await pass(courier)).toMatchObject({ accepted: 3, refused: 1, deferred: 1, uncertain: 1 });
    expect(await ledger.tally(DIGEST)).toMatchObject({
      accepted: 3,
      refused: 1,
      waiting: 1,
      deferred: 1,
      uncertain: 1,
    });
    const [refused] = await ledger.deliveries(DIGEST, 'refused', 9);
    expect(refused).toMatchObject({
      address: 'reader2@example.org',
      response: '550 5.1.1 <r…@example.org> unknown',
    });
    const [unsure] = await ledger.deliveries(DIGEST, 'uncertain', 9);
    expect(unsure).toMatchObject({ address: 'reader5@example.org' });
    const events = await ledger.events(9);
    expect(events).toMatchObject([
      { what: 'uncertain', subject: DIGEST, detail: expect.stringMatching(/^r…@example\.org: /) },
    ]);
    clock.now += MINUTE - 1;
    expect(await pass(courier)).toMatchObject({ accepted: 0, deferred: 0 });
    clock.now += 1;
    expect(await pass(courier)).toMatchObject({ deferred: 1 });
    greylisting = false;
    clock.now += 5 * MINUTE;
    expect(await pass(courier)).toMatchObject({ accepted: 1 });
    clock.now += 24 * 60 * MINUTE;
    expect(await pass(courier)).toMatchObject({
      accepted: 0,
      deferred: 0,
      refused: 0,
      uncertain: 0,
      recovered: [],
    });
    expect(server.arrivals.map(({ to }) => to.join()).toSorted()).toEqual(
      [1, 3, 4, 5, 6].map((id) => `reader${id}@example.org`),
    );
  });

  it('of a message that cannot be composed leave the others alone', async () => {
    const { folder, ledger, pass } = await aStage(4);
    const sum = await pass(outboxCourier(folder), {
      compose: (delivery, letter, at) => {
        if (delivery.subscriber === 2) throw new Error('No room for jane@example.org');
        return compose(delivery, letter, at);
      },
    });
    expect(sum).toMatchObject({ accepted: 3, deferred: 1 });
    const [waiting] = await ledger.deliveries(DIGEST, 'waiting', 9);
    expect(waiting?.response).toBe('The message could not be composed: No room for j…@example.org');
  });

  it('of a courier that breaks off are uncertain, since nobody knows how far it came', async () => {
    const { ledger, pass } = await aStage(1);
    expect(await pass(BROKEN)).toMatchObject({ uncertain: 1 });
    expect(await ledger.tally(DIGEST)).toMatchObject({ uncertain: 1 });
  });
});

describe('a server in trouble', () => {
  it.each<[string, Script]>([
    ['turns everybody away', { greeting: '554 5.7.1 Not you' }],
    ['refuses the sender', { MAIL: '550 5.1.8 Bad sender' }],
    ['does not relay', { RCPT: '554 5.7.1 Relay access denied' }],
    ['thinks it is spam', { dot: '550 5.7.1 Spam' }],
  ])('that %s costs a handful of attempts and refuses nobody', async (_, script) => {
    const { ledger, pass } = await aStage(50);
    const server = await scriptedSmtp(script);
    const sum = await pass(courierTo(server.url, 3));
    expect(sum).toMatchObject({
      accepted: 0,
      refused: 0,
      uncertain: 0,
      deferred: 5,
      stopped: expect.any(String),
    });
    expect(await ledger.tally(DIGEST)).toMatchObject({ waiting: 50, refused: 0 });
  });

  it('that hangs up after every message leaves a handful uncertain, not everybody', async () => {
    const { ledger, pass } = await aStage(50);
    const server = await scriptedSmtp({ dot: DROP });
    const sum = await pass(courierTo(server.url, 3));
    expect(sum).toMatchObject({
      accepted: 0,
      uncertain: 5,
      stopped: expect.stringContaining('whole message'),
    });
    expect(await ledger.tally(DIGEST)).toMatchObject({ uncertain: 5, waiting: 45 });
    expect(server.arrivals).toHaveLength(5);
  });

  it('that only hiccups does not stop the pass', async () => {
    const { clock, pass } = await aStage(30);
    let messages = 0;
    const server = await scriptedSmtp(() => {
      messages += 1;
      return messages % 40 === 39 ? { MAIL: '421 4.3.2 Enough for one connection' } : {};
    });
    const first = await pass(courierTo(server.url, 2));
    expect(first.stopped).toBeUndefined();
    expect(first.accepted + first.deferred).toBe(30);
    clock.now += 2 * MINUTE;
    const second = await pass(courierTo(server.url, 2));
    expect(first.accepted + second.accepted).toBe(30);
    expect(new Set(server.arrivals.map(({ to }) => to.join())).size).toBe(server.arrivals.length);
  });
});

describe('a ledger in trouble', () => {
  it('stops the pass; what was in hand is named as uncertain, and nobody gets two', async () => {
    const { database, clock, connect, pass } = await aStage(40);
    const server = await scriptedSmtp({});
    const impatient = await connect({ patience: 20 });
    const raw = new DatabaseSync(database);
    onTestFinished(() => raw.close());
    const onProgress = ({ accepted }: Readonly<Counts>) => {
      if (accepted >= 10 && !raw.isTransaction) raw.exec('BEGIN IMMEDIATE');
    };
    const broken = pass(courierTo(server.url, 3), { ledger: impatient, onProgress });
    await expect(broken).rejects.toMatchObject({ fault: 'locked' });
    raw.exec('ROLLBACK');
    const before = server.arrivals.length;
    clock.now += 2 * MINUTE;
    const after = await pass(courierTo(server.url, 3));
    expect(after.recovered.length).toBeLessThanOrEqual(3);
    expect(before + after.accepted).toBe(40);
    expect(new Set(server.arrivals.map(({ to }) => to.join())).size).toBe(40);
  });
});
