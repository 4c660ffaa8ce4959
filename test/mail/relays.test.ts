import { describe, expect, it } from 'vitest';
import type { Courier } from '../../src/mail/courier.ts';
import { relaysCourier, type Aside } from '../../src/mail/relays.ts';
import { serverCourier, serverCouriers } from '../../src/mail/server.ts';
import { readSmtpUrls, SmtpUrlError } from '../../src/mail/smtp-url.ts';
import { connectionContract } from './connection.contract.ts';
import { aMessage } from './messages.ts';
import { permitContract } from './permit.contract.ts';
import { DROP, scriptedSmtp, type Script } from './scripted-smtp.ts';
import { courierTo, verdictContract, yes, type Make } from './smtp.contract.ts';

const MINUTE = 60_000;

/** Relays at the URLs, with a clock that the test moves, and what was told of them. */
function aPost(now = { at: 0 }) {
  const told: (Aside | string)[] = [];
  const make: Make = (urls, options) =>
    relaysCourier({
      members: serverCouriers(urls, options),
      aside: [],
      clock: () => now.at,
      tryAgainAt: (at, failures) => at + failures * MINUTE,
      onAside: (aside) => void told.push(aside),
      onWell: (name) => void told.push(name),
    });
  return { make, told, now };
}

async function handAll(courier: Courier, from: number, to: number): Promise<string[]> {
  const readers = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  const handed = await Promise.all(readers.map((reader) => courier.hand(aMessage(reader), yes)));
  return handed.map(({ kind }) => kind);
}

const alone: Make = (url, options) =>
  relaysCourier({
    members: [{ courier: serverCourier(url, options), weight: undefined }],
    aside: [],
    clock: () => 0,
    tryAgainAt: (at) => at + MINUTE,
    onAside: () => {},
    onWell: () => {},
  });

describe('a single relay among relays', () => {
  verdictContract(alone, true);
  permitContract(alone, true);
  connectionContract(alone, true);
});

const BEFORE: [string, Script][] = [
  ['turns everybody away', { greeting: '554 5.7.1 Not you' }],
  ['hangs up at once', { greeting: DROP }],
  ['is closing at EHLO', { EHLO: '421 4.3.2 Busy' }],
  ['refuses the sender', { MAIL: '550 5.7.1 You may not' }],
  ['refuses the sender for now', { MAIL: '451 4.3.0 Later' }],
  ['hangs up at the sender', { MAIL: DROP }],
  ['is closing at the reader', { RCPT: '421 4.3.2 Closing' }],
  ['hangs up at the reader', { RCPT: DROP }],
  ['hangs up at DATA', { DATA: DROP }],
];

describe('two relays in order', () => {
  it.each(BEFORE)(
    'when the first %s, the second takes everything at once, and nobody gets two',
    async (_, script) => {
      const [one, other] = [await scriptedSmtp(script), await scriptedSmtp({})];
      const { make, told } = aPost();
      const courier = courierTo(make, `${one.url} ${other.url}`);
      expect(await handAll(courier, 1, 9)).toEqual(Array(9).fill('accepted'));
      expect(one.arrivals).toEqual([]);
      expect(new Set(other.arrivals.map(({ to }) => to.join())).size).toBe(9);
      expect(other.arrivals).toHaveLength(9);
      expect(told).toMatchObject([{ name: one.url.slice('smtp://'.length), failures: 1, notBefore: MINUTE }]);
    },
  );

  it('when the first hangs up after a final dot, that copy is uncertain and goes to no other', async () => {
    const [one, other] = [await scriptedSmtp({ dot: DROP }), await scriptedSmtp({})];
    const courier = courierTo(aPost().make, `${one.url} ${other.url}`, { connections: 1 });
    expect((await courier.hand(aMessage(1), yes)).kind).toBe('uncertain');
    expect((await courier.hand(aMessage(2), yes)).kind).toBe('accepted');
    expect(other.arrivals.map(({ to }) => to.join())).toEqual(['reader2@example.org']);
  });

  it('the first is tried again at its time with one message, and has everything when it works', async () => {
    let isDown = true;
    const one = await scriptedSmtp(() => (isDown ? { MAIL: '421 4.3.2 Down' } : {}));
    const other = await scriptedSmtp({});
    const { make, told, now } = aPost();
    const courier = courierTo(make, `${one.url} ${other.url}`, { connections: 2 });
    await handAll(courier, 1, 4);
    const mails = () => one.commands.filter((command) => command.startsWith('MAIL')).length;
    const before = mails();
    now.at = MINUTE - 1;
    await handAll(courier, 5, 8);
    expect(mails()).toBe(before);
    now.at = MINUTE;
    expect(await handAll(courier, 9, 12)).toEqual(Array(4).fill('accepted'));
    expect(mails()).toBe(before + 1);
    expect(told.at(-1)).toMatchObject({ failures: 2, since: 0, notBefore: 3 * MINUTE });
    now.at = 3 * MINUTE;
    isDown = false;
    await handAll(courier, 13, 13);
    expect(told.at(-1)).toBe(one.url.slice('smtp://'.length));
    await handAll(courier, 14, 20);
    expect(one.arrivals).toHaveLength(8);
    expect(other.arrivals).toHaveLength(12);
  });

  it('say that they are in trouble when all are, and are asked again for one message at a time', async () => {
    const servers = [await scriptedSmtp({ greeting: DROP }), await scriptedSmtp({ MAIL: '421 4.3.2 Busy' })];
    const courier = courierTo(aPost().make, servers.map(({ url }) => url).join(' '));
    expect(await courier.hand(aMessage(1), yes)).toMatchObject({ kind: 'deferred', about: 'relay' });
    const sessions = servers.map((server) => server.sessions()).reduce((a, b) => a + b);
    expect(await courier.hand(aMessage(2), yes)).toMatchObject({ kind: 'deferred', about: 'relay' });
    expect(servers.map((server) => server.sessions()).reduce((a, b) => a + b)).toBe(sessions + 1);
  });

  it.each<[string, Script]>([
    ['does not know a reader', { RCPT: '550 5.1.1 Unknown' }],
    ['puts a reader off', { RCPT: '450 4.7.1 Greylisted' }],
    ['slows a destination down', { RCPT: '421 4.7.0 Too fast' }],
    ['says no of the content', { RCPT: '554 5.7.1 Denied' }],
  ])('when the first %s, the second is not used to get around it', async (_, script) => {
    const [one, other] = [await scriptedSmtp(script), await scriptedSmtp({})];
    const { make, told } = aPost();
    const handed = await courierTo(make, `${one.url} ${other.url}`).hand(aMessage(1), yes);
    expect(handed.kind).not.toBe('accepted');
    expect([told, other.sessions()]).toEqual([[], 0]);
  });

  it('are not set aside for what was broken off here', async () => {
    const [one, other] = [await scriptedSmtp({}, { speaks: 'late' }), await scriptedSmtp({})];
    const { make, told } = aPost();
    const courier = courierTo(make, `${one.url} ${other.url}`);
    const under = courier.hand(aMessage(1), yes);
    await new Promise((turn) => void setTimeout(turn, 20));
    courier.breakOff();
    expect(await under).toMatchObject({ kind: 'deferred', about: 'relay' });
    expect([told, other.sessions()]).toEqual([[], 0]);
  });
});

describe('relays with weights', () => {
  it('share the mail as they say, and the well ones share what was meant for one that fails', async () => {
    const [a, b, c] = [
      await scriptedSmtp({}),
      await scriptedSmtp({}),
      await scriptedSmtp({ greeting: DROP }),
    ];
    const urls = `${a.url}/?weight=3 ${b.url} ${c.url}/?weight=4`;
    expect(await handAll(courierTo(aPost().make, urls), 1, 80)).toEqual(Array(80).fill('accepted'));
    const shares = [a, b].map(({ arrivals }) => arrivals.length);
    expect(shares[0]).toBeGreaterThanOrEqual(56);
    expect(shares[1]).toBeGreaterThanOrEqual(16);
  });
});

describe('an SMTP_URL of several servers', () => {
  it('is an order, or shares', () => {
    expect(readSmtpUrls(' smtp://localhost:25\n smtps://desk:s3cret@mail.example.gov ')).toMatchObject([
      { name: 'localhost:25' },
      { name: 'mail.example.gov:465' },
    ]);
    const shares = readSmtpUrls('smtp://localhost:25?weight=3 smtp://localhost:26');
    expect(shares.map(({ weight }) => weight)).toEqual([3, 1]);
  });

  it.each([
    ['smtp://desk:s3cret@mail.example.gov smtp://mail.example.gov', 'names mail.example.gov:587 twice'],
    ['smtp://localhost?weight=0 smtp://localhost:26', 'weight='],
    ['smtp://localhost?weight=many smtp://localhost:26', 'weight='],
    ['smtp://desk:s3cret@mail.example.gov?tls=none smtp://localhost', 'no TLS'],
  ])('is refused, in words that hold no password: %s', (urls, words) => {
    expect(() => readSmtpUrls(urls)).toThrow(SmtpUrlError);
    expect(() => readSmtpUrls(urls)).toThrow(words);
    expect(() => readSmtpUrls(urls)).not.toThrow(/s3cret/);
  });
});
