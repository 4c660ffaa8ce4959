import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { withoutApprovals } from './desk.ts';
import { scratch } from './folder.ts';

const ROOT = join(import.meta.dirname, '../..');
const MAIN = join(ROOT, 'src/main.mjs');

/** What a finished run of the real program printed, and how it ended. */
export type Ran = { code: number | null; out: string; err: string };

/** Runs the real program to its end. Nothing of this process's environment but PATH and what is given reaches it. */
export function newsdesk(
  root: string,
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Ran> {
  return finished(startNewsdesk(root, args, env));
}

/** Starts the real program; a test that leaves it running ends it by its id. */
export function startNewsdesk(
  root: string,
  args: readonly string[],
  env: Record<string, string> = {},
  node: readonly string[] = [process.execPath],
): ChildProcess {
  return startProgram(root, [...node, MAIN, '--root', root, ...args], env);
}

/** Starts any command line in a newsroom's folder. */
export function startProgram(
  root: string,
  line: readonly string[],
  env: Record<string, string>,
): ChildProcess {
  const [command = '', ...args] = line;
  const child = spawn(command, args, {
    cwd: root,
    env: { PATH: process.env.PATH, TMPDIR: process.env.TMPDIR, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  });
  return child;
}

/** Waits for a program to end. */
export function finished(child: ChildProcess): Promise<Ran> {
  let out = '';
  let err = '';
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

/** Waits until a program has printed something, and gives back all that it printed so far. */
export function printed(child: ChildProcess, words: string): Promise<string> {
  let out = '';
  return new Promise((resolve, reject) => {
    const take = (chunk: Buffer) => {
      out += chunk.toString();
      if (out.includes(words)) resolve(out);
    };
    child.stdout?.on('data', take);
    child.stderr?.on('data', take);
    child.on('close', () => reject(new Error(`It ended without "${words}":\n${out}`)));
  });
}

/** A copy of the bundled newsroom in a folder of its own; what is ready needs no approval there. */
export function bundledNewsroom(): string {
  const root = scratch();
  for (const name of ['newsdesk.yaml', 'templates', 'releases', 'digest', 'sample-subscribers.csv']) {
    cpSync(join(ROOT, name), join(root, name), { recursive: true, preserveTimestamps: true });
  }
  withoutApprovals(root);
  mkdirSync(join(root, 'var'));
  return root;
}
