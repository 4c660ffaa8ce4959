import { createReadStream, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { instantOfTyped, openLedger, openNewsroom, serve, type Opened } from '../app.ts';
import { importList } from '../list.ts';
import { openOffice, type Done } from '../office.ts';
import { blocks } from '../model/finding.ts';
import { systemClock } from '../util/clock.ts';
import { openLog } from '../util/log.ts';
import { openProgress, silent, type Progress } from '../util/progress.ts';
import { FINDINGS, OK } from './exit.ts';
import { report } from './findings.ts';
import { keepNoticesGoing } from './notices.ts';
import { printImport } from './subscribers-text.ts';
import { printSummary } from './summary.ts';
import { stopped, type Terminal } from './terminal.ts';

/** The minute of the demonstration: issue 24 of the Digest is due. */
const MINUTE = '2026-11-20 10:00';
const PORT = '8080';
const LIST = 'sample-subscribers.csv';

const AT_WORK = `newsdesk: This newsroom is at work (it has a ledger), so the demo was not run.
  why: It would overwrite the public files with those of 20 November 2026.
  do:  Run the demo in a fresh clone, or in a copy of this folder without var/.
`;

/**
 * `newsdesk demo`: the whole way on the bundled newsroom, as of 20 November 2026. It keeps a ledger of its own, made anew
 * each time, so that it always shows the same; mail is written to files whatever the environment says. In a newsroom that is
 * at work it does nothing: its public files would be overwritten with those of another day.
 */
export async function demo(root: string, once: boolean, terminal: Terminal): Promise<number> {
  const port = terminal.env.PORT ?? PORT;
  const { SMTP_URL: _, ...env } = terminal.env;
  const progress = openProgress(terminal.stderr);
  const demoEnv = { ...env, PORT: port, NEWSDESK_SITE_URL: `http://localhost:${port}` };
  const { opened, findings } = openNewsroom(root, demoEnv, progress);
  if (!opened) {
    report(findings, root, 0, false, terminal);
    return FINDINGS;
  }
  const { paths, newsroom } = opened.config;
  if (existsSync(paths.ledger)) {
    terminal.err(AT_WORK);
    return FINDINGS;
  }
  const config = { ...opened.config, paths: { ...paths, ledger: join(paths.var, 'demo.db') } };
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${config.paths.ledger}${suffix}`, { force: true });
  const at = instantOfTyped(MINUTE, newsroom.newsroom.zone) ?? 0;
  const demoOpened = { ...opened, config };

  const list = await importSample(demoOpened, join(root, LIST), at, progress);
  terminal.out(`Subscribers  ${LIST}: ${printImport(list)}`);
  const { done, courier } = await passOnce(demoOpened, at, progress, terminal.stop);
  terminal.out('Check        ');
  report([...findings, ...list.findings, ...done.pass.findings], root, done.pass.files, false, terminal);
  terminal.out(
    `\n${printSummary({ ...done, newsroom, dryRun: false, courier, publicFolder: paths.public })}\n`,
  );
  const failed = done.pass.stopped || done.pass.findings.some(blocks);
  if (once || failed) return failed ? FINDINGS : OK;

  await keepOpen(demoOpened, terminal);
  return OK;
}

/** Serves the newsroom, its pages for people too: whoever signs up finds the mail to confirm in the outbox. */
async function keepOpen(opened: Opened, terminal: Terminal): Promise<void> {
  const log = openLog('warn');
  const office = await openOffice(opened, { dryRun: false, clock: systemClock, progress: silent });
  const notices = keepNoticesGoing(office.notices, log, terminal.stop);
  try {
    const site = await serve(opened.config, log, await office.pages(log, notices.wake));
    terminal.out(`The newsroom is at http://localhost:${site.port}/ until you press Ctrl-C.\n`);
    await stopped(terminal.stop);
    await site.close();
  } finally {
    await notices.done();
    await office.close();
  }
}

async function importSample(opened: Opened, path: string, at: number, progress: Progress) {
  const ledger = await openLedger(opened.config);
  try {
    const source = { chunks: createReadStream(path), name: LIST, bytes: 0 };
    return await importList(opened, ledger, source, at, progress);
  } finally {
    await ledger.close();
  }
}

async function passOnce(
  opened: Opened,
  at: number,
  progress: Progress,
  stop: AbortSignal,
): Promise<{ done: Done; courier: string }> {
  const office = await openOffice(opened, { dryRun: false, clock: () => at, progress });
  try {
    return { done: await office.pass(at, [], stop), courier: office.courier };
  } finally {
    await office.close();
  }
}
