import { gather, phaseOf } from './calendar/calendar.ts';
import type { Head, Ledger } from './ledger/ledger.ts';
import type { Coverage } from './model/coverage.ts';
import type { Edition } from './model/edition.ts';
import { blocks, type Finding } from './model/finding.ts';
import type { Mailing } from './model/mailing.ts';
import { durationMs } from './model/newsroom.ts';
import type { Publication } from './model/publication.ts';
import type { Shelf } from './model/shelf.ts';
import type { Outlet } from './outlets/outlet.ts';
import { composeMail, mailables, type Compose, type Mailable, type Posting } from './publish/mailing.ts';
import { holdCorrected, queueMail } from './publish/posting.ts';
import { ClockBehind, EverythingGone } from './publish/refusals.ts';
import { movedFindings } from './publish/moved.ts';
import { headsFor, sealAll, type Sealed } from './publish/seal.ts';
import { buildShelf } from './publish/shelf.ts';
import { shelve, type Shelves, type Shelving } from './publish/shelve.ts';
import { standings, type Standing } from './publish/standing.ts';
import { sealWithdrawals } from './publish/withdrawal.ts';
import { readNewsroom, remember, type Reader, type Reading } from './reading/reading.ts';
import { composeDigest, composeRelease } from './render/letter/letter.ts';
import type { Memory } from './util/memory.ts';

export type { Posting } from './publish/mailing.ts';

/** What a pass works with; `app.ts` puts it together. */
export type Press = Reader & {
  /** Names the program and the newsroom's data: part of the making of every edition and every file. */
  chrome: string;
  publicFolder: string;
  /** When the machine was started, in minutes since the epoch. */
  bootedAt: number;
  ledger: Ledger;
  outlets: readonly Outlet[];
  shelved: Memory<string>;
};

export type PassOptions = {
  /** Work everything out, write nothing. */
  dryRun: boolean;
  /** Publications (`digest/24`) that a person said yes to although their minute has passed. */
  agreed: readonly string[];
};

/** What one pass did, or would do. When `stopped`, something that concerns everything is wrong and nothing went out. */
export type Pass = {
  at: number;
  /** How many Sources were read. */
  files: number;
  findings: Finding[];
  stopped: boolean;
  standings: Standing[];
  sealed: string[];
  shelving: Shelving;
  mailings: Posting[];
  /** Editions whose mail became too late in this pass. */
  late: Mailing[];
};

/**
 * One pass: read the folder, review it, ask the calendar what is out, seal what is new, put everything that is out on
 * the shelf, make the public files what the outlets declare, queue the mail. Compose says what ought to exist, the
 * ledger what already does; a pass does the difference, so repeating it is always safe. Files go before mail: files can
 * be taken back.
 */
export async function publish(press: Press, at: number, options: PassOptions): Promise<Pass> {
  const { ledger, newsroom, site, chrome } = press;
  const reading = await readNewsroom(press, at);
  const heads = await ledger.heads();
  const findings = [...reading.findings, ...movedFindings(reading.examined, heads, reading.locate)];
  const files = reading.examined.length;
  const nothing = {
    at,
    files,
    findings,
    standings: [],
    sealed: [],
    shelving: NO_FILES,
    mailings: [],
    late: [],
  };
  if (stopsEverything(findings)) return { ...nothing, stopped: true };
  refuseToForget(reading, heads, at);

  const examined = withFindings(reading.examined, findings);
  const before = standings(examined, heads, (publication) => phaseOf(publication, at), at);
  const editions = await editionsOf(ledger, before);
  const standing = await sealWithdrawals(ledger, before, editions, at, options.dryRun);
  if (!options.dryRun) await takeBack(ledger, standing, at);
  const coverage = coverageOf(press, standing, editions, at);
  const tools = { asset: reading.asset, coverage, forms: formsOf(reading), program: chrome };
  const sealing = headsFor(standing, tools, at);
  const sealed = options.dryRun ? keysOf(sealing) : await sealAll(ledger, sealing, tools, at, press.progress);

  const { asset, readFile } = reading;
  const forms = (publication: Publication, head: { key: string }) =>
    reading.freshForms(publication) ??
    ledger.forms(head.key).then((kept) => kept ?? reading.forms(publication));
  const shelf = buildShelf({
    at,
    newsroom,
    site,
    chrome,
    sealed: sealing,
    standings: standing,
    editions,
    coverage,
    asset,
    readFile,
    forms,
  });
  const { late, due } = await dueMail(press, shelf, at, options);
  const mail = await composeMail(ledger, due, composer(press, shelf, reading.templates));
  findings.push(...mail.findings);
  if (stopsEverything(mail.findings)) return { ...nothing, stopped: true };
  if (!options.dryRun) await holdCorrected(ledger, mail.composed, at);

  const shelving = await shelve(shelf, press.outlets, shelvesOf(press, options.dryRun));
  const mailings = options.dryRun
    ? mail.composed.map(({ posting }) => posting)
    : await queueMail(ledger, mail.composed, at);
  if (!options.dryRun) remember(press);
  return { at, files, findings, stopped: false, standings: standing, sealed, shelving, mailings, late };
}

/** What there is to do about mail; what took longer than the limit waits for a person from now on. */
async function dueMail(
  { ledger, newsroom: { digest, delivery } }: Press,
  shelf: Shelf,
  at: number,
  { dryRun, agreed }: PassOptions,
): Promise<{ late: Mailing[]; due: Mailable[] }> {
  const lateness = durationMs(digest.lateness);
  const lookBack = durationMs(delivery.lookBack);
  const why = `it was not through after ${digest.lateness}`;
  const late = dryRun ? [] : await ledger.holdLate(at - lateness, why, at);
  const times = { lateness, lookBack, began: (await ledger.began()) ?? at };
  const dueAfter = (mailings: readonly Mailing[]) => mailables(shelf, times, mailings, new Set(agreed));
  const recent = await ledger.mailings(at - lookBack);
  const due = dueAfter(recent);
  // What is out once more, or agreed to, may have been mailed longer ago than the look-back.
  const fresh = new Set(due.filter(({ mailing }) => !mailing).map(({ publication }) => publication));
  if (fresh.size === 0) return { late, due };
  const older = (await ledger.mailings(0)).filter(({ publication }) => fresh.has(publication));
  return { late, due: dueAfter([...recent, ...older]) };
}

/** Every public file is looked at once an hour and once after the machine started. */
function shelvesOf({ publicFolder, shelved, progress, clock, bootedAt }: Press, dryRun: boolean): Shelves {
  const checkedIn = `${bootedAt} ${Math.floor(clock() / HOUR)}`;
  return { folder: publicFolder, memory: shelved, progress, checkedIn, dryRun };
}

const HOUR = 3_600_000;

/**
 * Stops before the newsroom would be emptied by accident: a clock that stands before what went out already, or a folder
 * that lost all its files (a disk that is not mounted). Either would turn every page into a notice.
 */
function refuseToForget(reading: Reading, heads: readonly Head[], at: number): void {
  const newest = heads.reduce((latest, head) => Math.max(latest, head.sealedAt), 0);
  if (at < newest - CLOCK_SLACK) throw new ClockBehind(at, newest);
  if (reading.examined.length === 0 && heads.length > 0) throw new EverythingGone(heads.length);
}

const CLOCK_SLACK = 5 * 60_000;

const NO_FILES: Shelving = { written: [], removed: [], unchanged: 0 };

/** A folder that is not there or a broken template concerns everything; a bad file only itself. */
function stopsEverything(findings: readonly Finding[]): boolean {
  return findings.some((finding) => blocks(finding) && !/^(releases|digest)\/./.test(finding.file));
}

/** Findings across files belong to the files that they name, so that those are held. */
function withFindings<One extends { file: { path: string }; findings: Finding[] }>(
  examined: readonly One[],
  findings: readonly Finding[],
): One[] {
  const byFile = Map.groupBy(findings, (finding) => finding.file);
  return examined.map((one) => ({ ...one, findings: byFile.get(one.file.path) ?? [] }));
}

/** Sealed content that the shelf needs: of what is kept or withdrawn, and every issue's (for what it covers). */
async function editionsOf(ledger: Ledger, standing: readonly Standing[]): Promise<Map<string, Edition>> {
  const keys = standing.flatMap((one) => {
    if (one.state === 'held' || !one.head) return [];
    const fromLedger = one.state === 'kept' || one.state === 'withdrawn' || one.publication.type === 'issue';
    return fromLedger ? one.head.key : [];
  });
  return new Map((await ledger.editions(keys)).map((edition) => [edition.key, edition]));
}

function coverageOf(
  press: Press,
  standing: readonly Standing[],
  editions: ReadonlyMap<string, Edition>,
  at: number,
): Map<string, Coverage> {
  const publications = standing.flatMap((one): Publication[] => {
    if (one.state === 'out' || one.state === 'expired') return [one.publication];
    const content = one.state === 'held' ? undefined : one.head && editions.get(one.head.key)?.content;
    if (!content) return [];
    return one.state === 'withdrawn' ? [{ ...content, status: 'withdrawn' }] : [content];
  });
  const issues = publications.filter((publication) => publication.type === 'issue');
  const releases = publications.filter((publication) => publication.type === 'release');
  const sealed = new Map([...editions.values()].map((edition) => [edition.publication, edition.covers]));
  const coverages = gather(issues, releases, sealed, press.newsroom, at);
  return new Map(coverages.map((coverage) => [coverage.issue, coverage]));
}

function formsOf(reading: Reading) {
  return (standing: Sealed['standing']) => reading.forms(standing.publication);
}

function keysOf(sealing: readonly Sealed[]): string[] {
  return sealing.filter(({ fresh }) => fresh).map(({ head }) => head.key);
}

/** What waits to be mailed of a withdrawn publication does not leave any more. */
async function takeBack(ledger: Ledger, standing: readonly Standing[], at: number): Promise<void> {
  for (const one of standing) {
    if (one.state === 'withdrawn' && one.head) await ledger.takeBack(one.key, at);
  }
}

/** Composes letters; mjml is loaded when the first one is. */
function composer(press: Press, shelf: Shelf, templates: Map<string, string>): Compose {
  const context = { newsroom: press.newsroom, site: press.site, templates };
  const releases = shelf.releases.flatMap((item) => (item.state === 'withdrawn' ? [] : item.release));
  return async ({ item }) => {
    const forms = await item.forms();
    if (!('release' in item)) return composeDigest(item, forms, context);
    const updated = releases.find(({ number }) => number === item.release.updates);
    return composeRelease(item, forms, { ...context, ...(updated ? { updated } : {}) });
  };
}
