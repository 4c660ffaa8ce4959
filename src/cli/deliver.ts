import { setTimeout as sleep } from 'node:timers/promises';
import { openLedger, openPost, readConfig, type Counts, type Sum } from '../post.ts';
import { systemClock } from '../util/clock.ts';
import { makeThrifty } from '../util/thrift.ts';
import { openLog } from '../util/log.ts';
import { openProgress, silent } from '../util/progress.ts';
import { FINDINGS, OK } from './exit.ts';
import { report } from './findings.ts';
import { sumLogger } from './log-sum.ts';
import { explained } from './failure.ts';
import { keepNoticesGoing } from './notices.ts';
import type { Terminal } from './terminal.ts';

export type DeliverOptions = { stay?: boolean; json?: boolean };

/** How long a worker that stays waits when nothing is due, ms. */
const WAIT = 5000;

/**
 * `newsdesk deliver`: hands over what is queued and due, beside any other program that does so, and ends; with `stay` it
 * goes on until SIGTERM. It reads no release and publishes nothing. Exit 1 when something needs a person.
 */
export async function deliverQueued(
  root: string,
  options: DeliverOptions,
  terminal: Terminal,
): Promise<number> {
  const progress = options.stay === true ? silent : openProgress(terminal.stderr);
  const { config, findings } = readConfig(root, terminal.env);
  if (!config) {
    report(findings, root, 0, options.json ?? false, terminal);
    return FINDINGS;
  }
  makeThrifty();
  const ledger = await openLedger(config);
  try {
    const post = await openPost(config, ledger, systemClock, progress);
    try {
      if (options.stay === true) {
        const log = openLog(config.logLevel);
        log.info({ courier: post.courier }, 'Delivering what is queued.');
        const tell = sumLogger(log);
        const notices = keepNoticesGoing(post.notices, log, terminal.stop);
        while (!terminal.stop.aborted) {
          try {
            tell(await post.deliver(terminal.stop));
          } catch (error) {
            log.error(explained(error), 'Delivering failed; it is tried again.');
          }
          await sleep(WAIT, undefined, { signal: terminal.stop }).catch(() => {});
        }
        await notices.done();
        log.info('Stopped.');
        return OK;
      }
      const sum = await post.deliver(terminal.stop);
      terminal.out(
        options.json === true ? `${JSON.stringify({ version: 1, ...sum })}\n` : printSum(sum, post.courier),
      );
      return needsPerson(sum) ? FINDINGS : OK;
    } finally {
      await post.close();
    }
  } finally {
    await ledger.close();
  }
}

/** Whether anything of a round is left for a person to look at. */
export function needsPerson({ stopped, uncertain, recovered, halted }: Sum): boolean {
  return stopped !== undefined || uncertain + recovered.length + halted.length > 0;
}

function printSum(sum: Sum & { notices?: Counts }, courier: string): string {
  const lines = [`${counted(sum) || 'Nothing was due'} (mail goes to ${courier}).`];
  if (sum.notices) lines.push(`Confirmations and other mails to one person: ${counted(sum.notices)}.`);
  for (const { edition, why } of sum.halted) lines.push(`${edition} is stopped: ${why}`);
  if (sum.recovered.length > 0) {
    lines.push(`${sum.recovered.length} uncertain: a program was ended in the middle of handing them over.`);
  }
  if (sum.stopped !== undefined) lines.push(`Mail is paused; it is tried again by itself. ${sum.stopped}`);
  if (needsPerson(sum)) lines.push('newsdesk status says more.');
  return `${lines.join('\n')}\n`;
}

/** "19 accepted, 1 refused"; empty when there was nothing. */
function counted(counts: Counts): string {
  const kinds = ['accepted', 'deferred', 'refused', 'uncertain'] as const;
  return kinds.flatMap((kind) => (counts[kind] > 0 ? [`${counts[kind]} ${kind}`] : [])).join(', ');
}
