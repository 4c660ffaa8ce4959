import { openNewsroom, serve, wakeUp } from '../app.ts';
import { openOffice, type Done } from '../office.ts';
import type { Pass } from '../pipeline.ts';
import { blocks } from '../model/finding.ts';
import { systemClock } from '../util/clock.ts';
import { openLog, type Log } from '../util/log.ts';
import { silent } from '../util/progress.ts';
import { report } from './check.ts';
import { FINDINGS, OK } from './exit.ts';
import { printTally } from './summary.ts';
import type { Terminal } from './terminal.ts';

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
  const site = options.site ? await serve(opened.config, log) : undefined;
  try {
    if (site) log.info({ host: opened.config.host, port: site.port }, 'The newsroom is being served.');
    log.info({ courier: office.courier, public: opened.config.paths.public }, 'Newsdesk is running.');
    const tell = passLogger(log);
    const pass = async (): Promise<void> => {
      if (!terminal.stop.aborted) tell(await office.pass(systemClock(), [], terminal.stop));
    };
    await pass().catch((err: unknown) =>
      log.error({ err }, 'The first pass failed; the next minute tries again.'),
    );
    const schedule = await wakeUp(pass, log);
    await stopped(terminal.stop);
    log.info('Stopping: what is in hand is finished first.');
    await schedule.stop();
  } finally {
    await site?.close();
    await office.close();
  }
  log.info('Stopped.');
  return OK;
}

/** A first pass may seal 50,000 editions; a log line names the first few and counts the rest. */
const MOST_NAMED = 20;

/** Logs passes: what each did, by numbers and keys only, and what is wrong when that changed since the last one. */
function passLogger(log: Log): (done: Done) => void {
  let told = '';
  return ({ pass, tallies, sum }) => {
    const wrong = JSON.stringify([pass.stopped, pass.findings.filter(blocks)]);
    if (wrong !== told) logFindings(pass, log);
    told = wrong;
    const { written, removed } = pass.shelving;
    if (pass.sealed.length + written.length + removed.length > 0) {
      const sealed = { editions: pass.sealed.length, sealed: pass.sealed.slice(0, MOST_NAMED) };
      log.info({ ...sealed, written: written.length, removed: removed.length }, 'Published.');
    }
    for (const { edition, audience } of pass.mailings.filter(({ queued }) => queued > 0)) {
      log.info({ edition, audience }, `Mailed: ${printTally(tallies.get(edition))}.`);
    }
    if (sum?.stopped !== undefined) log.warn(`Mail is paused; the next pass goes on. ${sum.stopped}`);
    for (const { edition } of sum?.recovered ?? []) {
      log.warn(
        { edition },
        'A delivery is uncertain: a program was ended in the middle. A person must decide.',
      );
    }
  };
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

function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
