import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Finding, Severity } from '../model/finding.ts';
import { nearest } from '../model/nearest.ts';
import { EmailAddress } from '../model/subscriber.ts';
import { readDkimSpec } from './dkim-keys.ts';
import { about } from './remarks.ts';
import { normalSite, siteProblem } from './site.ts';

/** The variables of a process, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Where Newsdesk writes; absolute paths. */
export type Paths = {
  readonly public: string;
  readonly var: string;
  readonly outbox: string;
  readonly ledger: string;
  readonly cache: string;
};

/** What the environment sets, with its defaults. */
export type Settings = {
  host: string;
  port: number;
  logLevel: string;
  paths: Paths;
  smtpUrl?: string;
  redirectTo?: string;
  dkimKeys: { selector: string; path: string }[];
  site?: string;
  findings: Finding[];
};

type Report = (name: string, what: string, why: string, fix: string, severity?: Severity) => void;

const OURS = ['NEWSDESK_SITE_URL', 'NEWSDESK_VAR', 'NEWSDESK_PUBLIC'];
const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];
/** The newsroom's own folders, which no output may touch. */
const SOURCES = ['releases', 'digest', 'templates'];

/** Reads the variables that Newsdesk knows; an empty one counts as not set. No finding holds a credential. */
export function readEnvironment(root: string, env: Environment): Settings {
  const findings: Finding[] = [];
  const report: Report = (name, what, why, fix, severity) => {
    findings.push(about('environment', `environment/${name}`, { what, why, fix }, severity));
  };
  const smtpUrl = readSmtpUrl(env, report);
  const redirectTo = readRedirect(env, report);
  const site = readSite(env, report);
  misspelt(env, report);
  return {
    host: readHost(env, report),
    port: readPort(env, report),
    logLevel: readLevel(env, report),
    paths: readPaths(root, env, report),
    dkimKeys: readDkimKeys(root, env, report),
    ...(smtpUrl !== undefined && { smtpUrl }),
    ...(redirectTo !== undefined && { redirectTo }),
    ...(site !== undefined && { site }),
    findings,
  };
}

function readSmtpUrl(env: Environment, report: Report): string | undefined {
  const value = env.SMTP_URL?.trim();
  if (!value) return undefined;
  const wrong = value.split(/\s+/).find((part) => !isServer(part));
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

function isServer(text: string): boolean {
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

function readPaths(root: string, env: Environment, report: Report): Paths {
  const publicFolder = readFolder(root, env, 'NEWSDESK_PUBLIC', 'public', report);
  const varFolder = readFolder(root, env, 'NEWSDESK_VAR', 'var', report);
  if (contains(publicFolder, varFolder) && !contains(publicFolder, root)) {
    const why = 'Subscribers and mail in it would be public.';
    report('folders', 'NEWSDESK_VAR lies in the public folder', why, 'Choose a folder beside it.');
  }
  return {
    public: publicFolder,
    var: varFolder,
    outbox: join(varFolder, 'outbox'),
    ledger: join(varFolder, 'newsdesk.db'),
    cache: join(varFolder, 'cache'),
  };
}

function readFolder(root: string, env: Environment, name: string, usual: string, report: Report): string {
  const value = env[name]?.trim() || usual;
  const folder = resolve(root, value);
  const touched = SOURCES.map((source) => join(root, source)).find((source) => contains(source, folder));
  if (contains(folder, root) || touched !== undefined || value.includes('\0')) {
    const what = `${name} is ${JSON.stringify(value)}, which holds the newsroom's own files`;
    report(
      'folders',
      what,
      'They would be mixed up with what Newsdesk writes.',
      `Choose a folder of its own, such as "${usual}".`,
    );
  }
  return folder;
}

function contains(outer: string, inner: string): boolean {
  const path = relative(outer, inner);
  return path === '' || (path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path));
}

function misspelt(env: Environment, report: Report): void {
  for (const name of Object.keys(env)) {
    if (!name.startsWith('NEWSDESK_') || OURS.includes(name)) continue;
    const guess = nearest(name, OURS);
    const fix = guess ? `Did you mean ${guess}?` : `Newsdesk reads ${OURS.join(', ')}.`;
    report('unknown', `${name} is set, but Newsdesk does not read it`, 'It changes nothing.', fix, 'warning');
  }
}
