import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Answer, Dns } from './dns.ts';

/** How long one server is waited for at the first try, ms; the second and last try waits twice as long. */
const PATIENCE = 1500;

const TROUBLES: Readonly<Record<string, string>> = {
  ETIMEOUT: 'no server answered in time',
  ESERVFAIL: 'the server failed (SERVFAIL)',
  EREFUSED: 'the server refused to answer (REFUSED)',
  ECONNREFUSED: 'no server could be reached',
  EBADNAME: 'that is no name that can be asked for',
};

/**
 * Asks the given servers (`192.0.2.53`, `127.0.0.1:5353`, `[2001:db8::53]:53`), or the machine's own when there are none.
 * A long answer is fetched over TCP. `close` ends what is still being asked.
 */
export function openDns(servers: readonly string[]): Dns & { close: () => void } {
  const resolver = new Resolver({ timeout: PATIENCE, tries: 2 });
  if (servers.length > 0) resolver.setServers([...servers]);
  return {
    txt: (name) => ask(async () => (await resolver.resolveTxt(name)).map((strings) => strings.join(''))),
    a: (name) => ask(() => resolver.resolve4(name)),
    aaaa: (name) => ask(() => resolver.resolve6(name)),
    mx: (name) =>
      ask(async () => {
        const found = await resolver.resolveMx(name);
        return found
          .map(({ priority, exchange }) => ({ preference: priority, host: plain(exchange) }))
          .toSorted((a, b) => a.preference - b.preference);
      }),
    ptr: (address) =>
      isIP(address) === 0
        ? Promise.resolve({ kind: 'none' })
        : ask(async () => (await resolver.reverse(address)).map(plain)),
    close: () => resolver.cancel(),
  };
}

function plain(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

async function ask<T>(question: () => Promise<readonly T[]>): Promise<Answer<T>> {
  try {
    const values = await question();
    return values.length === 0 ? { kind: 'none' } : { kind: 'found', values };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    if (code === 'ENOTFOUND' || code === 'ENODATA') return { kind: 'none' };
    return { kind: 'trouble', why: TROUBLES[code] ?? `it could not be asked (${code})` };
  }
}
