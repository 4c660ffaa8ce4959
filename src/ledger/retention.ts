/**
 * Deleting what is old enough, a little at a time, so that nobody else is held up: each call is one short transaction of at
 * most `limit` rows and returns how many it found; 0 means that nothing is left to do.
 */
export type RetentionLedger = {
  /** True for one caller for each `day` (any text that changes once a day), of all programs. */
  beginTidying: (day: string) => Promise<boolean>;
  /** Requests that could be confirmed until before an instant, whatever became of them. */
  tidyRequests: (before: number, limit: number) => Promise<number>;
  /** Notices that were put up before an instant and are not under way. */
  tidyNotices: (before: number, limit: number) => Promise<number>;
  tidyReturns: (before: number, limit: number) => Promise<number>;
  /** What servers said of single deliveries of mailings that ended before an instant; that they were made stays. */
  tidyResponses: (before: number, limit: number) => Promise<number>;
  /** What servers said of those who were forgotten since an instant, while they were. In one transaction, without a limit. */
  tidyForgotten: (since: number) => Promise<number>;
  /** Addresses of people that left before an instant and are not forgotten yet. */
  longGone: (before: number, limit: number) => Promise<string[]>;
};
