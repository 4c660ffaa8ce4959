import { isIP } from 'node:net';
import { isPublic } from './address.ts';
import { addressesOf, valuesOf, type Dns } from './dns.ts';
import type { Sender } from './sender.ts';

/**
 * Which addresses mail reaches other servers from, as far as can be known.
 * - `told`: a person said so.
 * - `machine`: every relay is on this machine, so it is this machine's addresses.
 * - `relay`: those of the relays' names. A provider commonly sends from others.
 * - `unknown`: there is no relay, or only addresses that nobody outside sees.
 */
export type Leaving = { addresses: readonly string[]; known: 'told' | 'machine' | 'relay' | 'unknown' };

/** Finds out where mail leaves from; `own` are the addresses of this machine. */
export async function leavingOf(
  { sendsFrom, relays }: Pick<Sender, 'sendsFrom' | 'relays'>,
  dns: Pick<Dns, 'a' | 'aaaa'>,
  own: readonly string[],
): Promise<Leaving> {
  if (sendsFrom.length > 0) return { addresses: sendsFrom, known: 'told' };
  const found = await Promise.all(
    relays.map(async ({ isHere, host }) => {
      if (isHere) return own;
      return isIP(host) > 0 ? [host] : valuesOf(await addressesOf(dns, host));
    }),
  );
  const addresses = [...new Set(found.flat().filter(isPublic))];
  if (addresses.length === 0) return { addresses, known: 'unknown' };
  return { addresses, known: relays.every(({ isHere }) => isHere) ? 'machine' : 'relay' };
}

/** How sure a finding about these addresses is, in words that follow it; empty when there is no doubt. */
export function doubtOf({ known }: Leaving, relay: string): string {
  if (known !== 'relay') return '';
  return `These are the addresses of the name ${relay}; a provider may send from others. Name the true ones with --sends-from.`;
}
