import type { Worker } from '../ledger/ledger.ts';

const SECOND = 1000;

/** A worker answers for its claims this long, and renews well before; one that is silent for longer counts as lost. ms */
export const LEASE = 60 * SECOND;
export const RENEW = LEASE / 4;

/**
 * The workers that are no more: their time ran out, or the system says that their program is gone, or their time lies
 * further ahead than any worker's may (the clock was set back since they wrote it).
 */
export function lostWorkers(
  workers: readonly Worker[],
  wall: number,
  isGone: (holder: string) => boolean,
): Worker[] {
  return workers.filter(({ holder, until }) => until < wall || until > wall + 2 * LEASE || isGone(holder));
}
