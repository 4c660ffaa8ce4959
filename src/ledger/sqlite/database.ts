import { existsSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { ledgerErrorOf } from './trouble.ts';

/** What turns a row of the database into what it means, or throws: a zod schema is one. */
export type Row<T> = { parse: (raw: unknown) => T };

/** What may stand for a `?`. Times and counts are whole numbers; yes and no are 0 and 1. */
export type Value = string | number | null;

/**
 * One open database file: statements prepared once, rows parsed by a schema, whole transactions, and every failure a
 * LedgerError. Synchronous: a transaction is never interleaved with another one of this process.
 */
export class Database {
  readonly #connection: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  /** Those whose rows are lists. */
  readonly #lists = new Map<string, StatementSync>();
  readonly #path: string;

  /** Waits up to `patience` milliseconds for another program's transaction to end. */
  constructor(path: string, readOnly: boolean, patience: number) {
    this.#path = path;
    const location = readOnly && !existsSync(`${path}-wal`) ? unattended(path) : path;
    this.#connection = this.#guard(() => new DatabaseSync(location, { readOnly, timeout: patience }));
  }

  /** Every row, parsed. */
  all<T>(row: Row<T>, sql: string, ...values: Value[]): T[] {
    return this.#guard(() =>
      this.#prepare(sql)
        .all(...values)
        .map((raw) => row.parse(raw)),
    );
  }

  /** As `all`, but each row is the list of its columns: made in half the time, for what is asked for every mail. */
  lists<T>(row: Row<T>, sql: string, ...values: Value[]): T[] {
    return this.#guard(() =>
      this.#prepare(sql, true)
        .all(...values)
        .map((raw) => row.parse(raw)),
    );
  }

  /** The first row, parsed; undefined when there is none. */
  one<T>(row: Row<T>, sql: string, ...values: Value[]): T | undefined {
    return this.#guard(() => {
      const raw = this.#prepare(sql).get(...values);
      return raw === undefined ? undefined : row.parse(raw);
    });
  }

  /** Runs one statement and returns how many rows it changed. */
  run(sql: string, ...values: Value[]): number {
    return this.#guard(() => Number(this.#prepare(sql).run(...values).changes));
  }

  /** Runs statements that take no values: pragmas and migrations. */
  script(sql: string): void {
    this.#guard(() => this.#connection.exec(sql));
  }

  /**
   * Everything in `work` happens or nothing does. Takes the right to write at the start, so that what was read inside
   * is still true at the end.
   */
  transaction<T>(work: () => T): T {
    return this.#whole('BEGIN IMMEDIATE', work);
  }

  /** As `transaction`, but nothing of it happens either when `work` returns false. Returns what it returned. */
  attempt(work: () => boolean): boolean {
    return this.#whole('BEGIN IMMEDIATE', work, (isDone) => isDone);
  }

  /** As `transaction`, for tables that only this connection sees: other programs go on writing meanwhile. */
  aside<T>(work: () => T): T {
    return this.#whole('BEGIN', work);
  }

  /** Moves all that is in the write-ahead log to its place and empties the log. False when others still read in it. */
  emptyLog(): boolean {
    const row = z.object({ busy: z.number() });
    return this.one(row, 'PRAGMA wal_checkpoint(TRUNCATE)')?.busy === 0;
  }

  close(): void {
    this.#statements.clear();
    this.#lists.clear();
    if (this.#connection.isOpen) this.#guard(() => this.#connection.close());
  }

  #whole<T>(begin: string, work: () => T, isToStay: (result: T) => boolean = () => true): T {
    this.run(begin);
    try {
      const result = work();
      this.run(isToStay(result) ? 'COMMIT' : 'ROLLBACK');
      return result;
    } catch (error) {
      if (this.#connection.isTransaction) this.script('ROLLBACK');
      throw error;
    }
  }

  #prepare(sql: string, asLists = false): StatementSync {
    const statements = asLists ? this.#lists : this.#statements;
    let statement = statements.get(sql);
    if (!statement) {
      statement = this.#connection.prepare(sql);
      statement.setReturnArrays(asLists);
      statements.set(sql, statement);
    }
    return statement;
  }

  #guard<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw ledgerErrorOf(error, this.#path);
    }
  }
}

/**
 * A database that nobody has open (it has no write-ahead log), to be read without making the helper files that SQLite
 * makes even for reading: so that a look changes nothing, and works on a read-only disk (sqlite.org/wal.html#readonly).
 */
function unattended(path: string): URL {
  const url = pathToFileURL(path);
  url.searchParams.set('immutable', '1');
  return url;
}
