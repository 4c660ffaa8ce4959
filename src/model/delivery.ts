import { z } from 'zod';
import { EditionKey } from './edition.ts';
import { EmailAddress } from './subscriber.ts';

/** What the next mail server said. `uncertain`: it may have taken the message; a person decides, never the program. */
export const VerdictKind = z.enum(['accepted', 'deferred', 'refused', 'uncertain']);
export type VerdictKind = z.infer<typeof VerdictKind>;

export const Verdict = z.object({ kind: VerdictKind, response: z.string() });
export type Verdict = z.infer<typeof Verdict>;

/** `waiting` (not handed over, or deferred), `handing` (marked before the first byte), then a verdict. */
export const DeliveryState = z.enum(['waiting', 'handing', 'accepted', 'refused', 'uncertain']);
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

/** How many deliveries of an edition are in each state; `deferred` are those waiting after an attempt. */
export type Tally = Record<DeliveryState, number> & { deferred: number };
