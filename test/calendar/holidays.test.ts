import { beforeAll, describe, expect, test } from 'vitest';
import { holidaysOf, knowsRegion, loadHolidays } from '../../src/calendar/calendar.ts';
import { testNewsroom } from '../support/newsroom.ts';

beforeAll(loadHolidays);

const withHolidays = (holidays: unknown) =>
  testNewsroom((raw: Record<string, unknown>) => {
    raw['holidays'] = holidays;
  });
const daysOf = (newsroom: ReturnType<typeof testNewsroom>, year: number): string[] =>
  holidaysOf(newsroom, year).map(({ date, name }) => `${date} ${name}`);

describe('the holidays of St. Louis County', () => {
  test('are Missouri’s public ones, Truman Day and the observed days included', () => {
    expect(daysOf(testNewsroom(), 2026)).toEqual([
      "2026-01-01 New Year's Day",
      '2026-01-19 Martin Luther King Jr. Day',
      "2026-02-12 Lincoln's Birthday",
      "2026-02-16 Washington's Birthday",
      '2026-05-08 Truman Day',
      '2026-05-25 Memorial Day',
      '2026-06-19 Juneteenth',
      '2026-07-03 Independence Day (substitute day)',
      '2026-07-04 Independence Day',
      '2026-09-07 Labor Day',
      '2026-10-12 Columbus Day',
      '2026-11-11 Veterans Day',
      '2026-11-26 Thanksgiving Day',
      '2026-12-25 Christmas Day',
    ]);
  });

  test('an observed New Year’s Day is found in the old year', () => {
    expect(daysOf(testNewsroom(), 2027)).toContain("2027-12-31 New Year's Day (substitute day)");
  });

  test('newsdesk.yaml adds and removes days', () => {
    const newsroom = withHolidays({
      region: 'US-MO',
      add: [{ date: '2026-11-27', name: 'Day after Thanksgiving' }],
      remove: ['2026-02-12'],
    });
    const days = daysOf(newsroom, 2026);
    expect(days).toContain('2026-11-27 Day after Thanksgiving');
    expect(days.join()).not.toContain('Lincoln');
    expect(days).toEqual(days.toSorted());
    expect(daysOf(newsroom, 2027).join()).toContain('Lincoln');
    expect(daysOf(newsroom, 2027).join()).not.toContain('Day after');
  });

  test('a holiday of several days counts on each of them', () => {
    const days = daysOf(withHolidays({ region: 'TR' }), 2026).filter((day) => day.startsWith('2026-03'));
    expect(days.map((day) => day.slice(0, 10))).toEqual([
      '2026-03-20',
      '2026-03-21',
      '2026-03-22',
      '2026-03-23',
    ]);
  });

  test('an unknown country or state is told apart from a known one', () => {
    expect(['US-MO', 'US', 'DE-BY', 'XX', 'US-ZZ', 'XX-MO'].map(knowsRegion)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
