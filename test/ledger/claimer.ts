import { openSqliteLedger } from '../../src/ledger/sqlite/open.ts';

/** Claims some deliveries, marks all but the last one, says which, and then waits to be killed. */
const [path = '', count, at] = process.argv.slice(2);
const ledger = await openSqliteLedger(path);
const worker = await ledger.enlist('claimer', Number(at) + 60_000);
const claimed = await ledger.claim(worker, Number(count), Number(at));
const marked = claimed.slice(0, -1);
await ledger.record(worker, [], marked, Number(at));
process.stdout.write(`${JSON.stringify(marked.map(({ subscriber }) => subscriber))}\n`);
setInterval(() => ledger, 1000);
