import { openNewsroom, serve, wakeUp } from '../app.ts';
import { openOffice, type Office } from '../office.ts';
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
    const pass = async () => logPass(office, log, terminal.stop);
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

/** One pass; logged when it did something or something is wrong, by numbers and keys only. */
async function logPass(office: Office, log: Log, stop: AbortSignal): Promise<void> {
  if (stop.aborted) return;
  const { pass, tallies } = await office.pass(systemClock(), [], stop);
  for (const finding of pass.findings.filter(blocks)) {
    const { file, line, column, rule, what } = finding;
    log.warn({ file, line, column, rule }, what);
  }
  if (pass.stopped)
    log.error('Nothing was published: what is wrong concerns everything. The last good site stays.');
  const { written, removed } = pass.shelving;
  if (pass.sealed.length + written.length + removed.length > 0) {
    log.info({ sealed: pass.sealed, written: written.length, removed: removed.length }, 'Published.');
  }
  for (const mailing of pass.mailings.filter(({ queued }) => queued > 0)) {
    log.info(
      { edition: mailing.edition, audience: mailing.audience },
      `Mailed: ${printTally(tallies.get(mailing.edition))}.`,
    );
  }
}

function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
