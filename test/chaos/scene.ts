import { appendFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openSqliteLedger } from '../../src/ledger/sqlite/open.ts';
import { aLetter, aSealing, subscribers } from '../ledger/records.ts';
import { bundledNewsroom } from '../support/program.ts';
import { FRIDAY } from '../support/shelf.ts';
import type { ChaosServer } from './server.ts';

export const DIGEST = 'digest/24@1';
/** Connections of each program. */
export const CONNECTIONS = 3;
/** About what a Digest weighs in all: its bytes need more than one look to read. */
const PADDING = `<p>${'All quiet in the county. '.repeat(1200)}</p>`;

/** A newsroom in which the Digest waits for its readers, and a clock that the test moves. */
export type Scene = {
  root: string;
  database: string;
  readers: number;
  server: ChaosServer;
  /** What the programs that are killed, or given up, may have left in doubt. */
  doubts: number;
  env: Record<string, string>;
  /** Moves the clock of every program of this newsroom, ms. */
  move: (ms: number) => void;
  /** How far the clock stands from where it began, ms. */
  moved: () => number;
};

export type SceneOptions = { queued?: boolean; stopWithin?: string };

export async function aScene(
  readers: number,
  server: ChaosServer,
  { queued = true, stopWithin = '5s' }: SceneOptions = {},
): Promise<Scene> {
  const root = bundledNewsroom();
  const delivery = `\ndelivery:\n  connections: ${CONNECTIONS}\n  retryFor: 36h\n  stopWithin: ${stopWithin}\ndesk: { daily: never }\n`;
  appendFileSync(join(root, 'newsdesk.yaml'), delivery);
  const database = join(root, 'var/newsdesk.db');
  const ledger = await openSqliteLedger(database);
  await ledger.subscribe(subscribers(readers));
  if (queued) {
    const { html, text } = aLetter();
    await ledger.seal([aSealing()]);
    await ledger.keepLetter(DIGEST, aLetter({ html: `${html}${PADDING}`, text }));
    await ledger.queue(DIGEST, ['digest'], FRIDAY, FRIDAY);
  }
  await ledger.close();
  const began = FRIDAY - Date.now();
  let moved = 0;
  const clock = join(root, 'var/clock');
  const move = (ms: number) => {
    moved += ms;
    writeFileSync(`${clock}.new`, String(began + moved));
    renameSync(`${clock}.new`, clock);
  };
  move(0);
  const env = { SMTP_URL: server.url, CLOCK: clock, LOG_LEVEL: 'info' };
  return { root, database, readers, server, doubts: 0, env, move, moved: () => moved };
}

type Row = Record<string, unknown>;

/** Asks the ledger without changing anything of it, so that the program itself has to recover what was left. */
export function ask(database: string, sql: string, ...values: (string | number)[]): Row[] {
  const connection = new DatabaseSync(database, { readOnly: true, timeout: 30_000 });
  try {
    return connection.prepare(sql).all(...values);
  } finally {
    connection.close();
  }
}

export function count(database: string, where: string, ...values: (string | number)[]): number {
  const [row] = ask(database, `SELECT count(*) AS count FROM deliveries WHERE ${where}`, ...values);
  return Number(row?.count);
}

/** True as long as anything of the Digest has not ended. */
export function isUnderWay({ database }: Scene): boolean {
  return count(database, "state IN ('waiting', 'claimed', 'handing')") > 0;
}

/** How the delivery of a reader stands; empty for nobody. */
export function stateOf({ database }: Pick<Scene, 'database'>, reader: string): string {
  const sql = 'SELECT state FROM deliveries JOIN subscribers ON id = subscriber WHERE address = ?';
  const [row] = ask(database, sql, reader);
  return row ? String(row.state) : '';
}
