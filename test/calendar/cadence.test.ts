import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { beforeAll, describe, expect, test } from 'vitest';
import { digestDates, holidaysOf, loadHolidays, onCadence } from '../../src/calendar/calendar.ts';
import type { Newsroom } from '../../src/model/newsroom.ts';
import { testNewsroom } from '../support/newsroom.ts';

beforeAll(loadHolidays);

type Cadence = Newsroom['digest']['cadence'];
const FROM = '1990-01-01';
const TO = '2060-12-31';

function newsroomWith(cadence: Partial<Cadence>, zone = 'America/Chicago', holidays = {}): Newsroom {
  return testNewsroom((raw: Record<string, Record<string, unknown>>) => {
    raw['newsroom']!['zone'] = zone;
    raw['digest']!['cadence'] = {
      anchor: '2026-10-23',
      every: 14,
      at: '10:00',
      holidays: 'earlier',
      ...cadence,
    };
    raw['holidays'] = { region: 'US-MO', ...holidays };
  });
}
const datesOf = (newsroom: Newsroom, from: string, to: string) =>
  digestDates(newsroom, from, to).flatMap((digest) => digest.date ?? []);
const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000;

describe('every second Friday', () => {
  test('the turn of the years 2026 and 2027 has no gap, though 2026 has a week 53', () => {
    expect(digestDates(newsroomWith({}), '2026-12-01', '2027-01-31')).toEqual([
      { planned: '2026-12-04', date: '2026-12-04', at: Date.UTC(2026, 11, 4, 16) },
      { planned: '2026-12-18', date: '2026-12-18', at: Date.UTC(2026, 11, 18, 16) },
      {
        planned: '2027-01-01',
        date: '2026-12-31',
        at: Date.UTC(2026, 11, 31, 16),
        moved: { from: '2027-01-01', because: "New Year's Day", rule: 'earlier' },
      },
      { planned: '2027-01-15', date: '2027-01-15', at: Date.UTC(2027, 0, 15, 16) },
      { planned: '2027-01-29', date: '2027-01-29', at: Date.UTC(2027, 0, 29, 16) },
    ]);
  });

  test('Christmas on the day itself moves the issue to the working day before or after, or leaves it out', () => {
    const [earlier, later, skip] = (['earlier', 'later', 'skip'] as const).map((holidays) =>
      digestDates(newsroomWith({ anchor: '2026-12-25', holidays }), '2026-12-20', '2027-01-03'),
    );
    expect(earlier?.map(({ date }) => date)).toEqual(['2026-12-24']);
    expect(later?.map(({ date }) => date)).toEqual(['2026-12-28']);
    expect(skip).toEqual([
      { planned: '2026-12-25', moved: { from: '2026-12-25', because: 'Christmas Day', rule: 'skip' } },
    ]);
  });

  test('moving skips weekends and further holidays', () => {
    const add = [
      { date: '2026-12-24', name: 'Christmas Eve' },
      { date: '2026-12-28', name: 'Closed' },
    ];
    const dates = (holidays: Cadence['holidays']) =>
      datesOf(
        newsroomWith({ anchor: '2026-12-25', holidays }, undefined, { add }),
        '2026-12-20',
        '2027-01-03',
      );
    expect(dates('earlier')).toEqual(['2026-12-23']);
    expect(dates('later')).toEqual(['2026-12-29']);
  });

  test('a daily digest whose holiday leaves no room is left out rather than doubled', () => {
    const dates = digestDates(newsroomWith({ every: 1 }), '2026-12-24', '2026-12-26');
    expect(dates.map(({ planned, date }) => [planned, date])).toEqual([
      ['2026-12-24', '2026-12-24'],
      ['2026-12-25', undefined],
      ['2026-12-26', '2026-12-26'],
    ]);
  });

  test('a range is by the day an issue goes out, so one moved over its edge is in the right one', () => {
    expect(datesOf(newsroomWith({}), '2027-01-01', '2027-01-15')).toEqual(['2027-01-15']);
    expect(datesOf(newsroomWith({}), '2026-12-31', '2026-12-31')).toEqual(['2026-12-31']);
  });

  test('the sequence runs backwards from the anchor too', () => {
    expect(datesOf(newsroomWith({}), '2026-09-20', '2026-10-31')).toEqual([
      '2026-09-25',
      '2026-10-09',
      '2026-10-23',
    ]);
  });

  test('the hour on the wall stays while the clocks change', () => {
    const dates = digestDates(newsroomWith({}), '2026-10-20', '2026-11-07');
    expect(dates.map(({ at }) => new Date(at ?? 0).toISOString())).toEqual([
      '2026-10-23T15:00:00.000Z',
      '2026-11-06T16:00:00.000Z',
    ]);
  });

  test('a range that is no range is empty', () => {
    expect(digestDates(newsroomWith({}), '2026-12-31', '2026-01-01')).toEqual([]);
    expect(digestDates(newsroomWith({}), '2026-02-30', '2026-12-31')).toEqual([]);
  });
});

describe('from 1990 to 2060', () => {
  const cadence = fc.record({
    anchor: fc
      .date({ min: new Date(FROM), max: new Date(TO), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10)),
    every: fc.constantFrom(14, 7, 10, 28, 31),
    at: fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':')),
    holidays: fc.constantFrom<Cadence['holidays']>('earlier', 'later', 'skip'),
  });
  const zone = fc.constantFrom('America/Chicago', 'UTC', 'Asia/Kolkata', 'Australia/Lord_Howe');

  test('planned days are exactly so many days apart, none missing', () => {
    fc.assert(
      fc.property(cadence, zone, (cadence, zone) => {
        const planned = digestDates(newsroomWith(cadence, zone), FROM, TO).map((digest) => digest.planned);
        const gaps = planned.slice(1).map((date, i) => daysBetween(planned[i] ?? '', date));
        expect(new Set(gaps)).toEqual(new Set([cadence.every]));
        expect(daysBetween(cadence.anchor, planned[0] ?? '') % cadence.every).toBeCloseTo(0);
        expect(daysBetween(FROM, planned[0] ?? '')).toBeLessThan(2 * cadence.every);
        expect(daysBetween(planned.at(-1) ?? '', TO)).toBeLessThan(2 * cadence.every);
      }),
      { numRuns: 8 },
    );
  });

  test('issues keep their order, none falls on a holiday, and none is moved past its neighbour', () => {
    fc.assert(
      fc.property(cadence, zone, (cadence, zone) => {
        const newsroom = newsroomWith(cadence, zone);
        const digests = digestDates(newsroom, FROM, TO);
        const dates = digests.flatMap((digest) => digest.date ?? []);
        expect(dates).toEqual([...new Set(dates)].toSorted());
        const holidays = new Set(
          range(1990, 2060).flatMap((year) => holidaysOf(newsroom, year).map(({ date }) => date)),
        );
        expect(dates.filter((date) => holidays.has(date))).toEqual([]);
        const far = digests.filter(
          ({ date, planned }) => date && Math.abs(daysBetween(planned, date)) >= cadence.every,
        );
        expect(far).toEqual([]);
        const silent = digests.filter((digest) => digest.date !== digest.planned && !digest.moved);
        expect(silent).toEqual([]);
      }),
      { numRuns: 8 },
    );
  });

  test('the time on the wall is the one set, except inside a spring gap', () => {
    fc.assert(
      fc.property(cadence, zone, (cadence, zone) => {
        const wrong = digestDates(newsroomWith(cadence, zone), FROM, TO).filter(({ date, at }) => {
          if (date === undefined || at === undefined) return false;
          const set = Temporal.PlainDateTime.from(`${date}T${cadence.at}`);
          const wall = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime();
          return !wall.equals(set) && exists(set, zone);
        });
        expect(wrong).toEqual([]);
      }),
      { numRuns: 8 },
    );
  });

  test('any part of the range is the cut of the whole', () => {
    const edge = fc
      .date({ min: new Date(FROM), max: new Date(TO), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(
        cadence,
        fc.array(fc.tuple(edge, edge), { minLength: 1, maxLength: 4 }),
        (cadence, edges) => {
          const newsroom = newsroomWith(cadence);
          const whole = digestDates(newsroom, FROM, TO);
          for (const [from, to] of edges) {
            const cut = whole.filter(
              ({ date, planned }) => from <= (date ?? planned) && (date ?? planned) <= to,
            );
            expect(digestDates(newsroom, from, to)).toEqual(cut);
          }
        },
      ),
      { numRuns: 8 },
    );
  });

  test('a year has 26 issues or 27, as many as fourteenth days, in years with a week 53 and leap years too', () => {
    const beats = digestDates(newsroomWith({}), '1989-12-20', '2061-01-10').map(({ planned }) => planned);
    for (const year of range(1990, 2060)) {
      const days = range(0, daysBetween(`${year}-01-01`, `${year}-12-31`));
      const fourteenth = days.filter((day) => (daysBetween('2026-10-23', `${year}-01-01`) + day) % 14 === 0);
      const count = beats.filter((beat) => beat.startsWith(`${year}`)).length;
      expect([count, fourteenth.length], `${year}`).toEqual([count, count]);
      expect([26, 27]).toContain(count);
    }
    const long = range(1990, 2060).filter(
      (year) => beats.filter((beat) => beat.startsWith(`${year}`)).length === 27,
    );
    expect(long).toEqual([1993, 2004, 2016, 2027, 2038, 2049, 2060]);
  });

  test.each([1992, 1998, 2004, 2009, 2015, 2020, 2026, 2032])(
    'the turn of %i, which has a week 53, is no gap',
    (year) => {
      const beats = digestDates(newsroomWith({}), `${year}-12-01`, `${year + 1}-02-01`).map(
        ({ planned }) => planned,
      );
      expect(beats.slice(1).map((beat, i) => daysBetween(beats[i] ?? '', beat))).toEqual(
        beats.slice(1).map(() => 14),
      );
    },
  );
});

describe('a digest of one or two days', () => {
  test('keeps its order and doubles no date, whatever the holidays', () => {
    const day = fc
      .integer({ min: 0, max: 40 })
      .map((days) => ({ date: dateAfter('2026-11-20', days), name: 'Closed' }));
    const rule = fc.constantFrom<Cadence['holidays']>('earlier', 'later', 'skip');
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        rule,
        fc.array(day, { maxLength: 20 }),
        (every, holidays, add) => {
          const newsroom = newsroomWith({ every, holidays }, 'UTC', { add });
          const digests = digestDates(newsroom, '2026-11-10', '2027-01-10');
          const dates = digests.flatMap(({ date }) => date ?? []);
          expect(dates).toEqual([...new Set(dates)].toSorted());
          expect(dates.filter((date) => add.some((closed) => closed.date === date))).toEqual([]);
          const gaps = digests
            .slice(1)
            .map(({ planned }, i) => daysBetween(digests[i]?.planned ?? '', planned));
          expect(gaps.every((gap) => gap === every)).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('the date of an issue', () => {
  test('is right on the cadence and on a day it was moved to', () => {
    expect(onCadence(newsroomWith({}), '2026-12-18')).toEqual({ due: true, nearest: ['2026-12-18'] });
    expect(onCadence(newsroomWith({}), '2026-12-31').due).toBe(true);
  });

  test('is wrong on any other day, with the dates around it', () => {
    expect(onCadence(newsroomWith({}), '2026-12-25')).toEqual({
      due: false,
      nearest: ['2026-12-18', '2026-12-31'],
      why: 'issues go out every 14 days, counted from 2026-10-23',
    });
  });

  test('is wrong on a holiday, and says which', () => {
    expect(onCadence(newsroomWith({}), '2027-01-01')).toEqual({
      due: false,
      nearest: ['2026-12-31', '2027-01-15'],
      why: "2027-01-01 is a holiday (New Year's Day), so the issue goes out on 2026-12-31",
    });
    expect(onCadence(newsroomWith({ holidays: 'skip' }), '2027-01-01')).toEqual({
      due: false,
      nearest: ['2026-12-18', '2027-01-15'],
      why: "2027-01-01 is a holiday (New Year's Day), so there is no issue",
    });
  });

  test('that is no date has no neighbours', () => {
    expect(onCadence(newsroomWith({}), '2026-02-30')).toEqual({
      due: false,
      nearest: [],
      why: '2026-02-30 is not a date of the calendar',
    });
  });
});

function dateAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}

/** False for a time that the clocks skip. */
function exists(wall: Temporal.PlainDateTime, zone: string): boolean {
  return wall.toZonedDateTime(zone).toPlainDateTime().equals(wall);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}
