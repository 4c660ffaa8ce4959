/** The consent of our own mailboxes on the list; it tells them from people. */
export const SEED = 'seed of the desk';

/**
 * A copy of an edition that our mail server took for one of our own mailboxes. Times are epoch ms; `acceptedAt` is when it
 * was noticed. `arrivedAt`: when it was seen in the mailbox; `alarmedAt`: when the desk was told that it was not.
 */
export type SeedCopy = {
  edition: string;
  seed: string;
  acceptedAt: number;
  arrivedAt?: number;
  alarmedAt?: number;
};
