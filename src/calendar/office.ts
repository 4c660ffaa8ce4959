import type { Newsroom } from '../model/newsroom.ts';
import { dateIn, stampIn } from '../model/when.ts';
import { dayOf, isWeekend } from './days.ts';
import { holidaysOf } from './holidays.ts';

/**
 * Whether somebody is in the office at an instant (epoch ms): Monday to Friday between the hours of newsdesk.yaml, but not
 * on a holiday. `loadHolidays` has to be awaited first.
 */
export function inOfficeHours(newsroom: Newsroom, at: number): boolean {
  const { zone } = newsroom.newsroom;
  const { from, to } = newsroom.approval.officeHours;
  const time = stampIn(at, zone).slice(11, 16);
  const date = dateIn(at, zone);
  return time >= from && time < to && isWorkingDay(newsroom, date);
}

/** Whether the office works on a date: Monday to Friday, but holidays. `loadHolidays` has to be awaited first. */
export function isWorkingDay(newsroom: Newsroom, date: string): boolean {
  if (isWeekend(dayOf(date) ?? 0)) return false;
  return !holidaysOf(newsroom, Number(date.slice(0, 4))).some((holiday) => holiday.date === date);
}
