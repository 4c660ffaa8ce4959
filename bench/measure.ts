import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MINUTE = 60_000;
/** Nothing that is measured takes this long; what hangs is ended. */
export const LIMIT = 30 * MINUTE;

/** From the first outgoing connection to the end: wall time, and processor time of all threads. */
export type Delivering = { seconds: number; micros: number };

/** Wall time in seconds and peak memory in MB of a whole process, start-up included. */
export type Measure = { seconds: number; megabytes: number; out: string; delivering?: Delivering };

/** Runs a script on this Node and measures it. Throws with what it printed when it fails. */
export function measure(
  args: readonly string[],
  cwd?: string,
  env: Readonly<Record<string, string>> = {},
): Measure {
  const folder = mkdtempSync(join(tmpdir(), 'newsdesk-peak-'));
  const peak = join(folder, 'peak');
  const begun = performance.now();
  const run = spawnSync(process.execPath, ['--import', join(import.meta.dirname, 'peak.mjs'), ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, SMTP_URL: '', ...env, PEAK_FILE: peak },
    maxBuffer: 64 * 1024 * 1024,
    timeout: LIMIT,
  });
  const seconds = (performance.now() - begun) / 1000;
  const noted = existsSync(peak) ? readFileSync(peak, 'utf8') : '{}';
  rmSync(folder, { recursive: true });
  if (run.status !== 0) {
    const end = run.status ?? run.signal ?? run.error?.message;
    throw new Error(`${args.join(' ')} ended with ${end}:\n${run.stdout}\n${run.stderr}`);
  }
  const { kibibytes, delivering } = JSON.parse(noted) as {
    kibibytes: number;
    delivering?: Delivering;
  };
  return { seconds, megabytes: kibibytes / 1024, out: run.stdout, ...(delivering && { delivering }) };
}

/** As `measure`, while this program goes on listening to others; `processor` is the time of all threads, seconds. */
export async function measureBeside(args: readonly string[]): Promise<Measure & { processor: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'newsdesk-peak-'));
  const peak = join(folder, 'peak');
  const begun = performance.now();
  const run = spawn(process.execPath, ['--import', join(import.meta.dirname, 'peak.mjs'), ...args], {
    env: { ...process.env, SMTP_URL: '', PEAK_FILE: peak },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  run.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  const [status]: unknown[] = await once(run, 'close');
  const seconds = (performance.now() - begun) / 1000;
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${String(status)}:\n${out}`);
  const { kibibytes, micros } = JSON.parse(readFileSync(peak, 'utf8')) as {
    kibibytes: number;
    micros: number;
  };
  rmSync(folder, { recursive: true });
  return { seconds, megabytes: kibibytes / 1024, out, processor: micros / 1_000_000 };
}

/** The middle one of several measurements, by time. */
export function median(runs: readonly Measure[]): Measure {
  const sorted = runs.toSorted((a, b) => a.seconds - b.seconds);
  return sorted[Math.floor(sorted.length / 2)] ?? { seconds: 0, megabytes: 0, out: '' };
}
