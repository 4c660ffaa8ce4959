import { describe, expect, test } from 'vitest';
import { phaseOf } from '../../src/calendar/calendar.ts';
import { FRIDAY, aRelease, anIssue } from '../support/shelf.ts';

const HOUR = 3_600_000;

describe('the phase of a publication', () => {
  test('an embargoed release waits to the last millisecond before its minute and is out at it', () => {
    const release = aRelease(1, { publicAt: FRIDAY, embargoed: true });
    expect(phaseOf(release, FRIDAY - 1)).toEqual({ phase: 'waiting', until: FRIDAY });
    expect(phaseOf(release, FRIDAY)).toEqual({ phase: 'out', since: FRIDAY });
  });

  test('a release expires at its end, not before', () => {
    const release = aRelease(1, { publicAt: FRIDAY, expiresAt: FRIDAY + HOUR });
    expect(phaseOf(release, FRIDAY + HOUR - 1)).toEqual({ phase: 'out', since: FRIDAY });
    expect(phaseOf(release, FRIDAY + HOUR)).toEqual({ phase: 'expired', since: FRIDAY, at: FRIDAY + HOUR });
  });

  test('one that expires before it is public waits first', () => {
    const release = aRelease(1, { publicAt: FRIDAY, expiresAt: FRIDAY - HOUR });
    expect(phaseOf(release, FRIDAY - HOUR)).toEqual({ phase: 'waiting', until: FRIDAY });
  });

  test('drafts and withdrawn ones are so whatever their date', () => {
    for (const at of [0, FRIDAY, FRIDAY * 2]) {
      expect(phaseOf(aRelease(1, { status: 'draft' }), at)).toEqual({ phase: 'draft' });
      expect(phaseOf(anIssue(24, { status: 'withdrawn' }), at)).toEqual({
        phase: 'taken back',
        verb: 'withdrawn',
      });
    }
  });

  test('an issue is out at its minute', () => {
    expect(phaseOf(anIssue(24), FRIDAY)).toEqual({ phase: 'out', since: FRIDAY });
    expect(phaseOf(anIssue(24), FRIDAY - 1)).toEqual({ phase: 'waiting', until: FRIDAY });
  });
});
