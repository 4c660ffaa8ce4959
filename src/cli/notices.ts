import type { Post } from '../post.ts';
import type { Log } from '../util/log.ts';
import { explained } from './failure.ts';

/** How often what waits is looked for, ms; what another program puts up is found so. */
const LOOK = 2000;
/** How long a ledger in trouble is left alone, ms. */
const REST = 15_000;

/**
 * Hands over confirmations and other mails to one person as they come, whatever else is under way, until the signal says
 * stop. `wake` is for the program that has just put one up. `done` resolves when nothing is in hand any more.
 */
export function keepNoticesGoing(
  deliver: Post['notices'],
  log: Log,
  stop: AbortSignal,
): { wake: () => void; done: () => Promise<void> } {
  let round: Promise<void> | undefined;
  let again = false;
  let restUntil = 0;
  const work = async (): Promise<void> => {
    do {
      again = false;
      try {
        const sum = await deliver(stop);
        if (Object.values(sum).some((count) => count > 0)) log.info(sum, 'Mailed to single persons.');
        if (sum.refused + sum.uncertain > 0) {
          log.warn(sum, 'A confirmation or another mail to one person did not arrive, or nobody knows.');
        }
      } catch (error) {
        restUntil = performance.now() + REST;
        log.error(explained(error), 'Mails to single persons could not be handed over; it is tried again.');
      }
    } while (again && !stop.aborted);
    round = undefined;
  };
  const wake = (): void => {
    again = true;
    if (!stop.aborted && performance.now() >= restUntil) round ??= work();
  };
  const timer = setInterval(wake, LOOK);
  stop.addEventListener('abort', () => clearInterval(timer), { once: true });
  wake();
  return {
    wake,
    async done() {
      clearInterval(timer);
      await round;
    },
  };
}
