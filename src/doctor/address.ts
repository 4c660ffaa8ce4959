import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** Addresses by which nobody outside knows a machine (RFC 6890). */
const INNER = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  INNER.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  INNER.addSubnet(network, prefix, 'ipv6');

/** Whether others in the internet can see an address. */
export function isPublic(address: string): boolean {
  const kind = isIPv4(address) ? 'ipv4' : isIPv6(address) ? 'ipv6' : undefined;
  return kind !== undefined && !INNER.check(address, kind);
}

/** Whether an address lies in a network of the same kind; false for anything that is no address. */
export function isWithin(address: string, network: string, prefix: number): boolean {
  const kind = isIPv4(address) ? 'ipv4' : 'ipv6';
  const alike = kind === 'ipv4' ? isIPv4(network) : isIPv6(network) && isIPv6(address);
  if (!alike) return false;
  const list = new BlockList();
  list.addSubnet(network, prefix, kind);
  return list.check(address, kind);
}

/** `192.0.2.25` → `192.0.2.25`; an IPv6 address as its 32 digits with dots between (RFC 7208 §7.3). */
export function dotted(address: string): string {
  return isIPv4(address) ? address : digitsOf(address).split('').join('.');
}

/** Where the names of an address stand: `25.2.0.192.in-addr.arpa`, `5.2.0.….ip6.arpa` (RFC 1035 §3.5, RFC 3596 §2.5). */
export function reverseName(address: string): string {
  const parts = dotted(address).split('.').toReversed().join('.');
  return `${parts}.${isIPv4(address) ? 'in-addr' : 'ip6'}.arpa`;
}

/** The 32 hexadecimal digits of an IPv6 address. */
function digitsOf(address: string): string {
  const plain = address.replace(/%.*$/, '').toLowerCase();
  const tail = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(plain);
  const text = tail ? `${tail[1]}${group(tail[2], tail[3])}:${group(tail[4], tail[5])}` : plain;
  const [head = '', rest] = text.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = rest === undefined || rest === '' ? [] : rest.split(':');
  const middle = rest === undefined ? 0 : 8 - left.length - right.length;
  return [...left, ...Array.from({ length: middle }, () => '0'), ...right]
    .map((part) => part.padStart(4, '0'))
    .join('');
}

/** Two bytes as a group of an IPv6 address. */
function group(high = '0', low = '0'): string {
  return (Number(high) * 256 + Number(low)).toString(16);
}
