import type { Consequence, Health, Return } from '../model/return.ts';

/** How patient the desk is: `inbox:` in newsdesk.yaml, durations in ms. */
export type Patience = { softHalfLife: number; softLimit: number; probeWait: number };

/**
 * What speaks about a subscriber.
 * - `proof`: `token` when only our own copy can have led to it (a sealed return path, an unsubscribe link, the Message-ID of
 *   that reader's copy); `name` when it merely names an address, as anybody can.
 * - `sentAt`: when the copy that it speaks of was sent, epoch ms, if that is known.
 */
export type Evidence = {
  kind: Return['kind'];
  proof: 'token' | 'name';
  sentAt?: number;
};

const DAY = 86_400_000;
/** The probe goes this much later: a mailbox that is full on a day of many releases may be empty on the next. */
const GRACE = DAY;

const NONE: Consequence = { kind: 'none' };

/**
 * What follows from something that came back. Pure.
 *
 * A complaint or a wish to leave takes somebody off the list, a hard bounce with proof too. A soft bounce adds one to a
 * score of which half is forgotten in every `softHalfLife`; at `softLimit` the mailbox is asked by a probe, a day later. Only
 * what was sent after that and bounces within `probeWait` suppresses the address; after a silent wait the score begins anew.
 *
 * A bounce without proof is soft whatever it says, and never decides after a probe: a forged report that names somebody's
 * address can make us send them one probe, no more. What is about us counts for nobody.
 */
export function consequenceOf(
  evidence: Evidence,
  health: Health,
  at: number,
  patience: Patience,
): Consequence {
  const { kind, proof } = evidence;
  if (kind === 'complaint') return proof === 'token' ? { kind: 'leaves', why: 'complaint' } : NONE;
  if (kind === 'leave') return proof === 'token' ? { kind: 'leaves', why: 'asked' } : NONE;
  if (kind !== 'hard' && kind !== 'soft') return NONE;
  if (kind === 'hard' && proof === 'token') return { kind: 'leaves', why: 'bounced' };
  return asked(health, at, patience) ? afterProbe(evidence, health) : scored(health, at, patience);
}

/** The score at an instant: half of it is gone after every half-life. */
export function scoreAt(
  { score, scoredAt }: Health,
  at: number,
  { softHalfLife }: Pick<Patience, 'softHalfLife'>,
): number {
  return score * 0.5 ** (Math.max(0, at - scoredAt) / softHalfLife);
}

function asked({ probedAt }: Health, at: number, { probeWait }: Patience): boolean {
  return probedAt !== undefined && at - probedAt <= probeWait;
}

/** Bounces of what went out before the probe say nothing new. */
function afterProbe({ proof, sentAt }: Evidence, { probedAt = 0 }: Health): Consequence {
  return proof === 'token' && sentAt !== undefined && sentAt >= probedAt
    ? { kind: 'leaves', why: 'bounced' }
    : NONE;
}

function scored(health: Health, at: number, patience: Patience): Consequence {
  const begun = health.probedAt === undefined ? scoreAt(health, at, patience) : 0;
  const score = begun + 1;
  // A hair below: five bounces in one second are five, although the first has faded by then.
  const probe = score >= patience.softLimit - 0.01;
  return { kind: 'ails', health: { score, scoredAt: at, ...(probe && { probedAt: at + GRACE }) }, probe };
}
