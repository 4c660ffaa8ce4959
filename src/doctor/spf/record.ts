import { isIPv4, isIPv6 } from 'node:net';

export type Qualifier = '+' | '-' | '~' | '?';

/** A term that matches some senders. `domain` may hold macros; a prefix says how many bits of an address count. */
export type Mechanism = {
  /** As it is written. */
  text: string;
  qualifier: Qualifier;
  name: 'all' | 'include' | 'a' | 'mx' | 'ptr' | 'ip4' | 'ip6' | 'exists';
  domain?: string;
  network?: string;
  prefix4: number;
  prefix6: number;
};

export type SpfRecord = {
  mechanisms: readonly Mechanism[];
  redirect?: string;
  /** Terms that are none, and why; with any, servers take the whole record for broken (RFC 7208 §4.6). */
  troubles: readonly { text: string; why: string }[];
};

const MACRO = /%(?:\{[slodiphcrtv]\d*r?[.\-+,/_=]*\}|[%_-])/gi;
const NAMES = ['all', 'include', 'a', 'mx', 'ptr', 'ip4', 'ip6', 'exists'] as const;

/** Whether a text of the DNS is an SPF record (RFC 7208 §4.5). */
export function isSpf(text: string): boolean {
  return /^v=spf1(?: |$)/i.test(text);
}

/** Takes a record apart (RFC 7208 §4.6.1, §12). */
export function readSpf(text: string): SpfRecord {
  const mechanisms: Mechanism[] = [];
  const troubles: { text: string; why: string }[] = [];
  let redirect: string | undefined;
  let explained = false;
  for (const term of text
    .slice(6)
    .split(' ')
    .filter((part) => part !== '')) {
    const [, modifier, value = ''] = /^([a-z][a-z0-9_.-]*)=(.*)$/i.exec(term) ?? [];
    const name = modifier?.toLowerCase();
    let why: string | undefined;
    if (name === undefined) {
      const read = readMechanism(term);
      if (typeof read === 'string') why = read;
      else mechanisms.push(read);
    } else if (name === 'redirect') {
      why = redirect === undefined ? domainTrouble(value) : 'there are two of it';
      redirect = value;
    } else if (name === 'exp') {
      why = explained ? 'there are two of it' : domainTrouble(value);
      explained = true;
    } else if (value.replace(MACRO, '').includes('%')) why = 'a "%" in it begins no macro';
    if (why !== undefined) troubles.push({ text: term, why });
  }
  return { mechanisms, troubles, ...(redirect !== undefined && { redirect }) };
}

/** A mechanism, or what is wrong with it. */
function readMechanism(text: string): Mechanism | string {
  const [, sign = '', word = '', rest = ''] = /^([+\-~?]?)([a-z0-9]*)(.*)$/i.exec(text) ?? [];
  const name = NAMES.find((one) => one === word.toLowerCase());
  if (!name) return 'there is no such mechanism';
  const qualifier = sign === '-' || sign === '~' || sign === '?' ? sign : '+';
  const base: Mechanism = { text, qualifier, name, prefix4: 32, prefix6: 128 };
  if (name === 'all') return rest === '' ? base : 'nothing may follow "all"';
  if (name === 'ip4' || name === 'ip6') return readNetwork(base, rest);
  if (name === 'a' || name === 'mx') return readSized(base, rest);
  if (rest === '' && name === 'ptr') return base;
  const why = rest.startsWith(':') ? domainTrouble(rest.slice(1)) : `it needs a name: ${name}:example.org`;
  return why ?? { ...base, domain: rest.slice(1) };
}

function readNetwork(base: Mechanism, rest: string): Mechanism | string {
  const [, network = '', prefix] = /^:([^/]+)(?:\/(\d{1,3}))?$/.exec(rest) ?? [];
  const four = base.name === 'ip4';
  const most = four ? 32 : 128;
  if (!(four ? isIPv4(network) : isIPv6(network))) return `it needs an ${four ? 'IPv4' : 'IPv6'} address`;
  const bits = prefix === undefined ? most : Number(prefix);
  if (bits > most) return `the number after "/" is at most ${most}`;
  return { ...base, network, ...(four ? { prefix4: bits } : { prefix6: bits }) };
}

function readSized(base: Mechanism, rest: string): Mechanism | string {
  const sized = /^(?::(.+?))?(?:\/(\d{1,2}))?(?:\/\/(\d{1,3}))?$/.exec(rest);
  if (!sized) return 'it cannot be read';
  const [, domain, four, six] = sized;
  const [prefix4, prefix6] = [Number(four ?? 32), Number(six ?? 128)];
  if (prefix4 > 32 || prefix6 > 128) return 'the number after "/" is at most 32, after "//" at most 128';
  if (domain !== undefined && isIPv4(domain)) return `an address is written as ip4:${domain}`;
  const why = domain === undefined ? undefined : domainTrouble(domain);
  return why ?? { ...base, prefix4, prefix6, ...(domain !== undefined && { domain }) };
}

/** What keeps a text from naming a domain; it may hold macros (RFC 7208 §7.1). */
function domainTrouble(text: string): string | undefined {
  const bare = text.replace(MACRO, '');
  if (bare.includes('%')) return 'a "%" in it begins no macro';
  if (text === '' || !/^[!-~]*$/.test(bare)) return 'it names no domain';
  if (/%\{[^}]*\}$/.test(text)) return undefined;
  return /\.([a-z0-9-]*[a-z-][a-z0-9-]*)\.?$/i.test(bare) ? undefined : `"${text}" is no domain`;
}
