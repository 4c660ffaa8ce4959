import type { Subscriber } from '../model/subscriber.ts';

/** The first line of a table of subscribers. */
export const TABLE_HEADER = 'address,topics,confirmed,consent\n';

/** Subscribers as lines of a table that `readSubscribers` reads back: `a@example.org,digest;releases,2026-…Z,…`. */
export function tableLines(subscribers: readonly Subscriber[]): string {
  return subscribers
    .map(({ address, topics, confirmedAt, consent }) => {
      const confirmed = new Date(confirmedAt).toISOString();
      return `${[address, topics.join(';'), confirmed, consent].map(quoted).join(',')}\n`;
    })
    .join('');
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
