import type { Head } from '../ledger/ledger.ts';
import { blocks } from '../model/finding.ts';
import type { Phase } from '../model/phase.ts';
import type { Publication } from '../model/publication.ts';
import { TAKEN_BACK, takenBack, type TakeBack } from '../model/recall.ts';
import { publicationKey } from '../model/publication.ts';
import type { Examined } from '../model/examined.ts';

/**
 * Where one publication stands in this pass.
 * - `out`, `expired`: goes on the shelf as it is in the file.
 * - `kept`: its file has findings that block, so the last good edition stays.
 * - `withdrawn`: was out and may not be any more (taken back, file gone, back to draft): only a notice is left.
 * - `held`: has never been out and may not go out now; `why` says it in words, `until` when it will.
 */
export type Standing =
  | { state: 'out' | 'expired'; key: string; publication: Publication; examined: Examined; head?: Head }
  | { state: 'kept'; key: string; head: Head; why: string }
  | {
      state: 'withdrawn';
      key: string;
      verb: TakeBack;
      head?: Head;
      publication?: Publication;
      why: string;
    }
  | { state: 'held'; key: string; path: string; why: string; until?: number };

const NOTICE = 'a notice stands at its address';

/**
 * Decides for every publication, on file or in the ledger, where it stands. Pure: the same files, heads and instant give
 * the same answer. A blocked file never takes the place of what is out; a file that vanished leaves a notice.
 */
export function standings(
  examined: readonly Examined[],
  heads: readonly Head[],
  phaseOf: (publication: Publication) => Phase,
  at: number,
): Standing[] {
  const headOf = new Map(heads.map((head) => [head.publication, head]));
  const paths = new Set(heads.map((head) => head.path));
  const blockedFiles = new Set<string>();
  const blockedKeys = new Set<string>();
  const result: Standing[] = [];
  for (const one of examined) {
    const key = one.publication ? publicationKey(one.publication) : undefined;
    const blocking = one.findings.filter(blocks).length;
    // Taking something back is never held up by another slip in the same file.
    const isTakenBack =
      key !== undefined &&
      (one.publication?.status !== 'ready' || one.publication.recall !== undefined) &&
      headOf.has(key);
    if ((blocking > 0 && !isTakenBack) || !one.publication || !key) {
      blockedFiles.add(one.file.path);
      if (key) blockedKeys.add(key);
      const isOut = paths.has(one.file.path) || (key !== undefined && headOf.has(key));
      if (!isOut) result.push(blockedStanding(one, key, blocking));
      continue;
    }
    const head = headOf.get(key);
    headOf.delete(key);
    if (one.waiting && head) {
      result.push(stillStanding(key, head, one.waiting.why));
      continue;
    }
    result.push(standingOf(one, one.publication, key, head, phaseOf(one.publication), at));
  }
  for (const head of headOf.values()) {
    const { publication: key } = head;
    const verb = takenBack(head.digest);
    if (verb) {
      result.push({ state: 'withdrawn', key, verb, head, why: `${TAKEN_BACK[verb]} before; ${NOTICE}` });
    } else if (blockedFiles.has(head.path) || blockedKeys.has(key)) {
      result.push({
        state: 'kept',
        key,
        head,
        why: 'its file has findings to mend; the last good edition stays',
      });
    } else {
      result.push({ state: 'withdrawn', key, verb: 'withdrawn', head, why: `its file is gone; ${NOTICE}` });
    }
  }
  return result;
}

/** What is out stays as it is while its next edition waits. */
function stillStanding(key: string, head: Head, why: string): Standing {
  const verb = takenBack(head.digest);
  if (verb) return { state: 'withdrawn', key, verb, head, why: `${why}; ${NOTICE}` };
  return { state: 'kept', key, head, why: `${why}; the last approved edition stays` };
}

function standingOf(
  examined: Examined,
  publication: Publication,
  key: string,
  head: Head | undefined,
  phase: Phase,
  at: number,
): Standing {
  const path = examined.file.path;
  const known = head ? { head } : {};
  // What was killed stays killed, whatever is written into its file afterwards.
  const before = head && takenBack(head.digest);
  const verb = before === 'kill' ? before : phase.phase === 'taken back' ? phase.verb : undefined;
  if (verb) {
    // Without an edition there is nobody who had it; only a withdrawal by its officer leaves a notice then.
    if (!head && (publication.publicAt > at || verb !== 'withdrawn'))
      return { state: 'held', key, path, why: `${TAKEN_BACK[verb]} before it was out` };
    return { state: 'withdrawn', key, verb, publication, why: `${TAKEN_BACK[verb]}; ${NOTICE}`, ...known };
  }
  if (examined.waiting && (phase.phase === 'out' || phase.phase === 'expired')) {
    return { state: 'held', key, path, ...examined.waiting };
  }
  if (phase.phase === 'out' || phase.phase === 'expired') {
    return { state: phase.phase, key, publication, examined, ...known };
  }
  const until = phase.phase === 'waiting' ? { until: phase.until } : {};
  const because = phase.phase === 'draft' ? 'a draft' : waitingWhy(publication);
  const why = examined.waiting && phase.phase !== 'draft' ? `${because}, ${examined.waiting.why}` : because;
  if (!head) return { state: 'held', key, path, why, ...until };
  const change = phase.phase === 'draft' ? 'back to draft' : 'put off';
  return { state: 'withdrawn', key, verb: 'withdrawn', head, why: `${change} after it was out; ${NOTICE}` };
}

function waitingWhy(publication: Publication): string {
  if (publication.type === 'issue') return 'its day has not come';
  return publication.embargoed ? 'under embargo' : 'dated in the future';
}

function blockedStanding(one: Examined, key: string | undefined, blocking: number): Standing {
  const count = blocking === 1 ? 'one finding' : `${blocking} findings`;
  return {
    state: 'held',
    key: key ?? one.file.path,
    path: one.file.path,
    why: `${count} must be mended first (newsdesk check)`,
  };
}
