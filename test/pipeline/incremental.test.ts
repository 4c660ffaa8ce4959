import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openDesk, releaseText, type TestDesk } from '../support/desk.ts';

const NOON = Date.UTC(2026, 10, 18, 18);
const HOUR = 3_600_000;

/** One thing that an officer does to one of six releases. */
type Step = { story: number; change: 'write' | 'retitle' | 'rekind' | 'update' | 'draft' | 'remove' };

const step = fc.record({
  story: fc.integer({ min: 0, max: 5 }),
  change: fc.constantFrom<Step['change']>('write', 'write', 'retitle', 'rekind', 'update', 'draft', 'remove'),
});

function apply(desk: TestDesk, { story, change }: Step, texts: Map<string, string>, round: number): void {
  const path = `releases/2026-11-1${story}-story-${story}.md`;
  const fields: Record<string, string> = { number: `"26-${story + 1}"`, date: `2026-11-1${story} 10:00` };
  if (change === 'retitle') fields.title = `Changed in round ${round}`;
  if (change === 'rekind') fields.kind = 'event';
  if (change === 'update' && story > 0) fields.updates = `"26-${story}"`;
  if (change === 'draft') fields.status = 'draft';
  if (change === 'remove') {
    if (texts.delete(path)) desk.remove(path);
    return;
  }
  const text = releaseText(fields, `Round ${round} of story ${story}.`);
  texts.set(path, text);
  desk.write(path, text);
}

describe('a pass after changes', () => {
  it('leaves the files that forgetting everything and rendering all of them would leave', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { maxLength: 5 }),
        async (rounds) => {
          const desk = await openDesk();
          // A folder that lost all its files is refused, which has a test of its own: this release is never touched.
          desk.write(
            'releases/2026-11-09-story.md',
            releaseText({ number: '"26-9"', date: '2026-11-09 10:00' }),
          );
          const texts = new Map<string, string>();
          for (const [round, steps] of rounds.entries()) {
            for (const one of steps) apply(desk, one, texts, round);
            await desk.pass(NOON + round * HOUR);
          }
          const stepByStep = desk.publicFiles();
          desk.forget();
          await desk.pass(NOON + Math.max(0, rounds.length - 1) * HOUR);
          expect(stepByStep).toEqual(rounds.length === 0 ? new Map() : desk.publicFiles());
        },
      ),
      { numRuns: 15 },
    );
  });
});
