import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anAction, ENDING, OPENING } from './safety/actions.ts';
import { alwaysTrue, trueAfterPass } from './safety/invariants.ts';
import { play } from './safety/play.ts';
import { closeWorld, openWorld } from './safety/world.ts';

/** `SAFETY_SOAK=2000` plays so many runs; `SAFETY_SEED=…` (and `SAFETY_PATH=…`), as a failure prints them, plays one again. */
const RUNS = Number(process.env.SAFETY_SOAK ?? 50);
const { SAFETY_SEED, SAFETY_PATH } = process.env;

describe('a desk at which anything happens', () => {
  it(
    'lets nothing out that was not approved, puts right what went out wrong, and mails nobody twice',
    async () => {
      const handed = new Map<string, number>();
      const actions = fc.array(anAction, { minLength: 5, maxLength: 25, size: 'max' });
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(OPENING, OPENING, []), actions, async (opening, all) => {
          const world = await openWorld();
          try {
            for (const action of [...opening, ...all, ...ENDING]) {
              await play(world, action);
              await alwaysTrue(world);
              if (action.does === 'pass' || action.does === 'put right') await trueAfterPass(world);
            }
            await trueAfterPass(world);
            for (const { edition } of world.had) {
              const kind = edition.replace(/\/.*/, '');
              handed.set(kind, (handed.get(kind) ?? 0) + 1);
            }
          } finally {
            await closeWorld(world);
          }
        }),
        {
          numRuns: RUNS,
          ...(SAFETY_SEED === undefined ? {} : { seed: Number(SAFETY_SEED) }),
          ...(SAFETY_PATH === undefined ? {} : { path: SAFETY_PATH }),
          endOnFailure: false,
        },
      );
      // All this went somewhere: releases and second mails about them were handed over.
      expect(handed.size).toBeGreaterThan(RUNS < 40 ? 0 : 3);
    },
    Math.max(180_000, RUNS * 10_000),
  );
});
