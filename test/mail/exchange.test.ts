import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { describe, expect, it, onTestFinished } from 'vitest';
import { serverCourier } from '../../src/mail/server.ts';
import { smtpCourier } from '../../src/mail/smtp.ts';
import type { SmtpOptions } from '../../src/mail/smtp-url.ts';
import { aMessage, bytesOf, wordsOf } from './messages.ts';

/** A certificate that only these tests trust, for localhost; its key is public and good for nothing else. */
const [key, cert] = ['localhost.key', 'localhost.crt'].map((name) => {
  return readFileSync(join(import.meta.dirname, 'tls', name), 'utf8');
});
const TLS = { key: key ?? '', cert: cert ?? '' };

type Received = { to: string; bytes: Buffer; secure: boolean; user: string };

/** A whole mail server (not ours) that takes everything; gives its port and what it received. */
async function mailServer(options: SMTPServerOptions = {}): Promise<{ port: number; received: Received[] }> {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    ...TLS,
    ...options,
    onAuth: ({ username, password }, _session, done) => {
      done(password === 's3cret' ? null : new Error('No'), { user: username });
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address).join();
        received.push({
          to,
          bytes: Buffer.concat(chunks),
          secure: session.secure,
          user: String(session.user ?? ''),
        });
        done();
      });
    },
  });
  server.on('error', () => {});
  const listener = server.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  onTestFinished(async () => {
    server.close();
    await once(listener, 'close');
  });
  const address = listener.address();
  return { port: typeof address === 'object' && address ? address.port : 0, received };
}

async function send(url: string, options: SmtpOptions = {}, make = smtpCourier) {
  const courier = make(url, { patience: 20_000, ...options });
  try {
    return await courier.hand(aMessage(17), async () => true);
  } finally {
    await courier.close();
  }
}

describe('a real exchange', () => {
  it.each([
    ['nodemailer’s', smtpCourier],
    ['the narrow', serverCourier],
  ])('delivers the bytes by %s courier', async (_, make) => {
    const { port, received } = await mailServer();
    const handed = await send(`smtp://127.0.0.1:${port}`, {}, make);
    expect(handed).toMatchObject({ kind: 'accepted', about: 'reader' });
    expect(received).toHaveLength(1);
    expect(received[0]?.to).toBe('reader17@example.org');
    expect(received[0]?.bytes.equals(bytesOf(aMessage(17)))).toBe(true);
  });

  it.each([
    ['from the first byte', 'smtps://localhost', { secure: true }],
    ['after STARTTLS', 'smtp://localhost', {}],
  ])('is encrypted %s, with a password, when the certificate can be trusted', async (_, url, options) => {
    const { port, received } = await mailServer(options);
    const address = `${url.replace('//', '//desk:s3cret@')}:${port}?tls=required`;
    expect(await send(address, { ca: TLS.cert })).toMatchObject({ kind: 'accepted' });
    expect(received).toMatchObject([{ secure: true, user: 'desk' }]);
  });

  it.each([
    ['smtps://localhost', { secure: true }],
    ['smtp://localhost', {}],
  ])('does not happen when nobody vouches for the server: %s', async (url, options) => {
    const { port, received } = await mailServer(options);
    const handed = await send(`${url}:${port}?tls=required`);
    expect(handed).toMatchObject({ kind: 'deferred', about: 'relay' });
    expect(wordsOf(handed)).toMatch(/self-signed certificate/);
    expect(received).toEqual([]);
  });

  it('does not happen when the certificate is somebody else’s', async () => {
    const { port, received } = await mailServer();
    const handed = await send(`smtp://127.0.0.2:${port}?tls=required`, { ca: TLS.cert });
    expect(handed).toMatchObject({ kind: 'deferred', about: 'relay' });
    expect(received).toEqual([]);
  });

  it('does not happen without encryption where encryption is required', async () => {
    const { port, received } = await mailServer({ disabledCommands: ['STARTTLS'] });
    const handed = await send(`smtp://localhost:${port}?tls=required`, { ca: TLS.cert });
    expect(handed).toMatchObject({ kind: 'deferred', about: 'relay' });
    expect(received).toEqual([]);
  });

  it('does not happen with a wrong password, and refuses nobody for it', async () => {
    const { port, received } = await mailServer();
    const handed = await send(`smtp://desk:wr0ng@localhost:${port}?tls=required`, { ca: TLS.cert });
    expect(handed).toMatchObject({ kind: 'deferred', about: 'sender' });
    expect(wordsOf(handed)).not.toContain('wr0ng');
    expect(received).toEqual([]);
  });
});
