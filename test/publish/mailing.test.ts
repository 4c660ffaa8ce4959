import { describe, expect, it } from 'vitest';
import { mailables } from '../../src/publish/mailing.ts';
import { aRelease, aShelf, anIssue, FRIDAY, shelved, shelvedIssue } from '../support/shelf.ts';

const HOUR = 3_600_000;
const times = { lateness: 36 * HOUR, began: 0 };
const none = new Set<string>();

function state(age: number, change = {}, agreed: ReadonlySet<string> = none) {
  const release = aRelease(1, { publicAt: FRIDAY - age });
  return mailables(aShelf([shelved(release)]), { ...times, ...change }, agreed).map((one) => one.state);
}

describe('what goes out by mail', () => {
  it('is due within the limit, and late past it', () => {
    expect(state(0)).toEqual(['due']);
    expect(state(36 * HOUR)).toEqual(['due']);
    expect(state(36 * HOUR + 1)).toEqual(['late']);
  });

  it('is never the archive: what was past the limit before the ledger began', () => {
    expect(state(37 * HOUR, { began: FRIDAY })).toEqual([]);
    expect(state(37 * HOUR, { began: FRIDAY - 2 * HOUR })).toEqual(['late']);
  });

  it('goes late when a person says yes, from the archive too', () => {
    const yes = new Set(['release/26-101']);
    expect(state(37 * HOUR, {}, yes)).toEqual(['due']);
    expect(state(900 * HOUR, { began: FRIDAY }, yes)).toEqual(['due']);
  });

  it('begins with the Digest and leaves out what is withdrawn, expired, or for the web only', () => {
    const shelf = aShelf(
      [
        shelved(aRelease(1, { publicAt: FRIDAY })),
        shelved(aRelease(2, { publicAt: FRIDAY, audience: ['none'] })),
        shelved(aRelease(3, { publicAt: FRIDAY }), { state: 'expired' }),
      ],
      [shelvedIssue(anIssue(24), []), shelvedIssue(anIssue(23), [], { state: 'withdrawn' })],
    );
    expect(mailables(shelf, times, none).map((one) => one.publication)).toEqual([
      'digest/24',
      'release/26-101',
    ]);
  });
});
