import type { AudienceBefore, BreakerLimits } from '../model/breaker.ts';
import type { Delivery, DeliveryState, Tally } from '../model/delivery.ts';
import type { Mailing } from '../model/mailing.ts';
import type { Key } from './deliveries.ts';

/** What a person says of an uncertain delivery. */
export type Decision = 'accepted' | 'again';

/**
 * What became of that. `known`: it is not uncertain any more: somebody settled it, or the server's answer came after all;
 * `left`, `withdrawn`: it cannot be sent again; `waits`: it will be sent again when its mailing, which is stopped or late,
 * goes on.
 */
export type Settled = 'settled' | 'waits' | 'known' | 'left' | 'withdrawn';

/**
 * A copy that a subscriber has, or may have; `handing` is being handed over at this very moment. `endedAt`: when the server
 * took it, epoch ms; null when that was not noted, or did not happen yet.
 */
export type Had = {
  subscriber: number;
  address: string;
  edition: string;
  state: 'accepted' | 'uncertain' | 'handing';
  endedAt: number | null;
};

/** Which editions go to whom: what the desk decides and asks. */
export type MailingLedger = {
  /**
   * Begins the mailing of an edition: one delivery for each subscriber of any of the topics who consented at or before
   * `publicAt`. A publication is queued once, over all its revisions, so that nobody gets a second mail for a mended
   * comma and nobody who joins later gets the archive: returns how many deliveries are new, 0 when there is a mailing of it
   * already or nobody asked for it. After a withdrawal it may be queued again, for those who have not had it.
   *
   * With `limits`, one whose audience is not as the last one's was is stopped in the same moment, before anything of it can
   * leave, and remembered even when it is for nobody: only `resumeMailing` lets it go.
   */
  queue: (
    edition: string,
    topics: readonly string[],
    publicAt: number,
    at: number,
    limits?: BreakerLimits,
  ) => Promise<number>;
  /** Whom the last mailings to these topics went to: of those that were let go, and are no older edition's. */
  audienceBefore: (topics: readonly string[]) => Promise<AudienceBefore>;
  mailing: (edition: string) => Promise<Mailing | undefined>;
  /**
   * Whoever has not been served with an earlier edition of the publication gets this one instead; so does whoever is
   * being served at this moment, should the server put them off. Its mailing stands as the earlier one stood; one that
   * was open is stopped, with `why`, until it is resumed. Returns how many deliveries wait for this one now.
   */
  supersede: (edition: string, why: string, at: number) => Promise<number>;
  /**
   * Begins the mailing of a follow-up of `publication` (a correction, a hold, a kill), or adds to it: one delivery for
   * everybody on the list who had, or may have had, an earlier edition of it or an earlier follow-up, and has no delivery of
   * this one yet. `right` is an edition that nobody needs to be told about. What had not left of earlier follow-ups never
   * leaves. Returns how many deliveries are new.
   */
  queueAgain: (edition: string, publication: string, right: string, at: number) => Promise<number>;
  /** Cancels what has not left of any follow-up of a publication. Returns how many deliveries. */
  endFollowUps: (publication: string, why: string, at: number) => Promise<number>;
  /** The copies that up to `limit` subscribers with a number above `after` have of a publication and its follow-ups. */
  whoHad: (publication: string, after: number, limit: number) => Promise<Had[]>;
  /** Halts what has not left, also between two messages of another program. False when there is nothing to halt. */
  stopMailing: (edition: string, why: string, at: number) => Promise<boolean>;
  /**
   * Lets a stopped or late mailing go on; its age counts from now, and what was put off may go at once. With `why`, only one
   * that was stopped for that reason, and nothing else changes. One that was for nobody is queued for whoever it is for now.
   * False when there was nothing to resume.
   */
  resumeMailing: (edition: string, at: number, why?: string) => Promise<boolean>;
  /** Whether anything of an edition waits, or is in a worker's hand. */
  isUnderWay: (edition: string) => Promise<boolean>;
  /**
   * Mailings that began before an instant and are not through become `late`; those that are through become `done`.
   * Returns those that became late.
   */
  holdLate: (begunBefore: number, why: string, at: number) => Promise<Mailing[]>;
  /**
   * Cancels every delivery of a publication, and of follow-ups of it, that has not left (it was withdrawn). Returns how many. A mailing that was
   * through is done: there is nobody whom it could begin again for.
   */
  takeBack: (publication: string, at: number) => Promise<number>;
  /** The mailings that began or changed at or after an instant, newest first. */
  mailings: (since: number) => Promise<Mailing[]>;
  /** The number of an edition's mailing, never used twice; 0 when it was never mailed. */
  numberOf: (edition: string) => Promise<number>;
  /** The edition of a publication that a subscriber has, or may have; undefined when they have none. */
  editionHad: (publication: string, subscriber: number) => Promise<string | undefined>;
  tally: (edition: string) => Promise<Tally>;
  /** How many deliveries of an edition ended at or after an instant, and when the first of those did (to 10 s). */
  progress: (edition: string, since: number) => Promise<{ ended: number; first?: number }>;
  /** Up to `limit` deliveries of an edition in one state, by subscriber: names for a person to act on. */
  deliveries: (edition: string, state: DeliveryState, limit: number) => Promise<Delivery[]>;
  /** Up to `limit` deliveries of any edition of which nobody knows whether they arrived: for a person to settle. */
  uncertain: (limit: number) => Promise<Delivery[]>;
  /**
   * Records what a person says of a delivery that is uncertain: that it arrived, or that it be sent again, as the newest
   * edition. Who said so stands in the event log. A mailing that was through goes on, its age counted from now.
   */
  settle: (delivery: Key, decision: Decision, by: string, at: number) => Promise<Settled>;
  /** Why the deferred of an edition wait: the servers' words, the most frequent first, at most `limit`. */
  deferrals: (edition: string, limit: number) => Promise<{ response: string; count: number; next: number }[]>;
};
