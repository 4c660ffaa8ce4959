import { z } from 'zod';
import { EditionKey } from './edition.ts';

/**
 * How the mailing of an edition stands.
 * - `open`: its deliveries may be handed over.
 * - `stopped`: the mail server wants nothing of us, or a person said stop; nothing leaves until somebody says go on.
 * - `late`: it took longer than the limit; what still waits needs a person's yes.
 * - `superseded`: what had not left goes out as a newer edition.
 * - `cancelled`: the publication was withdrawn.
 * - `done`: nothing is left to do.
 */
export const MailingState = z.enum(['open', 'stopped', 'late', 'superseded', 'cancelled', 'done']);
export type MailingState = z.infer<typeof MailingState>;

/** One edition on its way to its audience. Times are epoch ms. */
export const Mailing = z.object({
  edition: EditionKey,
  publication: z.string(),
  state: MailingState,
  /** Why it is not open, in words for the officer; empty while it is. */
  why: z.string(),
  /** When it was queued, or last allowed to go on: the limits on its age count from here. */
  beganAt: z.number(),
  /** When it came into this state. */
  since: z.number(),
  /** How many it was queued for. */
  audience: z.int(),
});
export type Mailing = z.infer<typeof Mailing>;

/** A mail server in trouble: nobody is sent anything over it before `notBefore`. Times are epoch ms. */
export const RelayTrouble = z.object({
  name: z.string(),
  /** What it said, or what the way to it said. */
  words: z.string(),
  /** How many times in a row it was tried and given up. */
  failures: z.int(),
  since: z.number(),
  notBefore: z.number(),
});
export type RelayTrouble = z.infer<typeof RelayTrouble>;

/** A destination domain that is left alone: nobody there is sent anything before `notBefore`. Times are epoch ms. */
export const DomainTrouble = RelayTrouble.omit({ name: true }).extend({ domain: z.string() });
export type DomainTrouble = z.infer<typeof DomainTrouble>;
