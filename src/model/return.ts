import { z } from 'zod';
import type { Leaving } from './subscriber.ts';

/**
 * What came back to us, by what it says.
 * - `hard`: the address takes no mail and never will. `soft`: not now (full, down, too big).
 * - `ours`: about us and not about the reader (policy, spam, rate, authentication); it never counts against a person.
 * - `delayed`, `expanded`, `delivered`: reports that ask for nothing.
 * - `complaint`: the reader marked our mail as unwanted. `leave`: a wish to unsubscribe by mail.
 * - `auto`: an automatic answer (away from the office); left alone.
 * - `arrival`: a copy of an edition at one of our seed mailboxes.
 * - `person`: somebody wrote to us. `unreadable`: kept aside for a person to look at.
 */
export const ReturnKind = z.enum([
  'hard',
  'soft',
  'ours',
  'delayed',
  'expanded',
  'delivered',
  'complaint',
  'leave',
  'auto',
  'arrival',
  'person',
  'unreadable',
]);
export type ReturnKind = z.infer<typeof ReturnKind>;

/** One thing that one message said. `words` never hold a whole address. */
export const Return = z.object({
  /** Names the message and which of its statements: reading it again changes nothing. */
  key: z.string(),
  at: z.number(),
  /** Which of our sources it came from: `maildir var/inbox`, `imap`. */
  source: z.string(),
  kind: ReturnKind,
  /** Whose copy it speaks of, when we know for certain. */
  subscriber: z.int().optional(),
  edition: z.string().optional(),
  /** Enhanced status (RFC 3463): `5.1.1`; empty when there is none. */
  status: z.string(),
  words: z.string(),
});
export type Return = z.infer<typeof Return>;

/** How a mailbox fares: soft bounces add up and fade. `score` stood so at `scoredAt`, epoch ms. */
export const Health = z.object({
  score: z.number(),
  scoredAt: z.number(),
  /** When a probe asks it whether it is alive, or did; absent when it was not asked. */
  probedAt: z.number().optional(),
});
export type Health = z.infer<typeof Health>;

/** What follows from a return for the subscriber it speaks of; `probe`: the mailbox is asked whether it is alive. */
export type Consequence =
  { kind: 'none' } | { kind: 'leaves'; why: Leaving } | { kind: 'ails'; health: Health; probe: boolean };
