// How fast a list is brought in, how much memory that takes, and how long others have to wait meanwhile.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateNewsroom } from './generate.ts';
import { measureBeside } from './measure.ts';
import { aim } from './table.ts';

const ROWS = 1_000_000;
/** Most memory that an import may take, however long the list is, MB; and what it should reach in a second. */
const MOST = 200;
const LEAST = 100_000;
const MAIN = join(import.meta.dirname, '../src/main.mjs');

const count = Number(process.argv[2] ?? ROWS);
const scratch = mkdtempSync(join(tmpdir(), 'newsdesk-import-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
const newsroom = join(scratch, 'newsroom');
const ledger = join(newsroom, 'var/newsdesk.db');

function script(name: string, ...args: string[]): void {
  const run = spawnSync(process.execPath, [join(import.meta.dirname, name), ...args], { stdio: 'inherit' });
  if (run.status !== 0) throw new Error(`${name} ${args.join(' ')} ended with ${run.status}.`);
}

/** Imports a list while another program writes to the same ledger. */
async function importing(label: string, list: string, rows: number): Promise<void> {
  const waiter = spawn(process.execPath, [join(import.meta.dirname, 'waiter.ts'), ledger], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(waiter.stdout, 'data');
  const { seconds, megabytes, out, processor } = await measureBeside([
    MAIN,
    '--root',
    newsroom,
    'subscribers',
    'import',
    list,
  ]);
  waiter.stdin.end();
  const [told]: unknown[] = await once(waiter.stdout, 'data');
  const waited = (JSON.parse(String(told)) as { seconds: number }).seconds;
  const rate = rows / seconds;
  process.stdout.write(
    `${label}: ${seconds.toFixed(1)} s (${processor.toFixed(1)} s of processor time), ${rate.toFixed(0)} rows a second${aim(rate, '≥', LEAST)}, ` +
      `${megabytes.toFixed(0)} MB${aim(megabytes, '≤', MOST)}, another program waited ${waited.toFixed(1)} s\n` +
      `  ${out.split('\n')[0]}\n`,
  );
}

generateNewsroom(newsroom, 1);
const list = join(scratch, 'list.csv');
const twice = join(scratch, 'twice.csv');
script('readers.ts', list, String(count));
script('readers.ts', twice, String(2 * count));
script('seed.ts', join(scratch, 'empty.db'), '0');
mkdirSync(join(newsroom, 'var'), { recursive: true });
copyFileSync(join(scratch, 'empty.db'), ledger);

process.stdout.write(
  'newsdesk subscribers import, the whole process, while another program writes to the same ledger.\n',
);
await importing(`${count} rows into an empty list`, list, count);
await importing('the same list again', list, count);
await importing(`${2 * count} rows onto it`, twice, 2 * count);
