import { relative, resolve } from 'node:path';
import { openLedger, openNewsroom, openPress, type Ledger, type Opened } from '../app.ts';
import type { Press } from '../pipeline.ts';
import { silent } from '../util/progress.ts';
import { FINDINGS, MISUSE } from './exit.ts';
import { report } from './findings.ts';
import type { Terminal } from './terminal.ts';

/** Opens the newsroom and its ledger for one command; with findings in newsdesk.yaml it only prints those. */
export async function inNewsroom(
  root: string,
  terminal: Terminal,
  work: (opened: Opened, ledger: Ledger, press: Press) => Promise<number>,
): Promise<number> {
  const { opened, findings } = openNewsroom(root, terminal.env, silent);
  if (!opened) {
    report(findings, root, 0, false, terminal);
    return FINDINGS;
  }
  const ledger = await openLedger(opened.config);
  try {
    return await work(opened, ledger, await openPress(opened, ledger));
  } finally {
    await ledger.close();
  }
}

/** A path that was typed, from the newsroom's folder. */
export function pathIn({ config }: Opened, typed: string): string {
  return relative(config.root, resolve(typed)).replaceAll('\\', '/');
}

/** Says that there is no such file. */
export function noSuchFile(typed: string, terminal: Terminal): number {
  terminal.err(
    `newsdesk: ${typed} is no release and no issue of this newsroom\n  why: Nothing was changed.\n  do:  Look at its name: releases/2026-11-20-story.md or digest/24.md. newsdesk status lists what there is.\n`,
  );
  return MISUSE;
}

/** Says that --by has to name somebody. */
export function noName(terminal: Terminal): number {
  terminal.err(
    'newsdesk: --by has no name that can be written down\n  why: The record says who did what. Nothing was changed.\n  do:  Give a name of 2 to 120 characters in one line: --by "Lt. Aaron Schafer"\n',
  );
  return MISUSE;
}
