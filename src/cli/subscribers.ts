import { createReadStream, statSync } from 'node:fs';
import { basename } from 'node:path';
import { openLedger, openNewsroom, type Ledger, type Opened } from '../app.ts';
import { importList, listOf } from '../list.ts';
import { addressIn, dossierOf, forgetPerson, tidyList } from '../people.ts';
import { systemClock } from '../util/clock.ts';
import { openProgress } from '../util/progress.ts';
import { FINDINGS, MISUSE, OK } from './exit.ts';
import { report } from './findings.ts';
import { readNaming } from './naming.ts';
import { printFindings } from './report.ts';
import { printDossier, printForgotten, printImport, printTidied } from './subscribers-text.ts';
import type { Terminal } from './terminal.ts';

/** How many of each kind `show` prints. */
const SHOWN = 20;

/**
 * `newsdesk subscribers import FILE`: adds the rows that are sound, all of them at once at the end; the others are printed
 * and go to `FILE.rejects.csv`.
 */
export async function importSubscribers(
  root: string,
  file: string,
  options: { map?: string[]; rejects?: string },
  terminal: Terminal,
): Promise<number> {
  const naming = readNaming(options.map ?? []);
  if (typeof naming === 'string') {
    terminal.err(`newsdesk: ${naming}\n`);
    return MISUSE;
  }
  return withLedger(root, terminal, async (opened, ledger) => {
    const source = {
      chunks: createReadStream(file),
      name: basename(file),
      bytes: statSync(file).size,
      rejects: options.rejects ?? `${file}.rejects.csv`,
      naming,
    };
    const done = await importList(opened, ledger, source, systemClock(), openProgress(terminal.stderr));
    if (done.findings.length > 0) {
      // Without excerpts: a long list is not read again for them, and `what` says the cell.
      const { color, width } = terminal;
      terminal.out(printFindings(done.findings, { textOf: () => undefined, color, width }));
    }
    terminal.out(printImport(done));
    return done.failed ? FINDINGS : OK;
  });
}

/** `newsdesk subscribers export`: the list as CSV, which `import` reads back; with `all` those who left too. */
export async function exportSubscribers(root: string, all: boolean, terminal: Terminal): Promise<number> {
  return withLedger(root, terminal, async (_, ledger) => {
    for await (const lines of listOf(ledger, all)) terminal.out(lines);
    return OK;
  });
}

/** `newsdesk subscribers show ADDRESS`: everything that is held of it; exit 1 when that is nothing. */
export async function showSubscriber(
  root: string,
  typed: string,
  json: boolean,
  terminal: Terminal,
): Promise<number> {
  return withAddress(root, typed, terminal, async ({ config }, ledger, address) => {
    const dossier = await dossierOf(config, ledger, address, json ? 10 * SHOWN : SHOWN);
    const { zone, language } = config.newsroom.newsroom;
    if (json) terminal.out(`${JSON.stringify({ version: 1, address, ...dossier }, null, 2)}\n`);
    else terminal.out(printDossier(address, dossier, zone, language));
    const held = dossier.requests.length + dossier.notices.length;
    return dossier.person || dossier.forgottenAt !== undefined || held > 0 ? OK : FINDINGS;
  });
}

/** `newsdesk subscribers forget ADDRESS`: erases the person and says what was erased and what stays. */
export async function forgetSubscriber(root: string, typed: string, terminal: Terminal): Promise<number> {
  return withAddress(root, typed, terminal, async ({ config }, ledger, address) => {
    terminal.out(printForgotten(await forgetPerson(config, ledger, address, systemClock())));
    return OK;
  });
}

/** `newsdesk subscribers tidy`: what `run` does once a day, now. */
export async function tidySubscribers(root: string, terminal: Terminal): Promise<number> {
  return withLedger(root, terminal, async ({ config }, ledger) => {
    terminal.out(printTidied(await tidyList(config, ledger, systemClock())));
    return OK;
  });
}

/** `newsdesk subscribers remove ADDRESS`: takes an address off the list; what waits for it does not leave. */
export async function removeSubscriber(root: string, typed: string, terminal: Terminal): Promise<number> {
  return withAddress(root, typed, terminal, async (_, ledger, address) => {
    const member = await ledger.memberOf(address);
    const gone = member !== undefined && (await ledger.leave(member.id, 'removed', systemClock()));
    terminal.out(gone ? 'Taken off the list.\n' : 'Nothing to do: this address is not on the list.\n');
    return gone ? OK : FINDINGS;
  });
}

async function withAddress(
  root: string,
  typed: string,
  terminal: Terminal,
  work: (opened: Opened, ledger: Ledger, address: string) => Promise<number>,
): Promise<number> {
  const address = await addressIn(typed);
  if (address !== undefined)
    return withLedger(root, terminal, (opened, ledger) => work(opened, ledger, address));
  terminal.err('newsdesk: This is not an address that can get mail, so nothing is held of it.\n');
  return MISUSE;
}

async function withLedger(
  root: string,
  terminal: Terminal,
  work: (opened: Opened, ledger: Ledger) => Promise<number>,
): Promise<number> {
  const { opened, findings } = openNewsroom(root, terminal.env, openProgress(terminal.stderr));
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
