import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openLedger, openNewsroom, type Opened } from '../app.ts';
import { bundleOf, type Asked } from '../recording.ts';
import { writeThrough } from '../util/atomic.ts';
import type { Clock } from '../util/clock.ts';
import { systemClock } from '../util/clock.ts';
import { silent } from '../util/progress.ts';
import { FINDINGS, MISUSE, OK } from './exit.ts';
import { report } from './findings.ts';
import type { Terminal } from './terminal.ts';

export type RecordOptions = { from?: string; to?: string; out?: string; addresses?: boolean };

const DATE = /^\d{4}-\d\d-\d\d$/;

/**
 * `newsdesk record EDITION | --from DATE --to DATE`: writes a bundle for a records request into a new folder. Exit 2 when
 * it is asked for nothing that can be, 1 when nothing is recorded of it.
 */
export async function record(
  root: string,
  about: string | undefined,
  options: RecordOptions,
  terminal: Terminal,
  clock: Clock = systemClock,
): Promise<number> {
  const { opened, findings } = openNewsroom(root, terminal.env, silent);
  if (!opened) {
    report(findings, root, 0, false, terminal);
    return FINDINGS;
  }
  const asked = askedFor(about, options);
  if (asked === undefined) {
    terminal.err(
      `newsdesk: Say what of: an edition (26-123@2, digest/24@1), a publication (26-123, digest/24), or --from 2026-11-01 --to 2026-11-30.\n`,
    );
    return MISUSE;
  }
  const folder = resolve(options.out ?? join(opened.config.root, `record-${nameOf(asked)}`));
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    terminal.err(
      `newsdesk: ${folder} is there already.\n  do:  Name another folder with --out, or move that one away.\n`,
    );
    return MISUSE;
  }
  return write(opened, asked, folder, options.addresses === true, terminal, clock());
}

async function write(
  opened: Opened,
  asked: Asked,
  folder: string,
  addresses: boolean,
  terminal: Terminal,
  at: number,
): Promise<number> {
  const ledger = await openLedger(opened.config, true);
  try {
    const files = await bundleOf(ledger, opened.config.newsroom, asked, at, addresses);
    const lines = files.get('record.jsonl')?.match(/\n/g)?.length ?? 0;
    if (lines === 0) {
      const what = 'about' in asked ? asked.about : `${asked.from} to ${asked.to}`;
      terminal.err(`newsdesk: Nothing is recorded of ${what}.\n`);
      return FINDINGS;
    }
    // Addresses are for the eyes of this account; what a public body hands out is for everybody.
    for (const [path, text] of files)
      writeThrough(join(folder, path), text, path === 'addresses.csv' ? 0o600 : 0o644);
    terminal.out(`${folder}\n  ${files.size} files, ${lines} entries. Begin with index.html.\n`);
    if (addresses) terminal.out('  It holds the addresses of subscribers, in addresses.csv.\n');
    return OK;
  } finally {
    await ledger.close();
  }
}

function askedFor(about: string | undefined, { from, to }: RecordOptions): Asked | undefined {
  if (about !== undefined) {
    const subject = /^\d{2}-\d{1,4}(@\d+)?$/.test(about) ? `release/${about}` : about;
    const isKnown = /^(release\/\d{2}-\d{1,4}|digest\/\d+)(@\d+)?$/.test(subject);
    return isKnown && from === undefined && to === undefined ? { about: subject } : undefined;
  }
  if (from === undefined || to === undefined || !isDay(from) || !isDay(to) || from > to) return undefined;
  return { from, to };
}

function isDay(text: string): boolean {
  return DATE.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
}

function nameOf(asked: Asked): string {
  return 'about' in asked ? asked.about.replace('/', '-') : `${asked.from}-${asked.to}`;
}
