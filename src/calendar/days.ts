const DAY = 86_400_000;

/** A calendar date (`2026-11-20`) as days since 1970-01-01; undefined when there is no such date. */
export function dayOf(date: string): number | undefined {
  const [year = NaN, month = NaN, day = NaN] = date.split('-', 3).map(Number);
  const days = Date.UTC(year, month - 1, day) / DAY;
  return Number.isInteger(days) && dateOf(days) === date ? days : undefined;
}

/** Days since 1970-01-01 as a calendar date. */
export function dateOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** True on Saturdays and Sundays; 1970-01-01 was a Thursday. */
export function isWeekend(day: number): boolean {
  const weekday = (((day + 4) % 7) + 7) % 7;
  return weekday === 0 || weekday === 6;
}
