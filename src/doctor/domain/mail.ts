import { isIP } from 'node:net';
import { addressesOf, type Answer, type Dns, type Mx } from '../dns.ts';
import { ill, unknown, well, type Diagnosis } from '../diagnosis.ts';
import { domainOf, type Sender } from '../sender.ts';

/** Which servers take mail for a domain, and their addresses by name; `uses` says what we need the domain for. */
export type MailSeen = {
  domain: string;
  uses: readonly string[];
  servers: Answer<Mx>;
  addresses: ReadonlyMap<string, Answer<string>>;
};

/** Asks for every domain that answers, bounces and wishes to leave go to. */
export function observeMail(sender: Sender, dns: Dns): Promise<MailSeen[]> {
  const uses = new Map<string, string[]>();
  const roles = [
    ['the sender', sender.from],
    ['answers', sender.replyTo],
    ['bounces', sender.bounces],
    ['wishes to leave', sender.unsubscribe],
  ] as const;
  for (const [role, address] of roles) {
    const domain = domainOf(address);
    uses.set(domain, [...(uses.get(domain) ?? []), role]);
  }
  return Promise.all([...uses].map(([domain, roles]) => observeDomain(domain, roles, dns)));
}

async function observeDomain(domain: string, uses: string[], dns: Dns): Promise<MailSeen> {
  const servers = await dns.mx(domain);
  const hosts = servers.kind === 'found' ? servers.values.map(({ host }) => host) : [domain];
  const asked = hosts
    .filter((host) => host !== '')
    .map(async (host) => [host, await addressesOf(dns, host)] as const);
  return { domain, uses, servers, addresses: new Map(await Promise.all(asked)) };
}

const WHY =
  'Answers, undeliverable mail and wishes to leave get lost, and many services refuse mail from a domain that takes none.';

/** Whether a domain takes mail (RFC 5321 §5.1, RFC 7505). */
export function judgeMail({ domain, uses, servers, addresses }: MailSeen): Diagnosis {
  if (servers.kind === 'trouble') return unknown('mx', `Where mail to ${domain} goes`, servers.why);
  const needed = `It is needed for ${uses.join(', ')}.`;
  const say = (severity: 'error' | 'warning', what: string, found: string[] = []) =>
    ill('mx', severity, {
      what,
      why: WHY,
      fix: `Publish the server that takes your mail, under its own name. ${needed}`,
      found,
      publish: [{ name: domain, type: 'MX', value: `10 mail.${domain}.` }],
    });
  if (servers.kind === 'none') {
    const own = addresses.get(domain);
    if (own?.kind === 'found') {
      return say(
        'warning',
        `${domain} has no MX record; mail goes to its own address ${own.values[0]} and may find nobody there`,
      );
    }
    return say('error', `${domain} takes no mail: it has neither an MX record nor an address`);
  }
  const found = servers.values.map(({ preference, host }) => `${preference} ${host}.`);
  if (servers.values.some(({ host }) => host === '')) {
    return say('error', `${domain} says that it takes no mail at all (a null MX)`, found);
  }
  const byNumber = servers.values.find(({ host }) => isIP(host) > 0);
  if (byNumber)
    return say('error', `The MX record of ${domain} holds an address, where a name is needed`, found);
  const reached = servers.values.filter(({ host }) => addresses.get(host)?.kind === 'found');
  const [first] = servers.values;
  const asked = servers.values.map(({ host }) => addresses.get(host));
  const unsure = asked.find((answer) => answer?.kind === 'trouble');
  if (unsure?.kind === 'trouble') return unknown('mx', `Where mail to ${domain} goes`, unsure.why);
  if (reached.length === 0) {
    return say(
      'error',
      `No mail server of ${domain} has an address: ${servers.values.map(({ host }) => host).join(', ')}`,
      found,
    );
  }
  if (reached.length < servers.values.length) {
    const lost = servers.values.filter((server) => !reached.includes(server)).map(({ host }) => host);
    return say('warning', `Mail servers of ${domain} have no address: ${lost.join(', ')}`, found);
  }
  return well('mx', `Mail to ${domain} goes to ${first?.host} (${uses.join(', ')})`);
}
