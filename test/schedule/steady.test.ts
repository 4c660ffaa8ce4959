import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SLACK, STANDS, steady, type Look, type Steady, type Told } from '../../src/schedule/steady.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NINE = Date.UTC(2026, 10, 20, 15);

/** A machine: each line says how long it went on (ms of its counter) and how far its clock was set meanwhile. */
function looks(life: readonly [passed: number, set?: number, confirmed?: string][]): Told[] {
  let look: Look = { wall: NINE, up: 1000 };
  let known: Steady | undefined;
  let said = '';
  const all: Told[] = [];
  for (const [passed, set = 0, confirmed] of [[0] as [number], ...life]) {
    look = { wall: look.wall + passed + set, up: look.up + passed };
    said = confirmed ?? said;
    const told = steady(known, look, said);
    known = told.steady;
    all.push(told);
  }
  return all;
}

const times = (all: readonly Told[]) => all.map(({ at }) => (at - NINE) / MINUTE);
const news = (all: readonly Told[]) => all.map((told) => told.news);

describe('the time that passes go by', () => {
  it('is the machine’s when nobody sets it, and when it is set right by a little', () => {
    expect(times(looks([[MINUTE], [MINUTE, 30_000], [MINUTE, -30_000]]))).toEqual([0, 1, 2.5, 3]);
  });

  it('goes on after a night of sleep as after a minute', () => {
    const all = looks([[MINUTE], [9 * HOUR], [MINUTE]]);
    expect(times(all)).toEqual([0, 1, 541, 542]);
    expect(news(all).some(Boolean)).toBe(false);
  });

  it('goes on as before when the clock is set ahead, and says so once', () => {
    const all = looks([[MINUTE], [MINUTE, 5 * HOUR], [MINUTE], [MINUTE]]);
    expect(times(all)).toEqual([0, 1, 2, 3, 4]);
    expect(news(all)).toEqual([undefined, undefined, 'stepped', undefined, undefined]);
  });

  it('is the new one when the step has stood for a quarter of an hour', () => {
    const all = looks([
      [MINUTE],
      [MINUTE, 5 * HOUR],
      ...Array.from({ length: 15 }, (): [number] => [MINUTE]),
    ]);
    expect(times(all).slice(-2)).toEqual([16, 17 + 300]);
    expect(news(all).at(-1)).toBe('believed');
  });

  it('is the new one at once when a person says so, and not because one said so before', () => {
    const all = looks([
      [MINUTE, 0, 'yes at nine'],
      [MINUTE, 5 * HOUR],
      [MINUTE, 0, 'yes at two'],
    ]);
    expect(times(all)).toEqual([0, 1, 2, 303]);
    expect(news(all)).toEqual([undefined, undefined, 'stepped', 'believed']);
  });

  it('is as it was when the clock comes back', () => {
    const all = looks([[MINUTE], [MINUTE, 5 * HOUR], [MINUTE, -5 * HOUR]]);
    expect(times(all)).toEqual([0, 1, 2, 3]);
    expect(news(all)).toEqual([undefined, undefined, 'stepped', 'undone']);
  });

  it('stands still when the clock is set back: nothing that is out becomes early, nothing else goes out', () => {
    const all = looks([[MINUTE], [MINUTE, -HOUR], [MINUTE], [10 * MINUTE], [5 * MINUTE]]);
    expect(times(all)).toEqual([0, 1, 1, 1, 1, 18 - 60]);
    expect(news(all).at(-1)).toBe('believed');
  });

  it('goes on when the clock has come past where it stood still', () => {
    const all = looks([[MINUTE], [MINUTE, -5 * MINUTE], [3 * MINUTE], [5 * MINUTE]]);
    expect(times(all)).toEqual([0, 1, 1, 1, 5]);
  });

  it('begins to wait anew when the clock steps again', () => {
    const all = looks([[MINUTE, HOUR], [10 * MINUTE], [MINUTE, HOUR], [10 * MINUTE], [5 * MINUTE]]);
    expect(times(all)).toEqual([0, 1, 11, 12, 22, 27 + 120]);
  });

  it('does not follow a clock that is set back first and ahead then', () => {
    const all = looks([[MINUTE, -HOUR], [MINUTE, 6 * HOUR], [MINUTE]]);
    expect(times(all)).toEqual([0, 0, 2, 3]);
  });

  it('is never more than the slack ahead of the counter before a step has stood, whatever the clock does', () => {
    const step = fc.integer({ min: -5 * HOUR, max: 5 * HOUR });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constant(MINUTE), step), { maxLength: 14 }), (life) => {
        for (const [index, { at }] of looks(life).entries()) {
          expect(at).toBeLessThanOrEqual(NINE + index * (MINUTE + SLACK));
        }
        expect(life.length * MINUTE).toBeLessThan(STANDS);
      }),
    );
  });
});
