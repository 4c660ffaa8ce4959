import { z } from 'zod';
import { EmailAddress } from './subscriber.ts';
import { Topic } from './topic.ts';

/**
 * What somebody asked for on the public site and has to confirm from the mailbox itself.
 * - `join`: to be on the list, or to ask for other topics.
 * - `move`: to get what `subscriber` gets at this address instead.
 */
export const Request = z.object({
  id: z.int(),
  kind: z.enum(['join', 'move']),
  address: EmailAddress,
  /** Who moves; absent for a `join`. */
  subscriber: z.int().optional(),
  topics: z.array(Topic),
  /** A short tag; empty for the newsroom's own language. */
  language: z.string(),
  askedAt: z.number(),
  /** It can be confirmed until this instant, epoch ms. */
  until: z.number(),
  /** When it was confirmed, epoch ms; absent while it waits. */
  doneAt: z.number().optional(),
});
export type Request = z.infer<typeof Request>;
