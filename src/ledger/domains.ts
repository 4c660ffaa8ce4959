import type { DomainTrouble } from '../model/mailing.ts';

/** Which destination domains are left alone, for all programs. */
export type DomainLedger = {
  domains: () => Promise<DomainTrouble[]>;
  /** It is left alone from now on, for the `failures`th time in a row. */
  domainFailed: (trouble: DomainTrouble) => Promise<void>;
  domainWell: (domain: string) => Promise<void>;
  /** How many deliveries of open mailings wait for it. */
  waitingFor: (domain: string) => Promise<number>;
};
