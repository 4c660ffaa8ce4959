import type { Verdict } from '../model/delivery.ts';
import type { Notice } from '../model/notice.ts';

/** Mails to one person that are no editions. As with deliveries, each is marked before its final dot may leave. */
export type NoticeLedger = {
  /** Puts one up. Returns its id. (What asks to confirm a request is put up with the request.) */
  post: (notice: Pick<Notice, 'kind' | 'address' | 'about' | 'words'>, at: number) => Promise<number>;
  /**
   * Takes up to `limit` that are due until `until`; those whose holder did not come back in time wait again, and what it
   * had marked is `uncertain` and not sent again.
   */
  claimNotices: (holder: string, limit: number, at: number, until: number) => Promise<Notice[]>;
  /** On the disk when it resolves. False when it is not this holder's any more: it must not be sent. */
  markNotice: (id: number, holder: string) => Promise<boolean>;
  /**
   * `notBefore` is when a deferred one may be tried again. A verdict also replaces the guess of those who took the holder
   * for lost: it knows better.
   */
  settleNotice: (id: number, holder: string, verdict: Verdict, notBefore: number) => Promise<void>;
  /** How many wait or are in hand. */
  noticesWaiting: () => Promise<number>;
  /**
   * Those since an instant that did not arrive, or not yet although they were tried, or of which nobody knows; not what had
   * become pointless before it left.
   */
  noticesFailed: (since: number) => Promise<Notice[]>;
};
