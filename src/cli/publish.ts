import { instantOfTyped, openNewsroom } from '../app.ts';
import { openOffice } from '../office.ts';
import { blocks } from '../model/finding.ts';
import { systemClock } from '../util/clock.ts';
import { openProgress } from '../util/progress.ts';
import { needsPerson } from './deliver.ts';
import { FINDINGS, MISUSE, OK } from './exit.ts';
import { report } from './findings.ts';
import { printSummary } from './summary.ts';
import type { Terminal } from './terminal.ts';

const MINUTE = 60_000;

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
  if (at > systemClock() + MINUTE && !dryRun) {
    terminal.err(
      'newsdesk: --at lies in the future, so what is held until then would go out. Add --dry-run to see it.\n',
    );
    return MISUSE;
  }
  const clock = options.at === undefined ? systemClock : () => at;
  const office = await openOffice(opened, { dryRun, clock, progress });
  try {
    if (options.at === undefined) await office.confirmClock(at);
    const done = await office.pass(at, options.late ?? [], terminal.stop);
    const all = [...findings, ...done.pass.findings];
    if (options.json) {
      const { standings: _, ...pass } = done.pass;
      const { sum } = done;
      terminal.out(
        `${JSON.stringify({ version: 1, ...pass, findings: all, sum, tallies: Object.fromEntries(done.tallies) }, undefined, 2)}\n`,
      );
    } else {
      if (all.length > 0) report(all, root, done.pass.files, false, terminal);
      const { newsroom, paths } = opened.config;
      terminal.out(
        printSummary({ ...done, newsroom, dryRun, courier: office.courier, publicFolder: paths.public }),
      );
    }
    const known = new Set(done.pass.standings.map(({ key }) => key));
    const unknown = done.pass.stopped ? [] : (options.late ?? []).filter((key) => !known.has(key));
    if (unknown.length > 0) {
      terminal.err(
        `newsdesk: --late names ${unknown.join(', ')}, which is no publication here: digest/24, release/26-123.\n`,
      );
      return MISUSE;
    }
    return all.some(blocks) || needsPerson(done.sum) ? FINDINGS : OK;
  } finally {
    await office.close();
  }
}
