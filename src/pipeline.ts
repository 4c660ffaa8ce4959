import { phaseOf } from './calendar/calendar.ts';
import { mailAdvance } from './advance.ts';
import { clear } from './clearance.ts';
import { composer } from './composer.ts';
import { correct } from './correcting.ts';
import { brokenPhotos, developShown } from './developing.ts';
import { layOut } from './layout.ts';
import type { Head } from './ledger/ledger.ts';
import type { BreakerLimits } from './model/breaker.ts';
import { blocks, type Finding } from './model/finding.ts';
import { mailAgain } from './mail-again.ts';
import type { Mailing } from './model/mailing.ts';
import { durationMs } from './model/duration.ts';
import type { Publication } from './model/publication.ts';
import { takenBack } from './model/recall.ts';
import type { Shelf } from './model/shelf.ts';
import type { Press } from './press.ts';
import { composeMail, mailables, type Mailable, type Posting } from './publish/mailing.ts';
import { holdCorrected, holdLate, queueMail } from './publish/posting.ts';
import { ClockBehind, EverythingGone } from './publish/refusals.ts';
import { movedFindings } from './publish/moved.ts';
import { watchSeeds, type SeedWatch } from './publish/seeds.ts';
import { shelve, type Shelves, type Shelving } from './publish/shelve.ts';
import type { Standing } from './publish/standing.ts';
import { readSettled, remember, type Reading } from './reading/reading.ts';

export type { Press } from './press.ts';
export type { Posting } from './publish/mailing.ts';

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
  const { ledger } = press;
  const heads = await ledger.heads();
  const reading = await readSettled(press, at, pathsOf(heads));
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

  const ready = readyOf(reading.examined, findings, at);
  await developShown(press, reading, ready, !options.dryRun);
  findings.push(...brokenPhotos(press, reading, ready));
  const corrected = await correct(
    press,
    { ...reading, examined: withFindings(reading.examined, findings) },
    heads,
  );
  findings.push(...corrected.findings);
  const cleared = await clear(
    press,
    { ...reading, examined: withFindings(corrected.examined, findings) },
    heads,
    at,
  );
  findings.push(...cleared.findings);
  const examined = withFindings(cleared.examined, findings);
  const phase = (publication: Publication) => phaseOf(publication, at);
  const laid = await layOut(press, reading, heads, examined, phase, at, options.dryRun);
  const { shelf, standing, sealed } = laid;
  if (!options.dryRun) await watchSeeds(seedWatch(press), at);
  const { late, due } = await dueMail(press, shelf, at, options);
  const mail = await composeMail(ledger, due, breakerOf(press), composer(press, shelf, reading.templates));
  findings.push(...mail.findings);
  if (stopsEverything(mail.findings)) return { ...nothing, stopped: true };
  if (!options.dryRun) await holdCorrected(ledger, mail.composed, at);

  const shelving = await shelve(shelf, press.outlets, shelvesOf(press, options.dryRun));
  const mailings = options.dryRun
    ? mail.composed.map(({ posting }) => posting)
    : await queueMail(ledger, mail.composed, breakerOf(press), at);
  const more = [
    await mailAgain(press, shelf, examined, reading.templates, at, options),
    await mailAdvance(press, reading, examined, at, options),
  ];
  findings.push(...more.flatMap((one) => one.findings));
  mailings.push(...more.flatMap((one) => one.mailings));
  if (!options.dryRun) {
    remember(press);
    press.photos.save();
  }
  return { at, files, findings, stopped: false, standings: standing, sealed, shelving, mailings, late };
}

/** The files of what is out. */
function pathsOf(heads: readonly Head[]): string[] {
  return heads.filter(({ digest }) => !takenBack(digest)).map(({ path }) => path);
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
  const late = dryRun ? [] : await holdLate(ledger, digest.lateness, at);
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

function seedWatch({ ledger, newsroom, seesArrivals }: Press): SeedWatch {
  const { delivery: settings, mail } = newsroom;
  return { ledger, settings, topics: ['digest', 'releases'], desk: mail.replyTo, isConfirmed: seesArrivals };
}

function breakerOf({ newsroom: { delivery } }: Press): BreakerLimits {
  return { share: delivery.breaker, from: delivery.breakerFrom };
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

/** What will go out, or is out, with its pictures: those are developed before the minute comes. */
function readyOf(examined: Reading['examined'], findings: readonly Finding[], at: number): Publication[] {
  const held = new Set(findings.filter(blocks).map(({ file }) => file));
  return examined.flatMap(({ publication, file }) => {
    if (publication?.status !== 'ready' || publication.recall || held.has(file.path)) return [];
    return publication.type === 'release' && (publication.expiresAt ?? Infinity) <= at ? [] : publication;
  });
}

/** Findings across files belong to the files that they name, so that those are held. */
function withFindings<One extends { file: { path: string }; findings: Finding[] }>(
  examined: readonly One[],
  findings: readonly Finding[],
): One[] {
  const byFile = Map.groupBy(findings, (finding) => finding.file);
  return examined.map((one) => ({ ...one, findings: byFile.get(one.file.path) ?? [] }));
}
