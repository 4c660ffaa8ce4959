import { openLedger, openNewsroom, serve } from '../app.ts';
import { openPages } from '../pages.ts';
import { systemClock } from '../util/clock.ts';
import { openLog } from '../util/log.ts';
import { silent } from '../util/progress.ts';
import { FINDINGS, OK } from './exit.ts';
import { report } from './findings.ts';
import { stopped, type Terminal } from './terminal.ts';

/**
 * `newsdesk site`: serves what was published, and the pages for people (signing up, leaving), until SIGINT or SIGTERM; then
 * it finishes the answers in hand. Any number of programs may publish and deliver beside it; what it puts up to be mailed
 * is theirs to send. What happens is logged as JSON lines.
 */
export async function site(root: string, terminal: Terminal): Promise<number> {
  const { opened, findings } = openNewsroom(root, terminal.env, silent);
  if (!opened) {
    report(findings, root, 0, false, terminal);
    return FINDINGS;
  }
  const { config } = opened;
  const log = openLog(config.logLevel);
  const ledger = await openLedger(config);
  try {
    const open = await serve(config, log, await openPages({ config, ledger, clock: systemClock, log }));
    const { host, paths } = config;
    log.info({ host, port: open.port, public: paths.public }, 'The newsroom is being served.');
    await stopped(terminal.stop);
    log.info('Stopping: answers in hand are finished first.');
    await open.close();
  } finally {
    await ledger.close();
  }
  log.info('Stopped.');
  return OK;
}
