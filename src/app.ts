import { uptime } from 'node:os';
import { digestDates, instantOf, loadHolidays, type DigestDate } from './calendar/calendar.ts';
import { locateSetting, readConfig, type Config } from './config/config.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { Finding } from './model/finding.ts';
import type { Newsroom } from './model/newsroom.ts';
import type { Press } from './pipeline.ts';
import type { Reader } from './reading/reading.ts';
import { frontMatterSchemas } from './review/review.ts';
import type { Schedule } from './schedule/schedule.ts';
import type { SitePages } from './site/pages/pages.ts';
import type { OpenSite } from './site/server.ts';
import { systemClock, type Clock } from './util/clock.ts';
import type { Log } from './util/log.ts';
import { openMemory } from './util/memory.ts';
import { programTag } from './util/program.ts';
import type { Progress } from './util/progress.ts';

export type { Config } from './config/config.ts';
export type { Ledger } from './ledger/ledger.ts';
export type { SitePages } from './site/pages/pages.ts';
export { openLedger } from './open-ledger.ts';

/** The environment as it was when the program began. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The newsroom as configured, ready to be read. */
export type Opened = { config: Config; reader: Reader; chrome: string };

/** The rooms whose text decides what a rendered byte looks like. */
const RENDERING = [
  'model',
  'util',
  'load',
  'traces',
  'photos',
  'review',
  'calendar',
  'reading',
  'render',
  'outlets',
  'publish',
];

/**
 * Reads newsdesk.yaml and the environment, and puts together what reading the folder needs. With findings that block
 * there is nothing but the findings. Writes nothing: what is remembered is saved by a pass.
 */
export function openNewsroom(
  root: string,
  env: Environment,
  progress: Progress,
  clock: Clock = systemClock,
): { opened?: Opened; findings: Finding[] } {
  const { config, findings } = readConfig(root, env);
  if (!config) return { findings };
  const chrome = `${programTag(import.meta.dirname, RENDERING)}-${config.digest.slice(0, 16)}`;
  const { cache } = config.paths;
  const reader: Reader = {
    root: config.root,
    newsroom: config.newsroom,
    site: config.site,
    memories: {
      reviewed: openMemory(`${cache}/reviewed.jsonl`, chrome),
      assets: openMemory(`${cache}/assets.jsonl`, chrome),
      templates: openMemory(`${cache}/templates.jsonl`, chrome),
      cadence: openMemory(`${cache}/cadence.jsonl`, chrome),
    },
    locateSetting: (path) => locateSetting(config.root, path),
    clock,
    progress,
  };
  return { opened: { config, reader, chrome }, findings };
}

/** Everything a pass works with, over an open ledger. Outlets are loaded here: `check` needs none. */
export async function openPress({ config, reader, chrome }: Opened, ledger: Ledger): Promise<Press> {
  const [{ webOutlet }, { fragmentsOutlet }, { feedsOutlet }, { openDarkroom, recipeName }] =
    await Promise.all([
      import('./outlets/web/web.ts'),
      import('./outlets/fragments/fragments.ts'),
      import('./outlets/feeds/feeds.ts'),
      import('./photos/darkroom.ts'),
    ]);
  const { cache } = config.paths;
  return {
    ...reader,
    chrome,
    publicFolder: config.paths.public,
    openedAt: systemClock(),
    bootedAt: Math.round((systemClock() / 1000 - uptime()) / 60),
    ledger,
    outlets: [webOutlet, fragmentsOutlet, feedsOutlet],
    photos: openDarkroom(`${cache}/photos`, openMemory(`${cache}/photos.jsonl`, recipeName())),
    shelved: openMemory(shelvedPath(config), config.paths.public),
    seesArrivals: seesArrivals(config),
  };
}

/** Whether mail leaves, and something tells what arrives at our own mailboxes. */
export function seesArrivals({ smtpUrl, redirectTo, newsroom }: Config): boolean {
  return smtpUrl !== undefined && redirectTo === undefined && newsroom.inbox.sources.length > 0;
}

/** Which public files are ours. Not in the cache, which anybody may delete: without it nothing could be taken away. */
function shelvedPath({ paths }: Config): string {
  return `${paths.var}/shelved.jsonl`;
}

/** The Digest's dates between two days, both included. */
export async function datesOfDigest(newsroom: Newsroom, from: string, to: string): Promise<DigestDate[]> {
  await loadHolidays();
  return digestDates(newsroom, from, to);
}

/** Every check of the review. */
export { CATALOGUE } from './review/review.ts';

/** JSON Schemas of the front matter of a release and of an issue. */
export const schemasOf = frontMatterSchemas;

/** The instant of a time that a person typed: `2026-11-20 10:00` in the newsroom's zone, or an ISO time with offset. */
export function instantOfTyped(text: string, zone: string): number | undefined {
  const wall = instantOf(text, zone);
  if (wall !== undefined) return wall;
  const exact = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text)
    ? Date.parse(text)
    : NaN;
  return Number.isNaN(exact) || instantOf(text.slice(0, 10), zone) === undefined ? undefined : exact;
}

/** Serves the public folder, and pages that are no files. Rejects with SiteError when the port cannot be had. */
export async function serve(
  { paths, host, port, site, newsroom }: Config,
  log: Log,
  pages?: SitePages,
): Promise<OpenSite> {
  const { serveSite } = await import('./site/serve-site.ts');
  const { strictTransport } = newsroom.site;
  const onError = (err: Error) => log.error({ err }, 'A page could not be served.');
  return serveSite({
    folder: paths.public,
    host,
    port,
    site,
    strictTransport,
    ...(pages && { pages }),
    onError,
  });
}

/** Wakes up every minute. */
export async function wakeUp(wake: () => Promise<void>, log: Log): Promise<Schedule> {
  const { startSchedule } = await import('./schedule/schedule.ts');
  return startSchedule({ wake, log });
}
