import { join } from 'node:path';
import { loadKeys } from '../src/audience/key-file.ts';
import { linksFor } from '../src/audience/links.ts';
import { openSqliteLedger } from '../src/ledger/sqlite/open.ts';
import { load, type Served } from './site-load.ts';
import { aim } from './table.ts';

const BODY = 'List-Unsubscribe=One-Click';
const YEAR = 365 * 86_400_000;
const BATCH = 10_000;
const LEAST = 5000;

/** Everybody on a list of so many leaves by one click (RFC 8058), each once, through the real site and its ledger. */
export async function oneClick(
  root: string,
  site: Served,
  count: number,
  connections: number,
): Promise<string[]> {
  const { rate, micros, statuses } = await load(site, await wishes(root, count), connections, 0);
  const left = await whoLeft(root, count);
  if (left !== count || statuses['200'] !== count) {
    throw new Error(`${left} of ${count} left by one click; the answers were ${JSON.stringify(statuses)}.`);
  }
  return [
    `One-click unsubscribe, ${count} readers, each once, written to the ledger: ` +
      `${rate.toFixed(0)} a second${aim(rate, '≥', LEAST)}, ${micros.toFixed(0)} µs of processor time each`,
  ];
}

async function wishes(root: string, count: number): Promise<string[]> {
  const ledger = await openSqliteLedger(join(root, 'var/newsdesk.db'));
  const confirmedAt = Date.UTC(2026, 10, 20) - YEAR;
  try {
    for (let done = 0; done < count; done += BATCH) {
      const some = Array.from({ length: Math.min(BATCH, count - done) }, (_, i) => ({
        address: `reader${done + i + 1}@example.org`,
        topics: ['digest'],
        confirmedAt,
        consent: 'import of readers.csv',
      }));
      await ledger.subscribe(some);
    }
    const links = linksFor(loadKeys(join(root, 'var/key'))[0], '', 'leave@example.org');
    const members = await ledger.subscribers(0, count);
    return members.map(({ id }) => wish(links(id).unsubscribe));
  } finally {
    await ledger.close();
  }
}

function wish(path: string): string {
  const type = 'application/x-www-form-urlencoded';
  return `POST ${path} HTTP/1.1\r\nHost: newsroom.example.gov\r\nContent-Type: ${type}\r\nContent-Length: ${BODY.length}\r\n\r\n${BODY}`;
}

async function whoLeft(root: string, count: number): Promise<number> {
  const ledger = await openSqliteLedger(join(root, 'var/newsdesk.db'));
  try {
    return count - (await ledger.subscribers(0, count)).length;
  } finally {
    await ledger.close();
  }
}
