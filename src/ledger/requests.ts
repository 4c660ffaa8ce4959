import type { Request } from '../model/request.ts';
import type { Subscriber } from '../model/subscriber.ts';

/** What a request that is not there yet is made of. */
export type NewRequest = Omit<Request, 'id' | 'doneAt'>;

/** At most `most` requests for one address since an instant, epoch ms. */
export type AskLimit = { most: number; since: number };

/** What was asked for on the public site and waits to be confirmed. */
export type RequestLedger = {
  /**
   * Takes it down, voids earlier ones that wait for the same address, and puts up the notice that asks to confirm it.
   * Returns its id, never used twice; undefined, and nothing is changed, when as many as the limit were asked for already.
   */
  ask: (request: NewRequest, limit: AskLimit) => Promise<number | undefined>;
  /** Undefined when it is not there, was voided, or was tidied away. */
  request: (id: number) => Promise<Request | undefined>;
  /**
   * Fulfils it, in one transaction, any number of times with one effect: the address is on the list with what was asked
   * for, whatever kept it away before, its consent of now; who was on it already keeps the first instant. Of a `move` the
   * subscriber's address is changed and nobody else has it (undefined when it became somebody else's meanwhile); what is
   * under way goes to the new one, from the next message on. Undefined also when it is not there or its time is over, and
   * for whoever left after it was fulfilled. `markOf` names an address among the forgotten: the mark of the new address is
   * taken away, and one of an address that was moved away from is set, so that no old list brings that one back.
   */
  confirm: (
    id: number,
    consent: string,
    at: number,
    markOf: (address: string) => string,
  ) => Promise<Subscriber | undefined>;
  /** How many requests were taken down for an address since an instant: for limits. */
  asked: (address: string, since: number) => Promise<number>;
};
