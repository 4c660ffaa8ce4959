import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Opened } from './app.ts';
import type { Config } from './config/config.ts';
import {
  domainOf,
  type Diagnosis,
  type Relay,
  type Sender,
  type SigningKey,
  type Trouble,
} from './doctor/doctor.ts';
import { NOBODY } from './letters.ts';
import { systemClock } from './util/clock.ts';

export type { Diagnosis, Severity } from './doctor/doctor.ts';

/** A message is HTML, the same again as text, and headers; what quoted-printable adds is counted in. */
const PARTS = 4;

/** Looks at what a sender must have; `sendsFrom` are the addresses that mail leaves from, where a person knows them. */
export async function examineNewsroom(
  { config }: Pick<Opened, 'config'>,
  sendsFrom: readonly string[],
): Promise<Diagnosis[]> {
  const { examine } = await import('./doctor/doctor.ts');
  return examine(await senderOf(config, sendsFrom), config.dnsServers, systemClock);
}

async function senderOf(config: Config, sendsFrom: readonly string[]): Promise<Sender> {
  const { newsroom, site, paths, dkimKeys } = config;
  const { mail, limits } = newsroom;
  const troubles: Trouble[] = [];
  const [relays, keys, oneClick] = await Promise.all([
    relaysOf(config, troubles),
    keysOf(config, troubles),
    oneClickOf(config, troubles),
  ]);
  const sample = sampleOf(paths.public);
  return {
    from: mail.from.address,
    bounces: mail.bounces,
    replyTo: mail.replyTo,
    unsubscribe: mail.unsubscribe,
    site,
    sendsFrom,
    keys,
    troubles,
    isRedirected: config.redirectTo !== undefined,
    largest: limits.letterBytes * PARTS,
    folders: [
      { name: 'var/', path: paths.var, isPrivate: true },
      { name: 'public/', path: paths.public, isPrivate: false },
    ],
    secrets: [
      { name: 'the key of the unsubscribe links', path: keyPath(config), from: 'all' },
      ...dkimKeys.map(({ selector, path }) => ({
        name: `the DKIM key "${selector}"`,
        path,
        from: 'others' as const,
      })),
    ],
    ledger: paths.ledger,
    relays,
    ...(oneClick !== undefined && { oneClick }),
    ...(sample && { sample }),
  };
}

async function relaysOf({ smtpUrl }: Config, troubles: Trouble[]): Promise<Relay[]> {
  if (smtpUrl === undefined) return [];
  const { isLoopback, readSmtpUrl, readSmtpUrls } = await import('./mail/smtp-url.ts');
  try {
    const servers = readSmtpUrls(smtpUrl).map(({ url }) => readSmtpUrl(url));
    return servers.map((server) => Object.assign(server, { isHere: isLoopback(server.host) }));
  } catch (error) {
    troubles.push(troubleOf('relay', error));
    return [];
  }
}

/**
 * Each key for itself: a bad one is a finding, and the others are still looked at. The first of each kind signs, the others
 * stand by.
 */
async function keysOf({ dkimKeys, newsroom }: Config, troubles: Trouble[]): Promise<SigningKey[]> {
  const { dnsRecordOf, loadDkimKeys, signingKeys } = await import('./mail/dkim-key.ts');
  const domain = domainOf(newsroom.mail.from.address);
  const known = dkimKeys.flatMap((file) => {
    try {
      return loadDkimKeys([file]);
    } catch (error) {
      troubles.push(troubleOf('dkim-key', error));
      return [];
    }
  });
  const signing = new Set(signingKeys(known));
  return known.map((key) => {
    const { selector } = key;
    return Object.assign({ selector, standsBy: !signing.has(key) }, dnsRecordOf(key, domain));
  });
}

/** A link that is nobody's, and only where the key of the links exists: looking makes none. */
async function oneClickOf(config: Config, troubles: Trouble[]): Promise<string | undefined> {
  if (!existsSync(keyPath(config))) return undefined;
  const [{ loadKeys }, { linksFor }] = await Promise.all([
    import('./audience/key-file.ts'),
    import('./audience/links.ts'),
  ]);
  try {
    const { unsubscribe } = config.newsroom.mail;
    return linksFor(loadKeys(keyPath(config))[0], config.site, unsubscribe)(NOBODY).unsubscribe;
  } catch (error) {
    troubles.push(troubleOf('link-key', error));
    return undefined;
  }
}

function keyPath({ paths }: Config): string {
  return join(paths.var, 'key');
}

/** A feed, or the home page: any file of `public/` that the whole world may see. */
function sampleOf(folder: string): Sender['sample'] {
  const feeds = join(folder, 'feeds');
  const names = existsSync(feeds) ? readdirSync(feeds).filter((name) => name.endsWith('.xml')) : [];
  const [first] = names.toSorted();
  const path = first === undefined ? 'index.html' : `feeds/${first}`;
  if (!existsSync(join(folder, path))) return undefined;
  return {
    path,
    read() {
      try {
        return readFileSync(join(folder, path));
      } catch {
        return undefined;
      }
    },
  };
}

/** Our own errors say what to do; anything else is not ours to hide. */
function troubleOf(id: string, error: unknown): Trouble {
  if (!(error instanceof Error) || !('why' in error) || !('fix' in error)) throw error;
  return { id, what: error.message.replace(/\.$/, ''), why: String(error.why), fix: String(error.fix) };
}
