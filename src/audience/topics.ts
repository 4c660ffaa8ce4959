import type { Newsroom } from '../model/newsroom.ts';

/** Every topic that somebody can ask this newsroom for. */
export function knownTopics({ kinds, areas }: Pick<Newsroom, 'kinds' | 'areas'>): ReadonlySet<string> {
  return new Set([
    'digest',
    'releases',
    ...Object.keys(kinds).map((id) => `kind:${id}`),
    ...Object.keys(areas).map((id) => `area:${id}`),
  ]);
}
