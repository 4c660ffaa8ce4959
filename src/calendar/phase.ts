import type { Phase } from '../model/phase.ts';
import type { Publication } from '../model/publication.ts';

/**
 * Where a publication stands at an instant. It is out from its first millisecond on, and expired from the first
 * millisecond of its end. A withdrawn one is withdrawn whatever its date says: nobody may find it by waiting.
 */
export function phaseOf(publication: Publication, at: number): Phase {
  const { status, publicAt } = publication;
  if (status !== 'ready') return { phase: status };
  if (at < publicAt) return { phase: 'waiting', until: publicAt };
  const end = publication.type === 'release' ? publication.expiresAt : undefined;
  if (end !== undefined && at >= end) return { phase: 'expired', since: publicAt, at: end };
  return { phase: 'out', since: publicAt };
}

/** Whether something dated `publicAt` is to go out at an instant: not yet, now, or only after a person said yes. */
export function dueness(publicAt: number, at: number, latenessMs: number): 'early' | 'due' | 'late' {
  if (at < publicAt) return 'early';
  return at - publicAt <= latenessMs ? 'due' : 'late';
}
