import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { aMessage, bytesOf, wordsOf } from './messages.ts';
import { DROP, scriptedSmtp, type Script } from './scripted-smtp.ts';
import { courierTo, yes, type Make } from './smtp.contract.ts';

const LONG = 'x'.repeat(3_000_000);

function refusesOne(to: string): Script {
  return to === 'reader1@example.org' ? { RCPT: '550 5.1.1 No such user' } : {};
}

/** What every courier that speaks SMTP promises about connections, and about what comes over them. */
export function connectionContract(make: Make, pipelining: boolean): void {
  it.for([
    ['fin', 0],
    ['fin', 50],
    ['rst', 0],
    ['rst', 50],
  ] as const)('that ended an idle connection (%s, %d ms ago) costs no attempt', async ([how, ms]) => {
    const server = await scriptedSmtp({}, pipelining);
    const courier = courierTo(make, server.url, { connections: 1 });
    expect((await courier.hand(aMessage(1), yes)).kind).toBe('accepted');
    server.drop(how);
    if (ms > 0) await sleep(ms);
    expect((await courier.hand(aMessage(2), yes)).kind).toBe('accepted');
    expect(server.arrivals.map(({ to }) => to.join())).toEqual([
      'reader1@example.org',
      'reader2@example.org',
    ]);
  });

  it.for<[string, Script]>([
    ['hangs up', { again: DROP }],
    ['says that it was idle', { again: '421 4.4.2 Idle for too long' }],
  ])('that %s when a connection is used again costs no attempt', async ([, script]) => {
    const server = await scriptedSmtp(script, pipelining);
    const courier = courierTo(make, server.url, { connections: 1 });
    for (const reader of [1, 2, 3]) {
      expect((await courier.hand(aMessage(reader), yes)).kind).toBe('accepted');
    }
    expect([server.arrivals.length, server.sessions()]).toEqual([3, 3]);
  });

  it('that does not forget a refused reader costs the next one no attempt', async () => {
    const server = await scriptedSmtp((to) => ({ ...refusesOne(to), RSET: DROP }), pipelining);
    const courier = courierTo(make, server.url, { connections: 1 });
    expect((await courier.hand(aMessage(1), yes)).kind).toBe('refused');
    expect((await courier.hand(aMessage(2), yes)).kind).toBe('accepted');
    expect(server.sessions()).toBe(2);
  });

  it('that is gone for good gets the message another time', async () => {
    const server = await scriptedSmtp({ again: DROP }, pipelining);
    const courier = courierTo(make, server.url, { connections: 1 });
    await courier.hand(aMessage(1), yes);
    const other = await scriptedSmtp({ greeting: DROP }, pipelining);
    expect((await courierTo(make, other.url).hand(aMessage(2), yes)).kind).toBe('deferred');
  });

  it('that dies under load leaves a handful uncertain, and no reader gets the message twice', async () => {
    const server = await scriptedSmtp({}, pipelining);
    const courier = courierTo(make, server.url, { connections: 3 });
    const readers = Array.from({ length: 150 }, (_, index) => index);
    const counts = { uncertain: 0, deferred: 0 };
    const handOver = async (reader: number): Promise<void> => {
      const { kind } = await courier.hand(aMessage(reader, 20_000), yes);
      if (reader % 40 === 20) server.drop('rst');
      if (kind === 'uncertain') counts.uncertain += 1;
      if (kind !== 'deferred' && kind !== 'withheld') return;
      counts.deferred += 1;
      await handOver(reader);
    };
    await Promise.all(readers.map(handOver));
    const to = server.arrivals.map((arrival) => arrival.to.join());
    expect(new Set(to).size).toBe(to.length);
    expect(counts.uncertain).toBeLessThanOrEqual(4 * 3);
    expect(to.length).toBeGreaterThanOrEqual(readers.length - counts.uncertain);
  });

  it('whose connections lie idle is told so', async () => {
    const server = await scriptedSmtp({}, pipelining);
    const courier = courierTo(make, server.url, { idle: 100 });
    await Promise.all([courier.hand(aMessage(1), yes), courier.hand(aMessage(2), yes)]);
    await vi.waitFor(() => expect(server.open()).toBe(0), { timeout: 3000 });
    expect(server.commands.filter((command) => command === 'QUIT')).toHaveLength(server.sessions());
    expect((await courier.hand(aMessage(3), yes)).kind).toBe('accepted');
    await courier.close();
    expect(server.commands.at(-1)).toBe('QUIT');
  });

  it.for(['421 4.4.2 Idle for too long\r\n', '250 What?\r\n', 'Hm.\r\n'])(
    'that says %j out of turn costs no attempt',
    async (words) => {
      const server = await scriptedSmtp({}, pipelining);
      const courier = courierTo(make, server.url, { connections: 1 });
      await courier.hand(aMessage(1), yes);
      server.shout(words);
      await sleep(50);
      expect((await courier.hand(aMessage(2), yes)).kind).toBe('accepted');
      expect([server.arrivals.length, server.sessions()]).toEqual([2, 2]);
    },
  );

  it.for(['bytewise', 'joined', 'late'] as const)('that speaks %s is understood', async (speaks) => {
    const server = await scriptedSmtp(refusesOne, { pipelining, speaks });
    const courier = courierTo(make, server.url, { connections: 1 });
    const kinds: string[] = [];
    for (const reader of [0, 1, 2]) kinds.push((await courier.hand(aMessage(reader), yes)).kind);
    expect(kinds).toEqual(['accepted', 'refused', 'accepted']);
    expect(server.arrivals.map(({ bytes }) => bytes)).toEqual([bytesOf(aMessage(0)), bytesOf(aMessage(2))]);
    expect(server.sessions()).toBe(1);
  });

  it('that takes less than this message is asked for nothing', async () => {
    const more = pipelining ? '250-PIPELINING\r\n' : '';
    const server = await scriptedSmtp({ EHLO: `250-scripted.example\r\n${more}250 SIZE 1000` });
    const courier = courierTo(make, server.url, { connections: 1 });
    const handed = await courier.hand(aMessage(1, 2000), yes);
    expect(handed).toMatchObject({ kind: 'deferred', about: 'sender' });
    expect(wordsOf(handed)).toContain('at most 1000 bytes');
    expect(server.commands.join()).not.toContain('MAIL');
    expect((await courier.hand(aMessage(2, 400), yes)).kind).toBe('accepted');
  });

  it('is told how large the message is when it wants to know', async () => {
    const server = await scriptedSmtp({}, pipelining);
    await courierTo(make, server.url).hand(aMessage(1), yes);
    expect(server.commands).toContain(`MAIL FROM:<bounces@newsroom.example.gov> SIZE=${aMessage(1).size}`);
    const silent = await scriptedSmtp({ EHLO: '250 scripted.example' });
    await courierTo(make, silent.url).hand(aMessage(1), yes);
    expect(silent.commands).toContain('MAIL FROM:<bounces@newsroom.example.gov>');
  });

  it('that refuses the reader and takes DATA is given no message, and the next one whole', async () => {
    const server = await scriptedSmtp(
      (to) => (to === 'reader1@example.org' || to === '' ? { RCPT: '550 No', DATA: '354 Go' } : {}),
      pipelining,
    );
    const courier = courierTo(make, server.url, { connections: 1 });
    expect(await courier.hand(aMessage(1), yes)).toMatchObject({ kind: 'refused', response: '550 No' });
    expect((await courier.hand(aMessage(2), yes)).kind).toBe('accepted');
    const whole = server.arrivals.filter(({ bytes }) => bytes.length > 0);
    expect(whole.map(({ to }) => to.join())).toEqual(['reader2@example.org']);
  });

  it.for<[string, Script, string[]]>([
    ['at the reader', { RCPT: `550 ${LONG.slice(0, 50_000)}` }, ['deferred', 'refused']],
    ['without an end at the reader', { RCPT: { say: LONG, hangUp: false } }, ['deferred']],
    ['of many lines at the reader', { RCPT: '250-x\r\n'.repeat(400_000) }, ['deferred']],
    ['without an end after the message', { dot: { say: LONG, hangUp: false } }, ['uncertain']],
    ['of many lines after the message', { dot: '250-x\r\n'.repeat(400_000) }, ['uncertain']],
  ])('that says very much %s is cut short', async ([, script, kinds]) => {
    const server = await scriptedSmtp(script, pipelining);
    const handed = await courierTo(make, server.url).hand(aMessage(1), yes);
    expect(kinds).toContain(handed.kind);
    expect(wordsOf(handed).length).toBeLessThan(500);
  });
}
