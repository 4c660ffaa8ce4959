import { uptime } from 'node:os';
import type { Ledger } from './ledger/ledger.ts';
import { steady, type Steady } from './schedule/steady.ts';
import { systemClock } from './util/clock.ts';
import type { Log } from './util/log.ts';

/** Where a person's word for the machine's clock is kept in the ledger. */
const WORD = 'clock';

/** A person had a pass made by the machine's clock: whoever waited for it to be believed need not wait any more. */
export async function confirmClock(ledger: Ledger, at: number): Promise<void> {
  await ledger.setBookmark(WORD, new Date(at).toISOString());
}

/** The time that the passes of a program that stays go by, asked before each of them: `steady` says which. */
export function timekeeper(ledger: Ledger, log: Pick<Log, 'warn' | 'info'>): () => Promise<number> {
  let known: Steady | undefined;
  return async () => {
    const confirmed = (await ledger.bookmark(WORD)) ?? '';
    const told = steady(known, { wall: systemClock(), up: uptime() * 1000 }, confirmed);
    known = told.steady;
    const minutes = Math.round(Math.abs(told.by) / 60_000);
    const set = { minutes, direction: told.by < 0 ? 'back' : 'ahead' };
    if (told.news === 'stepped') {
      log.warn(
        set,
        'The clock of this machine was set. Publishing does not follow it until it has stood for a quarter of an hour; `newsdesk publish` says that it is right.',
      );
    }
    if (told.news === 'believed') log.warn(set, 'Publishing goes by the clock as it was set.');
    if (told.news === 'undone') log.info('The clock of this machine is as it was before.');
    return told.at;
  };
}
