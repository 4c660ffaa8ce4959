/**
 * What an audience is compared with, counted in people. `same`: of the last mailing to the same topics; `any`: to any of
 * them. Undefined: none.
 */
export type AudienceBefore = { same: number | undefined; any: number | undefined };

/** How far an audience may be from the last one: by this share, unless both are below `from`. */
export type BreakerLimits = { share: number; from: number };

/**
 * Why an edition has to wait for a person, in words; undefined when it may go. `people`: our own mailboxes (seeds) are
 * none. A list that was emptied, doubled or cut by mistake shows in the size of the next audience, and mail
 * cannot be taken back. The first of its kind is compared with nothing.
 */
export function breakerWords(
  people: number,
  { same, any }: AudienceBefore,
  { share, from }: BreakerLimits,
): string | undefined {
  const before = same ?? any;
  if (people === 0)
    return before ? `it would go to nobody, the last one went to ${words(before)}` : undefined;
  if (same === undefined || Math.max(people, same) < from) return undefined;
  if (Math.abs(people - same) <= share * same) return undefined;
  return `it would go to ${words(people)}, the last one went to ${same === 0 ? 'nobody' : words(same)}`;
}

function words(count: number): string {
  return count.toLocaleString('en-US');
}
