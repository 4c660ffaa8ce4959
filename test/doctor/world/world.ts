import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import type { SMTPServerOptions } from 'smtp-server';
import { runCommand } from '../../../src/cli/program.ts';
import type { Terminal } from '../../../src/cli/terminal.ts';
import { bundledNewsroom, newsdesk, type Ran } from '../../support/program.ts';
import { AUTHORITY, certificateFor } from './certificate.ts';
import { scriptedDns, type ScriptedDns, type Zone } from './dns-server.ts';
import { mailServer, webServer, type Manner } from './servers.ts';

export const DOMAIN = 'newsroom.example.gov';
const MAIL = `mail.${DOMAIN}`;

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
export const PRIVATE_PEM = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const spki = createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).toString('base64');
export const DKIM_NAME = `nd26._domainkey.${DOMAIN}`;
export const DKIM_VALUE = `v=DKIM1; k=rsa; p=${spki}`;

/** The DNS of a newsroom where all is well. */
function soundZone(): Zone {
  return {
    [`${DOMAIN} A`]: ['127.0.0.1'],
    [`${DOMAIN} TXT`]: ['some-service-verification=123', 'v=spf1 ip4:192.0.2.25 -all'],
    [`${DOMAIN} MX`]: [`10 ${MAIL}`],
    [`${MAIL} A`]: ['127.0.0.1'],
    '25.2.0.192.in-addr.arpa PTR': ['out.example.gov'],
    'out.example.gov A': ['192.0.2.25'],
    [`${DKIM_NAME} TXT`]: [[DKIM_VALUE.slice(0, 250), DKIM_VALUE.slice(250)]],
    [`_dmarc.${DOMAIN} TXT`]: [`v=DMARC1; p=reject; rua=mailto:dmarc@${DOMAIN}`],
    [`_mta-sts.${DOMAIN} TXT`]: ['v=STSv1; id=20260101'],
    [`_smtp._tls.${DOMAIN} TXT`]: [`v=TLSRPTv1; rua=mailto:tls@${DOMAIN}`],
  };
}

/** How a world differs from one where all is well. */
export type Change = {
  /** Further mail servers, behind the one of this world. */
  moreRelays?: string[];
  /** Records to put in, or with `undefined` to take away. */
  dns?: Record<string, Zone[string] | undefined>;
  smtp?: SMTPServerOptions;
  /** TLS from the first byte. */
  smtps?: boolean;
  /** The address says so, although it is not. */
  saysSmtps?: boolean;
  smtpNames?: string[];
  smtpDays?: number;
  site?: Manner;
  siteDays?: number;
  siteNames?: string[];
  /** The name of the site, which its certificate then has. */
  siteHost?: string;
  /** Changes newsdesk.yaml. */
  yaml?: (text: string) => string;
  /** Changes the folder at last. */
  files?: (root: string) => void;
  env?: Record<string, string>;
  args?: string[];
};

export type Seen = {
  code: number | null;
  /** All that the command printed, to both. */
  said: string;
  dns: ScriptedDns;
  posts: string[];
  mails: number;
  /** Everything that is not well. */
  todo: Diagnosed[];
  all: Diagnosed[];
};

export type Diagnosed = {
  id: string;
  severity: string;
  what: string;
  fix?: string;
  publish?: { name: string; type: string; value: string }[];
};

/** Builds a newsroom and its world on loopback, and runs `newsdesk doctor --json` in it, within this process. */
export async function examined(change: Change = {}): Promise<Seen> {
  const { root, env, dns, site, smtp } = await build(change);
  const { code, out, err } = await within(root, ['doctor', '--json', ...(change.args ?? SENDS_FROM)], env);
  const all = out.startsWith('{') ? (JSON.parse(out) as { diagnoses: Diagnosed[] }).diagnoses : [];
  const todo = all.filter(({ severity }) => severity !== 'ok');
  return { code, said: out + err, dns, posts: site.posts, mails: smtp.mails(), todo, all };
}

const SENDS_FROM = ['--sends-from', '192.0.2.25'];

/** A command of the real program without the half second that starting a process takes. */
async function within(root: string, args: string[], env: Record<string, string>): Promise<Ran> {
  setDefaultCACertificates([...getCACertificates('bundled'), readFileSync(AUTHORITY, 'utf8')]);
  let [out, err] = ['', ''];
  const terminal: Terminal = {
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    color: false,
    width: 100,
    interactive: false,
    stderr: process.stderr,
    stdin: process.stdin,
    env,
    stop: new AbortController().signal,
  };
  const code = await runCommand(['--root', root, ...args], terminal);
  return { code, out, err };
}

/** The real program in a process of its own, without `--json`: what a person reads. */
export async function read(change: Change = {}): Promise<Ran> {
  const { root, env } = await build(change);
  return newsdesk(root, ['doctor', ...(change.args ?? SENDS_FROM)], env);
}

async function build(change: Change) {
  const root = bundledNewsroom();
  writeFiles(root, change);
  const zone = soundZone();
  for (const [key, values] of Object.entries(change.dns ?? {})) {
    if (values === undefined) delete zone[key];
    else zone[key] = values;
  }
  const dns = await scriptedDns(zone);
  const smtp = await mailServer(certificateFor(change.smtpNames ?? [MAIL], change.smtpDays), {
    ...change.smtp,
    secure: change.smtps ?? false,
  });
  const certificate = certificateFor(change.siteNames ?? [change.siteHost ?? DOMAIN], change.siteDays);
  const site = await webServer(join(root, 'public'), certificate, change.site ?? {});
  const scheme = change.site?.plain ? 'http' : 'https';
  const env = {
    NEWSDESK_DNS: dns.address,
    NEWSDESK_SITE_URL: `${scheme}://${change.siteHost ?? DOMAIN}:${site.port}`,
    SMTP_URL: [
      `smtp${change.smtps || change.saysSmtps ? 's' : ''}://desk:s3cret-word@${MAIL}:${smtp.port}`,
      ...(change.moreRelays ?? []),
    ].join(' '),
    DKIM_KEYS: 'nd26=nd26.pem',
    NODE_EXTRA_CA_CERTS: AUTHORITY,
    ...change.env,
  };
  return { root, env, dns, smtp, site };
}

function writeFiles(root: string, { yaml, files }: Change): void {
  mkdirSync(join(root, 'public/feeds'), { recursive: true });
  writeFileSync(join(root, 'public/index.html'), '<!doctype html><title>Newsroom</title>');
  writeFileSync(join(root, 'public/feeds/all.xml'), '<rss version="2.0"></rss>');
  writeFileSync(join(root, 'nd26.pem'), PRIVATE_PEM, { mode: 0o600 });
  writeFileSync(join(root, 'var/key'), `${'5a'.repeat(32)}\n`, { mode: 0o600 });
  chmodSync(join(root, 'var'), 0o700);
  if (yaml) {
    const path = join(root, 'newsdesk.yaml');
    writeFileSync(path, yaml(readFileSync(path, 'utf8')));
  }
  files?.(root);
}
