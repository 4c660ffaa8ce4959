import { describe, expect, it, onTestFinished } from 'vitest';
import { OPENING, type Action } from './safety/actions.ts';
import { alwaysTrue, trueAfterPass } from './safety/invariants.ts';
import { play } from './safety/play.ts';
import { closeWorld, openWorld, RELEASES, type World } from './safety/world.ts';

/** Two have a release, a third is being served, and then this happens; after each step everything holds that must. */
async function after(...actions: readonly Action[]): Promise<World> {
  const world = await openWorld();
  onTestFinished(() => closeWorld(world));
  for (const action of [...OPENING, ...actions]) {
    await play(world, action);
    await alwaysTrue(world);
    if (action.does === 'pass') await trueAfterPass(world);
  }
  await trueAfterPass(world);
  return world;
}

/** The same from the very beginning; only what is handed over is looked at. */
async function played(...actions: readonly Action[]): Promise<World> {
  const world = await openWorld();
  onTestFinished(() => closeWorld(world));
  for (const action of actions) await play(world, action);
  return world;
}

/** Approved, and the time to stop it is over. */
const READY: readonly Action[] = [
  { does: 'approve', which: 0, who: 'right' },
  { does: 'wait', minutes: 10 },
];
const DELIVER: Action = { does: 'deliver', verdicts: ['accepted', 'accepted', 'accepted', 'accepted'] };

/** Who was handed something of this kind, by reader. */
function told({ had }: World, kind: string): number[] {
  return had
    .filter(({ edition }) => edition.startsWith(`${kind}/`))
    .map(({ reader }) => reader)
    .toSorted((a, b) => a - b);
}

describe('everybody who has the wrong words is told', () => {
  it('of a hold that was given twice', async () => {
    const hold: Action = { does: 'hold', which: 0 };
    expect(told(await after(hold, { does: 'pass' }, hold, { does: 'pass' }, DELIVER), 'hold')).toEqual([
      1, 2,
    ]);
  });

  it('of a correction that waited when it was held and released before any pass', async () => {
    const world = await after(
      { does: 'put right', which: 0, quiet: false },
      { does: 'pass' },
      { does: 'hold', which: 0 },
      { does: 'release', which: 0 },
      { does: 'pass' },
      DELIVER,
    );
    expect(told(world, 'correction')).toEqual([1, 2]);
  });

  it('of a correction that a comma followed while they were being served', async () => {
    const world = await after(
      { does: 'put right', which: 0, quiet: false },
      { does: 'pass' },
      { does: 'put right', which: 0, quiet: true },
      { does: 'pass' },
      { does: 'answer', verdicts: ['accepted'] },
      { does: 'pass' },
      DELIVER,
    );
    expect(told(world, 'correction')).toEqual([1, 2, 3]);
  });

  it('of what was corrected while it was on hold', async () => {
    const world = await after(
      { does: 'hold', which: 0 },
      { does: 'pass' },
      DELIVER,
      { does: 'edit', which: 0, changes: 'fact' },
      { does: 'correct', which: 0, quiet: false },
      { does: 'release', which: 0 },
      { does: 'approve', which: 0, who: 'right' },
      { does: 'wait', minutes: 12 },
      { does: 'pass' },
      DELIVER,
    );
    expect(told(world, 'correction')).toEqual([1, 2]);
    expect((await world.ledger.heads()).map(({ key }) => key)).toContain(`${RELEASES[0].key}@3`);
  });
});

describe.each(['stop', 'cancel'] as const)('a %s', (does) => {
  const order: Action = { does, which: 0 };

  it('counts wherever the pass before it died that was about to correct what is out', async () => {
    for (let call = 10; call <= 40; call += 2) {
      const crash: Action = { does: 'crash', call, when: 'after' };
      const right: Action = { does: 'put right', which: 0, quiet: false };
      const world = await played(...OPENING, right, crash, order, { does: 'pass' }, DELIVER);
      const since = world.had.map(({ edition }) => edition).slice(2);
      expect(since, `dead at call ${call}`).toEqual([]);
    }
  });

  it('counts wherever the pass before it died that was about to bring it out', async () => {
    for (let call = 10; call <= 30; call += 2) {
      const crash: Action = { does: 'crash', call, when: 'after' };
      const world = await played(...READY, crash, order, { does: 'pass' }, DELIVER);
      expect(world.had, `dead at call ${call}`).toEqual([]);
    }
  });
});
