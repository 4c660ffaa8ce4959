import type { Front } from './front.ts';

/** The instants that the front matter names, epoch ms. What is absent was not written or is not a real time. */
export type Times = {
  date: number | undefined;
  /** The end of the embargo; absent for an immediate release. */
  embargo: number | undefined;
  expires: number | undefined;
  /** When its case ended. */
  resolved: number | undefined;
  /** The first minute at which it may be public. */
  publicAt: number | undefined;
};

type Instant = (wall: string, zone?: string) => number | undefined;

/** The word that lets a release go out at its own date. */
export const IMMEDIATE = 'immediate';

/** Reads every time of a front matter. An issue goes out on its date at the cadence's time of day (`HH:mm`). */
export function timesOf(front: Front, instant: Instant, issueTime: string): Times {
  const { date } = front;
  if (front.type === 'issue') {
    const publicAt = date !== undefined && isDay(date) ? instant(`${date} ${issueTime}`) : undefined;
    return { date: publicAt, embargo: undefined, expires: undefined, resolved: undefined, publicAt };
  }
  const day = date === undefined ? undefined : instant(date);
  const immediate = front.release === IMMEDIATE;
  const embargo = front.release === undefined || immediate ? undefined : endOf(front.release, instant);
  const expires = front.expires === undefined ? undefined : instant(front.expires);
  const resolved = front.resolved === undefined ? undefined : instant(front.resolved.date);
  return { date: day, embargo, expires, resolved, publicAt: immediate ? day : embargo };
}

/** The end of an embargo as it is written: date and time, and the zone when there is one. */
export type Embargo = { wall: string; zone: string };

const EMBARGO =
  /^(\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2})?)(?: *(Z|[+-]\d{2}:\d{2})| +([A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*))?$/;

/** Takes `2026-11-24 09:00 America/Chicago` apart; undefined for what has another form. The zone may be missing (''). */
export function embargoIn(release: string): Embargo | undefined {
  const [, wall, offset, name] = EMBARGO.exec(release) ?? [];
  return wall === undefined ? undefined : { wall, zone: offset ?? name ?? '' };
}

/** What has no zone is a finding (C01) and is read in the newsroom's, so that nothing of it is ever early. */
function endOf(release: string, instant: Instant): number | undefined {
  const embargo = embargoIn(release);
  if (!embargo) return undefined;
  return embargo.zone === '' ? instant(embargo.wall) : instant(embargo.wall, embargo.zone);
}

/** True for `2026-11-13`, a date without a time of day. */
export function isDay(wall: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(wall);
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/**
 * What an officer most likely meant by a date or time in another form: `11/13/2026 2:30 p.m.` → `2026-11-13 14:30`.
 * Undefined when that is no guess worth printing.
 */
export function likelyTime(text: string, instant: Instant): string | undefined {
  const day = likelyDay(text.trim());
  if (day === undefined) return undefined;
  const guess = `${day.wall}${likelyClock(day.rest)}`;
  return guess !== text && instant(guess) !== undefined ? guess : undefined;
}

function likelyDay(text: string): { wall: string; rest: string } | undefined {
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/.exec(text);
  if (iso) return { wall: wall(iso[1], iso[2], iso[3]), rest: text.slice(iso[0].length) };
  const us = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?!\d)/.exec(text);
  if (us) return { wall: wall(us[3], us[1], us[2]), rest: text.slice(us[0].length) };
  const words = /^([a-z]{3})[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?!\d)/i.exec(text);
  const month = words ? MONTHS.indexOf((words[1] ?? '').toLowerCase()) + 1 : 0;
  if (!words || month === 0) return undefined;
  return { wall: wall(words[3], String(month), words[2]), rest: text.slice(words[0].length) };
}

function wall(year = '', month = '', day = ''): string {
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

function likelyClock(text: string): string {
  const clock = /(\d{1,2})(?::(\d{2}))?(?::\d{2})?\s*(?:([ap])\.?\s?m\b)?/i.exec(text);
  if (!clock || (clock[2] === undefined && clock[3] === undefined)) return '';
  const half = clock[3]?.toLowerCase();
  const hour = half ? (Number(clock[1]) % 12) + (half === 'p' ? 12 : 0) : Number(clock[1]);
  return ` ${String(hour).padStart(2, '0')}:${clock[2] ?? '00'}`;
}
