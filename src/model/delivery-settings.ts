import { z } from 'zod';
import { Duration } from './duration.ts';
import { EmailAddress } from './subscriber.ts';

/** How fast one destination is served, by each program. What is left out has no limit. */
const Pace = z.strictObject({
  /** Messages under way at the same time. */
  connections: z.int().min(1).max(100).optional(),
  /** Messages a second, on average: 0.5 is one every two seconds. */
  perSecond: z.number().min(0.01).max(10_000).optional(),
});
export type Pace = z.infer<typeof Pace>;

const Domain = z
  .string()
  .regex(/^(\*|[a-z0-9-]+(\.[a-z0-9-]+)+)$/)
  .meta({ description: 'the domain of addresses in lower case, such as example.org, or * for every other' });

/** How mail is handed over: `delivery:` in newsdesk.yaml. None of it decides a byte of what goes out. */
export const DeliverySettings = z.strictObject({
  /** Connections to the mail server at the same time, for each program. */
  connections: z.int().min(1).max(100).default(5),
  /** Messages a second to all together, for each program; no limit when it is left out. */
  perSecond: z.number().min(0.01).max(100_000).optional(),
  /** Limits for destination domains; `*` is for each of those that are not named. */
  domains: z.record(Domain, Pace).default({}),
  /** How long a delivery that was deferred is tried again. */
  retryFor: Duration.default('24h'),
  /** How far back a pass looks for mail that should have gone and did not. */
  lookBack: Duration.default('14d'),
  /** How long what is in hand may take after a signal to stop. */
  stopWithin: Duration.default('60s'),
  /**
   * An edition whose audience differs from the last one of its kind by more than this share waits for a person: 0.3 is
   * a third more or less. Audiences below `breakerFrom` differ freely.
   */
  breaker: z.number().min(0.01).max(1).default(0.3),
  breakerFrom: z.int().min(1).default(50),
  /** Mailboxes of our own at the big providers, which get every edition to see that mail really arrives. */
  seeds: z.array(z.strictObject({ name: z.string().min(1), address: EmailAddress })).default([]),
  /** A seed whose copy was not seen after this time is an alarm to the desk. */
  seedsWithin: Duration.default('30m'),
});
export type DeliverySettings = z.infer<typeof DeliverySettings>;
