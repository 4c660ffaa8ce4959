import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Ledger, Opened } from '../app.ts';
import { certificate, newReach, type Killed } from '../desk/certificate.ts';
import { publicationKey } from '../model/publication.ts';
import { printWhen } from '../model/when.ts';
import { openOffice, PassInHand } from '../office.ts';
import { systemClock } from '../util/clock.ts';
import { silent } from '../util/progress.ts';
import { lift, recall, subjectOf } from '../verbs.ts';
import { FINDINGS, OK } from './exit.ts';
import { inNewsroom, noSuchFile, pathIn } from './newsroom.ts';
import type { Terminal } from './terminal.ts';

/**
 * `newsdesk hold | kill PATH --by NAME --reason "…"`: halts its mail at once, puts a notice in place of it on every outlet and
 * queues a notice to everybody who had it.
 */
export async function recallFile(
  root: string,
  typed: string,
  verb: 'hold' | 'kill',
  { by, reason }: { by: string; reason: string },
  terminal: Terminal,
): Promise<number> {
  return inNewsroom(root, terminal, async (opened, ledger, press) => {
    const at = systemClock();
    const subject = await subjectOf(press, pathIn(opened, typed), at);
    if (!subject) return noSuchFile(typed, terminal);
    const stopped = await recall(press, subject, { verb, reason, by }, at);
    const many = stopped === 1 ? 'One delivery' : `${stopped.toLocaleString('en-US')} deliveries`;
    terminal.out(`${many} that had not left will not leave.\n`);
    if (verb === 'kill') {
      const publication = publicationKey(subject.publication);
      await certify(opened, ledger, { publication, by, reason, at, notSent: stopped }, terminal);
    }
    return putOut(opened, terminal);
  });
}

/** `newsdesk release PATH --by NAME`: ends a hold. */
export async function releaseFile(
  root: string,
  typed: string,
  { by }: { by: string },
  terminal: Terminal,
): Promise<number> {
  return inNewsroom(root, terminal, async (opened, _, press) => {
    const at = systemClock();
    const subject = await subjectOf(press, pathIn(opened, typed), at);
    if (!subject) return noSuchFile(typed, terminal);
    await lift(press, subject, by, at);
    return putOut(opened, terminal);
  });
}

/** Writes the certificate into a file of the desk's own, and prints what it comes to. */
async function certify(
  { config }: Opened,
  ledger: Ledger,
  killed: Killed,
  terminal: Terminal,
): Promise<void> {
  const path = join(config.paths.var, 'certificates', `${killed.publication.replace('/', '-')}.txt`);
  const reach = newReach();
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  await pipeline(
    Readable.from(certificate(ledger, killed, config.newsroom, reach)),
    createWriteStream(path, { mode: 0o600 }),
  );
  const { zone, language } = config.newsroom.newsroom;
  const when = (at: number | undefined) =>
    at === undefined ? 'unknown' : printWhen(at, zone, language, 'moment');
  const lines = [
    `Cannot be recalled: the copies of ${reach.readers.toLocaleString('en-US')} readers`,
    ...[...reach.byEdition].map(([edition, count]) => `  ${edition}  ${count.toLocaleString('en-US')}`),
    ...(reach.readers > 0 ? [`  taken between ${when(reach.first)} and ${when(reach.last)}`] : []),
    ...(reach.uncertain > 0 ? [`  uncertain: ${reach.uncertain}`] : []),
    `Certificate, with every address: ${path}`,
  ];
  terminal.out(`${lines.join('\n')}\n`);
}

/** Publishes what changed now; a program that is publishing at this moment does it within a minute. */
async function putOut(opened: Opened, terminal: Terminal): Promise<number> {
  const office = await openOffice(opened, { dryRun: false, clock: systemClock, progress: silent });
  try {
    const pass = await office.publish(systemClock(), []);
    if (pass.stopped) {
      terminal.err('newsdesk: The pages could not be published: newsdesk check says what is wrong.\n');
      return FINDINGS;
    }
    const { written, removed } = pass.shelving;
    terminal.out(`${written.length} public files replaced, ${removed.length} taken away.\n`);
    for (const { edition, queued } of pass.mailings.filter((one) => one.queued > 0)) {
      terminal.out(
        `${edition}: ${queued.toLocaleString('en-US')} readers who had it will be told by mail.\n`,
      );
    }
    return OK;
  } catch (error) {
    if (!(error instanceof PassInHand)) throw error;
    terminal.out('Another program is publishing at this moment; it puts the pages out within a minute.\n');
    return OK;
  } finally {
    await office.close();
  }
}
