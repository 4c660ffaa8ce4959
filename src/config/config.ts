import { hash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { blocks, inReadingOrder, type Finding, type Place } from '../model/finding.ts';
import { Newsroom } from '../model/newsroom.ts';
import { placed } from '../model/placed.ts';
import { findingsOf, type RemarkContext } from '../model/remark.ts';
import { describeAt, keysAt } from '../model/schema.ts';
import type { KeyPath } from '../model/source.ts';
import { lineStarts, spotAt } from '../model/spot.ts';
import { readText } from '../util/text.ts';
import { readYaml, yamlPlaces } from '../util/yaml.ts';
import { checkNewsroom } from './checks.ts';
import { readEnvironment } from './environment.ts';
import type { Environment, Paths } from './paths.ts';
import type { ImapAccess } from './imap-url.ts';
import { checkInbox } from './inbox.ts';
import { about, isTable } from './remarks.ts';
import { normalSite } from './site.ts';

/** Everything that is set, frozen: newsdesk.yaml and the environment, checked. */
export type Config = {
  /** The newsroom's folder, absolute. */
  readonly root: string;
  readonly newsroom: Newsroom;
  /** SHA-256, hex, of everything in here that may decide a byte of what goes out. */
  readonly digest: string;
  /** Where the public sees the site: origin and base path, no trailing slash. */
  readonly site: string;
  /** With credentials: never to be printed or logged. Absent: mail is written to `paths.outbox`. */
  readonly smtpUrl?: string;
  /** The server of the mailboxes under `inbox:`; with credentials. */
  readonly imap?: ImapAccess;
  /** Every mail goes to this address instead, and no delivery is settled by it. */
  readonly redirectTo?: string;
  /** What mail is signed with: files of private keys, by selector. */
  readonly dkimKeys: readonly { readonly selector: string; readonly path: string }[];
  /** Whom the doctor asks about the DNS; empty: whom this machine asks. */
  readonly dnsServers: readonly string[];
  readonly host: string;
  /** 0 lets the system choose one. */
  readonly port: number;
  readonly logLevel: string;
  readonly paths: Paths;
};

const FILE = 'newsdesk.yaml';
/** Largest newsdesk.yaml that is read, bytes. */
const LIMIT = 2_000_000;

/**
 * Reads newsdesk.yaml in the newsroom's folder, and the environment. Gives a Config, or everything that is wrong with
 * the two at once; warnings come beside a Config. Never throws, and no finding holds a credential.
 */
export function readConfig(root: string, env: Environment): { config?: Config; findings: Finding[] } {
  const home = resolve(root);
  const file = readNewsroom(home);
  const settings = readEnvironment(home, env);
  const places = file.newsroom ? checkInbox(home, file.newsroom, settings) : [];
  const findings = inReadingOrder([
    ...file.findings,
    ...settings.findings,
    ...places,
    ...forbiddenFiles(home),
  ]);
  if (!file.newsroom || findings.some(blocks)) return { findings };
  const site = normalSite(settings.site ?? file.newsroom.site.url);
  const newsroom = { ...file.newsroom, site: { ...file.newsroom.site, url: site } };
  const { host, port, logLevel, paths, smtpUrl, imap, redirectTo, dkimKeys, dnsServers } = settings;
  const digest = hash('sha256', JSON.stringify(printed(newsroom)), 'hex');
  const config = {
    root: home,
    newsroom,
    digest,
    site,
    host,
    port,
    logLevel,
    paths,
    ...(smtpUrl && { smtpUrl }),
    ...(imap && { imap }),
    ...(redirectTo && { redirectTo }),
    dkimKeys,
    dnsServers,
  };
  return { config: deepFreeze(config), findings };
}

/** What of newsdesk.yaml may decide a byte of what goes out. */
function printed({
  delivery: _delivery,
  inbox: _inbox,
  retention: _retention,
  approval: _approval,
  ...rest
}: Newsroom): Partial<Newsroom> {
  return rest;
}

function readNewsroom(root: string): { newsroom?: Newsroom; findings: Finding[] } {
  const { text, troubles } = readText(root, FILE, LIMIT);
  const findings = placed(FILE, text, troubles).map(withAdvice);
  if (findings.some(blocks)) return { findings };
  const read = readYaml(text);
  findings.push(...placed(FILE, text, read.troubles));
  if (findings.some(blocks)) return { findings };
  if (!isTable(read.data)) return { findings: [...findings, notATable()] };
  const context = contextOf(text, read.data);
  const parsed = Newsroom.safeParse(read.data);
  if (parsed.error) findings.push(...findingsOf(parsed.error.issues, context));
  findings.push(...unlessTold(checkNewsroom(read.data, context.locate), findings));
  return parsed.data && !findings.some(blocks) ? { newsroom: parsed.data, findings } : { findings };
}

/** Where a setting stands in newsdesk.yaml, for findings that only another room can make. Reads the file again. */
export function locateSetting(root: string, path: KeyPath): Place {
  const { text } = readText(root, FILE, LIMIT);
  return { file: FILE, ...contextOf(text, undefined).locate(path, 'value') };
}

function contextOf(text: string, data: unknown): RemarkContext & { file: string } {
  const find = yamlPlaces(text);
  const starts = lineStarts(text);
  return {
    file: FILE,
    data,
    rulePrefix: 'config',
    locate(path, what) {
      const place = find(path, what);
      return place ? spotAt(starts, place.offset, place.length) : { line: 1, column: 1, length: 0 };
    },
    knownKeys: (path) => keysAt(Newsroom, path),
    describe: (path, what) => describeAt(Newsroom, path, what),
  };
}

/** Leaves out what is said already about the same place. */
function unlessTold(findings: readonly Finding[], told: readonly Finding[]): Finding[] {
  const places = new Set(told.map(({ line, column }) => `${line}:${column}`));
  return findings.filter(({ line, column }) => !places.has(`${line}:${column}`));
}

function withAdvice(finding: Finding): Finding {
  if (finding.rule !== 'file/missing') return finding;
  return {
    ...finding,
    what: 'There is no newsdesk.yaml here',
    why: 'It says whose newsroom this is; nothing works without it.',
    fix: 'Start Newsdesk in the newsroom’s folder, or name that folder: newsdesk --root FOLDER.',
  };
}

function notATable(): Finding {
  return about(FILE, 'config/shape', {
    what: 'newsdesk.yaml is not a table of keys',
    why: 'Everything in it is looked up by its key.',
    fix: 'Compare it with the sample newsroom: "newsroom:", "site:", "mail:" and so on, each with its lines below.',
  });
}

function forbiddenFiles(root: string): Finding[] {
  const name = '.mjmlconfig';
  if (!existsSync(join(root, name))) return [];
  const finding = about(name, 'config/mjmlconfig', {
    what: 'This file could make the mail library run code',
    why: 'The library loads every package that is named in it, before anything can stop it.',
    fix: 'Delete it. Newsdesk needs no such file.',
  });
  return [finding];
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}
