import { instantOfTyped, openNewsroom } from '../app.ts';
import { openOffice } from '../office.ts';
import { blocks } from '../model/finding.ts';
import { systemClock } from '../util/clock.ts';
import { openProgress } from '../util/progress.ts';
import { report } from './check.ts';
import { FINDINGS, MISUSE, OK } from './exit.ts';
import { printSummary } from './summary.ts';
import type { Terminal } from './terminal.ts';

export type PublishOptions = { at?: string; dryRun?: boolean; late?: string[]; json?: boolean };

/** `newsdesk publish`: one pass, then the mail that is queued. Exit 1 when something was held back by a finding. */
export async function publishOnce(
  root: string,
  options: PublishOptions,
  terminal: Terminal,
): Promise<number> {
  const progress = openProgress(terminal.stderr);
  const { opened, findings } = openNewsroom(root, terminal.env, progress);
  if (!opened) {
    report(findings, root, 0, options.json ?? false, terminal);
    return FINDINGS;
  }
  const { zone } = opened.config.newsroom.newsroom;
  const at = options.at === undefined ? systemClock() : instantOfTyped(options.at, zone);
  if (at === undefined) {
    terminal.err(
      `newsdesk: --at takes a time such as '2026-11-20 10:00' (${zone}) or an ISO time; "${options.at}" is neither.\n`,
    );
    return MISUSE;
  }
  const dryRun = options.dryRun ?? false;
  const clock = options.at === undefined ? systemClock : () => at;
  const office = await openOffice(opened, { dryRun, clock, progress });
  try {
    const done = await office.pass(at, options.late ?? [], terminal.stop);
    const all = [...findings, ...done.pass.findings];
    if (options.json) {
      const { standings: _, ...pass } = done.pass;
      terminal.out(
        `${JSON.stringify({ version: 1, ...pass, findings: all, tallies: Object.fromEntries(done.tallies) }, undefined, 2)}\n`,
      );
    } else {
      if (all.length > 0) report(all, root, done.pass.files, false, terminal);
      const { newsroom, paths } = opened.config;
      terminal.out(
        printSummary({ ...done, newsroom, dryRun, courier: office.courier, publicFolder: paths.public }),
      );
    }
    return all.some(blocks) ? FINDINGS : OK;
  } finally {
    await office.close();
  }
}
