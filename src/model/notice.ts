import { z } from 'zod';
import { EmailAddress } from './subscriber.ts';

/**
 * A mail to one person that is no edition: it belongs to no topic and is nothing that one could unsubscribe from.
 * - `confirm`: asks to confirm a request; `about` is its id.
 * - `probe`: asks a mailbox that bounced whether it is alive; `about` is the subscriber's id.
 * - `alarm`: tells the desk of something that cannot wait; `words` says what.
 */
export const NoticeKind = z.enum(['confirm', 'probe', 'alarm']);
export type NoticeKind = z.infer<typeof NoticeKind>;

/** What is said of a notice that had become pointless (its request is over, its reader left): nobody misses it. */
export const POINTLESS = 'There is nothing to say any more.';

export const NoticeState = z.enum(['waiting', 'claimed', 'handing', 'accepted', 'refused', 'uncertain']);
export type NoticeState = z.infer<typeof NoticeState>;

export const Notice = z.object({
  id: z.int(),
  kind: NoticeKind,
  address: EmailAddress,
  about: z.int(),
  /** What an alarm says: its first line is the subject. Empty for the others. */
  words: z.string(),
  state: NoticeState,
  attempts: z.int(),
  /** Not before this instant, epoch ms. */
  notBefore: z.number(),
  response: z.string(),
  postedAt: z.number(),
});
export type Notice = z.infer<typeof Notice>;
