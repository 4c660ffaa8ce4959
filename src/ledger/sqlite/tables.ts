/** The real deliveries, and the copies that redirected mail works on. */
export type DeliveryTable = 'deliveries' | 'rehearsals';

/** The columns of a Delivery; the table and its subscribers follow. */
export const DELIVERY =
  'SELECT edition, subscriber, address, deliveries.state, attempts, not_before AS notBefore, response';

/** Progress is counted by this many milliseconds. */
export const SLOT = 10_000;

/** `digest/24@1` → `digest/24`. */
export function publicationOf(edition: string): string {
  return edition.slice(0, edition.lastIndexOf('@'));
}
