import type { DomainLedger } from '../ledger/domains.ts';
import type { Claim, DeliveryLedger, Ledger } from '../ledger/ledger.ts';
import type { Courier, Message } from '../mail/courier.ts';
import type { DeliverySettings } from '../model/delivery-settings.ts';
import type { Delivery, VerdictKind } from '../model/delivery.ts';
import type { Clock } from '../util/clock.ts';

/** How many deliveries of a round got which verdict. */
export type Counts = Record<VerdictKind, number>;

/** What handing over needs of the ledger. In a rehearsal the deliveries are copies, and no edition is stopped. */
export type DeliveringLedger = DeliveryLedger &
  Pick<Ledger, 'note' | 'stopMailing' | 'tally' | 'relays' | 'relayFailed' | 'tryRelay' | 'relayWell'> &
  DomainLedger;

/** How long things may take, ms. */
export type Limits = {
  /** A deferred delivery is given up (refused) when its mailing is older than this. */
  retryFor: number;
  /** After a signal to stop, what is in hand may take this long before it is broken off. */
  stopWithin: number;
  /** How long a ledger that cannot be written is tried again before the round is given up. */
  ledger: number;
};

export type Delivering = {
  ledger: DeliveringLedger;
  courier: Courier;
  /** The complete message for one delivery, with `at` in its Date header. A rejection defers the delivery. */
  messageTo: (claim: Claim, at: number) => Message | Promise<Message>;
  /** The newsroom's time: what is due, and when to try again. */
  at: Clock;
  /** The machine's time, for telling a living worker from a vanished one; it must move. */
  wall: Clock;
  /** Names this program to others: `process 17 on desk1`. */
  holder: string;
  /** True when the program of that name certainly is no more. */
  isGone: (holder: string) => boolean;
  limits: Limits;
  /** How fast all together and each destination domain are served; as fast as can be when it is left out. */
  paces?: Pick<DeliverySettings, 'perSecond' | 'domains'>;
  /** How often a worker renews its lease, ms; a quarter of the lease when absent. */
  renewEvery?: number;
  /** At most this many attempts. */
  limit?: number;
  /** Once aborted nothing more begins; what is under way is finished. */
  signal?: AbortSignal;
  onProgress?: (counts: Readonly<Counts>) => void;
  /** Numbers from 0 up to 1, to spread second tries. */
  random: () => number;
};

/** What a round of delivering did. */
export type Sum = Counts & {
  /** Deliveries that a vanished program left in the middle; a person settles them. */
  recovered: Delivery[];
  /** Editions that were stopped because the mail server wants nothing of us, with its words. */
  halted: { edition: string; why: string }[];
  /** Verdicts on deliveries that others had already taken for lost. */
  late: number;
  /** Why nothing more was tried: what the server said. The rest waits. */
  stopped?: string;
};
