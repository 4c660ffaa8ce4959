import type { HolidayRule, Newsroom } from '../model/newsroom.ts';
import { dateOf, dayOf, isWeekend } from './days.ts';
import { holidaysOf } from './holidays.ts';
import { instantOf } from './wall.ts';

/** One beat of the Digest's cadence. `date` and `at` (epoch ms) are absent when the holiday rule leaves the issue out. */
export type DigestDate = {
  /** The day that counting from the anchor gives. */
  planned: string;
  /** The day on which it goes out. */
  date?: string;
  at?: number;
  /** Why it does not go out on the planned day. */
  moved?: { from: string; because: string; rule: HolidayRule };
};

/**
 * The Digest's dates from `from` to `to` (both `YYYY-MM-DD`, both included), in order: every N days from the anchor in
 * both directions, then the holiday rule. A beat that is left out counts as its planned day.
 *
 * An issue is moved to the nearest day that is neither a weekend nor a holiday, and only as far as the planned day of
 * the issue before or after: past that it is left out, so no two issues fall on one day and none overtakes another.
 */
export function digestDates(newsroom: Newsroom, from: string, to: string): DigestDate[] {
  const { anchor, every } = newsroom.digest.cadence;
  const [first, last, start] = [dayOf(from), dayOf(to), dayOf(anchor)];
  if (first === undefined || last === undefined || start === undefined) return [];
  const dates: DigestDate[] = [];
  const beats = [Math.floor((first - start) / every) - 1, Math.ceil((last - start) / every) + 1] as const;
  for (let beat = beats[0]; beat <= beats[1]; beat += 1) {
    const digest = digestDate(newsroom, start + beat * every);
    const date = digest.date ?? digest.planned;
    if (from <= date && date <= to) dates.push(digest);
  }
  return dates;
}

/**
 * Whether an issue may be dated so. When it may not, `nearest` are the dates before and after it that an issue may
 * have, and `why` says what is wrong with this one.
 */
export function onCadence(
  newsroom: Newsroom,
  date: string,
): { due: boolean; nearest: string[]; why?: string } {
  const { anchor, every } = newsroom.digest.cadence;
  const day = dayOf(date);
  if (day === undefined) return { due: false, nearest: [], why: `${date} is not a date of the calendar` };
  const around = digestDates(newsroom, dateOf(day - 4 * every), dateOf(day + 4 * every));
  const dates = around.flatMap((digest) => digest.date ?? []);
  if (dates.includes(date)) return { due: true, nearest: [date] };
  const before = dates.findLast((other) => other < date);
  const after = dates.find((other) => other > date);
  const nearest = [before, after].filter((other) => other !== undefined);
  const holiday = around.find(({ planned }) => planned === date);
  if (!holiday?.moved) {
    return { due: false, nearest, why: `issues go out every ${every} days, counted from ${anchor}` };
  }
  const instead = holiday.date ? `the issue goes out on ${holiday.date}` : 'there is no issue';
  return { due: false, nearest, why: `${date} is a holiday (${holiday.moved.because}), so ${instead}` };
}

function digestDate(newsroom: Newsroom, day: number): DigestDate {
  const { at, holidays: rule } = newsroom.digest.cadence;
  const planned = dateOf(day);
  const because = holidayOn(newsroom, day);
  const date = because === undefined ? planned : workingDay(newsroom, day);
  return {
    planned,
    ...(date === undefined ? {} : { date, at: instantOf(`${date} ${at}`, newsroom.newsroom.zone) ?? NaN }),
    ...(because === undefined ? {} : { moved: { from: planned, because, rule } }),
  };
}

/** Where the holiday rule moves an issue; undefined when it leaves it out. */
function workingDay(newsroom: Newsroom, day: number): string | undefined {
  const { every, holidays: rule } = newsroom.digest.cadence;
  if (rule === 'skip') return undefined;
  for (let distance = 1; distance < every; distance += 1) {
    const other = rule === 'earlier' ? day - distance : day + distance;
    if (!isWeekend(other) && holidayOn(newsroom, other) === undefined) return dateOf(other);
  }
  return undefined;
}

function holidayOn(newsroom: Newsroom, day: number): string | undefined {
  const date = dateOf(day);
  return holidaysOf(newsroom, Number(date.slice(0, 4))).find((holiday) => holiday.date === date)?.name;
}
