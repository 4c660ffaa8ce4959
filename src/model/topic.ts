import { z } from 'zod';
import type { Publication } from './publication.ts';

/** What a subscriber asks for: `digest`, `releases` (all of them), `kind:traffic`, `area:affton`; and
 * `embargo`, which nobody can ask for: those whom the desk trusts to keep one. */
export const Topic = z
  .string()
  .regex(/^(digest|releases|embargo|kind:[a-z][a-z0-9-]*|area:[a-z][a-z0-9-]*)$/);
export type Topic = z.infer<typeof Topic>;

/**
 * The topics whose subscribers get a publication by mail; one mail each, however many match. Empty when the officer
 * chose an audience of `none`.
 */
export function topicsOf(publication: Publication): Topic[] {
  if (publication.type === 'issue') return ['digest'];
  if (!publication.audience.includes('subscribers')) return [];
  return ['releases', `kind:${publication.kind}`, ...publication.areas.map((area) => `area:${area}`)];
}
