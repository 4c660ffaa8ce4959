import type { Leaving, Subscriber } from '../model/subscriber.ts';
import { csvLine } from './defuse.ts';
import { NO_TOPICS, plainConsent } from './row.ts';

/** Somebody on the list, or who was. */
export type Listed = Subscriber & { leftAt?: number; leftWhy?: Leaving };

/** The first line of a table of subscribers; with `all` of those who left too. */
export function tableHeader(all: boolean): string {
  const columns = ['address', 'topics', 'confirmed', 'consent', 'language'];
  return csvLine(all ? [...columns, 'left', 'why'] : columns);
}

/** Subscribers as lines of a table that `readSubscribers` reads back: `a@example.org,digest;releases,2026-…Z,…,`. */
export function tableLines(subscribers: readonly Listed[], all = false): string {
  return subscribers
    .map(({ address, topics, language, confirmedAt, consent, leftAt, leftWhy }) => {
      const confirmed = new Date(confirmedAt).toISOString();
      const cells = [address, topics.join(';') || NO_TOPICS, confirmed, plainConsent(consent), language];
      const left = leftAt === undefined ? ['', ''] : [new Date(leftAt).toISOString(), leftWhy ?? 'asked'];
      return csvLine(all ? [...cells, ...left] : cells);
    })
    .join('');
}
