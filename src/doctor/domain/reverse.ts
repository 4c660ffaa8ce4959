import { isIPv4 } from 'node:net';
import { isWithin, reverseName } from '../address.ts';
import { addressesOf, valuesOf, type Answer, type Dns } from '../dns.ts';
import { ill, unknown, well, type Diagnosis, type DnsRecord } from '../diagnosis.ts';
import { doubtOf, type Leaving } from '../sending.ts';

/** The names of an address that mail leaves from, each with its own addresses. */
export type ReverseSeen = { ip: string; names: Answer<string>; forward: ReadonlyMap<string, Answer<string>> };

/** Servers look at few names; an address with more has them for other reasons. */
const MOST_NAMES = 10;

/** Asks for the names of an address, and for their addresses. */
export async function observeReverse(ip: string, dns: Dns): Promise<ReverseSeen> {
  const names = await dns.ptr(ip);
  const asked = valuesOf(names)
    .slice(0, MOST_NAMES)
    .map(async (name) => [name, await addressesOf(dns, name)] as const);
  return { ip, names, forward: new Map(await Promise.all(asked)) };
}

/** Whether an address has a name that leads back to it; `suggested` is the name that it might have. */
export function judgeReverse(
  { ip, names, forward }: ReverseSeen,
  leaving: Leaving,
  relay: string | undefined,
  suggested: string,
): Diagnosis {
  if (names.kind === 'trouble') return unknown('ptr', `The name of ${ip}`, names.why);
  const doubt = doubtOf(leaving, relay ?? '');
  const severity = leaving.known === 'relay' ? 'warning' : 'error';
  const why = 'Gmail and others refuse mail from an address without a name that leads back to it.';
  const same = (address: string) => isWithin(address, ip, isIPv4(ip) ? 32 : 128);
  const right = [...forward].find(([, answer]) => valuesOf(answer).some(same));
  if (right) return well('ptr', `${ip} is ${right[0]}, and ${right[0]} is ${ip}. ${doubt}`.trim());
  const [name] = valuesOf(names);
  if (name === undefined) {
    const publish: DnsRecord[] = [{ name: reverseName(ip), type: 'PTR', value: `${suggested}.` }];
    const fix = `Whoever gave you the address (the network provider) sets its name. ${doubt}`.trim();
    return ill('ptr', severity, { what: `${ip} has no name (PTR)`, why, fix, publish });
  }
  const troubled = forward.get(name);
  if (troubled?.kind === 'trouble') return unknown('ptr', `The address of ${name}`, troubled.why);
  return ill('ptr', severity, {
    what: `${ip} is called ${name}, but ${name} does not lead back to it`,
    why,
    fix: `Publish the address under that name, or have the provider set another name. ${doubt}`.trim(),
    found: valuesOf(names),
    publish: [{ name, type: isIPv4(ip) ? 'A' : 'AAAA', value: ip }],
  });
}
