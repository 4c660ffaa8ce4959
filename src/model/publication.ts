import { z } from 'zod';
import { Issue } from './issue.ts';
import { Release } from './release.ts';

/** A Release or an Issue, checked. */
export const Publication = z.discriminatedUnion('type', [Release, Issue]);
export type Publication = z.infer<typeof Publication>;

/** The name of a publication for ever, without a revision: `release/26-123`, `digest/24`. */
export function publicationKey(publication: Publication): string {
  return publication.type === 'release' ? `release/${publication.number}` : `digest/${publication.issue}`;
}

/** The first instant at which it may be out: its minute, or the end of the time to stop it. Epoch ms. */
export function outAt({ publicAt, heldUntil = 0 }: Publication): number {
  return Math.max(publicAt, heldUntil);
}

/**
 * The body of a publication in every form that is not mail: `html` has headings from `h2`, addresses of the newsroom's
 * own pages from the site's root (`/releases/26-123.html`) and ids prefixed with the publication's own prefix; `text`
 * is plain text in 76 columns.
 */
export const Forms = z.object({ html: z.string(), text: z.string() });
export type Forms = z.infer<typeof Forms>;
