import { Temporal } from 'temporal-polyfill';
import { dayOf } from './days.ts';

const WALL = /^(\d{4}-\d{2}-\d{2})(?:[ T](?:([01]\d|2[0-3]):([0-5]\d)))?$/;
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const DATES_KEPT = 4096;

/** How far a date's clocks are from UTC, ms, by zone and date; NaN for a date on which they change. */
const offsets = new Map<string, number>();

/**
 * The instant (epoch ms) of a wall-clock time in a zone: `2026-11-20`, `2026-11-20 10:00` or with a `T`; a date alone
 * means its midnight. A time that the clocks skip in spring is read as if they had not yet been moved (02:30 becomes
 * 03:30 summer time), one that comes twice in autumn is the first. Undefined for anything that is no real date or time.
 * Throws RangeError for an unknown zone.
 */
export function instantOf(wall: string, zone: string): number | undefined {
  const [, date, hour = '0', minute = '0'] = WALL.exec(wall) ?? [];
  const day = date === undefined ? undefined : dayOf(date);
  if (date === undefined || day === undefined) return undefined;
  const offset = offsetOn(date, zone);
  if (!Number.isNaN(offset)) return day * DAY + (Number(hour) * 60 + Number(minute)) * MINUTE - offset;
  return zoned(`${date}T${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`, zone).epochMilliseconds;
}

/** Temporal takes 14 µs for a conversion and a newsroom has many releases a day, so each date's offset is kept. */
function offsetOn(date: string, zone: string): number {
  const key = `${zone} ${date}`;
  let offset = offsets.get(key);
  if (offset === undefined) {
    const midnight = zoned(`${date}T00:00`, zone);
    const steady = midnight.hoursInDay === 24 && midnight.toPlainDate().toString() === date;
    offset = steady ? midnight.offsetNanoseconds / 1e6 : NaN;
    if (offsets.size >= DATES_KEPT) offsets.clear();
    offsets.set(key, offset);
  }
  return offset;
}

function zoned(wall: string, zone: string): Temporal.ZonedDateTime {
  return Temporal.PlainDateTime.from(wall).toZonedDateTime(zone);
}
