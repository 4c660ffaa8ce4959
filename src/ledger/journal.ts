import type { RelayTrouble } from '../model/mailing.ts';

/** A line of the event log: what happened to what, when (epoch ms). Never holds a whole address or a secret. */
export type LedgerEvent = { at: number; what: string; subject: string; detail: string };

/** Who may do what alone, which mail server is in trouble, and what happened. */
export type Journal = {
  /** Takes or renews the named lease until `until`; false when somebody else holds it and it has not run out. */
  lease: (name: string, holder: string, at: number, until: number) => Promise<boolean>;
  release: (name: string, holder: string) => Promise<void>;
  holder: (name: string) => Promise<string | undefined>;
  /** The mail servers that are in trouble. */
  relays: () => Promise<RelayTrouble[]>;
  /** A server was tried and given up, the `failures`th time in a row: nobody tries it again before `notBefore`. */
  relayFailed: (trouble: RelayTrouble) => Promise<void>;
  /**
   * The right to try a server that is in trouble: true for one caller, others wait until `until`. True when it is in none.
   */
  tryRelay: (name: string, at: number, until: number) => Promise<boolean>;
  relayWell: (name: string) => Promise<void>;
  note: (event: LedgerEvent) => Promise<void>;
  /** The newest `limit` events, newest first. */
  events: (limit: number) => Promise<LedgerEvent[]>;
};
