import { z } from 'zod';
import { Publication } from './publication.ts';

/**
 * A second mail about something, which is an edition of its own: `correction/release-26-123.2@1` goes to those who had an
 * edition before the second. `advance`: a copy before the embargo's end. `lifted`: a hold is over.
 */
export const FollowUp = z.enum(['correction', 'hold', 'kill', 'lifted', 'advance']);
export type FollowUp = z.infer<typeof FollowUp>;

/** `release/26-123@2`: publication and revision; or a follow-up of one. */
export const EditionKey = z
  .string()
  .regex(
    /^(release\/\d{2}-\d{1,4}|digest\/\d+|(correction|hold|kill|lifted|advance)\/(release-\d{2}-\d{1,4}|digest-\d+)\.\d+)@\d+$/,
  );
export type EditionKey = z.infer<typeof EditionKey>;

/** The key of a follow-up about a revision of a publication (`release/26-123`, 2). */
export function followUpKey(kind: FollowUp, publication: string, revision: number): EditionKey {
  return `${kind}/${publication.replace('/', '-')}.${revision}@1`;
}

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
