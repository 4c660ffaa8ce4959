import { BlockList, isIP, isIPv6 } from 'node:net';

/**
 * The address of whoever asks, for limits only. Behind web servers that are trusted it is what they say in
 * X-Forwarded-For, read from the right: each of them added the address that it saw, and the first one that is not trusted is the
 * reader's. What stands further left anybody may have written. `direct` is the other end of the connection.
 */
export function clientAddress(direct: string, forwarded: string | undefined, trusted: BlockList): string {
  let address = plain(direct) ?? '';
  const hops = (forwarded ?? '').split(',').toReversed();
  for (const hop of hops) {
    if (!isTrusted(address, trusted)) break;
    const next = plain(hop);
    if (next === undefined) break;
    address = next;
  }
  return address;
}

/** The network that an address counts for: a house with IPv6 has a /64, and with IPv4 neighbours share a /24. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return `${address.split('.').slice(0, 3).join('.')}.0/24`;
  const [before = '', after = ''] = address.split('::');
  const [head, tail] = [before, after].map((part) => part.split(':').filter(Boolean));
  const gap = address.includes('::') ? 8 - (head?.length ?? 0) - (tail?.length ?? 0) : 0;
  const groups = [...(head ?? []), ...Array.from({ length: gap }, () => '0'), ...(tail ?? [])];
  const first = groups.slice(0, 4).map((group) => parseInt(group, 16).toString(16));
  return `${first.join(':')}::/64`;
}

/** Networks (`10.0.0.0/8`) and single addresses as one list. */
export function networkList(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}

function isTrusted(address: string, trusted: BlockList): boolean {
  return isIP(address) !== 0 && trusted.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

/** An address without port, brackets and zone; one of IPv4 in IPv6's form as what it is. Undefined when it is none. */
function plain(text: string): string | undefined {
  const [, bracketed, bare] = /^(?:\[([^\]]+)\](?::\d+)?|([^[\]]+))$/.exec(text.trim()) ?? [];
  const name = (bracketed ?? bare ?? '').replace(/%.*$/, '');
  const address =
    /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(name)?.[1] ?? name.replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1');
  return isIP(address) === 0 ? undefined : address;
}
