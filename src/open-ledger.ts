import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Config } from './config/config.ts';
import type { Ledger } from './ledger/ledger.ts';

/** The ledger at its place, made when there is none, in a folder for this account only. A dry run looks at it without writing, or at an empty one. */
export async function openLedger({ paths }: Pick<Config, 'paths'>, dryRun = false): Promise<Ledger> {
  const { openSqliteLedger } = await import('./ledger/sqlite/open.ts');
  if (dryRun)
    return existsSync(paths.ledger)
      ? openSqliteLedger(paths.ledger, { readOnly: true })
      : openSqliteLedger(':memory:');
  mkdirSync(dirname(paths.ledger), { recursive: true, mode: 0o700 });
  return openSqliteLedger(paths.ledger);
}
