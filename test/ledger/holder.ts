import { DatabaseSync } from 'node:sqlite';

/** Takes the right to write to the database named on the command line and keeps it until it is killed. */
const database = new DatabaseSync(process.argv[2] ?? '');
database.exec('BEGIN IMMEDIATE');
process.stdout.write('held\n');
setInterval(() => database.isTransaction, 1000);
