import { isIPv4 } from 'node:net';
import { isWithin } from '../address.ts';
import { valuesOf, type Answer, type Dns } from '../dns.ts';
import { expandMacros, type Sending } from './macro.ts';
import { isSpf, readSpf, type Mechanism, type Qualifier } from './record.ts';

export type Result = 'pass' | 'fail' | 'softfail' | 'neutral' | 'none' | 'permerror' | 'temperror';

/** What a mail server would find, and the term or the trouble that decided. */
export type SpfCheck = {
  ip: string;
  result: Result;
  why: string;
  /** How many of the ten terms that may ask the DNS were used, and of the two questions that may lead nowhere. */
  lookups: number;
  voids: number;
};

/** RFC 7208 §4.6.4. */
const MOST_LOOKUPS = 10;
const MOST_VOIDS = 2;
const MOST_NAMES = 10;

const RESULTS: Readonly<Record<Qualifier, Result>> = {
  '+': 'pass',
  '-': 'fail',
  '~': 'softfail',
  '?': 'neutral',
};

type Count = { lookups: number; voids: number };
type Walk = { dns: Dns; sending: Sending; count: Count };
type Outcome = { result: Result; why: string };

/** Ends the evaluation wherever it is: an error of an included record is one of the whole (RFC 7208 §5.2). */
class Stop extends Error {
  readonly outcome: Outcome;
  constructor(result: 'permerror' | 'temperror', why: string) {
    super(why);
    this.outcome = { result, why };
  }
}

/** Evaluates the SPF record of a domain for one sending address: check_host() of RFC 7208 §4. Asks the DNS as it goes. */
export async function checkSpf(dns: Dns, sending: Sending, domain: string): Promise<SpfCheck> {
  const count: Count = { lookups: 0, voids: 0 };
  try {
    return { ip: sending.ip, ...(await checkHost({ dns, sending, count }, domain)), ...count };
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    return { ip: sending.ip, ...error.outcome, ...count };
  }
}

async function checkHost(walk: Walk, domain: string): Promise<Outcome> {
  if (!isName(domain)) return { result: 'none', why: `"${domain}" is no domain` };
  const answer = await walk.dns.txt(domain);
  if (answer.kind === 'trouble') throw new Stop('temperror', `${domain}: ${answer.why}`);
  const [text, ...more] = valuesOf(answer).filter(isSpf);
  if (text === undefined) return { result: 'none', why: `${domain} has no SPF record` };
  if (more.length > 0) throw new Stop('permerror', `${domain} has ${more.length + 1} SPF records`);
  const { mechanisms, redirect, troubles } = readSpf(text);
  const [trouble] = troubles;
  if (trouble) throw new Stop('permerror', `"${trouble.text}" of ${domain}: ${trouble.why}`);
  for (const mechanism of mechanisms) {
    if (await matches(walk, mechanism, domain)) {
      return { result: RESULTS[mechanism.qualifier], why: mechanism.text };
    }
  }
  if (redirect === undefined) return { result: 'neutral', why: 'nothing in the record matches' };
  countLookup(walk.count);
  const target = expandMacros(redirect, walk.sending, domain);
  const outcome = await checkHost(walk, target);
  if (outcome.result === 'none') throw new Stop('permerror', `redirect=${target}: ${outcome.why}`);
  return outcome;
}

async function matches(walk: Walk, mechanism: Mechanism, domain: string): Promise<boolean> {
  const { dns, sending, count } = walk;
  const { name, network, prefix4, prefix6 } = mechanism;
  if (name === 'all') return true;
  const prefix = isIPv4(sending.ip) ? prefix4 : prefix6;
  if (network !== undefined) return isWithin(sending.ip, network, prefix);
  countLookup(count);
  const target = mechanism.domain === undefined ? domain : expandMacros(mechanism.domain, sending, domain);
  switch (name) {
    case 'include':
      return included(walk, target);
    case 'exists':
      return ask(count, await dns.a(target), target).length > 0;
    case 'ptr':
      return hasName(walk, target);
    case 'mx': {
      const hosts = ask(count, await dns.mx(target), target);
      if (hosts.length > MOST_NAMES) throw new Stop('permerror', `${target} has more than ten mail servers`);
      const found = await Promise.all(hosts.map(({ host }) => addresses(walk, host)));
      return found.flat().some((address) => isWithin(sending.ip, address, prefix));
    }
    default:
      return (await addresses(walk, target)).some((address) => isWithin(sending.ip, address, prefix));
  }
}

/** RFC 7208 §5.2: only a pass of the other record counts; that there is none is an error. */
async function included(walk: Walk, target: string): Promise<boolean> {
  const { result, why } = await checkHost(walk, target);
  if (result === 'none') throw new Stop('permerror', `include:${target}: ${why}`);
  return result === 'pass';
}

/** RFC 7208 §5.5: a name of the address, confirmed by the name's own addresses, lies under the domain. */
async function hasName(walk: Walk, domain: string): Promise<boolean> {
  const names = valuesOf(await walk.dns.ptr(walk.sending.ip)).slice(0, MOST_NAMES);
  const under = names.filter(
    (name) => name === domain.toLowerCase() || name.endsWith(`.${domain.toLowerCase()}`),
  );
  const found = await Promise.all(under.map((name) => lookUp(walk, name)));
  return found.some((answer) =>
    valuesOf(answer).some((address) =>
      isWithin(walk.sending.ip, address, 128 - 96 * Number(isIPv4(address))),
    ),
  );
}

function lookUp({ dns, sending }: Walk, name: string): Promise<Answer<string>> {
  return isIPv4(sending.ip) ? dns.a(name) : dns.aaaa(name);
}

async function addresses(walk: Walk, name: string): Promise<readonly string[]> {
  return ask(walk.count, await lookUp(walk, name), name);
}

/** Counts an answer that leads nowhere; more than two mean a broken record. */
function ask<T>(count: Count, answer: Answer<T>, name: string): readonly T[] {
  if (answer.kind === 'trouble') throw new Stop('temperror', `${name}: ${answer.why}`);
  if (answer.kind === 'none') count.voids += 1;
  if (count.voids > MOST_VOIDS) {
    throw new Stop('permerror', `more than two of the names in it lead nowhere, the last is ${name}`);
  }
  return valuesOf(answer);
}

function countLookup(count: Count): void {
  count.lookups += 1;
  if (count.lookups > MOST_LOOKUPS) throw new Stop('permerror', 'it takes more than ten lookups');
}

/** RFC 7208 §4.3: two labels or more, each of 63 characters at most. */
function isName(domain: string): boolean {
  const labels = domain.replace(/\.$/, '').split('.');
  return (
    labels.length > 1 && domain.length <= 254 && labels.every((label) => label !== '' && label.length <= 63)
  );
}
