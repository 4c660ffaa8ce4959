import { isIPv4, isIPv6 } from 'node:net';
import { resolve } from 'node:path';
import type { Finding } from '../model/finding.ts';
import { nearest } from '../model/nearest.ts';
import { EmailAddress } from '../model/subscriber.ts';
import { readDkimSpec } from './dkim-keys.ts';
import { readImapUrl, type ImapAccess } from './imap-url.ts';
import { readPaths, type Environment, type Paths, type Report } from './paths.ts';
import { about } from './remarks.ts';
import { normalSite, siteProblem } from './site.ts';

/** What the environment sets, with its defaults. */
export type Settings = {
  host: string;
  port: number;
  logLevel: string;
  paths: Paths;
  smtpUrl?: string;
  imap?: ImapAccess;
  redirectTo?: string;
  dkimKeys: { selector: string; path: string }[];
  dnsServers: string[];
  site?: string;
  findings: Finding[];
};

const OURS = ['NEWSDESK_SITE_URL', 'NEWSDESK_VAR', 'NEWSDESK_PUBLIC', 'NEWSDESK_DNS'];
const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

/** Reads the variables that Newsdesk knows; an empty one counts as not set. No finding holds a credential. */
export function readEnvironment(root: string, env: Environment): Settings {
  const findings: Finding[] = [];
  const report: Report = (name, what, why, fix, severity) => {
    findings.push(about('environment', `environment/${name}`, { what, why, fix }, severity));
  };
  const smtpUrl = readSmtpUrl(env, report);
  const imap = readImap(env, report);
  const redirectTo = readRedirect(env, report);
  const site = readSite(env, report);
  misspelt(env, report);
  return {
    host: readHost(env, report),
    port: readPort(env, report),
    logLevel: readLevel(env, report),
    paths: readPaths(root, env, report),
    dkimKeys: readDkimKeys(root, env, report),
    dnsServers: readDnsServers(env, report),
    ...(smtpUrl !== undefined && { smtpUrl }),
    ...(imap && { imap }),
    ...(redirectTo !== undefined && { redirectTo }),
    ...(site !== undefined && { site }),
    findings,
  };
}

function readSmtpUrl(env: Environment, report: Report): string | undefined {
  const value = env.SMTP_URL?.trim();
  if (!value) return undefined;
  const wrong = value.split(/\s+/).find((part) => !isMailServer(part));
  if (wrong === undefined) return value;
  const url = URL.canParse(wrong) ? new URL(wrong) : undefined;
  const shown = url?.hostname
    ? `${url.protocol}//…@${url.host}`
    : 'what is set (not shown: it may hold a password)';
  report(
    'smtp-url',
    `SMTP_URL is not the address of a mail server: ${shown}`,
    'Mail would have nowhere to go.',
    'Write smtp://user:password@server:587 (or smtps://…:465), with special characters of the password written as %40 and the like. Several servers are separated by blanks. Leave it out to write mail to var/outbox/.',
  );
  return undefined;
}

function readImap(env: Environment, report: Report): ImapAccess | undefined {
  const value = env.IMAP_URL?.trim();
  const access = value ? readImapUrl(value) : undefined;
  if (value && !access) {
    const what = 'IMAP_URL is not the address of a mailbox server (not shown: it may hold a password)';
    const why = 'Bounces and complaints in that mailbox would have no effect.';
    const fix = 'Write imaps://user:password@server/, with special characters written as %40 and the like.';
    report('imap-url', what, why, fix);
  }
  return access;
}

function isMailServer(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^smtps?:$/.test(url.protocol) || url.hostname === '') return false;
  const isBare = /^\/?$/.test(url.pathname) && url.hash === '';
  return isBare && decodes(url.username) && decodes(url.password);
}

function readRedirect(env: Environment, report: Report): string | undefined {
  const value = env.MAIL_REDIRECT_TO?.trim();
  if (!value) return undefined;
  if (EmailAddress.safeParse(value).success) return value;
  const why = 'Every mail would have to go there, so nothing is mailed at all.';
  const fix = 'Write one plain address: you@example.gov. Leave it out to mail the subscribers.';
  report('redirect', `MAIL_REDIRECT_TO is "${value}", which is no address`, why, fix);
  return undefined;
}

function readDkimKeys(root: string, env: Environment, report: Report): Settings['dkimKeys'] {
  const { files, problems } = readDkimSpec(env.DKIM_KEYS ?? '');
  for (const what of problems) {
    const why = 'Mail would go out unsigned, and mailbox providers would refuse it.';
    const fix = 'Write the selector, "=" and the file of the private key: nd26=/etc/newsdesk/nd26.pem.';
    report('dkim', what.replace(/\.$/, ''), why, fix);
  }
  return files.map(({ selector, path }) => ({ selector, path: resolve(root, path) }));
}

function readDnsServers(env: Environment, report: Report): string[] {
  const servers = (env.NEWSDESK_DNS ?? '').split(/[\s,]+/).filter((server) => server !== '');
  const wrong = servers.find((server) => !isServer(server));
  if (wrong === undefined) return servers;
  const why = 'The doctor asks these servers what the world knows of this newsroom.';
  const fix =
    'Write addresses, not names: 192.0.2.53 or [2001:db8::53]:53. Leave it out to ask as this machine does.';
  report('dns', `NEWSDESK_DNS names "${wrong}", which is no DNS server`, why, fix);
  return [];
}

/** An address with or without a port; one of IPv6 stands in brackets when a port follows. */
function isServer(text: string): boolean {
  const [, six, four, port] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(text) ?? [];
  const sound = six === undefined ? isIPv4(four ?? '') : isIPv6(six);
  return isIPv6(text) || (sound && (port === undefined || (Number(port) > 0 && Number(port) <= 65_535)));
}

function decodes(part: string): boolean {
  try {
    decodeURIComponent(part);
    return true;
  } catch {
    return false;
  }
}

function readSite(env: Environment, report: Report): string | undefined {
  const value = env.NEWSDESK_SITE_URL?.trim();
  if (!value) return undefined;
  const problem = siteProblem(value);
  if (problem === undefined) return normalSite(value);
  const why = 'Feeds, mails and fragments build every address from it.';
  report(
    'site',
    `NEWSDESK_SITE_URL ${problem}`,
    why,
    'Write the plain address: https://newsroom.example.gov',
  );
  return undefined;
}

function readHost(env: Environment, report: Report): string {
  const value = env.HOST?.trim();
  if (!value) return '127.0.0.1';
  if (/^[A-Za-z0-9._-]+$|^[0-9A-Fa-f:.]+(%\w+)?$/.test(value)) return value;
  const fix =
    'Write a name or an address of this machine: 127.0.0.1 for itself alone, 0.0.0.0 for all its networks.';
  report(
    'host',
    `HOST is "${value}", which is no name or address`,
    'The site has to be served somewhere.',
    fix,
  );
  return value;
}

function readPort(env: Environment, report: Report): number {
  const value = env.PORT?.trim();
  if (!value) return 8080;
  const port = /^\d{1,5}$/.test(value) ? Number(value) : Number.NaN;
  if (port <= 65_535) return port;
  const why = 'The site has to be served somewhere.';
  report(
    'port',
    `PORT is "${value}", which is no port`,
    why,
    'Write a number from 1 to 65535, or 0 for any that is free.',
  );
  return 8080;
}

function readLevel(env: Environment, report: Report): string {
  const value = env.LOG_LEVEL?.trim();
  if (!value) return 'info';
  if (LEVELS.includes(value)) return value;
  const guess = nearest(value, LEVELS);
  const fix = `${guess ? `Did you mean "${guess}"? ` : ''}Write one of: ${LEVELS.join(', ')}.`;
  report('log-level', `LOG_LEVEL is "${value}"`, 'The log would say too much or nothing.', fix);
  return 'info';
}

function misspelt(env: Environment, report: Report): void {
  for (const name of Object.keys(env)) {
    if (!name.startsWith('NEWSDESK_') || OURS.includes(name)) continue;
    const guess = nearest(name, OURS);
    const fix = guess ? `Did you mean ${guess}?` : `Newsdesk reads ${OURS.join(', ')}.`;
    report('unknown', `${name} is set, but Newsdesk does not read it`, 'It changes nothing.', fix, 'warning');
  }
}
