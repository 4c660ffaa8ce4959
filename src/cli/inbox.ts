import { systemClock } from '../util/clock.ts';
import { openInbound, openLedger, readConfig, type Inbound, type Looked } from '../inbound.ts';
import { readInput } from '../util/input.ts';
import { FINDINGS, LATER, OK } from './exit.ts';
import { printFailure } from './failure.ts';
import { report } from './findings.ts';
import { printTaken } from './inbox-text.ts';
import type { Terminal } from './terminal.ts';

/** Of a message that is piped in, bytes: as much as mail servers let through, since a person may have to read it. */
const LONGEST = 50_000_000;

/**
 * `newsdesk inbox`: reads every source once and says what came of it. Exit 1 when one of them cannot be read; the others
 * were.
 */
export async function readSources(root: string, json: boolean, terminal: Terminal): Promise<number> {
  return withInbound(root, json, terminal, async (inbound) => {
    const looked = await inbound.look(terminal.stop);
    terminal.out(json ? `${JSON.stringify(asData(looked))}\n` : printTaken(looked.tally, inbound.sources));
    for (const { error } of looked.troubles) terminal.err(printFailure(error));
    return looked.troubles.length > 0 ? FINDINGS : OK;
  });
}

/**
 * `newsdesk inbox read`: takes the message on standard input; what a person has to read is kept in `var/aside/`. Exit 75
 * for any failure, so that the mail server keeps the message and brings it again.
 */
export async function readMessage(root: string, to: string | undefined, terminal: Terminal): Promise<number> {
  try {
    const bytes = await readInput(terminal.stdin, LONGEST);
    const code = await withInbound(root, false, terminal, async (inbound) => {
      const tally = await inbound.take({ bytes, ...(to !== undefined && { to }) });
      terminal.out(printTaken(tally, []));
      return OK;
    });
    return code === OK ? OK : LATER;
  } catch (error) {
    terminal.err(printFailure(error));
    return LATER;
  }
}

function asData({ tally, troubles }: Looked): unknown {
  const told = troubles.map(({ source, error }) => ({
    source,
    message: error instanceof Error ? error.message : 'unknown',
  }));
  return { version: 1, ...tally, troubles: told };
}

async function withInbound(
  root: string,
  json: boolean,
  terminal: Terminal,
  work: (inbound: Inbound) => Promise<number>,
): Promise<number> {
  const { config, findings } = readConfig(root, terminal.env);
  if (!config) {
    report(findings, root, 0, json, terminal);
    return FINDINGS;
  }
  const ledger = await openLedger(config);
  try {
    return await work(await openInbound(config, ledger, systemClock));
  } finally {
    await ledger.close();
  }
}
