import type { Request } from '../model/request.ts';
import type { Subscriber } from '../model/subscriber.ts';

/** What a request that is not there yet is made of. */
export type NewRequest = Omit<Request, 'id' | 'doneAt'>;

/** What was asked for on the public site and waits to be confirmed. */
export type RequestLedger = {
  /** Takes it down and voids earlier ones that wait for the same address. Returns its id, never used twice. */
  ask: (request: NewRequest) => Promise<number>;
  /** Undefined when it is not there, was voided, or was tidied away. */
  request: (id: number) => Promise<Request | undefined>;
  /**
   * Fulfils it, in one transaction, any number of times with one effect: the address is on the list with what was asked
   * for, whatever kept it away before, its consent of now; of a `move` the subscriber's address is changed and nobody else
   * has it (undefined when it became somebody else's meanwhile). Undefined also when it is not there or its time is over.
   */
  confirm: (id: number, consent: string, at: number) => Promise<Subscriber | undefined>;
  /** How many requests were taken down for an address since an instant: for limits. */
  asked: (address: string, since: number) => Promise<number>;
};
