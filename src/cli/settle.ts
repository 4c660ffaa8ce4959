import { openLedger, openNewsroom, type Ledger } from '../app.ts';
import type { Delivery } from '../model/delivery.ts';
import { systemClock } from '../util/clock.ts';
import { oneLine } from '../util/mask.ts';
import { silent } from '../util/progress.ts';
import { visible } from './excerpt.ts';
import { FINDINGS, MISUSE, OK } from './exit.ts';
import { report } from './findings.ts';
import type { Terminal } from './terminal.ts';

export type SettleOptions = {
  all?: boolean;
  accepted?: boolean;
  again?: boolean;
  by?: string;
  json?: boolean;
};

/** Uncertain deliveries that are listed; there are never more than crashes leave. */
const MOST = 10_000;
const LONGEST_NAME = 80;

const WHY_NOT = {
  known: 'it is not uncertain any more: somebody settled it, or the server answered after all',
  left: 'its reader has left the list and is sent nothing more; --accepted takes it off this list',
  withdrawn: 'the publication was withdrawn and goes to nobody; --accepted takes it off this list',
} as const;

/**
 * `newsdesk settle`: lists the deliveries of which nobody knows whether they arrived. With an edition, an address or `all`,
 * a decision and a name it records what that person says: they arrived, or they are sent again. Exit 1 when one could not
 * be settled, 2 when it is not clear what is said.
 */
export async function settle(
  root: string,
  edition: string | undefined,
  address: string | undefined,
  options: SettleOptions,
  terminal: Terminal,
): Promise<number> {
  const problem = edition === undefined ? undefined : problemOf(address, options);
  if (problem !== undefined) {
    terminal.err(`newsdesk: ${problem}\n`);
    return MISUSE;
  }
  const { opened, findings } = openNewsroom(root, terminal.env, silent);
  if (!opened) {
    report(findings, root, 0, options.json ?? false, terminal);
    return FINDINGS;
  }
  const ledger = await openLedger(opened.config, edition === undefined);
  try {
    const uncertain = await ledger.uncertain(MOST);
    if (edition === undefined) {
      terminal.out(options.json === true ? json(uncertain) : listed(uncertain));
      return OK;
    }
    const meant = uncertain.filter(
      (one) =>
        (one.edition === edition || one.edition.startsWith(`${edition}@`)) &&
        (address === undefined || one.address.toLowerCase() === address.toLowerCase()),
    );
    if (meant.length === 0) {
      terminal.err(
        `newsdesk: Nothing of ${visible(edition)} is uncertain there; newsdesk settle lists what is.\n`,
      );
      return FINDINGS;
    }
    return await settleAll(ledger, meant, options, terminal);
  } finally {
    await ledger.close();
  }
}

/** What is missing before it is clear who says what of which deliveries. */
function problemOf(
  address: string | undefined,
  { all, accepted, again, by }: SettleOptions,
): string | undefined {
  if ((address === undefined) !== (all === true))
    return 'Name one address, or write --all for every uncertain delivery of the edition.';
  if ((accepted === true) === (again === true))
    return 'Say what is true: --accepted (it arrived) or --again (send it once more).';
  const name = by?.trim() ?? '';
  if (name === '' || name.length > LONGEST_NAME || oneLine(name) !== name)
    return 'Say who decides: --by "Jane Doe". The name stands in the event log.';
  return undefined;
}

async function settleAll(
  ledger: Ledger,
  meant: readonly Delivery[],
  { accepted, by = '' }: SettleOptions,
  terminal: Terminal,
): Promise<number> {
  let settled = 0;
  let waiting = 0;
  for (const delivery of meant) {
    const said = await ledger.settle(
      delivery,
      accepted === true ? 'accepted' : 'again',
      by.trim(),
      systemClock(),
    );
    if (said === 'settled' || said === 'waits') settled += 1;
    else terminal.out(`${delivery.edition} ${delivery.address}: ${WHY_NOT[said]}.\n`);
    if (said === 'waits') waiting += 1;
  }
  const count = settled === 1 ? 'One delivery' : `${settled} deliveries`;
  const words = accepted === true ? 'arrived' : 'will be sent again at the next round';
  terminal.out(`${count} ${words}, says ${by.trim()}.\n`);
  if (waiting > 0) {
    terminal.out('The mailing is stopped or late: they go when it goes on. newsdesk status says how.\n');
  }
  return settled === meant.length ? OK : FINDINGS;
}

function json(uncertain: readonly Delivery[]): string {
  const rows = uncertain.map(({ edition, subscriber, address, response }) => {
    return { edition, subscriber, address, response };
  });
  return `${JSON.stringify({ version: 1, uncertain: rows }, undefined, 2)}\n`;
}

function listed(uncertain: readonly Delivery[]): string {
  if (uncertain.length === 0) return 'Nothing is uncertain.\n';
  const lines: string[] = [];
  for (const [edition, ofEdition] of Map.groupBy(uncertain, (one) => one.edition)) {
    lines.push(edition);
    for (const [response, readers] of Map.groupBy(ofEdition, (one) => one.response)) {
      lines.push(`  ${response}`, ...readers.map(({ address }) => `    ${address}`));
    }
  }
  const [first] = uncertain;
  lines.push(
    '',
    'Ask the reader, or look into the log of the mail server, and say what is true:',
    `  newsdesk settle ${first?.edition} ${first?.address} --accepted --by "Your Name"   it arrived`,
    `  newsdesk settle ${first?.edition} ${first?.address} --again --by "Your Name"      send it once more`,
    `  newsdesk settle ${first?.edition} --all --again --by "Your Name"                  all of that edition`,
  );
  return `${lines.join('\n')}\n`;
}
