import { z } from 'zod';
import { Publication } from './publication.ts';

/** `release/26-123@2`: publication and revision. */
export const EditionKey = z.string().regex(/^(release\/\d{2}-\d{1,4}|digest\/\d+)@\d+$/);
export type EditionKey = z.infer<typeof EditionKey>;

/** One revision of one publication, sealed. `digest` names everything the officer wrote that decides its bytes. */
export const Edition = z.object({
  key: EditionKey,
  /** `release/26-123` */
  publication: z.string(),
  revision: z.int().min(1),
  digest: z.string(),
  publicAt: z.number(),
  sealedAt: z.number(),
  content: Publication,
  /** For an issue: the numbers it covers, the lead first. Empty for a release. */
  covers: z.array(z.string()),
});
export type Edition = z.infer<typeof Edition>;

/** The number of an edition, from its key: `release/26-123@2` → 2. */
export function revisionOf(key: string): number {
  return Number(key.slice(key.lastIndexOf('@') + 1));
}
