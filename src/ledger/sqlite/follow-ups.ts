/**
 * What matches the follow-ups of a publication (a GLOB pattern): of `release/26-123` it is
 * every verb's follow-up, such as `kill/release-26-123.3`. Identities hold no GLOB signs.
 */
export function followUpsOf(publication: string): string {
  return `*/${publication.replace('/', '-')}.*`;
}
