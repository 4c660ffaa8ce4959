import type { DeliveryLedger } from './deliveries.ts';
import type { EditionLedger } from './editions.ts';
import type { Journal } from './journal.ts';
import type { MailingLedger } from './mailings.ts';
import type { RecordLedger } from './record.ts';
import type { SubscriberLedger } from './subscribers.ts';

export type { Claim, DeliveryLedger, Key, Recorded, Settlement, Worker } from './deliveries.ts';
export type { EditionLedger, Head, Sealing } from './editions.ts';
export type { Journal, LedgerEvent } from './journal.ts';
export type { MailingLedger } from './mailings.ts';
export type { Archived, RecordFilter, RecordLedger } from './record.ts';
export type { SubscriberLedger, Subscribing } from './subscribers.ts';

/**
 * What already happened: asked before, told after. Every method is one transaction: it happened whole or not at all, and
 * a promise that was kept survives a power cut. Times are arguments (epoch ms). Methods reject with LedgerError.
 */
export type Ledger = EditionLedger &
  SubscriberLedger &
  MailingLedger &
  DeliveryLedger &
  Journal &
  RecordLedger & {
    /**
     * Handing over without consequences, for mail that is redirected: works on copies of the deliveries, so that nothing
     * that happens there settles a real one.
     */
    rehearsal: DeliveryLedger & {
      /** Copies what waits in the open mailings and was not copied before, or waits as an older edition. Returns how many. */
      rehearse: () => Promise<number>;
    };
    close: () => Promise<void>;
  };
