import { describe, expect, it } from 'vitest';
import type { Mailing, MailingState } from '../../src/model/mailing.ts';
import { mailables, type MailTimes } from '../../src/publish/mailing.ts';
import { aRelease, aShelf, anIssue, FRIDAY, shelved, shelvedIssue } from '../support/shelf.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const times: MailTimes = { lateness: 36 * HOUR, lookBack: 14 * DAY, began: 0 };
const NO = new Set<string>();
const YES = new Set(['release/26-101']);

/** How the mailing of the tests' release stands; by default that of the edition on the shelf. */
function aMailing(state: MailingState, edition = 'release/26-101@1'): Mailing {
  const why = state === 'open' ? '' : 'because';
  return { edition, publication: 'release/26-101', state, why, beganAt: FRIDAY, since: FRIDAY, audience: 9 };
}

/** What there is to do about a release that has been public for `age`. */
function state(
  age: number,
  change: Partial<MailTimes> = {},
  agreed: ReadonlySet<string> = NO,
  mailings: readonly Mailing[] = [],
) {
  const release = shelved(aRelease(1, { publicAt: FRIDAY - age }));
  return mailables(aShelf([release]), { ...times, ...change }, mailings, agreed).map((one) => one.state);
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

  it('is not looked for when it is older than the look-back', () => {
    expect(state(14 * DAY)).toEqual(['late']);
    expect(state(14 * DAY + 1)).toEqual([]);
    expect(state(2 * HOUR, { lookBack: HOUR })).toEqual([]);
  });

  it('goes late when a person says yes, from the archive and from before the look-back too', () => {
    expect(state(37 * HOUR, {}, YES)).toEqual(['due']);
    expect(state(900 * HOUR, { began: FRIDAY }, YES)).toEqual(['due']);
    expect(state(900 * HOUR, {}, YES)).toEqual(['due']);
    expect(state(37 * HOUR, {}, new Set(['release/26-102']))).toEqual(['late']);
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
    expect(mailables(shelf, times, [], NO).map((one) => one.publication)).toEqual([
      'digest/24',
      'release/26-101',
    ]);
  });
});

describe('what has a mailing', () => {
  it('has begun and is never queued again, whatever the clock says', () => {
    for (const age of [0, 37 * HOUR, 900 * HOUR]) {
      for (const stands of ['open', 'stopped', 'done'] as const) {
        expect(state(age, {}, NO, [aMailing(stands)])).toEqual(['begun']);
      }
    }
  });

  it('is late when its mailing took longer than the limit, however young it is', () => {
    expect(state(HOUR, {}, NO, [aMailing('late')])).toEqual(['late']);
  });

  it('is corrected when another edition is on the shelf than the one that is going out', () => {
    for (const stands of ['open', 'stopped', 'late'] as const) {
      expect(state(HOUR, {}, NO, [aMailing(stands, 'release/26-101@2')])).toEqual(['corrected']);
    }
  });

  it('may go on when a person says yes to what was stopped or late, and in its newest edition', () => {
    for (const stands of ['stopped', 'late'] as const) {
      expect(state(HOUR, {}, YES, [aMailing(stands)])).toEqual(['agreed']);
      expect(state(HOUR, {}, YES, [aMailing(stands, 'release/26-101@2')])).toEqual(['agreed']);
    }
  });

  it('gets no second mail by a yes while it is going out, and none when it is done, corrected or not', () => {
    expect(state(HOUR, {}, YES, [aMailing('open')])).toEqual(['begun']);
    expect(state(900 * HOUR, {}, YES, [aMailing('done')])).toEqual(['begun']);
    expect(state(900 * HOUR, {}, YES, [aMailing('done', 'release/26-101@2')])).toEqual(['begun']);
    expect(state(HOUR, {}, NO, [aMailing('done', 'release/26-101@2')])).toEqual(['begun']);
  });

  it('is judged by the mailing that counts: not by one that was superseded or cancelled', () => {
    const both = [aMailing('open', 'release/26-101@1'), aMailing('superseded', 'release/26-101@0')];
    expect(state(HOUR, {}, NO, both)).toEqual(['begun']);
    expect(state(HOUR, {}, NO, both.toReversed())).toEqual(['begun']);
    expect(state(HOUR, {}, NO, [aMailing('cancelled')])).toEqual(['due']);
    expect(state(37 * HOUR, {}, NO, [aMailing('cancelled')])).toEqual(['late']);
  });

  it('keeps its mailing beside what there is to do', () => {
    const mailing = aMailing('late');
    const shelf = aShelf([shelved(aRelease(1, { publicAt: FRIDAY }))]);
    expect(mailables(shelf, times, [mailing], NO)).toMatchObject([
      { edition: 'release/26-101@1', publication: 'release/26-101', publicAt: FRIDAY, mailing },
    ]);
  });
});
