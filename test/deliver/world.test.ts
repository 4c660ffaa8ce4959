import { describe, expect, it, onTestFinished } from 'vitest';
import { relaysCourier } from '../../src/mail/relays.ts';
import { serverCouriers } from '../../src/mail/server.ts';
import { DROP, scriptedSmtp, SILENCE, type Script } from '../mail/scripted-smtp.ts';
import { courierTo, DIGEST } from './stage.ts';
import { aWorld, mostWithin } from './world.ts';

const MINUTE = 60_000;
const BUSY: Script = { RCPT: '421 4.7.0 Too many messages, try again later' };

describe('a world of destination domains', () => {
  it('in which one is slow, one is busy and one is down: the others are done, and each comes to its right', async () => {
    let isOver = false;
    const world = await aWorld(
      { 'slow.example': 14, 'busy.example': 40, 'down.example': 40, 'one.example': 60, 'two.example': 60 },
      (domain) => {
        if (isOver) return {};
        return domain === 'busy.example' ? BUSY : domain === 'down.example' ? { RCPT: DROP } : {};
      },
    );
    const paces = { domains: { 'slow.example': { perSecond: 10 } } };
    const sum = await world.pass({ paces });
    expect(sum.stopped).toBeUndefined();
    expect(['one.example', 'two.example', 'slow.example'].map(world.count)).toEqual([60, 60, 14]);
    const slow = world.taken.filter(({ domain }) => domain === 'slow.example').map(({ at }) => at);
    expect(mostWithin(slow, 1000)).toBeLessThanOrEqual(11);
    const others = world.taken.filter(({ domain }) => /one|two/.test(domain)).map(({ at }) => at);
    expect(Math.max(...others), 'nobody waited for the slow one').toBeLessThan(slow.at(-1) ?? 0);
    expect(world.attempts('busy.example')).toBeLessThanOrEqual(4);
    expect(world.attempts('down.example')).toBeLessThanOrEqual(6);
    expect(await world.ledger.domains()).toMatchObject([
      { domain: 'busy.example', failures: 1, words: BUSY.RCPT },
      { domain: 'down.example', failures: 1 },
    ]);
    expect(await world.ledger.relays()).toEqual([]);
    expect(await world.ledger.tally(DIGEST), 'no attempt is held against a reader').toMatchObject({
      accepted: 134,
      waiting: 80,
      deferred: 0,
    });
    isOver = true;
    const before = world.attempts('busy.example');
    await world.pass();
    expect(world.attempts('busy.example'), 'it is left alone for a minute').toBe(before);
    world.skip(MINUTE);
    await world.pass();
    expect(['busy.example', 'down.example'].map(world.count)).toEqual([40, 40]);
    expect(await world.ledger.domains()).toEqual([]);
    expect(new Set(world.taken.map(({ to }) => to)).size).toBe(world.taken.length);
    const events = await world.ledger.events(99);
    expect(events).toContainEqual(expect.objectContaining({ what: 'paused', subject: 'busy.example' }));
    expect(events).toContainEqual(expect.objectContaining({ what: 'resumed', subject: 'busy.example' }));
  });

  it('in which one stays busy: it is tried with one message, less and less often, and by no program before', async () => {
    const world = await aWorld({ 'busy.example': 50, 'one.example': 5 }, (domain) =>
      domain === 'busy.example' ? BUSY : {},
    );
    await world.pass();
    const pauses: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const [trouble] = await world.ledger.domains();
      if (!trouble) throw new Error('it is not paused');
      pauses.push(Math.round((trouble.notBefore - world.now()) / MINUTE));
      const before = world.attempts('busy.example');
      world.skip(trouble.notBefore - world.now() - 1000);
      await world.pass({}, courierTo(world.server.url));
      expect(world.attempts('busy.example')).toBe(before);
      world.skip(1001);
      expect(await world.pass()).not.toHaveProperty('stopped');
      expect(world.attempts('busy.example')).toBe(before + 1);
    }
    expect(pauses).toEqual([1, 5, 15, 60, 60]);
    expect(await world.ledger.relays()).toEqual([]);
  });

  it('in which one puts every reader off for policy: a handful of attempts is burnt, the others are served', async () => {
    const world = await aWorld({ 'strict.example': 80, 'one.example': 80 }, (domain) =>
      domain === 'strict.example' ? { RCPT: '451 4.7.1 Reputation too low' } : {},
    );
    const sum = await world.pass();
    expect(sum).toMatchObject({ accepted: 80, refused: 0 });
    expect(sum.deferred).toBeLessThanOrEqual(12);
    expect(await world.ledger.domains()).toMatchObject([{ domain: 'strict.example' }]);
  });

  it('in which one greylists: each of its readers is tried again, and the domain is not paused', async () => {
    let isFirst = true;
    const world = await aWorld({ 'grey.example': 30, 'one.example': 30 }, (domain) =>
      domain === 'grey.example' && isFirst ? { RCPT: '450 4.7.1 Greylisted, come back' } : {},
    );
    expect(await world.pass()).toMatchObject({ accepted: 30, deferred: 30 });
    expect(await world.ledger.domains()).toEqual([]);
    isFirst = false;
    world.skip(2 * MINUTE);
    expect(await world.pass()).toMatchObject({ accepted: 30 });
  });

  it('in which one is silent: it has half of the connections at most, and the others go on', async () => {
    const world = await aWorld({ 'silent.example': 20, 'one.example': 60 }, (domain) =>
      domain === 'silent.example' ? { RCPT: SILENCE } : {},
    );
    const stop = new AbortController();
    const limits = { retryFor: 60 * MINUTE, stopWithin: 0, ledger: 1000 };
    const round = world.pass({ signal: stop.signal, limits });
    while (world.count('one.example') < 60) await new Promise((turn) => void setTimeout(turn, 5));
    expect(world.attempts('silent.example')).toBeLessThanOrEqual(4);
    stop.abort();
    expect(await round).toMatchObject({ accepted: 60 });
  });

  it('in which the mail server itself is in trouble: no domain is blamed', async () => {
    const world = await aWorld({ 'one.example': 20, 'two.example': 20, 'three.example': 20 }, () => BUSY);
    expect(await world.pass()).toMatchObject({ accepted: 0, stopped: BUSY.RCPT });
    expect(await world.ledger.domains()).toEqual([]);
    expect(await world.ledger.relays()).toHaveLength(1);
  });

  it('in which a big one comes first: what is in hand makes room, and a small one does not wait for it', async () => {
    const world = await aWorld({ 'big.example': 900, 'small.example': 20 });
    const stop = new AbortController();
    const paces = { domains: { 'big.example': { perSecond: 40 } } };
    const round = world.pass({ paces, signal: stop.signal });
    while (world.count('small.example') < 20) await new Promise((turn) => void setTimeout(turn, 5));
    expect(world.count('big.example')).toBeLessThan(80);
    stop.abort();
    await round;
    const { waiting, deferred } = await world.ledger.tally(DIGEST);
    expect({ waiting, deferred }).toEqual({ waiting: 900 - world.count('big.example'), deferred: 0 });
  });
});

describe('the pace', () => {
  it('of all together is kept, and the round goes on until all is done', async () => {
    const world = await aWorld({ 'one.example': 20, 'two.example': 20 });
    await world.pass({ paces: { perSecond: 30, domains: {} } });
    expect(world.taken).toHaveLength(40);
    expect(
      mostWithin(
        world.taken.map(({ at }) => at),
        500,
      ),
    ).toBeLessThanOrEqual(20);
  });

  it('of a domain may be its connections, and it has no more', async () => {
    const world = await aWorld({ 'one.example': 40 });
    await world.pass({ paces: { domains: { '*': { connections: 2 } } } });
    expect(world.taken).toHaveLength(40);
    expect(world.server.sessions()).toBe(2);
  });

  it('of a slow domain with many readers goes on in one round, at its pace', async () => {
    const world = await aWorld({ 'slow.example': 450, 'one.example': 10 });
    await world.pass({ paces: { domains: { 'slow.example': { perSecond: 150 } } } });
    expect(world.count('slow.example')).toBe(450);
    const slow = world.taken.filter(({ domain }) => domain === 'slow.example').map(({ at }) => at);
    expect(mostWithin(slow, 1000)).toBeLessThanOrEqual(150 * 1.15);
  });
});

describe('two mail servers', () => {
  it.each<[string, Script]>([
    ['before a greeting', { greeting: DROP }],
    ['at the sender', { MAIL: DROP }],
    ['at the reader', { RCPT: DROP }],
    ['at DATA', { DATA: DROP }],
    ['after the final dot', { dot: DROP }],
  ])('of which one dies in the middle, %s: nobody gets two, nobody none', async (_, death) => {
    let isDead = false;
    const world = await aWorld({ 'one.example': 60, 'two.example': 60 }, () => (isDead ? death : {}));
    const other = await scriptedSmtp({});
    const courier = relaysCourier({
      members: serverCouriers(`${world.server.url} ${other.url}`, { connections: 4 }),
      aside: [],
      clock: world.now,
      tryAgainAt: (at) => at + MINUTE,
      onAside: () => {},
      onWell: () => {},
    });
    onTestFinished(() => courier.close());
    const onProgress = ({ accepted }: { accepted: number }) => {
      if (accepted < 30 || isDead) return;
      isDead = true;
      world.server.drop('rst');
    };
    await world.pass({ onProgress }, courier);
    world.skip(2 * MINUTE);
    await world.pass({}, courier);
    const { accepted, uncertain, waiting } = await world.ledger.tally(DIGEST);
    expect({ sum: accepted + uncertain, waiting }).toEqual({ sum: 120, waiting: 0 });
    expect(uncertain).toBeLessThanOrEqual(8);
    const got = [...world.server.arrivals, ...other.arrivals].map(({ to }) => to.join());
    expect(new Set(got).size).toBe(got.length);
    expect(got.length).toBeGreaterThanOrEqual(accepted);
    expect(other.arrivals.length).toBeGreaterThan(50);
  });
});
