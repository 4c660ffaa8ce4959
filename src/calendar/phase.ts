import type { Phase } from '../model/phase.ts';
import type { Publication } from '../model/publication.ts';

/**
 * Where a publication stands at an instant. It is out from its first millisecond on, and expired from the first
 * millisecond of its end. What was taken back is so whatever its date says: nobody may find it by waiting.
 */
export function phaseOf(publication: Publication, at: number): Phase {
  const { status, publicAt } = publication;
  if (publication.recall) return { phase: 'taken back', verb: publication.recall.verb };
  if (status === 'withdrawn') return { phase: 'taken back', verb: 'withdrawn' };
  if (status === 'draft') return { phase: 'draft' };
  if (at < publicAt) return { phase: 'waiting', until: publicAt };
  const end = publication.type === 'release' ? publication.expiresAt : undefined;
  if (end !== undefined && at >= end) return { phase: 'expired', since: publicAt, at: end };
  return { phase: 'out', since: publicAt };
}
