import { appendFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

/** Loaded before the program (`--import`): writes down how each database was written, when it is closed. */
const close = Reflect.get(DatabaseSync.prototype, 'close');
DatabaseSync.prototype.close = function closed(this: DatabaseSync): void {
  const { journal_mode: journal } = this.prepare('PRAGMA journal_mode').get() ?? {};
  const { synchronous } = this.prepare('PRAGMA synchronous').get() ?? {};
  appendFileSync(process.env.PRAGMAS ?? '', `${String(journal)} ${String(synchronous)}\n`);
  close.call(this);
};
