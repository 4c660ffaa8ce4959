import type { IncomingMessage } from 'node:http';

/** The largest form that is read, bytes: an address and some dozens of ticks. */
const LIMIT = 16 * 1024;

/** What a request brought along: its text, or the status that says why it was not read. */
export type Body = { text: string } | { status: 400 | 413 };

/** Reads what a request brings, up to 16 KB. Never rejects: a connection that breaks off is a 400 that nobody gets. */
export function readBody(incoming: IncomingMessage): Promise<Body> {
  if (Number(incoming.headers['content-length'] ?? 0) > LIMIT) return Promise.resolve({ status: 413 });
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > LIMIT) resolve({ status: 413 });
      else chunks.push(chunk);
    });
    incoming.on('end', () => resolve({ text: Buffer.concat(chunks).toString() }));
    incoming.on('error', () => resolve({ status: 400 }));
    incoming.on('close', () => resolve({ status: 400 }));
  });
}

/** True for a form as browsers send it without script. */
export function isForm(incoming: IncomingMessage): boolean {
  const [type = ''] = (incoming.headers['content-type'] ?? '').split(';', 1);
  return type.trim().toLowerCase() === 'application/x-www-form-urlencoded';
}

/**
 * False for a form that another site sent in a reader's name. Browsers say where a form comes from in Sec-Fetch-Site, all of
 * them in Origin; a program that says neither has no reader whose name it could use. `origin` is the site's own.
 */
export function isOurs({ headers }: IncomingMessage, origin: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  return headers.origin === undefined || headers.origin === origin;
}
