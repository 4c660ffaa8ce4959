import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { decode, encode, streamEncode, TRUNCATED_RESPONSE, type Answer, type Packet } from 'dns-packet';
import { onTestFinished } from 'vitest';

/** What a name holds: `['a', 'b']` inside a list of TXT is one record of two strings. */
type Values = readonly (string | readonly string[])[];

/** Troubles that a question may meet instead. `TRUNCATED` over UDP; over TCP the values come. */
export type Trouble = 'SERVFAIL' | 'REFUSED' | 'SILENCE';

/** Records by `name TYPE`: `'example.org TXT': ['v=spf1 -all']`, `'example.org MX': ['10 mail.example.org']`. */
export type Zone = Record<string, Values | Trouble | { truncated: Values }>;

export type ScriptedDns = { address: string; zone: Zone; questions: string[] };

const RCODES = { SERVFAIL: 2, NXDOMAIN: 3, REFUSED: 5 } as const;

/** A DNS server on loopback, over UDP and TCP, that knows a zone, which may change at any time. It ends with the test. */
export async function scriptedDns(zone: Zone): Promise<ScriptedDns> {
  const questions: string[] = [];
  const { tcp, udp, port } = await listen();
  udp.on('message', (message, { port: from, address }) => {
    const answer = respond(decode(message), zone, questions, true);
    if (answer) udp.send(encode(answer), from, address);
  });
  tcp.on('connection', (socket) => {
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      const answer = respond(decode(chunk.subarray(2)), zone, questions, false);
      if (answer) socket.write(streamEncode(answer));
    });
  });
  onTestFinished(async () => {
    udp.close();
    tcp.close();
    await once(tcp, 'close');
  });
  return { address: `127.0.0.1:${port}`, zone, questions };
}

/** One port for both; another is tried when somebody else has it. */
async function listen(): Promise<{ tcp: Server; udp: UdpSocket; port: number }> {
  for (;;) {
    const tcp = createServer();
    tcp.listen(0, '127.0.0.1');
    await once(tcp, 'listening');
    const address = tcp.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const udp = createSocket('udp4');
    try {
      udp.bind(port, '127.0.0.1');
      await once(udp, 'listening');
      return { tcp, udp, port };
    } catch {
      tcp.close();
    }
  }
}

function respond(query: Packet, zone: Zone, questions: string[], isUdp: boolean): Packet | undefined {
  const [question] = query.questions ?? [];
  if (!question) return undefined;
  const { name, type } = question;
  const key = `${name.toLowerCase()} ${type}`;
  questions.push(`${isUdp ? 'udp' : 'tcp'} ${key}`);
  const held = zone[key];
  if (held === 'SILENCE') return undefined;
  const base: Packet = { type: 'response', id: query.id ?? 0, questions: [question] };
  if (held === 'SERVFAIL' || held === 'REFUSED') return { ...base, flags: RCODES[held] };
  const isKnown = Object.keys(zone).some((one) => one.startsWith(`${name.toLowerCase()} `));
  if (held === undefined) return { ...base, flags: isKnown ? 0 : RCODES.NXDOMAIN };
  if ('truncated' in held) {
    if (isUdp) return { ...base, flags: TRUNCATED_RESPONSE };
    return { ...base, answers: held.truncated.map((value) => record(name, type, value)) };
  }
  return { ...base, answers: held.map((value) => record(name, type, value)) };
}

function record(name: string, type: string, value: string | readonly string[]): Answer {
  const plain = typeof value === 'string' ? value : value.join('');
  const [preference, exchange = ''] = plain.split(' ');
  switch (type) {
    case 'TXT':
      return { name, type, ttl: 0, data: typeof value === 'string' ? stringsOf(value) : [...value] };
    case 'MX':
      return { name, type, ttl: 0, data: { preference: Number(preference), exchange } };
    case 'A':
    case 'AAAA':
    case 'PTR':
      return { name, type, ttl: 0, data: plain };
    default:
      throw new Error(`The scripted DNS knows no ${type}.`);
  }
}

/** A text in strings of at most 255 characters, as DNS providers cut it. */
function stringsOf(text: string): string[] {
  return text.match(/.{1,255}/g) ?? [''];
}
