// Makes a ledger with a sealed Digest and a number of subscribers who asked for it: FILE COUNT [queue]. With `queue` the
// Digest waits for all of them. A program of its own, so that what it used is not seen in what is measured later.
import { openSqliteLedger } from '../src/ledger/sqlite/open.ts';
import type { NewSubscriber } from '../src/model/subscriber.ts';
import { EDITION, sealing, TOPICS } from './edition.ts';
import { digestLetter } from './letter.ts';

const BATCH = 10_000;
const HOUR = 3_600_000;
const YEAR = 365 * 24 * HOUR;

function readers(after: number, count: number, confirmedAt: number): NewSubscriber[] {
  return Array.from({ length: count }, (_, index) => ({
    address: `reader${after + index + 1}@example.org`,
    topics: TOPICS,
    confirmedAt,
    consent: 'import of readers.csv',
  }));
}

async function seed(path: string, count: number, queued: boolean): Promise<void> {
  const now = Date.now();
  const ledger = await openSqliteLedger(path);
  await ledger.seal([sealing(now - HOUR)]);
  await ledger.keepLetter(EDITION, digestLetter());
  for (let done = 0; done < count; done += BATCH) {
    await ledger.subscribe(readers(done, Math.min(BATCH, count - done), now - YEAR));
    if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${count} subscribers `);
  }
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  const waiting = queued ? await ledger.queue(EDITION, TOPICS, now, now) : count;
  await ledger.close();
  if (waiting !== count) throw new Error(`${waiting} of ${count} deliveries were queued.`);
}

const [, , path = '', count = '', queued] = process.argv;
await seed(path, Number(count), queued === 'queue');
