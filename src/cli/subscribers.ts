import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { importList, listOf, openLedger, openNewsroom, type Ledger, type Opened } from '../app.ts';

import { blocks, type Finding } from '../model/finding.ts';
import { systemClock } from '../util/clock.ts';
import { openProgress } from '../util/progress.ts';
import { FINDINGS, OK } from './exit.ts';
import { report } from './findings.ts';
import type { Terminal } from './terminal.ts';

/** `newsdesk subscribers import FILE`: adds the rows that are sound; the others are printed as findings. */
export async function importSubscribers(root: string, file: string, terminal: Terminal): Promise<number> {
  return withLedger(root, terminal, async (opened, ledger) => {
    const progress = openProgress(terminal.stderr);
    const table = createReadStream(file);
    const { findings, ...sums } = await importList(
      opened,
      ledger,
      table,
      basename(file),
      systemClock(),
      progress,
    );
    if (findings.length > 0) report(findings, root, 1, false, terminal);
    terminal.out(`${printImport(sums)}\n`);
    return findings.some(blocks) ? FINDINGS : OK;
  });
}

/** "24 rows: 22 added, 1 changed, 1 left out." */
export function printImport(sums: {
  rows: number;
  added: number;
  changed: number;
  left: number;
  refused: number;
}): string {
  const parts = [`${sums.added} added`, `${sums.changed} changed`];
  if (sums.left > 0) parts.push(`${sums.left} stay away because they left the list`);
  if (sums.refused > 0) parts.push(`${sums.refused} left out for the findings above`);
  return `${sums.rows} rows: ${parts.join(', ')}.`;
}

/** `newsdesk subscribers list`: the list as CSV, which `import` reads back. */
export async function listSubscribers(root: string, terminal: Terminal): Promise<number> {
  return withLedger(root, terminal, async (_, ledger) => {
    for await (const lines of listOf(ledger)) terminal.out(lines);
    return OK;
  });
}

/** `newsdesk subscribers remove ADDRESS`: takes an address off the list; what waits for it does not leave. */
export async function removeSubscriber(root: string, address: string, terminal: Terminal): Promise<number> {
  return withLedger(root, terminal, async (_, ledger) => {
    const member = await ledger.memberOf(address);
    const gone = member !== undefined && (await ledger.leave(member.id, 'removed', systemClock()));
    terminal.out(gone ? 'Taken off the list.\n' : 'Nothing to do: this address is not on the list.\n');
    return gone ? OK : FINDINGS;
  });
}

async function withLedger(
  root: string,
  terminal: Terminal,
  work: (opened: Opened, ledger: Ledger) => Promise<number>,
): Promise<number> {
  const { opened, findings }: { opened?: Opened; findings: Finding[] } = openNewsroom(
    root,
    terminal.env,
    openProgress(terminal.stderr),
  );
  if (!opened) {
    report(findings, root, 0, false, terminal);
    return FINDINGS;
  }
  const ledger = await openLedger(opened.config);
  try {
    return await work(opened, ledger);
  } finally {
    await ledger.close();
  }
}
