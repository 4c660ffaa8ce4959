import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { finished, type Ran } from './program.ts';

const MAIN = join(import.meta.dirname, '../../src/main.mjs');

/** Runs the real program with something on its standard input, as a mail server would. */
export function piped(root: string, args: readonly string[], input: Uint8Array): Promise<Ran> {
  const child = spawn(process.execPath, [MAIN, '--root', root, ...args], {
    cwd: root,
    env: { PATH: process.env.PATH, TMPDIR: process.env.TMPDIR, NO_COLOR: '1' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  onTestFinished(() => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  });
  child.stdin.end(input);
  return finished(child);
}
