const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How long a deferred delivery waits after its first, second, … attempt; hourly from then on. */
const STEPS = [1 * MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR];

/**
 * When to try again after `attempts` tries: the step's time and up to a fifth more, so that those deferred together do
 * not come back together. `random` gives numbers from 0 up to 1.
 */
export function tryAgainAt(at: number, attempts: number, random: () => number): number {
  const step = STEPS[Math.max(0, attempts - 1)] ?? HOUR;
  return Math.round(at + step * (1 + random() / 5));
}
