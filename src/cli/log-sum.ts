import type { Sum } from '../post.ts';
import type { Log } from '../util/log.ts';

/** Logs a round of delivering: by numbers and editions only. */
export function logSum({ stopped, recovered, halted, late, ...counts }: Sum, log: Log): void {
  if (Object.values(counts).some((count) => count > 0)) log.info(counts, 'Mailed.');
  if (stopped !== undefined) log.warn(`Mail is paused; it is tried again by itself. ${stopped}`);
  for (const { edition, why } of halted) {
    log.error({ edition }, `The mailing is stopped: ${why}. A person must look; newsdesk status says how.`);
  }
  for (const { edition } of recovered) {
    log.warn(
      { edition },
      'A delivery is uncertain: a program was ended in the middle. A person must decide.',
    );
  }
  if (late > 0) log.warn({ late }, 'Verdicts came after their claims had been taken for lost.');
}
