import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { consequenceOf, scoreAt, type Evidence, type Patience } from '../../src/audience/health.ts';
import { ReturnKind, type Consequence, type Health } from '../../src/model/return.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 20);
const PATIENCE: Patience = { softHalfLife: 30 * DAY, softLimit: 5, probeWait: 7 * DAY };
const WELL: Health = { score: 0, scoredAt: 0 };
const SOFT: Evidence = { kind: 'soft', proof: 'token' };

/** How somebody fares after a row of things that came back; ends when they are off the list. */
function after(
  row: readonly [Evidence, number][],
  begin = WELL,
): { health: Health; probes: number; left?: string } {
  let health = begin;
  let probes = 0;
  for (const [evidence, at] of row) {
    const consequence: Consequence = consequenceOf(evidence, health, at, PATIENCE);
    if (consequence.kind === 'leaves') return { health, probes, left: consequence.why };
    if (consequence.kind === 'ails') {
      health = consequence.health;
      if (consequence.probe) probes += 1;
    }
  }
  return { health, probes };
}

function atOnce(all: readonly Evidence[]): ReturnType<typeof after> {
  return after(all.map((one): [Evidence, number] => [one, NOW]));
}

const proofs = fc.constantFrom<Evidence['proof']>('token', 'name');
const bounces = fc.record({ kind: fc.constantFrom<'hard' | 'soft'>('hard', 'soft'), proof: proofs });
const patiences = fc.record({
  softHalfLife: fc.integer({ min: 1, max: 100 * DAY }),
  softLimit: fc.integer({ min: 1, max: 20 }),
  probeWait: fc.integer({ min: 1, max: 30 * DAY }),
});

describe('what came back', () => {
  it('suppresses at once when the address is not there', () => {
    expect(after([[{ kind: 'hard', proof: 'token' }, NOW]]).left).toBe('bounced');
  });

  it('unsubscribes at once for a complaint and for a wish', () => {
    expect(after([[{ kind: 'complaint', proof: 'token' }, NOW]]).left).toBe('complaint');
    expect(after([[{ kind: 'complaint', proof: 'name' }, NOW]]).left).toBeUndefined();
    expect(after([[{ kind: 'leave', proof: 'token' }, NOW]]).left).toBe('asked');
  });

  it('asks a mailbox that bounces softly five times in a row on the next day, and suppresses it when that bounces too', () => {
    const five = Array.from({ length: 5 }, (_, index): [Evidence, number] => [SOFT, NOW + index * 1000]);
    expect(after(five.slice(1))).toMatchObject({ probes: 0 });
    const asked = after(five);
    const probedAt = NOW + 4000 + DAY;
    expect(asked).toMatchObject({ probes: 1, health: { probedAt } });
    expect(after([[{ ...SOFT, sentAt: probedAt - 1 }, NOW + DAY]], asked.health).left).toBeUndefined();
    expect(after([[{ ...SOFT, sentAt: probedAt }, probedAt + 1]], asked.health).left).toBe('bounced');
  });

  it('does not take a late bounce of an older edition for an answer to the probe', () => {
    const health: Health = { score: 5, scoredAt: NOW, probedAt: NOW };
    expect(after([[{ ...SOFT, sentAt: NOW - 1 }, NOW + DAY]], health)).toMatchObject({ health });
    expect(after([[SOFT, NOW + DAY]], health)).toMatchObject({ health });
  });

  it('begins anew when the probe was answered by silence', () => {
    const health: Health = { score: 5, scoredAt: NOW, probedAt: NOW };
    const later = NOW + PATIENCE.probeWait + 1;
    expect(after([[{ ...SOFT, sentAt: later }, later]], health)).toEqual({
      health: { score: 1, scoredAt: later },
      probes: 0,
    });
  });

  it('forgets: who bounces once a month is never asked', () => {
    const monthly = Array.from({ length: 60 }, (_, index): [Evidence, number] => [
      SOFT,
      NOW + index * 30 * DAY,
    ]);
    expect(after(monthly)).toMatchObject({ probes: 0, health: { score: expect.closeTo(2, 5) } });
    expect(scoreAt({ score: 4, scoredAt: NOW }, NOW + 60 * DAY, PATIENCE)).toBeCloseTo(1);
  });

  it('of which somebody is merely named never takes anybody off the list, however often', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.record({
              kind: fc.constantFrom(...ReturnKind.options),
              proof: fc.constant<'name'>('name'),
              sentAt: fc.integer({ min: NOW, max: NOW + 90 * DAY }),
            }),
            fc.integer({ min: NOW, max: NOW + 90 * DAY }),
          ),
          { maxLength: 60 },
        ),
        (row) => {
          expect(after(row.toSorted(([, a], [, b]) => a - b)).left).toBeUndefined();
        },
      ),
    );
  });

  it('changes nobody when it is about us, a report, an answer or a letter', () => {
    const harmless = ReturnKind.options.filter(
      (kind) => !['hard', 'soft', 'complaint', 'leave'].includes(kind),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...harmless),
        proofs,
        fc.record({
          score: fc.double({ min: 0, max: 100, noNaN: true }),
          scoredAt: fc.integer({ min: 0, max: NOW }),
        }),
        patiences,
        (kind, proof, health, patience) => {
          expect(consequenceOf({ kind, proof }, health, NOW, patience)).toEqual({ kind: 'none' });
        },
      ),
    );
  });

  it('comes to the same in any order, when it comes at one time', () => {
    fc.assert(
      fc.property(
        fc
          .array(bounces, { maxLength: 8 })
          .chain((row) =>
            fc.tuple(
              fc.constant(row),
              fc.shuffledSubarray(row, { minLength: row.length, maxLength: row.length }),
            ),
          ),
        ([row, shuffled]) => {
          // Whoever is off the list has no score.
          const [first, second] = [atOnce(row), atOnce(shuffled)];
          expect(second.left ?? second).toEqual(first.left ?? first);
        },
      ),
    );
  });

  it('never makes a score that is no number, or below nothing', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(bounces, fc.integer({ min: 0, max: 4e12 })), { maxLength: 40 }),
        (row) => {
          const { health } = after(row);
          expect(Number.isFinite(health.score)).toBe(true);
          expect(health.score).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });
});
