import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { digestDates, loadHolidays, type DigestDate } from './calendar/calendar.ts';
import { locateSetting, readConfig, type Config } from './config/config.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { Finding } from './model/finding.ts';
import type { Newsroom } from './model/newsroom.ts';
import type { Press } from './pipeline.ts';
import type { Reader } from './reading/reading.ts';
import { frontMatterSchemas } from './review/review.ts';
import { systemClock, type Clock } from './util/clock.ts';
import { openMemory } from './util/memory.ts';
import { programTag } from './util/program.ts';
import type { Progress } from './util/progress.ts';

export type { Ledger } from './ledger/ledger.ts';

/** The environment as it was when the program began. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The newsroom as configured, ready to be read. */
export type Opened = { config: Config; reader: Reader; chrome: string };

/** The rooms whose text decides what a rendered byte looks like. */
const RENDERING = ['model', 'util', 'load', 'review', 'calendar', 'reading', 'render', 'outlets', 'publish'];

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
  const [{ webOutlet }, { fragmentsOutlet }, { feedsOutlet }] = await Promise.all([
    import('./outlets/web/web.ts'),
    import('./outlets/fragments/fragments.ts'),
    import('./outlets/feeds/feeds.ts'),
  ]);
  return {
    ...reader,
    chrome,
    publicFolder: config.paths.public,
    ledger,
    outlets: [webOutlet, fragmentsOutlet, feedsOutlet],
    shelved: openMemory(`${config.paths.cache}/shelved.jsonl`, config.paths.public),
  };
}

/** The ledger at its place, made when there is none. A dry run looks at it without writing, or at an empty one. */
export async function openLedger({ paths }: Config, dryRun = false): Promise<Ledger> {
  const { openSqliteLedger } = await import('./ledger/sqlite/open.ts');
  if (dryRun)
    return existsSync(paths.ledger)
      ? openSqliteLedger(paths.ledger, { readOnly: true })
      : openSqliteLedger(':memory:');
  mkdirSync(dirname(paths.ledger), { recursive: true });
  return openSqliteLedger(paths.ledger);
}

/** The Digest's dates between two days, both included. */
export async function datesOfDigest(newsroom: Newsroom, from: string, to: string): Promise<DigestDate[]> {
  await loadHolidays();
  return digestDates(newsroom, from, to);
}

/** JSON Schemas of the front matter of a release and of an issue. */
export const schemasOf = frontMatterSchemas;
