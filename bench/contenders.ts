import { spawnSync } from 'node:child_process';
import { closeSync, copyFileSync, existsSync, fsyncSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { LIMIT, measure, type Measure } from './measure.ts';
import { postfixProgram, type SinkName } from './sinks.ts';

const MAIN = join(import.meta.dirname, '../src/main.mjs');
const LOOP = join(import.meta.dirname, 'plain-loop.mjs');
const TIME = '/usr/bin/time';

/** What one run cost; `bytes` are those of all messages, where the sink counts them. `seconds` and `micros` are of the delivering phase; `whole` is the wall time of the process. */
export type Cost = { seconds: number; whole: number; micros?: number; megabytes?: number; bytes?: number };

/** One who hands `count` messages to a sink at a port; `run` throws, with what was printed, when it fails. */
export type Contender = {
  name: string;
  sink: SinkName;
  signs: boolean;
  run: (port: number, count: number) => Cost;
  /** The same over a few messages into the sink that sees signatures: tried once before anything is measured. */
  proof?: Contender;
};

/** Postfix's load tool: the same bytes for everybody, ten sessions. It has no start-up to speak of. */
export function smtpSource(name: string, sink: SinkName, sample: string): Contender {
  return {
    name,
    sink,
    signs: false,
    run(port, count) {
      const source = [postfixProgram('smtp-source') ?? '', '-d', '-s', '10', '-m', String(count)];
      source.push('-F', sample, '-f', 'bounces@newsroom.example.gov', '-t', 'reader@example.org');
      source.push(`127.0.0.1:${port}`);
      const timed = existsSync(TIME) ? [TIME, '-f', '%U %S %M', ...source] : source;
      const begun = performance.now();
      const run = spawnSync(timed[0] ?? '', timed.slice(1), { encoding: 'utf8', timeout: LIMIT });
      const seconds = (performance.now() - begun) / 1000;
      if (run.status !== 0) throw new Error(`smtp-source ended with ${run.status}:\n${run.stderr}`);
      const [user, system, peak] = run.stderr.trim().split(' ').map(Number);
      const cost = { seconds, whole: seconds };
      if (user === undefined || system === undefined || peak === undefined) return cost;
      return { ...cost, micros: (user + system) * 1e6, megabytes: peak / 1024 };
    },
  };
}

/** nodemailer in a loop, as a user would write it; signed when there is a key. */
export function plainLoop(name: string, sink: SinkName, letter: string, key?: string): Contender {
  return {
    name,
    sink,
    signs: key !== undefined,
    run: (port, count) =>
      costOf(measure([LOOP, letter, String(port), String(count), ...(key === undefined ? [] : [key])])),
  };
}

/** The program itself, over a copy of a made ledger; the same newsroom's folder is used again and again. */
export function newsdesk(
  name: string,
  sink: SinkName,
  root: string,
  ledger: string,
  key?: string,
): Contender {
  return {
    name,
    sink,
    signs: key !== undefined,
    run(port) {
      putLedger(ledger, join(root, 'var/newsdesk.db'));
      const env = {
        SMTP_URL: `smtp://127.0.0.1:${port}`,
        DKIM_KEYS: key === undefined ? '' : `bench=${key}`,
      };
      return costOf(measure([MAIN, '--root', root, 'deliver'], undefined, env));
    },
  };
}

/** Lays a closed ledger over the one of the run before, on the disk for good: the run is to pay for its own writes only. */
function putLedger(from: string, to: string): void {
  for (const suffix of ['-wal', '-shm']) rmSync(to + suffix, { force: true });
  copyFileSync(from, to);
  const file = openSync(to, 'r+');
  fsyncSync(file);
  closeSync(file);
}

function costOf({ seconds: whole, megabytes, delivering, out }: Measure): Cost {
  if (!delivering) throw new Error(`It ended without having connected to the mail server:\n${out}`);
  return { ...delivering, whole, megabytes };
}
