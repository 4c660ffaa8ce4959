/** Two clocks at one instant: the one on the wall (epoch ms), and the time since the machine started, sleep included (ms). */
export type Look = { wall: number; up: number };

/** A step of the wall clock that is not believed yet. */
type Step = {
  /** How far it went, ms; backward is negative. */
  by: number;
  /** When it was first seen, by the time since the machine started. */
  since: number;
};

/**
 * What is known of the clocks from the looks before: what the wall clock would show had nobody set it, at a time since the
 * machine started, and the latest time that was given out.
 */
export type Steady = { counted: Look; shown: number; step?: Step; confirmed: string };

/**
 * What time it is. `news` is told once: `stepped` when a step is first seen, `believed` when it is the time from now on,
 * `undone` when the clock is back where it belongs.
 */
export type Told = { steady: Steady; at: number; by: number; news?: 'stepped' | 'believed' | 'undone' };

const MINUTE = 60_000;
/** Clocks are set right by less than this all the time. */
export const SLACK = 2 * MINUTE;
/** What stands for so long is no slip. */
export const STANDS = 15 * MINUTE;

/**
 * The time that a pass goes by. A wall clock that moved otherwise than the machine's own counter was set by somebody or
 * something; until it has stood for a quarter of an hour, or a person says so (`confirmed` is another text than before), it
 * is not believed: after a step forward time goes on as before, after one backward it stands still until the clock has come
 * there again, since nobody knows which of the two was wrong. So nothing is ever early. Sleep is no step: the counter counts it. Pure. A clock that was wrong
 * when the first look was taken cannot be told from a right one.
 */
export function steady(before: Steady | undefined, now: Look, confirmed: string): Told {
  if (!before) return believing(now, confirmed, 0);
  const { counted, shown, step } = before;
  const due = counted.wall + Math.max(0, now.up - counted.up);
  const by = now.wall - due;
  if (Math.abs(by) <= SLACK) return believing(now, confirmed, by, step ? 'undone' : undefined);
  const isSame = step !== undefined && Math.abs(by - step.by) <= SLACK;
  const since = isSame ? step.since : now.up;
  if (confirmed !== before.confirmed || now.up - since >= STANDS)
    return believing(now, confirmed, by, 'believed');
  const at = by > 0 ? due : Math.max(shown, now.wall);
  const next = { counted: { wall: due, up: now.up }, shown: at, step: { by, since }, confirmed };
  return { steady: next, at, by, ...(isSame ? {} : { news: 'stepped' as const }) };
}

function believing(now: Look, confirmed: string, by: number, news?: Told['news']): Told {
  const next = { counted: now, shown: now.wall, confirmed };
  return { steady: next, at: now.wall, by, ...(news ? { news } : {}) };
}
