import { z } from 'zod';
import { EditionKey } from './edition.ts';
import { EmailAddress } from './subscriber.ts';

/** What the next mail server said. `uncertain`: it may have taken the message; a person decides, never the program. */
export const VerdictKind = z.enum(['accepted', 'deferred', 'refused', 'uncertain']);
export type VerdictKind = z.infer<typeof VerdictKind>;

export const Verdict = z.object({ kind: VerdictKind, response: z.string() });
export type Verdict = z.infer<typeof Verdict>;

/**
 * The life of a delivery.
 * - `waiting`: nobody has it in hand; it may have been deferred before.
 * - `claimed`: a worker has it in hand, and the final dot cannot have left yet.
 * - `handing`: marked on the disk; from now on the final dot may leave at any moment.
 * - `accepted`, `refused`, `uncertain`: how it ended.
 * - `cancelled`: taken back before it left: its reader left the list, or the publication was withdrawn.
 */
export const DeliveryState = z.enum([
  'waiting',
  'claimed',
  'handing',
  'accepted',
  'refused',
  'uncertain',
  'cancelled',
]);
export type DeliveryState = z.infer<typeof DeliveryState>;

/** One edition for one subscriber. */
export const Delivery = z.object({
  edition: EditionKey,
  subscriber: z.int(),
  address: EmailAddress,
  state: DeliveryState,
  attempts: z.int(),
  /** Not before this instant, epoch ms. */
  notBefore: z.number(),
  response: z.string(),
});
export type Delivery = z.infer<typeof Delivery>;

/**
 * How many deliveries of an edition are in each state; all but `deferred` add up to its audience. `deferred` are those of
 * `waiting` that were tried before; what is claimed counts as waiting.
 */
export type Tally = Record<Exclude<DeliveryState, 'claimed'>, number> & { deferred: number };
