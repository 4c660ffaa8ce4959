import { durationMs } from './duration.ts';

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

/** A copy that did not come in this time, ms, does not come any more; nobody has to hear of it for longer. */
export const WATCHED = 2 * 24 * 3_600_000;

/** The copies that were not seen in time. */
export function missingSeeds(copies: readonly SeedCopy[], within: string, at: number): SeedCopy[] {
  return copies.filter(
    ({ acceptedAt, arrivedAt }) => arrivedAt === undefined && acceptedAt + durationMs(within) <= at,
  );
}
