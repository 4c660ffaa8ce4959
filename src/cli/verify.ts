import { globSync, existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { openLedger, openNewsroom, type Opened } from '../app.ts';
import { checkedByLedger, checkedByList, isGood } from '../checking.ts';
import { verifiedBundle, verifiedLedger, type Verified } from '../recording.ts';
import type { Clock } from '../util/clock.ts';
import { systemClock } from '../util/clock.ts';
import { silent } from '../util/progress.ts';
import { FINDINGS, MISUSE, OK } from './exit.ts';
import { report } from './findings.ts';
import type { Terminal } from './terminal.ts';
import { copyText, faultsText } from './verify-text.ts';

/** No copy of a release is larger, bytes. */
const LARGEST = 30_000_000;

/**
 * `newsdesk verify [PATH]`: a bundle (a folder) is checked by itself, and against the record where a newsroom is at hand; a
 * file is checked as a copy of a release, against the ledger or a published list; without a path the newsroom's own record
 * is. Exit 1 when something is not as it was recorded, or a copy is not what stands now.
 */
export async function verify(
  root: string,
  path: string | undefined,
  { list }: { list?: string },
  terminal: Terminal,
  clock: Clock = systemClock,
): Promise<number> {
  if (path === undefined)
    return withNewsroom(root, terminal, async ({ config }) => verifyOwn(config, terminal));
  if (!existsSync(path)) {
    terminal.err(`newsdesk: There is no file or folder ${path}.\n`);
    return MISUSE;
  }
  const info = statSync(path);
  if (info.isDirectory()) return verifyFolder(root, path, terminal);
  if (info.size > LARGEST) {
    terminal.err(`newsdesk: ${path} is too large for a copy of a release.\n`);
    return MISUSE;
  }
  const bytes = readFileSync(path);
  const name = basename(path);
  if (list !== undefined) {
    return printCopy(name, await checkedByList(name, bytes, list), terminal);
  }
  return withNewsroom(root, terminal, async ({ config }) => {
    const ledger = await openLedger(config, true);
    try {
      return printCopy(name, await checkedByLedger(name, bytes, ledger, config.site, clock()), terminal);
    } finally {
      await ledger.close();
    }
  });
}

function printCopy(
  name: string,
  checked: Awaited<ReturnType<typeof checkedByList>>,
  terminal: Terminal,
): number {
  terminal.out(copyText(name, checked));
  return isGood(checked) ? OK : FINDINGS;
}

async function verifyOwn(config: Opened['config'], terminal: Terminal): Promise<number> {
  const ledger = await openLedger(config, true);
  try {
    return print('The record of this newsroom', await verifiedLedger(ledger), terminal);
  } finally {
    await ledger.close();
  }
}

/** A newsroom is not needed; where there is one, its record is asked too. */
async function verifyFolder(root: string, path: string, terminal: Terminal): Promise<number> {
  const files = filesOf(path);
  const { opened } = existsSync(join(root, 'newsdesk.yaml'))
    ? openNewsroom(root, terminal.env, silent)
    : { opened: undefined };
  if (!opened || !existsSync(opened.config.paths.ledger))
    return print(path, await verifiedBundle(files), terminal);
  const ledger = await openLedger(opened.config, true);
  try {
    return print(path, await verifiedBundle(files, ledger), terminal);
  } finally {
    await ledger.close();
  }
}

function print(name: string, verified: Verified, terminal: Terminal): number {
  terminal.out(faultsText(name, verified));
  return verified.faults.length === 0 ? OK : FINDINGS;
}

/** Every file below a folder as text; one that is no UTF-8 is read such that it is no text of ours. */
function filesOf(folder: string): Map<string, string> {
  const names = globSync('**/*', { cwd: folder, withFileTypes: true }).filter((entry) => entry.isFile());
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const decode = (bytes: Uint8Array) => {
    try {
      return decoder.decode(bytes);
    } catch {
      return `no text: ${Buffer.from(bytes).toString('hex')}`;
    }
  };
  return new Map(
    names.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(join(folder, '/').length).replaceAll('\\', '/'), decode(readFileSync(path))];
    }),
  );
}

async function withNewsroom(
  root: string,
  terminal: Terminal,
  work: (opened: Opened) => Promise<number>,
): Promise<number> {
  const { opened, findings } = openNewsroom(root, terminal.env, silent);
  if (opened) return work(opened);
  report(findings, root, 0, false, terminal);
  terminal.err('newsdesk: Without a newsroom, name a published list with --list.\n');
  return FINDINGS;
}
