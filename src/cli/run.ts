import { openNewsroom, serve, wakeUp, type Config, type SitePages } from '../app.ts';
import { openOffice, PassInHand, type Office } from '../office.ts';
import type { Pass, Posting } from '../pipeline.ts';
import { keyForLog } from '../model/edition.ts';
import { blocks } from '../model/finding.ts';
import { systemClock } from '../util/clock.ts';
import { openLog, type Log } from '../util/log.ts';
import { silent } from '../util/progress.ts';
import { FINDINGS, OK } from './exit.ts';
import { report } from './findings.ts';
import { explained } from './failure.ts';
import { lookLogger } from './log-look.ts';
import { sumLogger } from './log-sum.ts';
import { keepNoticesGoing } from './notices.ts';
import { stopped, type Terminal } from './terminal.ts';

/**
 * `newsdesk run`: a pass at the start (which catches up on what was missed) and one at every minute, and the site, until
 * SIGINT or SIGTERM; then it finishes the pass in hand. What happens is logged as JSON lines.
 */
export async function run(root: string, options: { site: boolean }, terminal: Terminal): Promise<number> {
  const { opened, findings } = openNewsroom(root, terminal.env, silent);
  if (!opened) {
    report(findings, root, 0, false, terminal);
    return FINDINGS;
  }
  const log = openLog(opened.config.logLevel);
  const office = await openOffice(opened, { dryRun: false, clock: systemClock, progress: silent });
  const notices = keepNoticesGoing(office.notices, log, terminal.stop);
  try {
    const pages = options.site ? await office.pages(log, notices.wake) : undefined;
    await work(office, opened.config, pages, log, terminal.stop);
  } finally {
    await notices.done();
    await office.close();
  }
  log.info('Stopped.');
  return OK;
}

async function work(
  office: Office,
  config: Config,
  pages: SitePages | undefined,
  log: Log,
  stop: AbortSignal,
): Promise<void> {
  const site = pages && (await serve(config, log, pages));
  if (site) log.info({ host: config.host, port: site.port }, 'The newsroom is being served.');
  log.info({ courier: office.courier, public: config.paths.public }, 'Newsdesk is running.');
  for (const record of office.records) log.info(record, 'Mail is signed; this record belongs in the DNS.');
  const post = postman(office, log, stop);
  const reader = mailReader(office, log, stop);
  const tell = passLogger(log);
  const time = office.timekeeper(log);
  const pass = async (at: number): Promise<void> => {
    if (stop.aborted) return;
    const done = await office.publish(at, []);
    tell(done);
    if (!done.stopped) post.go();
    if (await office.tellDesk(done, at)) log.info('The desk is told by mail what there is to do.');
  };
  const tidied = async (at: number): Promise<void> => {
    try {
      const done = stop.aborted ? undefined : await office.tidy(at);
      if (done) log.info(done, 'The list was tidied.');
    } catch (error) {
      log.error(explained(error), 'The list could not be tidied; the next day tries again.');
    }
  };
  const tried = async (): Promise<void> => {
    reader.go();
    const at = await time();
    try {
      await pass(at);
    } catch (error) {
      // Two programs share the work: while the other one publishes, this one delivers.
      if (error instanceof PassInHand) log.debug(error.message);
      else log.error(explained(error), 'A pass failed; the next minute tries again.');
      if (error instanceof PassInHand) post.go();
    }
    await tidied(at);
  };
  await tried();
  const schedule = await wakeUp(tried, log);
  await stopped(stop);
  log.info('Stopping: what is in hand is finished first.');
  await schedule.stop();
  await Promise.all([post.done(), reader.done()]);
  await site?.close();
}

/** Reads what came back beside the passes, one look at a time: a slow mailbox holds nothing up. */
function mailReader(
  office: Office,
  log: Log,
  stop: AbortSignal,
): { go: () => void; done: () => Promise<void> } {
  let looking: Promise<void> | undefined;
  const tell = lookLogger(log);
  const look = async (): Promise<void> => {
    try {
      tell(await office.look(stop));
    } catch (error) {
      log.error(explained(error), 'Reading what came back failed; the next minute tries again.');
    }
    looking = undefined;
  };
  return {
    go() {
      if (!stop.aborted) looking ??= look();
    },
    done: async () => looking,
  };
}

/** Delivers beside the passes, one round at a time, so that an urgent release does not wait for a long Digest. */
function postman(office: Office, log: Log, stop: AbortSignal): { go: () => void; done: () => Promise<void> } {
  let round: Promise<void> | undefined;
  const tell = sumLogger(log);
  const deliver = async (): Promise<void> => {
    try {
      tell(await office.deliver(stop));
    } catch (error) {
      log.error(explained(error), 'Delivering failed; the next minute tries again.');
    }
    round = undefined;
  };
  return {
    go() {
      round ??= deliver();
    },
    done: async () => round,
  };
}

/** A first pass may seal 50,000 editions; a log line names the first few and counts the rest. */
const MOST_NAMED = 20;

/** Logs passes: what each did, by numbers and keys only, and what is wrong when that changed since the last one. */
function passLogger(log: Log): (pass: Pass) => void {
  let told = '';
  let toldLate = '';
  return (pass) => {
    const wrong = JSON.stringify([pass.stopped, pass.findings.filter(blocks)]);
    if (wrong !== told) logFindings(pass, log);
    told = wrong;
    const { written, removed } = pass.shelving;
    if (pass.sealed.length + written.length + removed.length > 0) {
      const sealed = { editions: pass.sealed.length, sealed: pass.sealed.slice(0, MOST_NAMED) };
      log.info({ ...sealed, written: written.length, removed: removed.length }, 'Published.');
    }
    const late = pass.mailings.filter(({ state }) => state === 'late');
    const names = late.map(({ publication }) => publication).join();
    if (names !== toldLate) for (const one of late) logLate(one, log);
    toldLate = names;
    for (const { edition, queued } of pass.mailings.filter((mailing) => mailing.queued > 0)) {
      log.info({ edition: keyForLog(edition), queued }, 'Queued for mailing.');
    }
    for (const { publication, held } of pass.mailings.filter((mailing) => mailing.held !== undefined)) {
      const name = keyForLog(publication);
      log.warn({ publication: name }, `Not mailed: ${held}. ${yesTo(name)}`);
    }
  };
}

/** A late edition is asked about, not sent. */
function logLate({ publication, publicAt, mailing }: Posting, log: Log): void {
  const why = mailing
    ? `its mailing stopped because ${mailing.why}`
    : 'its minute passed longer ago than the limit';
  const due = new Date(publicAt).toISOString();
  const name = keyForLog(publication);
  log.warn({ publication: name, due }, `Not mailed: ${why}. ${yesTo(name)}`);
}

function yesTo(name: string): string {
  const isKey = /^\S+$/.test(name);
  return isKey
    ? `A person's yes: newsdesk publish --late ${name}`
    : 'newsdesk status names it, and says how.';
}

/** A file that is not out yet is not named here, nor are its words: a log is read by more people than a desk. */
function logFindings({ findings, stopped }: Pass, log: Log): void {
  const blocking = findings.filter(blocks);
  const texts = new Set(blocking.map(({ file }) => file).filter((file) => /^(releases|digest)\//.test(file)));
  if (texts.size > 0)
    log.warn({ files: texts.size }, 'Files are held back by findings; newsdesk check names them.');
  for (const { file, line, column, rule, what } of blocking.filter((finding) => !texts.has(finding.file))) {
    log.warn({ file, line, column, rule }, what);
  }
  if (stopped)
    log.error('Nothing is published: what is wrong concerns everything. The last good site stays.');
}
