import { z } from 'zod';
import { PersonName } from './approval.ts';

/** One place that is not as it was: the words before and after, with a few words around them. */
export const Change = z.object({ was: z.string(), is: z.string() });
export type Change = z.infer<typeof Change>;

/** What was corrected and why, in the front matter; `newsdesk correct` writes it. */
export const Correction = z.strictObject({
  edition: z.int().min(2).meta({ description: 'The edition that corrects: 2 for the first correction' }),
  note: z.string().min(1).max(500).meta({ description: 'What was wrong and what is right, for the public' }),
  by: PersonName.meta({ description: 'Who corrected it' }),
  at: z.iso.datetime({ offset: true }).meta({ description: 'When, written by newsdesk correct' }),
  quiet: z
    .boolean()
    .optional()
    .meta({ description: 'true: a slip that changes no fact; it is recorded and nobody is mailed' }),
});
export type Correction = z.infer<typeof Correction>;

/** A correction as it went out, with what a machine found to be different; sealed with its edition. */
export const Corrected = Correction.extend({ changes: z.array(Change).optional() });
export type Corrected = z.infer<typeof Corrected>;

/** The corrections that readers are told of, the newest first; a quiet one is only on the page of all corrections. */
export function aloud({ corrections = [] }: { corrections?: Corrected[] | undefined }): Corrected[] {
  return corrections.filter(({ quiet }) => quiet !== true).toReversed();
}
