import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const LOADER = join(import.meta.dirname, 'site-loader.mjs');

/** A server in a process of its own. */
export type Served = { port: number; pid: number; stop: () => Promise<void> };

/** What a load came to: answers a second, by status, and the server's processor time for each, if the system tells it. */
export type Load = { rate: number; micros: number; statuses: Record<string, number> };

/** Starts a script that prints a JSON line with its port. */
export async function startServer(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Served> {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, SMTP_URL: '', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await portOf(child, args);
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const stop = (): Promise<void> => {
    child.kill('SIGTERM');
    return ended;
  };
  return { port, pid: child.pid ?? 0, stop };
}

function portOf(child: ChildProcess, args: readonly string[]): Promise<number> {
  let printed = '';
  return new Promise((resolve, reject) => {
    child.once('close', (code) => reject(new Error(`${args.join(' ')} ended with ${code}:\n${printed}`)));
    child.stdout?.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      const port = /"port":(\d+)/.exec(printed)?.[1];
      if (port !== undefined) resolve(Number(port));
    });
  });
}

/** Asks from another process over a number of connections: for so many seconds, or with 0 each request once. */
export async function load(
  server: Served,
  requests: readonly string[],
  connections: number,
  seconds: number,
): Promise<Load> {
  const before = processorTime(server.pid);
  const child = spawn(process.execPath, [LOADER, String(server.port), String(connections), String(seconds)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify(requests));
  const done = JSON.parse(await text(child.stdout)) as {
    answers: number;
    seconds: number;
    statuses: Record<string, number>;
  };
  const micros = ((processorTime(server.pid) - before) * 1e6) / done.answers;
  return { rate: done.answers / done.seconds, micros, statuses: done.statuses };
}

/** Hundredths of a second are what Linux counts in. */
const TICK = 0.01;

/** Processor seconds of a process and all its threads so far; not a number where the system does not tell. */
function processorTime(pid: number): number {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return Number.NaN;
  const fields = readFileSync(file, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK;
}
