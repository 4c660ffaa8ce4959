import type { Looked } from '../office.ts';
import type { Log } from '../util/log.ts';
import { explained } from './failure.ts';
import { printKinds } from './inbox-text.ts';

/** Logs looks at what came back, by numbers only; that a source cannot be read, once for as long as it is for one reason. */
export function lookLogger(log: Log): (looked: Looked | undefined) => void {
  let told = new Map<string, string>();
  return (looked) => {
    if (!looked) return;
    const { kinds, left, probes, alarms, aside } = looked.tally;
    const came = printKinds(kinds);
    if (came !== '') log.info({ left, probes, alarms, aside }, `Came back: ${came}.`);
    if (aside > 0) log.warn({ aside }, 'Messages were left aside for a person to read.');
    const troubles = new Map<string, string>();
    for (const { source, error } of looked.troubles) {
      const words = error instanceof Error ? error.message : 'unknown';
      troubles.set(source, words);
      if (told.get(source) !== words)
        log.warn({ source, ...explained(error) }, 'A source cannot be read; it is tried again.');
    }
    told = troubles;
  };
}
