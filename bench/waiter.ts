// Writes to a ledger (FILE) again and again, as a program that delivers does, until its input ends; prints the longest that
// it had to wait for another program, in seconds. Waits as long as delivering does before it gives up.
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { openSqliteLedger } from '../src/ledger/sqlite/open.ts';

const PATIENCE = 120_000;
const PAUSE = 20;

const ledger = await openSqliteLedger(process.argv[2] ?? '', { patience: PATIENCE });
const end = once(process.stdin.resume(), 'end').then(() => 'over');
process.stdout.write('ready\n');
let longest = 0;
do {
  const begun = performance.now();
  await ledger.lease('bench', 'the waiter', 0, 1);
  longest = Math.max(longest, performance.now() - begun);
} while ((await Promise.race([end, setTimeout(PAUSE, 'on')])) === 'on');
await ledger.close();
process.stdout.write(JSON.stringify({ seconds: longest / 1000 }));
