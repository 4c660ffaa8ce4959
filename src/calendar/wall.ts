import { Temporal } from 'temporal-polyfill';
import { dayOf } from './days.ts';

const WALL = /^(\d{4}-\d{2}-\d{2})(?:[ T](?:([01]\d|2[0-3]):([0-5]\d)))?$/;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const MIDDLE = 16;
const HALVES_KEPT = 4096;

/** When half a month begins, epoch ms, by zone and first day; NaN for one in which the clocks change. */
const midnights = new Map<string, number>();

/**
 * The instant (epoch ms) of a wall-clock time in a zone: `2026-11-20`, `2026-11-20 10:00` or with a `T`; a date alone
 * means its midnight. A time that the clocks skip in spring is read as if they had not yet been moved (02:30 becomes
 * 03:30 summer time), one that comes twice in autumn is the second: an embargo never ends an hour early. Undefined for anything that is no real date or time.
 * Throws RangeError for an unknown zone.
 */
export function instantOf(wall: string, zone: string): number | undefined {
  const [, date, hour = '00', minute = '00'] = WALL.exec(wall) ?? [];
  const midnight = date === undefined ? undefined : midnightOf(date, zone);
  if (midnight === undefined) return undefined;
  if (!Number.isNaN(midnight)) return midnight + (Number(hour) * 60 + Number(minute)) * MINUTE;
  return zoned(`${date}T${hour}:${minute}`, zone).epochMilliseconds;
}

/**
 * Temporal takes 14 µs for a conversion and a newsroom has many dates, so each half of a month is asked about once: when
 * it has exactly its days of 24 hours, every midnight in it is known. No zone changes its clocks there and back within
 * half a month.
 */
function midnightOf(date: string, zone: string): number | undefined {
  if (dayOf(date) === undefined) return undefined;
  const day = Number(date.slice(8));
  const first = day < MIDDLE ? 1 : MIDDLE;
  const key = `${zone} ${date.slice(0, 8)}${first}`;
  let start = midnights.get(key);
  if (start === undefined) {
    start = steadyStart(date, first, zone);
    if (midnights.size >= HALVES_KEPT) midnights.clear();
    midnights.set(key, start);
  }
  return start + (day - first) * DAY;
}

/** Midnight at the beginning of a date's half of the month; NaN when the clocks change in that half. */
function steadyStart(date: string, first: number, zone: string): number {
  const begin = Temporal.PlainDate.from(date).with({ day: first });
  const end = first === 1 ? begin.with({ day: MIDDLE }) : begin.with({ day: 1 }).add({ months: 1 });
  const [from, to] = [begin, end].map((plain) => plain.toZonedDateTime(zone).epochMilliseconds);
  const days = begin.until(end).days;
  return from !== undefined && to !== undefined && to - from === days * DAY ? from : NaN;
}

function zoned(wall: string, zone: string): Temporal.ZonedDateTime {
  return Temporal.PlainDateTime.from(wall).toZonedDateTime(zone, { disambiguation: 'later' });
}
