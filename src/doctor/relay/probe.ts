import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { oneLine } from '../../util/mask.ts';
import { certificateOf, type Certificate } from '../certificate.ts';
import type { Relay } from '../sender.ts';
import { authenticate, wayOf } from './auth.ts';
import { Dialogue, type Reply } from './dialogue.ts';

/** What a relay showed, as far as the talk went; `trouble` says why it went no further. */
export type RelaySeen = {
  trouble?: string;
  greeting?: string;
  /** When the greeting came, epoch ms. */
  greetedAt?: number;
  /** It was ready for TLS where TLS begins with a command. */
  offersTls?: boolean;
  certificate?: Certificate;
  /** Largest message that it takes, bytes; 0 when it does not say. */
  size?: number;
  pipelining?: boolean;
  /** The ways to say a password that it offers. */
  ways?: readonly string[];
  /** Its word on our password; absent when there was none to say. */
  auth?: { accepted: boolean; words: string };
};

export type Probing = {
  /** Addresses of the relay, the first that answers is taken. */
  addresses: readonly string[];
  signal: AbortSignal;
  clock: () => number;
};

/**
 * Talks to a relay as a sender would, without sending: greeting, EHLO, TLS, the password, RSET and QUIT. The password is
 * said only where sending would say it: within TLS to a server whose certificate is good, or within this machine.
 */
export async function probeRelay(relay: Relay, probing: Probing): Promise<RelaySeen> {
  const seen: RelaySeen = {};
  const sockets: Socket[] = [];
  const stop = () => sockets.forEach((socket) => socket.destroy());
  probing.signal.addEventListener('abort', stop, { once: true });
  try {
    await talk(relay, probing, seen, sockets);
    return seen;
  } catch (error) {
    const words = probing.signal.aborted ? 'it did not answer in time' : wordsOf(error);
    return { ...seen, trouble: hide(words, relay) };
  } finally {
    probing.signal.removeEventListener('abort', stop);
    stop();
  }
}

async function talk(relay: Relay, probing: Probing, seen: RelaySeen, sockets: Socket[]): Promise<void> {
  let socket = await reach(probing.addresses, relay.port, sockets);
  if (relay.tls === 'implicit') socket = await secure(socket, relay.host, seen, sockets);
  let dialogue = new Dialogue(socket);
  const greeting = expect(await dialogue.hear(), 220, 'greets with');
  seen.greetedAt = probing.clock();
  seen.greeting = greeting.lines.join(' ');
  let offers = await hello(dialogue);
  if (relay.tls !== 'implicit') {
    seen.offersTls = offers.has('STARTTLS');
    if (seen.offersTls && relay.tls !== 'none') {
      expect(await dialogue.say('STARTTLS'), 220, 'answers to STARTTLS');
      dialogue.release();
      socket = await secure(socket, relay.host, seen, sockets);
      dialogue = new Dialogue(socket);
      offers = await hello(dialogue);
    }
  }
  seen.size = Number(offers.get('SIZE')?.[0] ?? 0) || 0;
  seen.pipelining = offers.has('PIPELINING');
  seen.ways = offers.get('AUTH') ?? [];
  const safe = relay.isHere || (seen.certificate !== undefined && seen.certificate.fault === undefined);
  const way = wayOf(seen.ways);
  if (relay.auth && way && safe) {
    const { code, lines } = await authenticate(dialogue, way, relay.auth);
    seen.auth = { accepted: code === 235, words: hide(`${code} ${lines.join(' ')}`, relay) };
  }
  await dialogue.say('RSET');
  await dialogue.say('QUIT');
}

async function reach(addresses: readonly string[], port: number, sockets: Socket[]): Promise<Socket> {
  let last: unknown = new Error('its name leads to no address');
  for (const host of addresses) {
    const socket = connect({ host, port });
    sockets.push(socket);
    try {
      await ready(socket, 'connect');
      return socket;
    } catch (error) {
      last = error;
    }
  }
  throw last;
}

async function secure(plain: Socket, host: string, seen: RelaySeen, sockets: Socket[]): Promise<Socket> {
  // What is wrong with the certificate is looked at, not thrown.
  const named = isIP(host) === 0 && { servername: host };
  const socket = connectTls({ socket: plain, host, ...named, rejectUnauthorized: false });
  sockets.push(socket);
  await ready(socket, 'secureConnect');
  seen.certificate = certificateOf(socket);
  return socket;
}

/** Errors that come later are the dialogue's to hear; none may end the program. */
function ready(socket: Socket, event: 'connect' | 'secureConnect'): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once(event, resolve);
    socket.on('error', reject);
    socket.once('close', () => reject(new Error('the connection was closed')));
  });
}

/** What the server can do, by keyword in capitals (RFC 5321 §4.1.1.1). */
async function hello(dialogue: Dialogue): Promise<Map<string, string[]>> {
  const { lines } = expect(await dialogue.say('EHLO [127.0.0.1]'), 250, 'answers to EHLO');
  return new Map(
    lines.slice(1).map((line) => {
      const [keyword = '', ...parameters] = line
        .toUpperCase()
        .trim()
        .split(/[\s=]+/);
      return [keyword, parameters];
    }),
  );
}

function expect(reply: Reply, code: number, when: string): Reply {
  if (reply.code === code) return reply;
  throw new Error(`it ${when} "${oneLine(`${reply.code} ${reply.lines.join(' ')}`)}"`);
}

/** A server's words without our password, in any of the forms in which it was said. */
function hide(words: string, { auth }: Relay): string {
  const secrets = auth ? [auth.pass, auth.user] : [];
  const forms = secrets.flatMap((secret) => [
    secret,
    Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  ]);
  if (auth) forms.push(Buffer.from(`\0${auth.user}\0${auth.pass}`).toString('base64').replace(/=+$/, ''));
  return forms
    .filter((form) => form.length > 2)
    .toSorted((a, b) => b.length - a.length)
    .reduce((text, form) => text.replaceAll(form, '…'), oneLine(words));
}

function wordsOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ERR_SSL_WRONG_VERSION_NUMBER')
    return 'it does not begin with TLS there (smtp://, not smtps://)';
  if (code.startsWith('ERR_SSL_')) return `TLS with it fails (${code})`;
  return error instanceof Error && error.message !== '' ? error.message : 'it could not be reached';
}
