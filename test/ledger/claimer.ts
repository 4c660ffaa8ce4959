import { openSqliteLedger } from '../../src/ledger/sqlite/open.ts';

/** Claims some deliveries for a minute, says which, and then waits to be killed. */
const [path = '', count, at] = process.argv.slice(2);
const ledger = await openSqliteLedger(path);
const claimed = await ledger.claim('claimer', Number(count), Number(at), Number(at) + 60_000);
process.stdout.write(`${JSON.stringify(claimed.map(({ subscriber }) => subscriber))}\n`);
setInterval(() => ledger, 1000);
