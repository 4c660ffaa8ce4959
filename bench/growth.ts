import { join } from 'node:path';
import { newsdesk } from './contenders.ts';
import { makeLedger } from './field.ts';
import { measure } from './measure.ts';
import { runOnce } from './rounds.ts';
import type { SinkName } from './sinks.ts';
import { aim } from './table.ts';

const QUEUEING = join(import.meta.dirname, 'queueing.ts');
const FEW = 2000;
const MANY = 200_000;
/** Most that the memory may grow from few subscribers to many, and most that it may be at all, MB. */
const GROWTH = 30;
const MOST = 150;

/** Does the memory of delivering grow with the list? */
export async function measureGrowth(scratch: string, newsroom: string, sink: SinkName): Promise<string[]> {
  const peaks: number[] = [];
  for (const count of [FEW, MANY]) {
    const ledger = makeLedger(scratch, count, true);
    const { megabytes = Number.NaN } = await runOnce(newsdesk('newsdesk', sink, newsroom, ledger), count);
    peaks.push(megabytes);
  }
  const [few = Number.NaN, many = Number.NaN] = peaks;
  const grown = many - few;
  return [
    'Memory of newsdesk deliver, whole process:',
    `  ${FEW} subscribers: ${few.toFixed(0)} MB${aim(few, '≤', MOST)}`,
    `  ${MANY} subscribers: ${many.toFixed(0)} MB${aim(many, '≤', MOST)}`,
    `  difference: ${grown.toFixed(0)} MB${aim(Math.abs(grown), '≤', GROWTH)}`,
  ];
}

/** What queueing one edition costs, alone and for a large list. */
export async function measureQueueing(scratch: string): Promise<string[]> {
  const lines = ['Queueing the Digest, in a process of its own:'];
  for (const count of [1000, 1_000_000]) {
    const { out, megabytes } = measure([QUEUEING, makeLedger(scratch, count, false)]);
    const done = JSON.parse(out) as { count: number; seconds: number };
    if (done.count !== count) throw new Error(`${done.count} deliveries were queued; it should be ${count}.`);
    lines.push(`  ${count} subscribers: ${done.seconds.toFixed(3)} s, ${megabytes.toFixed(0)} MB`);
  }
  return lines;
}
