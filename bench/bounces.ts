// Reads the samples of bounces and complaints again and again on one core: messages a second, and what hostile ones cost.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readReturn } from '../src/inbox/read.ts';

const SAMPLES = join(import.meta.dirname, '../test/inbox/samples');
const DESK = { unsubscribe: 'leave@newsroom.example.gov', listId: 'digest.newsroom.example.gov' };
const ROUNDS = Number(process.argv[2] ?? 100);
/** A Digest as it comes back whole, bytes. */
const COPY = 74_000;

const samples = globSync('*.eml', { cwd: SAMPLES }).map((name) => readFileSync(join(SAMPLES, name)));

/** The report with a whole Digest behind it, as most servers send it. */
function withCopy(report: Uint8Array): Buffer {
  const line = `${'x'.repeat(74)}=\r\n`;
  return Buffer.concat([report, Buffer.from(line.repeat(Math.ceil(COPY / line.length)))]);
}

async function rate(messages: readonly Uint8Array[], rounds: number): Promise<string> {
  for (const bytes of messages) await readReturn(bytes, DESK);
  const begun = performance.now();
  const used = process.cpuUsage();
  for (let round = 0; round < rounds; round += 1) {
    for (const bytes of messages) await readReturn(bytes, DESK);
  }
  const seconds = (performance.now() - begun) / 1000;
  const { user, system } = process.cpuUsage(used);
  const count = rounds * messages.length;
  const each = Math.round((user + system) / count);
  return `${Math.round(count / seconds).toLocaleString('en-US')} messages a second, ${each} µs of processor time each`;
}

/** The slowest of some messages that are made to be slow, each up to the size that is read. */
const HOSTILE: Record<string, string> = {
  'empty lines': '\r\n'.repeat(500_000),
  'soft line ends': '=\r\n'.repeat(330_000),
  addresses: '<a@b.example>: 550 5.1.1 no\r\n'.repeat(35_000),
  words: 'a'.repeat(1_000_000),
  boundaries: '--b\r\n'.repeat(4000),
};

async function slowest(): Promise<string[]> {
  const lines: string[] = [];
  for (const [name, body] of Object.entries(HOSTILE)) {
    const head =
      'From: MAILER-DAEMON@x\r\nSubject: failure notice\r\nContent-Type: multipart/mixed; boundary=b\r\n';
    for (const encoding of ['7bit', 'quoted-printable', 'base64']) {
      const bytes = Buffer.from(`${head}\r\n--b\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${body}`);
      const begun = performance.now();
      await readReturn(bytes, DESK);
      lines.push(`  ${name}, ${encoding}: ${Math.round(performance.now() - begun)} ms`);
    }
  }
  return lines;
}

const few = Math.max(1, Math.round(ROUNDS / 5));
process.stdout.write(`${samples.length} samples: ${await rate(samples, ROUNDS)}\n`);
process.stdout.write(`with a Digest behind each: ${await rate(samples.map(withCopy), few)}\n`);
process.stdout.write(`made to be slow, a megabyte each:\n${(await slowest()).join('\n')}\n`);
