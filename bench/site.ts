// How fast the public site answers, beside node:http alone with the same feed in the same minutes.
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateNewsroom } from './generate.ts';
import { measure } from './measure.ts';
import { middle } from './rounds.ts';
import { oneClick } from './site-leaving.ts';
import { load, startServer, type Load, type Served } from './site-load.ts';
import { aim } from './table.ts';

const MAIN = join(import.meta.dirname, '../src/main.mjs');
const BARE = join(import.meta.dirname, 'site-bare.mjs');
const AT = '2026-11-20 10:05';
const FEED = 'feeds/all.xml';
const ROUNDS = 5;
const SECONDS = 2;
const CONNECTIONS = 64;
const LEAVING = Number(process.argv[2] ?? 20_000);

type Row = { name: string; server: Served; request: string; status: number; of?: string; least?: number };
type Measured = Row & { loads: Load[] };

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function get(path: string, headers: Record<string, string> = {}): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `GET /${path} HTTP/1.1\r\nHost: newsroom.example.gov\r\n${lines.join('')}\r\n`;
}

/** All rows in every round, so that all of them meet the same weather. */
async function runRounds(rows: readonly Row[]): Promise<Measured[]> {
  const measured: Measured[] = rows.map((row) => ({ ...row, loads: [] }));
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const { name, server, request, status, loads } of measured) {
      const one = await load(server, [request], CONNECTIONS, SECONDS);
      const others = Object.keys(one.statuses).filter((other) => other !== String(status));
      if (others.length > 0) throw new Error(`${name}: ${others.join(', ')} among the answers.`);
      // The first round warms everything up.
      if (round > 0) loads.push(one);
    }
    if (process.stderr.isTTY) process.stderr.write(`\rround ${round} of ${ROUNDS} `);
  }
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  return measured;
}

function line({ name, loads, of, least }: Measured, all: readonly Measured[]): string {
  const rate = middle(loads.map((one) => one.rate));
  const micros = middle(loads.map((one) => one.micros));
  const cells = [name.padEnd(28), rate.toFixed(0).padStart(9), micros.toFixed(1).padStart(9)];
  const other = all.find((row) => row.name === of);
  if (other) {
    const ratio = middle(loads.map((one, round) => one.rate / (other.loads[round]?.rate ?? Number.NaN)));
    const work = middle(loads.map((one, round) => (other.loads[round]?.micros ?? Number.NaN) / one.micros));
    cells.push(`${ratio.toFixed(2)}${aim(ratio, '≥', least)}, by processor time ${work.toFixed(2)}`);
  }
  return cells.join(' | ');
}

const scratch = mkdtempSync(join(tmpdir(), 'newsdesk-site-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
const root = join(scratch, 'newsroom');
generateNewsroom(root, 200);
mkdirSync(join(root, 'var'));
measure([MAIN, '--root', root, 'publish', '--at', AT]);
const feed = join(root, 'public', FEED);

const site = await startServer([MAIN, '--root', root, 'site'], { PORT: '0', HOST: '127.0.0.1' });
const bare304 = await startServer([BARE, feed, '304']);
const bare200 = await startServer([BARE, feed, '200']);
const address = `http://127.0.0.1:${site.port}/${FEED}`;
const etag = (await fetch(address, { headers: { 'Accept-Encoding': 'identity' } })).headers.get('etag') ?? '';

print(
  `Answering for ${FEED} (${(statSync(feed).size / 1000).toFixed(0)} KB), newsdesk site beside node:http alone.`,
);
print(
  `${CONNECTIONS} kept connections, one request at a time on each, the asking program on the other core; medians of ${ROUNDS} rounds.\n`,
);
const failures: string[] = [];
try {
  const rows: Row[] = [
    { name: 'node:http, 304', server: bare304, request: get(FEED), status: 304 },
    {
      name: 'newsdesk, 304',
      server: site,
      request: get(FEED, { 'If-None-Match': etag }),
      status: 304,
      of: 'node:http, 304',
      least: 0.8,
    },
    { name: 'node:http, 200', server: bare200, request: get(FEED), status: 200 },
    { name: 'newsdesk, 200', server: site, request: get(FEED), status: 200, of: 'node:http, 200' },
    {
      name: 'newsdesk, 200, Brotli',
      server: site,
      request: get(FEED, { 'Accept-Encoding': 'gzip, deflate, br' }),
      status: 200,
      of: 'node:http, 200',
    },
    { name: 'newsdesk, 404', server: site, request: get('nothing'), status: 404 },
  ];
  print(`${'what'.padEnd(28)} | answers/s | CPU µs each | ÷ node:http`.replace('CPU µs each', '  CPU µs'));
  const measured = await runRounds(rows);
  for (const row of measured) print(line(row, measured));
  print('');
  for (const text of await oneClick(root, site, LEAVING, CONNECTIONS)) print(text);
} catch (error) {
  failures.push(error instanceof Error ? error.message : String(error));
} finally {
  await Promise.all([site, bare304, bare200].map((server) => server.stop()));
}
for (const failure of failures) process.stderr.write(`\nFAILED: ${failure.trim()}\n`);
process.exitCode = failures.length > 0 ? 1 : 0;
