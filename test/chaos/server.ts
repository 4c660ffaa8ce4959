import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { Talk } from './talk.ts';
import type { Mood } from './mood.ts';

/** What the server has just seen or done, in the order of a message's life. */
export const POINTS = ['MAIL', 'RCPT', 'DATA', 'body', 'dot', 'answered'] as const;
export type Point = (typeof POINTS)[number];

/** What the server knows of its own. */
export type Book = {
  /** How many whole messages it took for each reader: from the final dot on, whoever heard of it. */
  taken: Map<string, number>;
  /** How many messages it did not answer by its own fault when it had all but their final dot, or the dot too. */
  unanswered: number;
  /** Messages that were not whole, or not for the reader of their envelope. */
  wrong: string[];
  /** How many times each reader was named. */
  named: Map<string, number>;
  tell: (point: Point, reader: string) => void;
};

export type ChaosServer = Book & {
  url: string;
  mood: Mood;
  /** Calls `watcher` at every point, until the function that it gives back is called. */
  watch: (watcher: (point: Point, reader: string) => void) => () => void;
  /** Resolves when everything that ever came over a connection that is gone now was read. */
  quiet: () => Promise<void>;
};

/** A mail server on loopback, in the mood that it is given. It ends with the test. */
export async function chaosServer(mood: Mood): Promise<ChaosServer> {
  const watchers = new Set<(point: Point, reader: string) => void>();
  const sockets = new Set<Socket>();
  const talks = new Set<Promise<void>>();
  let connections = 0;
  const book: Book = {
    taken: new Map(),
    unanswered: 0,
    wrong: [],
    named: new Map(),
    tell: (point, reader) => watchers.forEach((watcher) => watcher(point, reader)),
  };
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    connections += 1;
    const talk = new Talk(socket, connections, chaos.mood, chaos).go();
    talks.add(talk);
    void talk.finally(() => talks.delete(talk));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  const address = server.address();
  const chaos: ChaosServer = Object.assign(book, {
    url: `smtp://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    mood,
    watch(watcher: (point: Point, reader: string) => void) {
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
    async quiet() {
      while (talks.size > 0) await Promise.all(talks);
    },
  });
  return chaos;
}
