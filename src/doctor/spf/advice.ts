import { isIPv4 } from 'node:net';
import { readSpf, type SpfRecord } from './record.ts';

/** A mechanism for each address. */
function allowing(addresses: readonly string[]): string[] {
  return addresses.map((address) => `ip${isIPv4(address) ? 4 : 6}:${address}`);
}

/** A mechanism for the addresses of each name. */
export function named(relays: readonly string[]): string[] {
  return relays.map((relay) => `a:${relay}`);
}

/** A record that allows these addresses and nobody else; without any, it names the relays. */
export function ownRecord(addresses: readonly string[], relays: readonly string[]): string {
  const byName = relays.length === 0 ? ['mx'] : named(relays);
  return ['v=spf1', ...(addresses.length > 0 ? allowing(addresses) : byName), '-all'].join(' ');
}

/**
 * One record that allows what these allow, and the addresses besides. Terms that cannot be read are left out; at its end
 * stands the strictest `all` of them, or where one of them hands over to another domain, that.
 */
export function mended(texts: readonly string[], addresses: readonly string[] = []): string {
  const records = texts.map(readSpf);
  const terms = records.flatMap(({ mechanisms }) =>
    mechanisms.flatMap(({ name, text }) => (name === 'all' ? [] : [text])),
  );
  return ['v=spf1', ...new Set([...allowing(addresses), ...terms]), endOf(records)].join(' ');
}

function endOf(records: readonly SpfRecord[]): string {
  const alls = records.flatMap(({ mechanisms }) =>
    mechanisms.flatMap(({ name, qualifier }) => (name === 'all' ? [qualifier] : [])),
  );
  const redirect = records.find((record) => record.redirect !== undefined)?.redirect;
  if (alls.length === 0 && redirect !== undefined) return `redirect=${redirect}`;
  return alls.includes('-') ? '-all' : '~all';
}
