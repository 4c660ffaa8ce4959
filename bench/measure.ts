import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Wall time in seconds and peak memory in MB of a whole process, start-up included. */
export type Measure = { seconds: number; megabytes: number; out: string };

/** Runs a script on this Node and measures it. Throws with what it printed when it fails. */
export function measure(args: readonly string[], cwd?: string): Measure {
  const folder = mkdtempSync(join(tmpdir(), 'newsdesk-peak-'));
  const peak = join(folder, 'peak');
  const begun = performance.now();
  const run = spawnSync(process.execPath, ['--import', join(import.meta.dirname, 'peak.mjs'), ...args], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, PEAK_FILE: peak, SMTP_URL: '' },
    maxBuffer: 64 * 1024 * 1024,
  });
  const seconds = (performance.now() - begun) / 1000;
  if (run.status !== 0)
    throw new Error(`${args.join(' ')} ended with ${run.status}:\n${run.stdout}\n${run.stderr}`);
  const megabytes = Number(readFileSync(peak, 'utf8')) / 1024;
  rmSync(folder, { recursive: true });
  return { seconds, megabytes, out: run.stdout };
}

/** The middle one of several measurements, by time. */
export function median(runs: readonly Measure[]): Measure {
  const sorted = runs.toSorted((a, b) => a.seconds - b.seconds);
  return sorted[Math.floor(sorted.length / 2)] ?? { seconds: 0, megabytes: 0, out: '' };
}
