import type { Consequence, ReturnKind } from '../model/return.ts';

/** What reading came to: returns by kind, and what followed. */
export type Tally = {
  kinds: Partial<Record<ReturnKind, number>>;
  /** Taken before; nothing followed. */
  again: number;
  /** Off the list, by reason. */
  left: Partial<Record<'asked' | 'complaint' | 'bounced' | 'removed', number>>;
  probes: number;
  alarms: number;
  /** Messages that a person has to read. */
  aside: number;
};

export function noReturns(): Tally {
  return { kinds: {}, again: 0, left: {}, probes: 0, alarms: 0, aside: 0 };
}

/** Counts one return and what followed; undefined: it was taken before. */
export function countReturn(tally: Tally, kind: ReturnKind, consequence: Consequence | undefined): void {
  if (!consequence) {
    tally.again += 1;
    return;
  }
  tally.kinds[kind] = (tally.kinds[kind] ?? 0) + 1;
  if (consequence.kind === 'leaves') tally.left[consequence.why] = (tally.left[consequence.why] ?? 0) + 1;
  if (consequence.kind === 'ails' && consequence.probe) tally.probes += 1;
}
