import { Temporal } from 'temporal-polyfill';
import { dayOf } from './days.ts';

const WALL = /^(\d{4}-\d{2}-\d{2})(?:[ T](?:([01]\d|2[0-3]):([0-5]\d)))?$/;
const MINUTE = 60_000;
const DATES_KEPT = 4096;

/** When a date begins, epoch ms, by zone and date; NaN for a date on which the clocks change. */
const midnights = new Map<string, number>();

/**
 * The instant (epoch ms) of a wall-clock time in a zone: `2026-11-20`, `2026-11-20 10:00` or with a `T`; a date alone
 * means its midnight. A time that the clocks skip in spring is read as if they had not yet been moved (02:30 becomes
 * 03:30 summer time), one that comes twice in autumn is the first. Undefined for anything that is no real date or time.
 * Throws RangeError for an unknown zone.
 */
export function instantOf(wall: string, zone: string): number | undefined {
  const [, date, hour = '00', minute = '00'] = WALL.exec(wall) ?? [];
  const midnight = date === undefined ? undefined : midnightOf(date, zone);
  if (midnight === undefined) return undefined;
  if (!Number.isNaN(midnight)) return midnight + (Number(hour) * 60 + Number(minute)) * MINUTE;
  return zoned(`${date}T${hour}:${minute}`, zone).epochMilliseconds;
}

/** Temporal takes 14 µs for a conversion and a newsroom has many releases a day, so each date's midnight is kept. */
function midnightOf(date: string, zone: string): number | undefined {
  const key = `${zone} ${date}`;
  const known = midnights.get(key);
  if (known !== undefined) return known;
  if (dayOf(date) === undefined) return undefined;
  const midnight = zoned(`${date}T00:00`, zone);
  const steady = midnight.hoursInDay === 24 && midnight.toPlainDate().toString() === date;
  if (midnights.size >= DATES_KEPT) midnights.clear();
  midnights.set(key, steady ? midnight.epochMilliseconds : NaN);
  return midnights.get(key);
}

function zoned(wall: string, zone: string): Temporal.ZonedDateTime {
  return Temporal.PlainDateTime.from(wall).toZonedDateTime(zone);
}
