import { hostname } from 'node:os';

/** Names this program to others that share a ledger: `process 17 on desk1`. */
export function thisHolder(): string {
  return `process ${process.pid} on ${hostname()}`;
}

/** True when the program of that name ran on this machine and certainly is no more. */
export function isGone(holder: string): boolean {
  const [, pid, host] = /^process (\d+) on (.+)$/.exec(holder) ?? [];
  if (pid === undefined || host !== hostname()) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}
