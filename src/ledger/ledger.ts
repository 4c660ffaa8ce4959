import type { DeliveryLedger } from './deliveries.ts';
import type { DomainLedger } from './domains.ts';
import type { EditionLedger } from './editions.ts';
import type { ImportLedger } from './imports.ts';
import type { Journal } from './journal.ts';
import type { MailingLedger } from './mailings.ts';
import type { NoticeLedger } from './notices.ts';
import type { PeopleLedger } from './people.ts';
import type { RequestLedger } from './requests.ts';
import type { RetentionLedger } from './retention.ts';
import type { OrderLedger } from './orders.ts';
import type { ReturnLedger } from './returns.ts';
import type { SeedLedger } from './seeds.ts';
import type { RecordLedger } from './record.ts';
import type { SubscriberLedger } from './subscribers.ts';

export type { Claim, DeliveryLedger, Key, Recorded, Settlement, Worker } from './deliveries.ts';
export type { EditionLedger, Head, Sealing } from './editions.ts';
export type { Imported, ImportLedger, Repeat } from './imports.ts';
export type { Journal, LedgerEvent } from './journal.ts';
export type { NoticeLedger } from './notices.ts';
export type { AskLimit, NewRequest, RequestLedger } from './requests.ts';
export type { Dossier, Forgotten, Listed, PeopleLedger } from './people.ts';
export type { RetentionLedger } from './retention.ts';
export type { OrderLedger } from './orders.ts';
export { refusalKey } from './returns.ts';
export type { ReturnLedger } from './returns.ts';
export type { Decision, MailingLedger, Settled } from './mailings.ts';
export type { Archived, RecordFilter, RecordLedger } from './record.ts';
export type { SubscriberLedger, Subscribing } from './subscribers.ts';

/**
 * What already happened: asked before, told after. Every method is one transaction: it happened whole or not at all, and
 * a promise that was kept survives a power cut. Times are arguments (epoch ms). Methods reject with LedgerError.
 */
export type Ledger = EditionLedger &
  SubscriberLedger &
  RequestLedger &
  NoticeLedger &
  PeopleLedger &
  ImportLedger &
  RetentionLedger &
  MailingLedger &
  DeliveryLedger &
  ReturnLedger &
  Journal &
  RecordLedger &
  DomainLedger &
  SeedLedger &
  OrderLedger & {
    /**
     * Handing over without consequences, for mail that is redirected: works on copies of the deliveries, so that nothing
     * that happens there settles a real one.
     */
    rehearsal: DeliveryLedger & {
      /** Copies what waits in the open mailings and was not copied before, or waits as an older edition. Returns how many. */
      rehearse: () => Promise<number>;
      /** The same for notices. */
      notices: Omit<NoticeLedger, 'post'> & { rehearse: () => Promise<number> };
    };
    close: () => Promise<void>;
  };
