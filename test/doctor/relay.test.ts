import { describe, expect, it } from 'vitest';
import { judgeRelay } from '../../src/doctor/relay/judge.ts';
import { probeRelay } from '../../src/doctor/relay/probe.ts';
import type { Relay } from '../../src/doctor/sender.ts';
import { SILENCE, scriptedSmtp, type Manner, type Script } from '../mail/scripted-smtp.ts';

const AUTH = { user: 'desk', pass: 's3cret-word' };

/** Talks to a scripted server on this machine, without TLS, and gives what was seen, found and said. */
async function talked(
  script: Script,
  auth?: Relay['auth'],
  signal = AbortSignal.timeout(20_000),
  manner: Manner = {},
) {
  const server = await scriptedSmtp(script, manner);
  const { port } = new URL(server.url);
  const relay: Relay = {
    name: `127.0.0.1:${port}`,
    host: '127.0.0.1',
    port: Number(port),
    tls: 'none',
    isHere: true,
    ...(auth && { auth }),
  };
  const seen = await probeRelay(relay, { addresses: ['127.0.0.1'], signal, clock: () => 1000 });
  const todo = judgeRelay(relay, seen, { largest: 300_000, isBackedUp: false }, 1000).filter(
    ({ severity }) => severity !== 'ok',
  );
  return { seen, todo, server };
}

describe('a talk with a mail server', () => {
  it('asks what it can do, sends nothing, and goes politely', async () => {
    const { seen, todo, server } = await talked({});
    expect(seen).toMatchObject({ size: 50_000_000, pipelining: false, offersTls: false });
    expect(todo).toEqual([]);
    expect(server.commands).toEqual(['EHLO [127.0.0.1]', 'RSET', 'QUIT']);
  });

  it.each<Manner>([{ speaks: 'bytewise' }, { speaks: 'joined' }, { speaks: 'late' }])(
    'understands it however it speaks: %j',
    async (manner) => {
      const { seen } = await talked({}, undefined, undefined, { ...manner, pipelining: true });
      expect(seen).toMatchObject({ size: 50_000_000, pipelining: true });
    },
  );

  it.each<[string, Script]>([
    ['it greets with', { greeting: '554 5.7.1 Go away' }],
    ['it does not speak SMTP', { greeting: 'SSH-2.0-OpenSSH_9.6' }],
    ['the connection was closed', { EHLO: { say: '', hangUp: true } }],
    ['it answers to EHLO', { EHLO: '421 4.3.2 Shutting down' }],
  ])('says that %s', async (words, script) => {
    const { todo } = await talked(script);
    expect(todo).toMatchObject([
      { id: 'doctor/relay', severity: 'error', what: expect.stringContaining(words) },
    ]);
  });

  it('ends when it is broken off', async () => {
    const { todo } = await talked({ EHLO: SILENCE }, undefined, AbortSignal.timeout(200));
    expect(todo).toMatchObject([{ what: expect.stringContaining('did not answer in time') }]);
  });

  it('stops listening to a server that never stops', async () => {
    const { todo } = await talked({ EHLO: { say: `250-${'x'.repeat(100_000)}`, hangUp: false } });
    expect(todo).toMatchObject([{ what: expect.stringContaining('said too much') }]);
  });

  it.each(['PLAIN', 'PLAIN LOGIN'])('says the password when it offers AUTH %s', async (ways) => {
    const { seen } = await talked({ EHLO: `250-x\r\n250 AUTH ${ways}` }, AUTH);
    expect(seen.auth).toMatchObject({ accepted: true });
  });

  it('says no password in a way that it does not know', async () => {
    const { todo, server } = await talked({ EHLO: '250-x\r\n250 AUTH GSSAPI' }, AUTH);
    expect(todo).toMatchObject([{ id: 'doctor/relay-auth', what: expect.stringContaining('GSSAPI') }]);
    expect(server.commands.join()).not.toContain('AUTH');
  });

  it('never repeats the password, even when the server does', async () => {
    const echo = `535 5.7.8 s3cret-word of desk: AGRlc2sAczNjcmV0LXdvcmQ= and reader@example.org`;
    const { seen, todo } = await talked({ EHLO: '250-x\r\n250 AUTH PLAIN', AUTH: echo }, AUTH);
    expect(todo).toMatchObject([{ id: 'doctor/relay-auth', severity: 'error' }]);
    expect(JSON.stringify([seen, todo])).not.toMatch(/s3cret|AGRlc2sA|reader@/);
  });
});
