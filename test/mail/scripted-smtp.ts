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
  const sockets = new Set<Socket>();
  const arrivals: Arrival[] = [];
  const commands: string[] = [];
  let sessions = 0;
  const server = createServer((socket) => {
    sessions += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    new Session(
      socket,
      script,
      manner === true ? { pipelining: true } : manner || {},
      arrivals,
      commands,
    ).greet();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const drop = (how = 'fin') => {
    for (const socket of sockets)
      if (how === 'fin') socket.end();
      else socket.resetAndDestroy();
  };
  const url = `smtp://127.0.0.1:${port}`;
  return { url, arrivals, commands, sessions: () => sessions, open: () => sockets.size, drop };
}
