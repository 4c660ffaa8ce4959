import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, request, type IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openNewsroom } from '../../src/app.ts';
import { loadKeys } from '../../src/audience/key-file.ts';
import { confirmToken } from '../../src/audience/links.ts';
import { signToken, type Purpose } from '../../src/audience/tokens.ts';
import { openCounter } from '../../src/counter.ts';
import { openSqliteLedger } from '../../src/ledger/sqlite/open.ts';
import type { Ledger } from '../../src/ledger/ledger.ts';
import type { Newsroom } from '../../src/model/newsroom.ts';
import { stylesheet, stylesheetPath } from '../../src/outlets/web/style/stylesheet.ts';
import { badge } from '../../src/outlets/web/badge.ts';
import type { Counter } from '../../src/site/counter.ts';
import { openPages } from '../../src/pages.ts';
import { serveSite } from '../../src/site/serve-site.ts';
import { silent } from '../../src/util/progress.ts';
import { FRIDAY } from '../support/shelf.ts';
import { bundledNewsroom } from '../support/program.ts';

/** How a page answered. `location` and `text` are empty when there are none. */
export type Answer = { status: number; headers: IncomingHttpHeaders; location: string; text: string };

/** The pages for people of the bundled newsroom, over a real server and a real ledger, with a clock that stands still. */
export type Doors = {
  root: string;
  port: number;
  /** Where the public sees the site, without a slash at its end. */
  site: string;
  base: string;
  ledger: Ledger;
  counter: Counter;
  newsroom: Newsroom;
  clock: { now: number };
  errors: Error[];
  get: (path: string, headers?: Record<string, string>) => Promise<Answer>;
  post: (
    path: string,
    form: Record<string, string | string[]> | string,
    headers?: Record<string, string>,
  ) => Promise<Answer>;
  send: (method: string, path: string, headers?: Record<string, string>, body?: string) => Promise<Answer>;
  token: (purpose: Purpose, subject: number, detail?: number) => string;
  /** The token that the newest confirmation mail to an address carries. */
  confirmation: (address: string) => Promise<string>;
  /** A fresh form token that is old enough. */
  form: () => string;
};

const SETTINGS = `
signUp:
  languages: [es]
  perNetwork: 5
`;

/** `path` is the site's base path; `settings` takes the place of the usual addition to newsdesk.yaml. */
export async function openDoors(
  options: { path?: string; settings?: string; proxies?: string } = {},
): Promise<Doors> {
  const { path = '', settings = SETTINGS, proxies } = options;
  const root = bundledNewsroom();
  const yaml = join(root, 'newsdesk.yaml');
  const text = readFileSync(yaml, 'utf8');
  const withProxies =
    proxies === undefined ? text : text.replace(/^site:$/m, `site:\n  trustedProxies: ${proxies}`);
  writeFileSync(yaml, withProxies + settings);
  const port = await freePort();
  const site = `http://127.0.0.1:${port}${path}`;
  const { opened, findings } = openNewsroom(root, { NEWSDESK_SITE_URL: site }, silent);
  if (!opened) throw new Error(JSON.stringify(findings));
  const { config } = opened;
  const { newsroom } = config;
  const ledger = await openSqliteLedger(config.paths.ledger);
  onTestFinished(() => ledger.close());
  const clock = { now: FRIDAY };
  const counter = openCounter({ config, ledger, clock: () => clock.now });
  const errors: Error[] = [];
  const log = { error: (what: { err?: Error }) => void errors.push(what.err ?? new Error('unknown')) };
  const pages = await openPages({ config, ledger, clock: () => clock.now, log });
  mkdirSync(join(config.paths.public, 'assets'), { recursive: true });
  writeFileSync(join(config.paths.public, stylesheetPath), stylesheet);
  writeFileSync(join(config.paths.public, 'assets/badge.svg'), badge);
  const server = await serveSite({
    folder: config.paths.public,
    host: '127.0.0.1',
    port,
    site,
    pages,
  });
  onTestFinished(() => server.close());
  const keys = loadKeys(join(config.paths.var, 'key'));
  const send: Doors['send'] = (method, at, headers = {}, body) =>
    sendTo(port, path + at, method, headers, body);
  return {
    root,
    port,
    site,
    base: path,
    ledger,
    counter,
    newsroom,
    clock,
    errors,
    send,
    get: (at, headers) => send('GET', at, headers),
    post(at, form, headers = {}) {
      const type = { 'Content-Type': 'application/x-www-form-urlencoded', Origin: new URL(site).origin };
      return send('POST', at, { ...type, ...headers }, typeof form === 'string' ? form : encoded(form));
    },
    token: (purpose, subject, detail) => signToken(keys[0], purpose, subject, detail),
    async confirmation(address) {
      for (let id = 1000; id > 0; id -= 1) {
        const asked = await ledger.request(id);
        if (asked?.address.toLowerCase() === address.toLowerCase()) return confirmToken(keys[0], asked);
      }
      throw new Error(`Nothing was asked for ${address}.`);
    },
    form: () => signToken(keys[0], 'form', clock.now - 60_000, 7),
  };
}

function encoded(form: Record<string, string | string[]>): string {
  const fields = new URLSearchParams();
  for (const [name, values] of Object.entries(form)) {
    for (const value of [values].flat()) fields.append(name, value);
  }
  return fields.toString();
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

function sendTo(
  port: number,
  path: string,
  method: string,
  headers: Record<string, string>,
  body?: string,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
    const options = {
      host: '127.0.0.1',
      port,
      path,
      method,
      headers: { ...length, ...headers },
      agent: false,
    };
    const asked = request(options, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('error', reject);
      response.on('end', () => {
        const { statusCode: status = 0, headers } = response;
        resolve({ status, headers, location: headers.location ?? '', text });
      });
    });
    asked.on('error', reject);
    asked.end(body);
  });
}
