import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, closeSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Where mail ends: `own` is the project's counting sink, `postfix` is Postfix's smtp-sink. */
export type SinkName = 'own' | 'postfix';
/** What a sink counted by its end; smtp-sink counts messages only. `signed` are those that begin with a DKIM signature. */
export type Counted = { messages: number; bytes?: number; signed?: number };
export type Sink = { port: number; stop: () => Promise<Counted> };

const SECOND = 1000;
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** The path of a program of Postfix, when it is installed. Debian keeps them where not every PATH looks. */
export function postfixProgram(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/usr/local/sbin'];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** Starts a sink on a free port of this machine alone, and waits until it answers. */
export async function openSink(name: SinkName): Promise<Sink> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'newsdesk-sink-'));
  // A file takes the counter without waking this process for each message.
  const out = openSync(join(folder, 'out'), 'w');
  const [program, ...args] = commandOf(name, port);
  const child = spawn(program ?? '', args, { stdio: ['ignore', out, 'inherit'] });
  closeSync(out);
  running.add(child);
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  });
  await answers(port, child);
  const stop = async (): Promise<Counted> => {
    child.kill('SIGTERM');
    await ended;
    running.delete(child);
    const text = readFileSync(join(folder, 'out'), 'utf8');
    rmSync(folder, { recursive: true });
    if (name === 'postfix') return { messages: lastCount(text) };
    if (text === '') throw new Error('The sink ended before it was told to; what it printed stands above.');
    return JSON.parse(text) as Counted;
  };
  return { port, stop };
}

function commandOf(name: SinkName, port: number): string[] {
  if (name === 'own') return [process.execPath, join(import.meta.dirname, 'sink.mjs'), String(port)];
  // smtp-sink refuses to run as root.
  const account = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
  return [postfixProgram('smtp-sink') ?? '', '-c', ...account, `127.0.0.1:${port}`, '1000'];
}

/** smtp-sink writes `sess=1 quit=1 mesg=7` again after each message. */
function lastCount(text: string): number {
  return Number(/mesg=(\d+)(?!.*mesg=)/s.exec(text.slice(-200))?.[1] ?? 0);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

async function answers(port: number, child: ChildProcess): Promise<void> {
  const until = performance.now() + 10 * SECOND;
  while (performance.now() < until) {
    if (child.exitCode !== null) break;
    if (await greets(port)) return;
    await pause(20);
  }
  throw new Error(`The sink ${child.spawnfile} does not answer on port ${port}.`);
}

function greets(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('data', (greeting) => {
      socket.end('QUIT\r\n');
      resolve(String(greeting).startsWith('220'));
    });
    socket.once('error', () => resolve(false));
  });
}
