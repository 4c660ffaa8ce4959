import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { inOrder, type Diagnosis } from './diagnosis.ts';
import { addressesOf, valuesOf } from './dns.ts';
import { judge } from './judge.ts';
import { observe } from './observe.ts';
import { openDns } from './resolver.ts';
import type { Sender } from './sender.ts';

export type { Diagnosis, DnsRecord, Severity } from './diagnosis.ts';
export { domainOf } from './sender.ts';
export type { Relay, Sender, SigningKey, Trouble } from './sender.ts';

/**
 * Looks at everything that a sender must have, side by side, and says what is to be done; the worst comes first. Takes
 * ten seconds at the most, sends no mail and changes nothing. `servers` are asked instead of the machine's own DNS.
 */
export async function examine(
  sender: Sender,
  servers: readonly string[],
  clock: () => number,
): Promise<Diagnosis[]> {
  const dns = openDns(servers);
  const hostAddresses = async (host: string): Promise<readonly string[]> => {
    const name = host.replace(/^\[|\]$/g, '');
    if (isIP(name) > 0) return [name];
    if (name === 'localhost') return ['127.0.0.1', '::1'];
    const found = valuesOf(await addressesOf(dns, name));
    // Names of this machine and its neighbours, in /etc/hosts, are unknown to the DNS.
    return found.length > 0 || servers.length > 0 ? found : byMachine(name);
  };
  try {
    return inOrder(judge(sender, await observe(sender, { dns, hostAddresses, clock })));
  } finally {
    dns.close();
  }
}

async function byMachine(name: string): Promise<string[]> {
  try {
    return (await lookup(name, { all: true })).map(({ address }) => address);
  } catch {
    return [];
  }
}
