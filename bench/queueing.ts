// Queues the Digest of a seeded ledger (FILE) for everybody who asked for it; prints how many, and its seconds.
import { openSqliteLedger } from '../src/ledger/sqlite/open.ts';
import { EDITION, TOPICS } from './edition.ts';

const ledger = await openSqliteLedger(process.argv[2] ?? '');
const now = Date.now();
const begun = performance.now();
const count = await ledger.queue(EDITION, TOPICS, now, now);
const seconds = (performance.now() - begun) / 1000;
await ledger.close();
process.stdout.write(JSON.stringify({ count, seconds }));
