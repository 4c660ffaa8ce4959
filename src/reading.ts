import { hash } from 'node:crypto';
import { instantOf, knowsRegion, loadHolidays, onCadence } from './calendar/calendar.ts';
import {
  FileChanged,
  findAsset,
  listSources,
  namesIn,
  readFile,
  readSource,
  readTemplates,
  statAsset,
  type SourceFile,
} from './load/load.ts';
import { idPrefix } from './model/address.ts';
import type { Asset } from './model/asset.ts';
import type { Body } from './model/body.ts';
import { inReadingOrder, type Finding, type Place } from './model/finding.ts';
import type { Newsroom } from './model/newsroom.ts';
import { publicationKey, type Forms, type Publication } from './model/publication.ts';
import type { KeyPath, Source, Spot } from './model/source.ts';
import { examine, examineFresh, stampOf, type Examined, type Reviewed } from './publish/examine.ts';
import { checkTemplates } from './render/letter/letter.ts';
import { parseMarkdown, renderForms } from './render/markdown/markdown.ts';
import { reviewNewsroom, reviewSource } from './review/review.ts';
import type { Clock } from './util/clock.ts';
import type { Memory } from './util/memory.ts';
import type { Progress } from './util/progress.ts';

/** What is remembered of the last time, each in a file of its own. All of it may be forgotten at any moment. */
export type Memories = {
  reviewed: Memory<Reviewed>;
  assets: Memory<Asset>;
  /** What `checkTemplates` found, by the templates' digest. */
  templates: Memory<Finding[]>;
  /** What the calendar said of an issue's date: asking it costs loading the holiday tables. */
  cadence: Memory<Cadence>;
};

type Cadence = ReturnType<typeof onCadence>;

/** What reading a newsroom needs: where it is, what it says of itself, and what is remembered of the last time. */
export type Reader = {
  root: string;
  newsroom: Newsroom;
  site: string;
  memories: Memories;
  /** Where a setting stands in newsdesk.yaml. */
  locateSetting: (path: KeyPath) => Place;
  /** The machine's clock: only for telling whether a file is still moving. */
  clock: Clock;
  progress: Progress;
};

/** The newsroom's folder at one instant, read and reviewed. */
export type Reading = {
  examined: Examined<SourceFile>[];
  /** All findings, in reading order. */
  findings: Finding[];
  templates: Map<string, string>;
  asset: (path: string) => Asset | undefined;
  /** The bytes of a photo; throws when they are not those that the digest names. */
  readFile: (path: string, digest: string) => Uint8Array;
  /** The forms of a publication's body when its file was read in this pass. */
  freshForms: (publication: Publication) => Forms | undefined;
  /** The same, made now from the file when they were not. */
  forms: (publication: Publication) => Forms;
  locate: (file: string, path: KeyPath, what: 'key' | 'value') => Spot;
};

/**
 * Reads and reviews the whole newsroom: each file by itself, then all of them together, and the mail templates. Files
 * that look the same as last time are not read again.
 */
export async function readNewsroom(reader: Reader, at: number): Promise<Reading> {
  const { root, newsroom, site } = reader;
  const listing = listSources(root);
  const templates = readTemplates(root);
  const forms = (body: Body, publication: Publication): Forms =>
    renderForms(body, { path: publication.path, prefix: idPrefix(publicationKey(publication)), site });
  const tools = {
    read: (file: SourceFile) => readSource(root, file, newsroom.limits),
    review: (source: Source) =>
      reviewSource(source, newsroom, {
        parse: parseMarkdown,
        instant: (wall) => instantOf(wall, newsroom.newsroom.zone),
      }),
    forms,
  };
  const examined = examine(listing.files, tools, reader.memories.reviewed, reader.clock(), reader.progress);
  const publications = examined.flatMap(({ publication }) => publication ?? []);
  const cadence = await cadenceFinder(reader, publications);
  const asset = assetFinder(reader);
  const locate = locator(listing.files, tools.read);
  const byPath = new Map(examined.map((one) => [one.file.path, one]));
  const across = reviewNewsroom(publications, newsroom, {
    at,
    asset,
    near: (path) => namesIn(root, path),
    isSource: (path) => byPath.has(path),
    locate,
    onCadence: cadence.on,
  });
  return {
    examined,
    findings: inReadingOrder([
      ...listing.findings,
      ...templates.findings,
      ...(await templateFindings(reader, templates.templates)),
      ...examined.flatMap(({ findings }) => findings),
      ...across,
      ...cadence.findings,
    ]),
    templates: templates.templates,
    asset,
    readFile: (path, digest) => readFile(root, path, digest),
    ...formsFinder(byPath, (file) => examineFresh(file, tools)),
    locate,
  };
}

/** The findings of `checkTemplates`, remembered as long as no template changes. */
async function templateFindings({ memories }: Reader, templates: Map<string, string>): Promise<Finding[]> {
  const digest = hash('sha256', JSON.stringify([...templates]));
  const known = memories.templates.get('templates', digest);
  if (known) return known;
  const findings = await checkTemplates(templates);
  memories.templates.set('templates', digest, findings);
  return findings;
}

/** Answers for the dates of issues; the holiday tables are loaded only when one of them was never asked about. */
async function cadenceFinder(
  { newsroom, memories, locateSetting }: Reader,
  publications: readonly Publication[],
): Promise<{ on: (date: string) => Cadence; findings: Finding[] }> {
  const dates = publications.flatMap((publication) => (publication.type === 'issue' ? publication.date : []));
  if (dates.some((date) => !memories.cadence.get(date, DATE))) {
    await loadHolidays();
    if (!knowsRegion(newsroom.holidays.region)) return { on: unknownDate, findings: [regionFinding(locateSetting)] };
    for (const date of dates) memories.cadence.set(date, DATE, onCadence(newsroom, date));
  }
  return { on: (date) => memories.cadence.get(date, DATE) ?? unknownDate(), findings: [] };
}

/** A date always looks the same; the memory's tag names the newsroom whose calendar answered. */
const DATE = 'date';

function unknownDate(): Cadence {
  return { due: true, nearest: [] };
}

/** A region without a table has no holidays, and then an issue would go out on one. */
function regionFinding(locateSetting: Reader['locateSetting']): Finding {
  return {
    ...locateSetting(['holidays', 'region']),
    rule: 'config/region',
    severity: 'error',
    what: 'No holidays are known for this region',
    why: 'The Digest would go out on days on which the newsroom is closed.',
    fix: 'Write the country and the state by their codes (ISO 3166-2): US-MO.',
  };
}

/** Keeps what was found out. Failing to is no failure: it is found out again. */
export function remember({ memories }: Reader): void {
  try {
    for (const memory of Object.values(memories)) memory.save();
  } catch {
    // A full or read-only disk; whoever publishes will say so.
  }
}

/** Finds photos and other files, each looked at once in a pass and not at all when it looks the same as last time. */
function assetFinder({ root, memories: { assets } }: Reader): Reading['asset'] {
  const seen = new Map<string, Asset | undefined>();
  return (path) => {
    if (seen.has(path)) return seen.get(path);
    const stat = statAsset(root, path);
    const stamp = stat && stampOf(stat);
    let asset = stamp === undefined ? undefined : assets.get(path, stamp);
    if (!asset && stamp !== undefined) {
      asset = findAsset(root, path);
      if (asset) assets.set(path, stamp, asset);
    }
    seen.set(path, asset);
    return asset;
  };
}

/** Where something stands in a Source, which is read again for it; the top of the file when it can't be read now. */
function locator(
  files: readonly SourceFile[],
  read: (file: SourceFile) => { source?: Source },
): Reading['locate'] {
  const sources = new Map<string, Source | undefined>();
  const byPath = new Map(files.map((file) => [file.path, file]));
  return (path, key, what) => {
    if (!sources.has(path)) {
      const file = byPath.get(path);
      sources.set(path, file && read(file).source);
    }
    return sources.get(path)?.locate(key, what) ?? { line: 1, column: 1, length: 0 };
  };
}

/**
 * Forms made in this pass, or made again from the file. A file that changed since it was reviewed is refused: only what
 * was checked may go out, so the pass ends and the next one begins with the new text.
 */
function formsFinder(
  examined: ReadonlyMap<string, Examined<SourceFile>>,
  again: (file: SourceFile) => Examined<SourceFile>,
): Pick<Reading, 'freshForms' | 'forms'> {
  const freshForms: Reading['freshForms'] = ({ path, digest }) => {
    const one = examined.get(path);
    return one?.publication?.digest === digest ? one.forms : undefined;
  };
  return {
    freshForms,
    forms(publication) {
      const known = freshForms(publication);
      if (known) return known;
      const one = examined.get(publication.path);
      const fresh = one && again(one.file);
      if (fresh?.forms && fresh.publication?.digest === publication.digest) return fresh.forms;
      throw new FileChanged(publication.path);
    },
  };
}
