import { setImmediate } from 'node:timers/promises';
import type { Config } from './config/config.ts';
import type { Dossier, Forgotten, Ledger } from './ledger/ledger.ts';
import { markerOf } from './marks.ts';
import { durationMs } from './model/duration.ts';
import { dateIn } from './model/when.ts';

export type { Dossier, Forgotten } from './ledger/ledger.ts';

/** The address in the one form that is kept; undefined when no mail can be sent to it. */
export async function addressIn(text: string): Promise<string | undefined> {
  return (await import('./audience/address.ts')).canonicalAddress(text);
}

/** Everything that is held of an address: the newest `limit` of each kind. */
export async function dossierOf(
  config: Config,
  ledger: Ledger,
  address: string,
  limit: number,
): Promise<Dossier> {
  return ledger.dossier(address, (await markerOf(config))(address), limit);
}

/**
 * Erases a person and keeps the mark by which no list brings them back. `isErased` is false when another program still
 * read an older state of the ledger, and its file loses the last traces a little later.
 */
export async function forgetPerson(
  config: Config,
  ledger: Ledger,
  address: string,
  at: number,
): Promise<Forgotten & { isErased: boolean }> {
  const forgotten = await ledger.forget(address, (await markerOf(config))(address), at);
  const isErased = await ledger.eraseTraces();
  const subject = forgotten.subscriber === undefined ? 'nobody' : `subscriber ${forgotten.subscriber}`;
  await ledger.note({ at, what: 'forgotten', subject, detail: 'on request' });
  return { ...forgotten, isErased };
}

/** No server says anything of a delivery longer after somebody was forgotten. */
const LATEST_WORD = 3 * 24 * 3_600_000;
/** How much is done in one transaction. */
const PAGE = 1000;

/** What tidying did, by numbers. */
export type Tidied = {
  requests: number;
  notices: number;
  returns: number;
  deliveries: number;
  forgotten: number;
};

/** Keeps the promises of `retention:`, now. Other work of this program goes on between its small transactions. */
export async function tidyList(config: Config, ledger: Ledger, at: number): Promise<Tidied> {
  const { retention, newsroom } = config.newsroom;
  await ledger.beginTidying(dateIn(at, newsroom.zone));
  const before = (what: keyof typeof retention) => at - durationMs(retention[what]);
  const tidied: Tidied = {
    requests: await untilNothing((limit) => ledger.tidyRequests(before('requests'), limit)),
    notices: await untilNothing((limit) => ledger.tidyNotices(before('notices'), limit)),
    returns: await untilNothing((limit) => ledger.tidyReturns(before('returns'), limit)),
    deliveries: await untilNothing((limit) => ledger.tidyResponses(before('deliveries'), limit)),
    forgotten: await forgetLongGone(config, ledger, before('left'), at),
  };
  await ledger.tidyForgotten(at - LATEST_WORD);
  if (tidied.requests + tidied.notices + tidied.forgotten > 0) await ledger.eraseTraces();
  const parts = Object.entries(tidied).filter(([, count]) => count > 0);
  if (parts.length > 0) {
    const detail = parts.map(([what, count]) => `${what} ${count}`).join(', ');
    await ledger.note({ at, what: 'tidied', subject: 'the list', detail });
  }
  return tidied;
}

/** As `tidyList`, for the first program that asks on a day; undefined for all others. */
export async function tidyDaily(config: Config, ledger: Ledger, at: number): Promise<Tidied | undefined> {
  const day = dateIn(at, config.newsroom.newsroom.zone);
  return (await ledger.beginTidying(day)) ? tidyList(config, ledger, at) : undefined;
}

/** Repeats a small transaction until it finds nothing more. Returns how much it found in all. */
async function untilNothing(some: (limit: number) => Promise<number>): Promise<number> {
  let sum = 0;
  for (;;) {
    const count = await some(PAGE);
    if (count === 0) return sum;
    sum += count;
    await setImmediate();
  }
}

async function forgetLongGone(config: Config, ledger: Ledger, before: number, at: number): Promise<number> {
  const markOf = await markerOf(config);
  return untilNothing(async () => {
    const gone = await ledger.longGone(before, 100);
    for (const address of gone) await ledger.forget(address, markOf(address), at);
    return gone.length;
  });
}
