import type { RelayTrouble } from '../model/mailing.ts';
import { masked } from '../util/mask.ts';
import type { Counts, Delivering, Sum } from './delivering.ts';
import { lostWorkers } from './lost.ts';
import { tryAgainAt } from './retry.ts';
import { Worker } from './worker.ts';

export type { Counts, Delivering, DeliveringLedger, Limits, Sum } from './delivering.ts';

const NOTHING: Counts = { accepted: 0, deferred: 0, refused: 0, uncertain: 0 };
/** How long one worker has the right to try a server that was in trouble, ms. */
const TRIAL = 60_000;

/**
 * Hands over every delivery that is due, each exactly once: it is marked in the ledger just before its final dot may
 * leave, and its verdict is recorded as soon as it is known. No more are marked than the courier has connections, so a
 * crash leaves at most that many whose fate is unknown; the next round calls them uncertain, and they are never tried
 * again by themselves. Any number of programs may do this on one ledger at once.
 *
 * Returns when nothing is due any more, the limit is reached, the signal says so or the server is in trouble (then nobody
 * tries it again for a while). Rejects with LedgerError when the ledger cannot be written for two minutes; what is under
 * way is finished first.
 */
export async function deliver(order: Delivering): Promise<Sum> {
  const { ledger, courier, wall } = order;
  const recovered = await recover(order);
  const now = wall();
  const isOurs = await ledger.tryRelay(courier.name, now, now + TRIAL);
  const trouble = (await ledger.relays()).find(({ name }) => name === courier.name);
  if (!isOurs) {
    const stopped = trouble?.words ?? 'it is in trouble';
    return { ...NOTHING, recovered, halted: [], late: 0, stopped };
  }
  const worker = new Worker(order, trouble);
  try {
    await worker.run();
  } finally {
    const words = worker.pace.stopped;
    if (words !== undefined) await giveUp(order, words, trouble);
  }
  const { counts, halted, late, pace } = worker;
  return { ...counts, recovered, halted, late, ...(pace.stopped !== undefined && { stopped: pace.stopped }) };
}

/** Nobody tries the server again for a while: 1, 5, 15 and 60 minutes, then hourly. */
async function giveUp(
  { ledger, courier: { name }, wall, at, random }: Delivering,
  words: string,
  trouble: RelayTrouble | undefined,
): Promise<void> {
  const failures = (trouble?.failures ?? 0) + 1;
  const since = trouble?.since ?? wall();
  const notBefore = tryAgainAt(wall(), failures, random);
  await ledger.relayFailed({ name, words, failures, since, notBefore });
  await ledger.note({ at: at(), what: 'paused', subject: name, detail: words });
}

/** Takes vanished workers for lost; each delivery that one left marked gets a line in the event log. */
async function recover({ ledger, wall, at, isGone }: Delivering): Promise<Sum['recovered']> {
  const lost = await ledger.lose(lostWorkers(await ledger.workers(), wall(), isGone));
  for (const { edition, address, response } of lost) {
    const detail = `${masked(address)}: ${response}`;
    await ledger.note({ at: at(), what: 'uncertain', subject: edition, detail });
  }
  return lost;
}
