import type { Counts, Sum } from '../post.ts';
import { keyForLog } from '../model/edition.ts';
import type { Log } from '../util/log.ts';

/** Logs rounds of delivering, by numbers and editions only; that mail is paused, once for as long as it is for one reason. */
export function sumLogger(log: Log): (sum: Sum & { notices?: Counts }) => void {
  let told: string | undefined;
  return ({ stopped, recovered, halted, late, notices, accepted, deferred, refused, uncertain }) => {
    const counts = { accepted, deferred, refused, uncertain };
    if (Object.values(counts).some((count) => count > 0)) log.info(counts, 'Mailed.');
    if (notices) log.info(notices, 'Mailed to single persons.');
    if (stopped !== undefined && stopped !== told) {
      log.warn(`Mail is paused; it is tried again by itself. ${stopped}`);
    }
    told = stopped;
    for (const { edition, why } of halted) {
      log.error(
        { edition: keyForLog(edition) },
        `The mailing is stopped: ${why}. A person must look; newsdesk status says how.`,
      );
    }
    for (const { edition } of recovered) {
      log.warn(
        { edition: keyForLog(edition) },
        'A delivery is uncertain: a program was ended in the middle. A person must decide.',
      );
    }
    if (late > 0) log.warn({ late }, 'Verdicts came after their claims had been taken for lost.');
  };
}
