import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { instantOf } from '../../src/calendar/calendar.ts';

const ZONES = [
  'America/Chicago',
  'UTC',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'Pacific/Apia',
];
const CHICAGO = 'America/Chicago';

describe('a wall-clock time in the newsroom’s zone', () => {
  test('is read with the offset of its own day', () => {
    expect(instantOf('2026-11-20 10:00', CHICAGO)).toBe(Date.UTC(2026, 10, 20, 16));
    expect(instantOf('2026-07-20T10:00', CHICAGO)).toBe(Date.UTC(2026, 6, 20, 15));
    expect(instantOf('2026-11-20', CHICAGO)).toBe(Date.UTC(2026, 10, 20, 6));
  });

  test('is moved forward when the clocks skip it in spring', () => {
    expect(instantOf('2027-03-14 02:30', CHICAGO)).toBe(Date.UTC(2027, 2, 14, 8, 30));
    expect(instantOf('2027-03-14 01:59', CHICAGO)).toBe(Date.UTC(2027, 2, 14, 7, 59));
    expect(instantOf('2027-03-14 03:00', CHICAGO)).toBe(Date.UTC(2027, 2, 14, 8));
  });

  test('is the second of two when it comes twice in autumn: nothing is ever early', () => {
    expect(instantOf('2026-11-01 01:30', CHICAGO)).toBe(Date.UTC(2026, 10, 1, 7, 30));
    expect(instantOf('2026-11-01 02:00', CHICAGO)).toBe(Date.UTC(2026, 10, 1, 8));
  });

  test.each([
    '',
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31 10:00',
    '2026-11-20 24:00',
    '2026-11-20 10:60',
    '2026-11-20 9:00',
    '2026-11-20 10:00:00',
    '2026-11-20 10:00Z',
    '2026-11-20\n',
    ' 2026-11-20',
    '2026-11-20  10:00',
    '20 November 2026',
    '26-11-20',
    '0026-11-20',
    '99999-11-20',
  ])('%j is no time', (wall) => {
    expect(instantOf(wall, CHICAGO)).toBeUndefined();
  });

  test('a leap day is a day', () => {
    expect(instantOf('2028-02-29 10:00', CHICAGO)).toBe(Date.UTC(2028, 1, 29, 16));
  });

  test('an unknown zone is refused, not guessed', () => {
    expect(() => instantOf('2026-11-20', 'America/Clayton')).toThrow(RangeError);
  });

  test('agrees with Temporal for every date and time from 1990 to 2060, in any zone', () => {
    const minutes = fc.integer({ min: Date.UTC(1990, 0, 1) / 60_000, max: Date.UTC(2060, 11, 31) / 60_000 });
    fc.assert(
      fc.property(minutes, fc.constantFrom(...ZONES), (minute, zone) => {
        const wall = new Date(minute * 60_000).toISOString().slice(0, 16);
        const expected = Temporal.PlainDateTime.from(wall).toZonedDateTime(zone, {
          disambiguation: 'later',
        }).epochMilliseconds;
        expect(instantOf(wall.replace('T', ' '), zone)).toBe(expected);
      }),
      { numRuns: 3000 },
    );
  });

  test('agrees with Temporal on every half hour of the days on which clocks change', () => {
    const days = [
      '2026-03-08',
      '2026-11-01',
      '2027-04-04',
      '2026-10-04',
      '2011-12-29',
      '2011-12-30',
      '2014-05-15',
    ];
    for (const zone of ZONES) {
      for (const day of days) {
        for (let half = 0; half < 48; half += 1) {
          const wall = `${day}T${String(half >> 1).padStart(2, '0')}:${half % 2 ? '30' : '00'}`;
          const expected = Temporal.PlainDateTime.from(wall).toZonedDateTime(zone, {
            disambiguation: 'later',
          }).epochMilliseconds;
          expect(instantOf(wall, zone), `${wall} ${zone}`).toBe(expected);
        }
      }
    }
  });
});
