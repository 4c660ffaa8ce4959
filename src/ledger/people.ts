import type { DeliveryState } from '../model/delivery.ts';
import type { Health } from '../model/return.ts';
import type { Leaving, Subscriber } from '../model/subscriber.ts';

/** Somebody on the list, or who left it and was not forgotten. */
export type Listed = Subscriber & { leftAt?: number; leftWhy?: Leaving };

/** Everything that is held of one address. */
export type Dossier = {
  person?: Listed & { health: Health };
  /** When the address was forgotten, known by its mark. */
  forgottenAt?: number;
  requests: { kind: string; topics: string[]; askedAt: number; until: number; doneAt?: number | undefined }[];
  notices: { kind: string; state: string; postedAt: number; response: string }[];
  /** The newest first. */
  deliveries: {
    edition: string;
    state: DeliveryState;
    attempts: number;
    response: string;
    beganAt: number;
  }[];
  returns: { at: number; kind: string; status: string; words: string; edition?: string | undefined }[];
};

/** What forgetting erased, and what stays: `deliveries` are counted on, without a name. */
export type Forgotten = {
  /** The row that stays without a name; absent when the address was never on the list. */
  subscriber?: number;
  wasMember: boolean;
  requests: number;
  notices: number;
  returns: number;
  deliveries: number;
};

/** One person: what is held of them, and forgetting it. */
export type PeopleLedger = {
  /** By address and by mark; up to `limit` of each kind. */
  dossier: (address: string, mark: string, limit: number) => Promise<Dossier>;
  /**
   * Erases the person, in one transaction, and keeps the mark: what waits for them is cancelled as on leaving; requests
   * and notices are deleted; what came back and what servers said of them loses its words; the row keeps its id and a name
   * made of it, so that counts stay true.
   */
  forget: (address: string, mark: string, at: number) => Promise<Forgotten>;
  /**
   * Takes what was forgotten or deleted out of the log as well: nothing of it is left in any file of the ledger. False when
   * another program still reads an older state, which keeps that state until a later call.
   */
  eraseTraces: () => Promise<boolean>;
  /** Up to `limit` with an id above `after`, by id: those who left too, but nobody who was forgotten, and no seed. */
  everybody: (after: number, limit: number) => Promise<Listed[]>;
};
