import { z } from 'zod';
import { PersonName } from './approval.ts';

/**
 * How something that was out is taken back.
 * - `withdrawn`: its officer took it back, or its file is gone.
 * - `hold`: there is a doubt; nobody is to use it until further notice.
 * - `kill`: nobody may use it, ever.
 */
export const TakeBack = z.enum(['withdrawn', 'hold', 'kill']);
export type TakeBack = z.infer<typeof TakeBack>;

/** A hold or a kill, in the front matter of what it is about; `newsdesk hold` and `newsdesk kill` write it. */
export const Recall = z.strictObject({
  verb: TakeBack.exclude(['withdrawn']).meta({ description: 'hold or kill' }),
  reason: z.string().min(1).max(500).meta({ description: 'Why, in words that the public reads' }),
  by: PersonName.meta({ description: 'Who said so' }),
  at: z.iso.datetime({ offset: true }).meta({ description: 'When, written by newsdesk' }),
});
export type Recall = z.infer<typeof Recall>;

/** What the public reads in place of something that was taken back. */
export type TakeBackWords = {
  /** The word that stands before everything else, as wire services write it. */
  label: string;
  /** What happened to `Release 26-123`: "is killed". */
  happened: string;
  /** What whoever has it is to do, in one sentence. */
  ask: string;
  /** What whoever has published it is to do. */
  undo: string;
};

/** One word for each, with no euphemism (AP and dpa practice). */
export const TAKE_BACK_WORDS: Readonly<Record<TakeBack, TakeBackWords>> = {
  withdrawn: {
    label: 'WITHDRAWN',
    happened: 'was withdrawn',
    ask: 'Do not use it.',
    undo: 'If you have published it, please take it down or tell your readers that it was withdrawn.',
  },
  hold: {
    label: 'HOLD',
    happened: 'is on hold',
    ask: 'Do not use it until further notice.',
    undo: 'If you have published it, please take it off your pages until you hear from us.',
  },
  kill: {
    label: 'KILLED',
    happened: 'is killed',
    ask: 'A kill is mandatory: do not use it.',
    undo: 'If you have published it, take it down now and tell your readers.',
  },
};

/** How a sealed revision is called that has no words any more: in place of the digest of its content. */
export const TAKEN_BACK: Readonly<Record<TakeBack, string>> = {
  withdrawn: 'withdrawn',
  hold: 'on hold',
  kill: 'killed',
};

/** How the revision with this digest was taken back; undefined for one with words. */
export function takenBack(digest: string): TakeBack | undefined {
  return TakeBack.options.find((verb) => TAKEN_BACK[verb] === digest);
}
