import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer as createHttp, type RequestListener } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { Server } from 'node:net';
import { join } from 'node:path';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { onTestFinished } from 'vitest';

type Pair = { key: string; cert: string };

async function portOf(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

/** A whole mail server (not ours) with one password; `mails` counts what was begun to be sent, which is to be nothing. */
export async function mailServer(
  tls: Pair,
  options: SMTPServerOptions,
): Promise<{ port: number; mails: () => number }> {
  let mails = 0;
  const server = new SMTPServer({
    ...tls,
    size: 50_000_000,
    onAuth: ({ username, password }, _session, done) => {
      const right = username === 'desk' && password === 's3cret-word';
      done(right ? null : new Error(`535 no, not ${username} with ${password}`), { user: username });
    },
    onMailFrom: (_address, _session, done) => {
      mails += 1;
      done();
    },
    ...options,
  });
  server.on('error', () => {});
  const port = await portOf(server.server);
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { port, mails: () => mails };
}

/** How a site differs from one that is well. */
export type Manner = {
  plain?: boolean;
  oneClick?: { status: number; headers?: Record<string, string> };
  headers?: Record<string, string>;
  /** Milliseconds that its clock is ahead. */
  ahead?: number;
  /** What it answers to every GET. */
  always?: { status: number; headers?: Record<string, string>; body?: string };
};

/** A web server that shows a folder and answers unsubscribing. `posts` are the bodies that it got. */
export async function webServer(
  folder: string,
  tls: Pair,
  manner: Manner,
): Promise<{ port: number; posts: string[] }> {
  const posts: string[] = [];
  const { oneClick = { status: 200 }, headers = { 'Strict-Transport-Security': 'max-age=31536000' } } =
    manner;
  const answer: RequestListener = (request, response) => {
    response.setHeader('Date', new Date(Date.now() + (manner.ahead ?? 0)).toUTCString());
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (request.method === 'POST') {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        posts.push(`${request.url} ${body}`);
        response.writeHead(oneClick.status, oneClick.headers).end('You are off the list.');
      });
      return;
    }
    const { always } = manner;
    const file = join(folder, request.url === '/' ? 'index.html' : (request.url ?? ''));
    if (always) response.writeHead(always.status, always.headers).end(always.body);
    else if (existsSync(file)) response.writeHead(200).end(readFileSync(file));
    else response.writeHead(404).end();
  };
  const server = manner.plain ? createHttp(answer) : createHttps(tls, answer);
  const port = await portOf(server);
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  return { port, posts };
}
