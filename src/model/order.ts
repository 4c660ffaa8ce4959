import { z } from 'zod';

/**
 * What a person said about a publication at the last moment.
 * - `stop`: nothing more of it leaves, and it is not made public, until somebody says go on.
 * - `cancel`: what has not left never will; what was not public waits for an approval that is newer than this.
 */
export const Order = z.object({
  publication: z.string(),
  verb: z.enum(['stop', 'cancel']),
  by: z.string(),
  reason: z.string(),
  at: z.number(),
});
export type Order = z.infer<typeof Order>;

/** An order in words: "stopped by Lt. Erin Example: a name is wrong". */
export function orderWords({ verb, by, reason }: Order): string {
  return `${verb === 'stop' ? 'stopped' : 'cancelled'} by ${by}${reason === '' ? '' : `: ${reason}`}`;
}
