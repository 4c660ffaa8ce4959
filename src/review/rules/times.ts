import { NOTHING, type Context, type Mark, type Rule } from '../rule.ts';
import { embargoIn, IMMEDIATE, isDay, likelyTime } from '../times.ts';
import { quote } from '../words.ts';
import { embargoInText } from './style/embargo.ts';

/** A zone at the end of a time, in whatever form the time is. */
const ZONED = /(?:\b[A-Z]{1,3}T|\b[A-Za-z]+(?:\/[A-Za-z_]+)+|\bUTC|\bGMT|(?<=\d)Z|(?<=\d *)[+-]\d{2}:\d{2})$/;

/** Dates, times and embargoes, each read in the newsroom's zone. */
export const timeRules: readonly Rule[] = [
  {
    id: 'date/form',
    severity: 'error',
    about: 'A date or time that is not in the form 2026-11-13 or 2026-11-13 14:30, or not in the calendar',
    source: 'house rule',
    why: 'It decides when the text goes out and what is printed at its head; Newsdesk does not guess.',
    check: checkDates,
  },
  {
    id: 'release/form',
    severity: 'error',
    about: '"release" that is neither "immediate" nor a time',
    source: 'house rule',
    why: 'It decides the minute at which everybody can read it.',
    check: checkRelease,
  },
  {
    id: 'C01',
    severity: 'error',
    about: 'An embargo without a time of day or a zone, before its own release, or together with "immediate"',
    source: 'AP and dpa practice',
    why: 'An embargo is a date, a time and a zone, or it is not an embargo: newsrooms would each read it their own way.',
    check: (context) => [
      ...checkEmbargo(context),
      ...(context.front.status === 'withdrawn' ? NOTHING : embargoInText(context)),
    ],
  },
  {
    id: 'expires/early',
    severity: 'error',
    about: 'A release that expires before it is out',
    source: 'house rule',
    why: 'It would never be current: a notice would stand in its place from the first minute.',
    check: ({ front, times, locate }) => {
      if (times.expires === undefined || times.publicAt === undefined || times.expires > times.publicAt)
        return NOTHING;
      if (front.status === 'withdrawn') return NOTHING;
      const what = '"expires" is not after the minute at which the release goes out';
      return [{ at: locate(['expires'], 'value'), what, fix: 'Write a later time, or leave "expires" out.' }];
    },
  },
  {
    id: 'number/year',
    severity: 'warning',
    about: 'A serial number whose year is not the year of the date',
    source: 'house rule',
    why: 'Numbers are counted by year; a number of another year is usually a slip.',
    check: ({ front, times, locate }) => {
      if (front.type !== 'release' || !front.number || !front.date || times.date === undefined)
        return NOTHING;
      if (front.number.slice(0, 2) === front.date.slice(2, 4)) return NOTHING;
      const what = `Number ${front.number} is of 20${front.number.slice(0, 2)}, but the date is in ${front.date.slice(0, 4)}`;
      return [{ at: locate(['number'], 'value'), what, fix: 'Mend the number or the date.' }];
    },
  },
];

function checkDates({ front, times, instant, newsroom, locate }: Context): readonly Mark[] {
  const marks: Mark[] = [];
  if (front.date !== undefined && times.date === undefined) {
    if (front.type === 'issue' && instant(front.date) !== undefined) {
      const what = `"date" is ${quote(front.date)}, but an issue's date has no time of day`;
      const at = locate(['date'], 'value');
      const fix = `Write ${front.date.slice(0, 10)}; it goes out at ${newsroom.digest.cadence.at}, as newsdesk.yaml says.`;
      return [{ at, what, fix }];
    }
    marks.push(notATime('date', front.date, locate, instant));
  }
  if (front.type === 'release' && front.expires !== undefined && times.expires === undefined) {
    marks.push(notATime('expires', front.expires, locate, instant));
  }
  if (front.type === 'release' && front.resolved && times.resolved === undefined) {
    marks.push(
      notATime('resolved', front.resolved.date, (_, what) => locate(['resolved', 'date'], what), instant),
    );
  }
  return marks;
}

function notATime(key: string, value: string, locate: Context['locate'], instant: Context['instant']): Mark {
  const form = /^\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2})?$/.test(value);
  const guess = likelyTime(value, instant);
  const what = form
    ? `"${key}" is ${quote(value)}, which no calendar or clock has`
    : `"${key}" is ${quote(value)}, which is not a date that Newsdesk reads`;
  const fix = guess
    ? `Did you mean ${guess}?`
    : 'Write the date as 2026-11-13, or with a time as 2026-11-13 14:30; the zone is the newsroom’s own.';
  return { at: locate([key], 'value'), what, fix };
}

function checkRelease({ front, times, newsroom, instant, locate }: Context): readonly Mark[] {
  if (front.type !== 'release' || front.release === undefined || front.release === IMMEDIATE) return NOTHING;
  if (times.embargo !== undefined || saysBoth(front.release)) return NOTHING;
  const written = front.release;
  const at = locate(['release'], 'value');
  const own = newsroom.newsroom.zone;
  const embargo = embargoIn(written);
  if (embargo && embargo.zone !== '' && instant(embargo.wall) !== undefined) {
    const what = `"release" is ${quote(written)}, and no clock shows ${quote(embargo.zone)} on that day`;
    const fix = `Name the place whose clocks are meant: ${embargo.wall} ${own}; or the letters or the offset of that day.`;
    return [{ at, what, fix }];
  }
  const what = `"release" is ${quote(written)}, which is neither "${IMMEDIATE}" nor a time`;
  const [zone = own] = ZONED.exec(written.trim()) ?? [];
  const guess = likelyTime(written, instant);
  const fix = /imm?ed/i.test(written)
    ? `Did you mean "${IMMEDIATE}"?`
    : guess
      ? `Did you mean ${guess} ${zone}?`
      : `Write "${IMMEDIATE}", or the minute at which the embargo ends: 2026-11-24 09:00 ${own}.`;
  return [{ at, what, fix }];
}

function saysBoth(release: string): boolean {
  return /immediate/i.test(release) && /\d/.test(release);
}

function checkEmbargo({ front, times, newsroom, locate }: Context): readonly Mark[] {
  if (front.type !== 'release' || front.release === undefined || front.release === IMMEDIATE) return NOTHING;
  if (front.status === 'withdrawn') return NOTHING;
  const at = (): Mark['at'] => locate(['release'], 'value');
  if (saysBoth(front.release)) {
    const what = `"release" is ${quote(front.release)}: immediate and a time at once`;
    return [
      { at: at(), what, fix: `Write "${IMMEDIATE}" alone, or the minute at which the embargo ends alone.` },
    ];
  }
  const embargo = embargoIn(front.release);
  if (times.embargo === undefined || !embargo) return NOTHING;
  const { wall } = embargo;
  const zone = embargo.zone === '' ? newsroom.newsroom.zone : embargo.zone;
  if (isDay(wall)) {
    const what = `The embargo of ${front.release} has no time of day${embargo.zone === '' ? ' and no zone' : ''}`;
    return [{ at: at(), what, fix: `Write the minute at which it ends: ${wall} 09:00 ${zone}.` }];
  }
  if (embargo.zone === '') {
    const what = `The embargo of ${front.release} has no zone`;
    return [{ at: at(), what, fix: `Write it out: ${wall} ${zone}, or with letters or an offset.` }];
  }
  if (times.date === undefined || times.embargo >= times.date) return NOTHING;
  const what = `The embargo ends on ${front.release}, before the release’s own date (${front.date ?? ''})`;
  return [{ at: at(), what, fix: 'Mend the date or the end of the embargo.' }];
}
