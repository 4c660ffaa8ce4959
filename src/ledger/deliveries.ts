import type { Delivery, Verdict } from '../model/delivery.ts';

/** A program that hands over, as others see it. It answers for its claims until `until`, epoch ms. */
export type Worker = { id: number; holder: string; until: number };

/** A delivery in a worker's hand; `since` is when its mailing began, epoch ms. */
export type Claim = Delivery & { since: number };

/**
 * What the courier said of one claimed delivery. `notBefore` is when a deferred one may be tried again; `attempt` is
 * false when nothing was said about this reader, so that the trouble of a server is not held against them.
 */
export type Settlement = {
  edition: string;
  subscriber: number;
  verdict: Verdict;
  notBefore: number;
  attempt: boolean;
};

/** A delivery by its key. */
export type Key = Pick<Delivery, 'edition' | 'subscriber'>;

/** A delivery whose final dot is about to leave, and the address that it was made for. */
export type Mark = Key & { address?: string };

/**
 * What became of a record. `marked` answers each mark in its order. `late` are the verdicts of deliveries that others had
 * already taken for lost: `taken` says whether the verdict replaced their guess.
 */
export type Recorded = { marked: boolean[]; late: { settlement: Settlement; taken: boolean }[] };

/**
 * Handing over, shared by any number of workers. A worker enlists, claims in bulk, marks each delivery just before its
 * final dot may leave, and records what the server said. Only what is marked can ever be uncertain.
 */
export type DeliveryLedger = {
  /** A new worker's number, never used twice. */
  enlist: (holder: string, until: number) => Promise<number>;
  /** Still alive. False when others have taken it for lost: its claims are theirs now, and it must enlist anew. */
  renew: (worker: number, until: number) => Promise<boolean>;
  /** Gives back claims that are not marked. */
  giveBack: (worker: number, claims: readonly Key[]) => Promise<void>;
  /** Gives it back and leaves; a worker that still has something marked stays until it is taken for lost. */
  retire: (worker: number) => Promise<void>;
  workers: () => Promise<Worker[]>;
  /**
   * Takes workers for lost, unless they renewed since: what they had marked becomes `uncertain`, the rest waits again.
   * Returns what became uncertain.
   */
  lose: (workers: readonly Worker[]) => Promise<Delivery[]>;
  /**
   * Takes up to `limit` deliveries that are due of the open mailings, some of each; the longest waiting first. None for a
   * worker that was taken for lost: nobody would ever take them from it again. None to the domains in `except`.
   */
  claim: (worker: number, limit: number, at: number, except?: readonly string[]) => Promise<Claim[]>;
  /**
   * What waits for a domain and is due by `from` is due from then on instead, one every `every` ms, at most an hour and a
   * half on. No attempt is held against anybody. Returns how many that are.
   */
  putOff: (domain: string, from: number, every: number) => Promise<number>;
  /**
   * One transaction, on the disk when it resolves: first the verdicts, then the marks. A deferred delivery of an edition
   * that was superseded meanwhile is tried again as the newer one, and not at all when the publication was withdrawn. A
   * mark holds only while the delivery is still this worker's, its mailing is open and its reader has this address; whoever
   * is not marked must not be sent the final dot.
   */
  record: (
    worker: number,
    settlements: readonly Settlement[],
    marks: readonly Mark[],
    at: number,
  ) => Promise<Recorded>;
  /** How many deliveries of open mailings are not ended. */
  unsettled: () => Promise<number>;
};
