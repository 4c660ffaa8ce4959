/** Every topic that somebody can ask a newsroom with these kinds and areas (their ids in newsdesk.yaml) for. */
export function knownTopics(kinds: Iterable<string>, areas: Iterable<string>): ReadonlySet<string> {
  return new Set([
    'digest',
    'releases',
    'embargo',
    ...[...kinds].map((id) => `kind:${id}`),
    ...[...areas].map((id) => `area:${id}`),
  ]);
}
