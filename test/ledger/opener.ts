import { openSqliteLedger } from '../../src/ledger/sqlite/open.ts';

/** Opens the ledger named on the command line, says so and ends. */
const ledger = await openSqliteLedger(process.argv[2] ?? '');
process.stdout.write('open\n');
await ledger.close();
