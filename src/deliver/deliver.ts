import type { Delivery } from '../model/delivery.ts';
import { Pass, type Counts, type Delivering } from './pass.ts';

export type { Counts, Delivering } from './pass.ts';

/** What a pass did. */
export type Sum = Counts & {
  /** Deliveries that a vanished program left in the middle; a person settles them. */
  recovered: Delivery[];
  /** Why the pass ended before everything was tried: what the server said. The rest waits for the next pass. */
  stopped?: string;
};

/**
 * Hands over every delivery that is due, each exactly once: it is marked in the ledger before a byte of it leaves, and
 * its verdict is recorded as soon as it is known. No more are marked than the courier has under way, so a crash leaves
 * at most that many whose fate is unknown; a later pass calls them uncertain, and they are never tried again by
 * themselves. Returns when nothing is due any more, the limit is reached, the signal says so or the server is in
 * trouble. Rejects with LedgerError when the ledger cannot be written; what is under way is finished first.
 */
export async function deliver(delivering: Delivering): Promise<Sum> {
  const pass = new Pass(delivering);
  const recovered = await pass.recover();
  try {
    await pass.begin();
    while (await pass.wait()) {
      await pass.record();
      await pass.begin();
    }
  } finally {
    await pass.finish();
  }
  const { counts, pace } = pass;
  return { ...counts, recovered, ...(pace.stopped !== undefined && { stopped: pace.stopped }) };
}
