import * as fc from 'fast-check';
import type { VerdictKind } from '../../../src/model/delivery.ts';

/** One of the releases of a run, by its place in RELEASES. */
export type Which = 0 | 1;

/** One thing that happens: what a person does, the program, the mail server, or the clock. */
export type Action =
  | { does: 'edit'; which: Which; changes: 'fact' | 'word' }
  | { does: 'approve'; which: Which; who: 'right' | 'wrong' | 'alone' }
  | { does: 'correct'; which: Which; quiet: boolean }
  | { does: 'stop' | 'resume' | 'cancel'; which: Which }
  | { does: 'hold' | 'release' | 'kill'; which: Which }
  | { does: 'pass' }
  /** A pass that dies at its nth call of the ledger, before or after that call is done. */
  | { does: 'crash'; call: number; when: 'before' | 'after' }
  | { does: 'deliver'; verdicts: VerdictKind[] }
  /** A worker takes some and marks them; their answers come with a later `answer`. */
  | { does: 'take'; count: number }
  | { does: 'answer'; verdicts: VerdictKind[] }
  | { does: 'join' }
  | { does: 'leave'; reader: number }
  | { does: 'wait'; minutes: number }
  /** What a careful desk does in one go: correct, approve, and wait until it is out. */
  | { does: 'put right'; which: Which; quiet: boolean };

const which = fc.constantFrom<Which>(0, 0, 1);
const verdict = fc.constantFrom<VerdictKind>(
  'accepted',
  'accepted',
  'accepted',
  'deferred',
  'refused',
  'uncertain',
);
const verdicts = fc.array(verdict, { minLength: 1, maxLength: 4 });

/** Any action, those that carry a story on more often than those that end it. */
export const anAction: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('edit' as const),
      which,
      changes: fc.constantFrom('fact' as const, 'word' as const),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant('approve' as const),
      which,
      who: fc.constantFrom(
        'right' as const,
        'right' as const,
        'right' as const,
        'wrong' as const,
        'alone' as const,
      ),
    }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('correct' as const), which, quiet: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constantFrom('stop' as const, 'resume' as const, 'resume' as const, 'cancel' as const),
      which,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constantFrom('hold' as const, 'release' as const, 'release' as const, 'kill' as const),
      which,
    }),
  },
  { weight: 4, arbitrary: fc.constant({ does: 'pass' as const }) },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('crash' as const),
      call: fc.integer({ min: 1, max: 45 }),
      when: fc.constantFrom('before' as const, 'after' as const),
    }),
  },
  { weight: 5, arbitrary: fc.record({ does: fc.constant('deliver' as const), verdicts }) },
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constant('take' as const), count: fc.integer({ min: 1, max: 3 }) }),
  },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('answer' as const), verdicts }) },
  { weight: 1, arbitrary: fc.constant({ does: 'join' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant('leave' as const), reader: fc.integer({ min: 1, max: 5 }) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constant('wait' as const),
      minutes: fc.constantFrom(10, 10, 12, 3, 45, 130, -4),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ does: fc.constant('put right' as const), which, quiet: fc.boolean() }),
  },
);

/** The usual beginning: a release is out, half of its readers have it, and one server has not answered yet. */
export const OPENING: readonly Action[] = [
  { does: 'approve', which: 0, who: 'right' },
  { does: 'wait', minutes: 10 },
  { does: 'pass' },
  { does: 'deliver', verdicts: ['accepted', 'accepted'] },
  { does: 'take', count: 1 },
];

/** The usual end: everybody answers, and whatever may leave does. */
export const ENDING: readonly Action[] = [
  { does: 'answer', verdicts: ['accepted', 'accepted', 'uncertain', 'accepted'] },
  { does: 'pass' },
  { does: 'deliver', verdicts: Array.from({ length: 12 }, () => 'accepted' as const) },
];
