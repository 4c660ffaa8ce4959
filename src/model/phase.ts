import type { TakeBack } from './recall.ts';

/** What the calendar says of a publication at one instant. Times are epoch ms. */
export type Phase =
  | { phase: 'draft' }
  | { phase: 'taken back'; verb: TakeBack }
  | { phase: 'waiting'; until: number }
  | { phase: 'out'; since: number }
  | { phase: 'expired'; since: number; at: number };
