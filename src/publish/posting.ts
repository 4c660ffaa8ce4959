import type { BreakerLimits } from '../model/breaker.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Mailing } from '../model/mailing.ts';
import { durationMs } from '../model/duration.ts';
import type { Composed, Posting } from './mailing.ts';

/** Why the mailing of a corrected edition waits a moment: what can be taken back goes first. */
export const PAGES_FIRST = 'its pages are being published first';

/**
 * Halts what is being corrected, before anything of the new edition is out: whoever has not been served is given the newer
 * one, which waits until its pages are public. Safe to repeat, and safe to be ended in the middle of.
 */
export async function holdCorrected(
  ledger: Ledger,
  composed: readonly Composed[],
  at: number,
): Promise<void> {
  for (const { posting, letter } of composed) {
    if (!letter || !posting.mailing || posting.mailing.edition === posting.edition) continue;
    await ledger.keepLetter(posting.edition, letter);
    const moved = await ledger.supersede(posting.edition, PAGES_FIRST, at);
    if (moved === 0) continue;
    const detail = `${moved} deliveries take the place of those of ${posting.mailing.edition}`;
    await ledger.note({ at, what: 'superseded', subject: posting.edition, detail });
  }
}

/**
 * What began longer ago than the lateness (`36h`) and is not through waits for a person from now on. Returns those, once.
 * Asked before every round of delivering, not only by a pass: after a long night nothing may leave by itself.
 */
export async function holdLate(ledger: Ledger, lateness: string, at: number): Promise<Mailing[]> {
  const why = `it was not through after ${lateness}`;
  const late = await ledger.holdLate(at - durationMs(lateness), why, at);
  for (const { edition } of late) await ledger.note({ at, what: 'late', subject: edition, detail: why });
  return late;
}

/** Keeps the letters and queues the deliveries, or lets them go on. Safe to repeat: nobody is queued twice. */
export async function queueMail(
  ledger: Ledger,
  composed: readonly Composed[],
  limits: BreakerLimits,
  at: number,
): Promise<Posting[]> {
  const postings: Posting[] = [];
  for (const { posting, letter } of composed) {
    const { state, edition, mailing } = posting;
    let queued = 0;
    let held: { held?: string } = {};
    if (state === 'due' && (letter || posting.held !== undefined)) {
      queued = await enqueue(ledger, posting, letter, limits, at);
      const why = (await ledger.mailing(edition))?.why;
      if (why) held = { held: why };
    }
    // One that was held because it was for nobody has none yet.
    if (state === 'agreed' && letter) await ledger.keepLetter(edition, letter);
    if (state === 'agreed' && (await ledger.resumeMailing(edition, at))) {
      await ledger.note({ at, what: 'resumed', subject: edition, detail: 'a person said yes' });
    }
    const isHeld = state === 'corrected' || mailing?.why === PAGES_FIRST;
    if (isHeld) await ledger.resumeMailing(edition, at, PAGES_FIRST);
    const { held: _, ...rest } = posting;
    postings.push({ ...rest, ...held, queued });
  }
  return postings;
}

/** Queues an edition; one whose audience is odd is stopped by that, and one that is for nobody needs no letter yet. */
async function enqueue(
  ledger: Ledger,
  { edition, topics, publicAt }: Posting,
  letter: Composed['letter'],
  limits: BreakerLimits,
  at: number,
): Promise<number> {
  if (letter) await ledger.keepLetter(edition, letter);
  const queued = await ledger.queue(edition, topics, publicAt, at, limits);
  if (queued > 0) await ledger.note({ at, what: 'queued', subject: edition, detail: `${queued} deliveries` });
  const mailing = await ledger.mailing(edition);
  if (mailing?.state === 'stopped' && mailing.since === at) {
    await ledger.note({ at, what: 'stopped', subject: edition, detail: mailing.why });
  }
  return queued;
}
