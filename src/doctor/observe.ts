import { networkInterfaces } from 'node:os';
import { domainOf, type Sender } from './sender.ts';
import type { Answer, Dns } from './dns.ts';
import type { DmarcSeen } from './dmarc/judge.ts';
import { organisationOf, policyFor, walkTree } from './dmarc/walk.ts';
import { observeMail } from './domain/mail.ts';
import { observeReverse } from './domain/reverse.ts';
import { observeTransport } from './domain/transport.ts';
import { instantOfGreeting, type ClockSeen } from './machine/clock.ts';
import { observeDisk } from './machine/disk.ts';
import type { Observed, Seen } from './observed.ts';
import { probeRelay, type RelaySeen } from './relay/probe.ts';
import { leavingOf, type Leaving } from './sending.ts';
import { probeSite, type SiteSeen } from './site/probe.ts';
import { checkSpf } from './spf/check.ts';
import { NOBODY, type SpfSeen } from './spf/judge.ts';

/** What the doctor looks with. */
export type Instruments = {
  dns: Dns;
  /** Addresses of a host that is connected to: by the DNS, or as this machine would find it. */
  hostAddresses: (host: string) => Promise<readonly string[]>;
  clock: () => number;
};

/** How long one look may take, ms; all are taken at the same time. */
const PATIENCE = 10_000;

/** Looks at everything at once. Never rejects: what could not be looked at says why. */
export async function observe(sender: Sender, { dns, hostAddresses, clock }: Instruments): Promise<Observed> {
  const at = clock();
  const leaving = leavingOf(sender, dns, ownAddresses());
  const [spf, dkim, dmarc, mail, reverse, transport, site, disk, relays] = await Promise.all([
    look(async () => observeSpf(sender, dns, await leaving)),
    look(() => Promise.all(sender.keys.map(async (key) => ({ key, texts: await dns.txt(key.name) })))),
    look(() => observeDmarc(sender, dns)),
    look(() => observeMail(sender, dns)),
    look(async () => {
      const known = await leaving;
      const addresses = await Promise.all(known.addresses.map((ip) => observeReverse(ip, dns)));
      return { leaving: known, addresses };
    }),
    look(() => observeTransport(domainOf(sender.bounces), dns)),
    look((signal) => probeSite(sender, { hostAddresses, signal, clock })),
    look(() => observeDisk(sender)),
    Promise.all(
      sender.relays.map((relay) =>
        look(async (signal) =>
          probeRelay(relay, { addresses: await hostAddresses(relay.host), signal, clock }),
        ),
      ),
    ),
  ]);
  const seen = { at, spf, dkim, dmarc, mail, reverse, transport, site, disk, relays };
  return { ...seen, clock: clocksOf(sender, site, relays) };
}

/** One look, which ends in time: connections are broken off, and questions to the DNS end by themselves. */
async function look<T>(work: (signal: AbortSignal) => Promise<T>): Promise<Seen<T>> {
  const limit = new AbortController();
  // A probe that is broken off still tells how far it came, so it gets a moment more.
  const breakOff = setTimeout(() => limit.abort(), PATIENCE - 1000);
  let giveUp: NodeJS.Timeout | undefined;
  const late = new Promise<Seen<T>>((resolve) => {
    giveUp = setTimeout(() => resolve({ trouble: 'it took too long' }), PATIENCE);
  });
  const looking = work(limit.signal).then(
    (seen): Seen<T> => ({ seen }),
    (error: unknown): Seen<T> => ({ trouble: error instanceof Error ? error.message : 'it failed' }),
  );
  try {
    return await Promise.race([looking, late]);
  } finally {
    clearTimeout(breakOff);
    clearTimeout(giveUp);
  }
}

async function observeSpf(sender: Sender, dns: Dns, leaving: Leaving): Promise<SpfSeen> {
  const domain = domainOf(sender.bounces);
  const helo = sender.relays[0]?.host ?? domain;
  const addresses = leaving.addresses.length > 0 ? leaving.addresses : [NOBODY];
  const [texts, ...checks] = await Promise.all([
    dns.txt(domain),
    ...addresses.map((ip) => checkSpf(dns, { ip, sender: sender.bounces, helo }, domain)),
  ]);
  const relays = sender.relays.filter(({ isHere }) => !isHere).map(({ host }) => host);
  return { domain, texts, leaving, checks, relays: [...new Set(relays)] };
}

async function observeDmarc(sender: Sender, dns: Dns): Promise<DmarcSeen> {
  const [from, envelope] = await Promise.all([
    walkTree(dns, domainOf(sender.from)),
    walkTree(dns, domainOf(sender.bounces)),
  ]);
  const policy = policyFor(from);
  const organisation = organisationOf(from);
  const elsewhere = new Set(
    (policy?.record?.rua ?? [])
      .flatMap((uri) => /^mailto:[^@]+@([^!?]+)/i.exec(uri)?.[1]?.toLowerCase() ?? [])
      .filter((domain) => domain !== organisation && !domain.endsWith(`.${organisation}`)),
  );
  const reports = [...elsewhere].map(async (domain): Promise<DmarcSeen['reports'][number]> => {
    const name = `${policy?.domain}._report._dmarc.${domain}`;
    const answer: Answer<string> = await dns.txt(name);
    return { domain, name, answer };
  });
  return { from, envelope, reports: await Promise.all(reports) };
}

function clocksOf(sender: Sender, site: Seen<SiteSeen>, relays: readonly Seen<RelaySeen>[]): ClockSeen[] {
  const clocks: ClockSeen[] = [];
  const page = 'seen' in site ? site.seen.home.at(-1) : undefined;
  if (page?.date !== undefined) {
    clocks.push({ source: new URL(page.url).host, theirs: page.date, ours: page.at });
  }
  for (const [index, relay] of relays.entries()) {
    const { greeting = '', greetedAt } = 'seen' in relay ? relay.seen : {};
    const told = instantOfGreeting(greeting);
    const source = sender.relays[index]?.name;
    if (told === undefined || greetedAt === undefined || source === undefined) continue;
    clocks.push({ source, theirs: told, ours: greetedAt });
  }
  return clocks;
}

function ownAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((found = []) => found.map(({ address }) => address));
}
