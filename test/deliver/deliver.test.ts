import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Courier } from '../../src/mail/courier.ts';
import { outboxCourier } from '../../src/mail/outbox.ts';
import type { Counts } from '../../src/deliver/deliver.ts';
import { DROP, scriptedSmtp, SILENCE, type Script } from '../mail/scripted-smtp.ts';
import { aStage, courierTo, DIGEST, messageTo, readers } from './stage.ts';

const MINUTE = 60_000;
const BROKEN: Courier = {
  name: 'broken',
  atOnce: 1,
  connections: 1,
  hand: () => Promise.reject(new Error('broken')),
  breakOff: () => {},
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
    expect(readFileSync(join(outbox, 'digest-24@1', '000007.eml'), 'utf8')).toMatch(
      /^To: reader7@example\.org\r$/m,
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

  it('finishes what is in hand when it is asked to stop, and leaves the rest waiting', async () => {
    const { ledger, pass } = await aStage(30);
    const stop = new AbortController();
    const server = await scriptedSmtp({});
    const onProgress = ({ accepted }: Readonly<Counts>) => {
      if (accepted >= 5) stop.abort();
    };
    const sum = await pass(courierTo(server.url), { signal: stop.signal, onProgress });
    expect(sum.accepted).toBeGreaterThanOrEqual(5);
    expect(sum.accepted).toBeLessThan(18);
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
      messageTo: (claim, at) => {
        if (claim.subscriber === 2) throw new Error('No room for jane@example.org');
        return messageTo(claim, at);
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

describe('a server that wants nothing of us', () => {
  it.each<[string, Script]>([
    ['refuses the sender', { MAIL: '550 5.1.8 Bad sender' }],
    ['does not relay', { RCPT: '554 5.7.1 Relay access denied' }],
    ['thinks it is spam', { dot: '550 5.7.1 Spam' }],
    ['takes nothing of this size', { EHLO: '250-scripted.example\r\n250 SIZE 100' }],
  ])('and %s stops the edition after a handful of attempts; nobody is refused', async (_, script) => {
    const { ledger, clock, pass } = await aStage(50);
    const server = await scriptedSmtp(script);
    const sum = await pass(courierTo(server.url, 3));
    expect(sum).toMatchObject({ accepted: 0, refused: 0, uncertain: 0 });
    expect(sum.deferred).toBeLessThanOrEqual(8);
    expect(sum.halted).toEqual([
      { edition: DIGEST, why: expect.stringMatching(/^the mail server refuses it: /) },
    ]);
    expect(await ledger.tally(DIGEST)).toMatchObject({ waiting: 50, refused: 0 });
    expect(await ledger.mailings(0)).toMatchObject([{ state: 'stopped', why: sum.halted[0]?.why }]);
    expect(await ledger.events(9)).toContainEqual(
      expect.objectContaining({ what: 'stopped', subject: DIGEST }),
    );
    clock.now += 2 * 60 * MINUTE;
    expect(await pass(courierTo(server.url, 3))).toMatchObject({ deferred: 0, accepted: 0 });
    await ledger.resumeMailing(DIGEST, clock.now);
    const well = await scriptedSmtp({});
    expect(await pass(courierTo(well.url, 3))).toMatchObject({ accepted: 50 });
  });

  it('but says so of a few readers among many does not stop the edition; those are given up at last', async () => {
    const { ledger, clock, pass } = await aStage(150);
    const closed = new Set(readers(146, 150));
    const server = await scriptedSmtp((to) => (closed.has(to) ? { RCPT: '550 5.7.1 Not from you' } : {}));
    const courier = courierTo(server.url, 3);
    expect(await pass(courier)).toMatchObject({ accepted: 145, deferred: 5, halted: [] });
    for (let hour = 0; hour < 26; hour += 1) {
      clock.now += 75 * MINUTE;
      expect((await pass(courier)).halted).toEqual([]);
    }
    expect(await ledger.tally(DIGEST)).toMatchObject({ accepted: 145, refused: 5, waiting: 0 });
    const [refused] = await ledger.deliveries(DIGEST, 'refused', 1);
    expect(refused?.response).toBe('Given up after 24 hours; the last answer was: 550 5.7.1 Not from you');
  });
});

describe('a server in trouble', () => {
  it.each<[string, Script]>([
    ['turns everybody away', { greeting: '554 5.7.1 Not you' }],
    ['hangs up at once', { greeting: DROP }],
    ['refuses the sender for now', { MAIL: '451 4.3.0 Later' }],
    ['is closing', { RCPT: '421 4.3.2 Closing' }],
  ])('that %s is left alone for longer and longer, and costs no reader an attempt', async (_, script) => {
    const { ledger, clock, pass } = await aStage(50);
    const server = await scriptedSmtp(script);
    const courier = courierTo(server.url, 3);
    const sum = await pass(courier);
    expect(sum).toMatchObject({ accepted: 0, refused: 0, uncertain: 0, stopped: expect.any(String) });
    expect(sum.deferred).toBe(5);
    expect(await ledger.tally(DIGEST)).toMatchObject({ waiting: 50, deferred: 0 });
    const pauses: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const [relay] = await ledger.relays();
      if (!relay) throw new Error('the server is in no trouble');
      pauses.push(Math.round((relay.notBefore - clock.now) / MINUTE));
      clock.now = relay.notBefore - 1;
      const sessions = server.sessions();
      expect(await pass(courier)).toMatchObject({ deferred: 0, stopped: relay.words });
      expect(server.sessions()).toBe(sessions);
      clock.now = relay.notBefore;
      expect((await pass(courier)).deferred).toBe(2);
    }
    expect(pauses).toEqual([1, 5, 15, 60, 60]);
  });

  it('is tried by one program only, with one message, and goes on for all when it works again', async () => {
    const { ledger, clock, connect, pass } = await aStage(50);
    let isDown = true;
    const server = await scriptedSmtp(() => (isDown ? { MAIL: '421 4.3.2 Closing' } : {}));
    const courier = courierTo(server.url, 3);
    await pass(courier);
    clock.now += 2 * MINUTE;
    isDown = false;
    const other = await connect();
    const sums = await Promise.all([pass(courier), pass(courierTo(server.url, 3), { ledger: other })]);
    expect(sums.map(({ accepted }) => accepted).toSorted((a, b) => a - b)).toEqual([0, 50]);
    expect(await ledger.relays()).toEqual([]);
  });

  it('that puts nearly everybody off is slowed down for, and few attempts are burnt', async () => {
    const { ledger, pass } = await aStage(300);
    const server = await scriptedSmtp({ RCPT: '451 4.7.0 Try again later' });
    const sum = await pass(courierTo(server.url, 3));
    expect(sum).toMatchObject({ accepted: 0, stopped: '451 4.7.0 Try again later' });
    expect(sum.deferred).toBeLessThanOrEqual(24);
    expect(await ledger.relays()).toHaveLength(1);
  });

  it('for some readers only is not slowed down for', async () => {
    const { pass } = await aStage(100);
    const server = await scriptedSmtp((to) => (/[02468]@/.test(to) ? { RCPT: '450 4.2.1 Greylisted' } : {}));
    expect(await pass(courierTo(server.url, 3))).toMatchObject({ accepted: 50, deferred: 50 });
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
  it('that another program holds for a while only delays: nobody is uncertain, nobody gets two', async () => {
    const { database, connect, pass, ledger } = await aStage(40);
    const server = await scriptedSmtp({});
    const impatient = await connect({ patience: 20 });
    const raw = new DatabaseSync(database);
    onTestFinished(() => raw.close());
    let held = 0;
    const onProgress = ({ accepted }: Readonly<Counts>) => {
      if (accepted < 10 || held > 0) return;
      held = 1;
      raw.exec('BEGIN IMMEDIATE');
      setTimeout(() => raw.exec('ROLLBACK'), 1200);
    };
    const sum = await pass(courierTo(server.url, 3), { ledger: impatient, onProgress });
    expect(held).toBe(1);
    expect(sum).toMatchObject({ accepted: 40, uncertain: 0 });
    expect(await ledger.tally(DIGEST)).toMatchObject({ accepted: 40, waiting: 0, handing: 0 });
    expect(server.arrivals.map(({ to }) => to.join()).toSorted()).toEqual(readers(1, 40).toSorted());
  });

  it('for too long stops the round; what was in hand is named as uncertain, and nobody gets two', async () => {
    const { database, clock, connect, pass } = await aStage(40);
    const server = await scriptedSmtp({});
    const impatient = await connect({ patience: 20 });
    const raw = new DatabaseSync(database);
    onTestFinished(() => raw.close());
    const onProgress = ({ accepted }: Readonly<Counts>) => {
      if (accepted >= 10 && !raw.isTransaction) raw.exec('BEGIN IMMEDIATE');
    };
    const limits = { retryFor: 24 * 60 * MINUTE, stopWithin: 5000, ledger: 0 };
    let writes = 0;
    const counted: typeof impatient = {
      ...impatient,
      record(...record) {
        writes += 1;
        return impatient.record(...record);
      },
    };
    const broken = pass(courierTo(server.url, 3), { ledger: counted, onProgress, limits });
    await expect(broken).rejects.toMatchObject({ fault: 'locked' });
    const written = writes;
    await new Promise((turn) => void setTimeout(turn, 700));
    expect(writes, 'or the program would never end').toBe(written);
    raw.exec('ROLLBACK');
    const before = server.arrivals.length;
    clock.now += 2 * MINUTE;
    const after = await pass(courierTo(server.url, 3));
    expect(after.recovered.length).toBeLessThanOrEqual(3);
    expect(before + after.accepted).toBe(40);
    expect(new Set(server.arrivals.map(({ to }) => to.join())).size).toBe(40);
  });
});

describe('a worker that was taken for lost', () => {
  it('has its late verdicts taken and said, begins anew, and nobody gets two', async () => {
    const { ledger, pass } = await aStage(30);
    const server = await scriptedSmtp({}, { speaks: 'late' });
    const sum = pass(courierTo(server.url, 2), { renewEvery: 20 });
    while ((await ledger.tally(DIGEST)).handing === 0) await new Promise((turn) => void setTimeout(turn, 1));
    await ledger.lose(await ledger.workers());
    expect(await sum).toMatchObject({ accepted: 30, uncertain: 0 });
    expect((await sum).late).toBeGreaterThan(0);
    expect(server.arrivals).toHaveLength(30);
    expect(await ledger.tally(DIGEST)).toMatchObject({ accepted: 30, uncertain: 0 });
    const events = await ledger.events(9);
    expect(events).toContainEqual(
      expect.objectContaining({
        what: 'late verdict',
        detail: 'accepted after the claim was taken for lost; it replaced the guess',
      }),
    );
  });

  it('goes on with what is left, without waiting until its lease has to be renewed', async () => {
    const { ledger, pass } = await aStage(260);
    const server = await scriptedSmtp({});
    const sum = pass(courierTo(server.url, 2));
    while ((await ledger.tally(DIGEST)).accepted === 0) await new Promise((turn) => void setTimeout(turn, 1));
    await ledger.lose(await ledger.workers());
    expect(await sum).toMatchObject({ accepted: 260, uncertain: 0 });
    expect(await ledger.tally(DIGEST)).toMatchObject({ accepted: 260, waiting: 0 });
    expect(await ledger.workers()).toEqual([]);
  });

  it('marks nothing more over a connection before its late verdict is on the disk', async () => {
    const { ledger, pass } = await aStage(30);
    let dots = 0;
    const answer = () => ((dots += 1) <= 2 ? SILENCE : '250 2.0.0 Ok');
    const server = await scriptedSmtp(() => ({
      get dot() {
        return answer();
      },
    }));
    const unsure: number[] = [];
    const watched: typeof ledger = {
      ...ledger,
      async record(...record) {
        const recorded = await ledger.record(...record);
        const { handing, uncertain } = await ledger.tally(DIGEST);
        unsure.push(handing + uncertain);
        return recorded;
      },
    };
    const sum = pass(courierTo(server.url, 2), { ledger: watched, renewEvery: 20 });
    while (server.dots() < 2) await new Promise((turn) => void setTimeout(turn, 1));
    await ledger.lose(await ledger.workers());
    while ((await ledger.workers()).length === 0) await new Promise((turn) => void setTimeout(turn, 1));
    server.shout('250 2.0.0 Ok\r\n');
    expect(await sum).toMatchObject({ accepted: 30, late: 2 });
    expect(Math.max(...unsure)).toBe(2);
  });
});

describe('a round that is asked to stop', () => {
  it('breaks off what a silent server holds up after the time for it', async () => {
    const { ledger, pass } = await aStage(6);
    const stop = new AbortController();
    const server = await scriptedSmtp((to) =>
      to === 'reader1@example.org' ? { dot: SILENCE } : { RCPT: SILENCE },
    );
    setTimeout(() => stop.abort(), 200);
    const limits = { retryFor: 24 * 60 * MINUTE, stopWithin: 300, ledger: 1000 };
    const sum = await pass(courierTo(server.url, 3), { signal: stop.signal, limits });
    expect(sum).toMatchObject({ accepted: 0, uncertain: 1 });
    expect(await ledger.tally(DIGEST)).toMatchObject({ uncertain: 1, waiting: 5, deferred: 0 });
  });
});
