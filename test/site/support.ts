import { mkdirSync, writeFileSync } from 'node:fs';
import { request, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { serveSite, type SiteContent } from '../../src/site/serve-site.ts';
import type { OpenSite } from '../../src/site/server.ts';
import { scratch } from '../support/folder.ts';

export type Answer = { status: number; headers: IncomingHttpHeaders; body: Buffer };

/** A folder with these files, by path. */
export function aFolder(files: Record<string, string | Buffer>): string {
  const folder = scratch();
  for (const [path, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  return folder;
}

/** A site on a free port of the loopback, closed when the test is over. */
export async function anOpenSite(folder: string, options: Partial<SiteContent> = {}): Promise<OpenSite> {
  const site = await serveSite({ folder, site: 'http://localhost', host: '127.0.0.1', port: 0, ...options });
  onTestFinished(() => site.close());
  return site;
}

/** Asks for a path exactly as written: nothing normalises it on the way. */
export function ask(
  { port }: OpenSite,
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const { statusCode: status = 0, headers } = response;
        resolve({ status, headers, body: Buffer.concat(chunks) });
      });
    });
    asked.on('error', reject);
    asked.end();
  });
}

/** Sends bytes over a bare connection and gives back everything that came until the other side closed. */
export function converse({ port }: OpenSite, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    let heard = '';
    socket.setEncoding('latin1');
    socket.on('data', (chunk) => (heard += chunk.toString()));
    socket.on('error', reject);
    socket.on('close', () => resolve(heard));
  });
}
