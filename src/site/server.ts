import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http';
import type { Socket } from 'node:net';
import { listenError } from './site-error.ts';

/** A site that answers. `close` lets open requests finish, then stops; it may be called more than once. */
export type OpenSite = { port: number; close: () => Promise<void> };

/** How long `close` waits for readers who do not take their answer. Milliseconds. */
const PATIENCE = 10_000;
/** How often it looks for connections whose answer is out. Milliseconds. */
const SWEEP = 20;

const SECOND = 1000;

/**
 * What a reader may take its time for: whoever sends a request letter by letter, or does not take an answer, is hung up
 * on. A kept connection lives longer than the web servers in front keep theirs (nginx: 60 s), so that none of them sends a
 * request into one that is just being closed.
 */
const LIMITS: ServerOptions = {
  headersTimeout: 15 * SECOND,
  requestTimeout: 60 * SECOND,
  connectionsCheckingInterval: 5 * SECOND,
  keepAliveTimeout: 75 * SECOND,
  maxHeaderSize: 16 * 1024,
};
const MOST_HEADERS = 100;
/** No byte in either direction for this long. */
const SILENCE = 120 * SECOND;

/** Serves on a host and port (0 for any free one). Rejects with SiteError when it cannot listen there. */
export async function openServer(
  listener: RequestListener,
  host: string,
  port: number,
  limits: ServerOptions = LIMITS,
): Promise<OpenSite> {
  const server = createServer(limits, listener);
  server.maxHeadersCount = MOST_HEADERS;
  server.setTimeout(SILENCE);
  const silent = watchSilent(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(listenError(error, host, port)));
    server.listen(port, host, resolve);
  });
  const address = server.address();
  let closed: Promise<void> | undefined;
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: () => (closed ??= closeGently(server, silent)),
  };
}

/** Stops taking connections, hangs up on those that ask for nothing, and on the others once they are answered. */
async function closeGently(server: Server, silent: ReadonlySet<Socket>): Promise<void> {
  const patience = setTimeout(() => server.closeAllConnections(), PATIENCE);
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    for (const socket of silent) socket.destroy();
  });
  clearInterval(sweep);
  clearTimeout(patience);
}

/**
 * The connections that have not asked for anything yet (browsers open some in advance). Node takes them for busy ones,
 * and closing would wait for them.
 */
function watchSilent(server: Server): ReadonlySet<Socket> {
  const silent = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  server.on('request', ({ socket }) => silent.delete(socket));
  return silent;
}
