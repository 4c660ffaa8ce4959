import { describe, expect, test } from 'vitest';
import { instantIn } from '../../src/calendar/calendar.ts';

const HOME = 'America/Chicago';
const NINE = Date.UTC(2026, 10, 24, 15);

describe('the end of an embargo in the zone that was written', () => {
  test.for(['America/Chicago', 'CST', 'CT', 'cst', '-06:00'])('9 a.m. %s in November', (zone) => {
    expect(instantIn('2026-11-24 09:00', zone, HOME)).toBe(NINE);
  });

  test('an hour later on the clocks of New York is the same minute', () => {
    for (const zone of ['EST', 'ET', 'America/New_York', '-05:00']) {
      expect(instantIn('2026-11-24 10:00', zone, HOME)).toBe(NINE);
    }
    for (const zone of ['Z', 'UTC', 'GMT']) expect(instantIn('2026-11-24 15:00', zone, HOME)).toBe(NINE);
  });

  test('letters of the other half of the year are no time: their writer may mean either hour', () => {
    expect(instantIn('2026-11-24 09:00', 'CDT', HOME)).toBeUndefined();
    expect(instantIn('2026-07-04 09:00', 'CST', HOME)).toBeUndefined();
    expect(instantIn('2026-07-04 09:00', 'CDT', HOME)).toBe(Date.UTC(2026, 6, 4, 14));
  });

  test('a newsroom whose own clocks never change has the letters of its own zone all year', () => {
    expect(instantIn('2026-07-04 09:00', 'MST', 'America/Phoenix')).toBe(Date.UTC(2026, 6, 4, 16));
    expect(instantIn('2026-07-04 09:00', 'MST', HOME)).toBeUndefined();
  });

  test('what is no zone, no date or no time is no instant', () => {
    for (const zone of ['XST', 'Chicago', 'America/Chigaco', '+25:00', '']) {
      expect(instantIn('2026-11-24 09:00', zone, HOME)).toBeUndefined();
    }
    expect(instantIn('2026-02-30 09:00', 'CST', HOME)).toBeUndefined();
    expect(instantIn('2026-11-24 25:00', 'CST', HOME)).toBeUndefined();
  });
});
