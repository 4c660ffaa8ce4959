import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { Session, type Arrival, type Manner, type Script } from './scripted-session.ts';

export { DROP, SILENCE, type Manner, type Script, type Step } from './scripted-session.ts';

export type ScriptedSmtp = {
  url: string;
  arrivals: Arrival[];
  commands: string[];
  /** How many connections there were. */
  sessions: () => number;
  /** How many there are. */
  open: () => number;
  /** How much of unfinished messages is there, bytes. */
  held: () => number;
  /** How many ends of messages were seen, thrown away or not. */
  dots: () => number;
  /** With how many of them came commands. */
  followed: () => number;
  /** Says something on every connection; one that fell silent at a message takes it for the answer. */
  shout: (words: string) => void;
  /** Ends every connection at once, politely (FIN) or not (RST). */
  drop: (how?: 'fin' | 'rst') => void;
};

/**
 * A mail server on loopback that does exactly what the script says and keeps what arrived. The script may depend on the
 * recipient. It ends with the test; one that runs beside others brings its own `atEnd`.
 */
export async function scriptedSmtp(
  script: Script | ((recipient: string) => Script),
  manner: boolean | Manner = false,
  atEnd: typeof onTestFinished = onTestFinished,
): Promise<ScriptedSmtp> {
  const arrivals: Arrival[] = [];
  const commands: string[] = [];
  const sessions: Session[] = [];
  const sockets = new Set<Socket>();
  const ways = manner === true ? { pipelining: true } : manner || {};
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    const session = new Session(socket, script, ways, arrivals, commands);
    sessions.push(session);
    session.greet();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  const address = server.address();
  return {
    url: `smtp://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    arrivals,
    commands,
    sessions: () => sessions.length,
    open: () => sockets.size,
    held: () => sessions.reduce((sum, { held }) => sum + held, 0),
    followed: () => sessions.reduce((sum, { followed }) => sum + followed, 0),
    dots: () => sessions.reduce((sum, { dots }) => sum + dots, 0),
    shout: (words) => {
      sockets.forEach((socket) => socket.write(words));
      sessions.forEach((session) => session.wake());
    },
    drop: (how = 'fin') =>
      sockets.forEach((socket) => (how === 'fin' ? socket.end() : socket.resetAndDestroy())),
  };
}
