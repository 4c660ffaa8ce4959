import type { Head } from '../ledger/ledger.ts';
import { blocks } from '../model/finding.ts';
import type { Phase } from '../model/phase.ts';
import type { Publication } from '../model/publication.ts';
import { TAKEN_BACK, takenBack, type TakeBack } from '../model/recall.ts';
import { publicationKey } from '../model/publication.ts';
import type { Examined, Waiting } from '../model/examined.ts';

/**
 * Where one publication stands in this pass.
 * - `out`, `expired`: goes on the shelf as it is in the file.
 * - `kept`: its file has findings that block, so the last good edition stays.
 * - `withdrawn`: was out and may not be any more (taken back, file gone, back to draft): only a notice is left.
 * - `held`: has never been out and may not go out now; `why` says it in words, `until` when it will.
 * `waiting` says what is between it, or its next edition, and the public; `publication` is what the file has.
 */
export type Standing =
  | { state: 'out' | 'expired'; key: string; publication: Publication; examined: Examined; head?: Head }
  | { state: 'kept'; key: string; head: Head; why: string; waiting?: Waiting; publication?: Publication }
  | {
      state: 'withdrawn';
      key: string;
      verb: TakeBack;
      head?: Head;
      publication?: Publication;
      why: string;
    }
  | {
      state: 'held';
      key: string;
      path: string;
      why: string;
      until?: number;
      waiting?: Waiting;
      publication?: Publication;
    };

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
  const blockedFiles = new Map<string, Examined>();
  const blockedKeys = new Map<string, Examined>();
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
      blockedFiles.set(one.file.path, one);
      if (key) blockedKeys.set(key, one);
      const isOut = paths.has(one.file.path) || (key !== undefined && headOf.has(key));
      if (!isOut) result.push(blockedStanding(one, key, blocking));
      continue;
    }
    const head = headOf.get(key);
    headOf.delete(key);
    if (one.waiting && head) {
      result.push(stillStanding(key, head, one.waiting, one.publication));
      continue;
    }
    result.push(standingOf(one, one.publication, key, head, phaseOf(one.publication), at));
  }
  for (const head of headOf.values()) {
    const { publication: key } = head;
    const verb = takenBack(head.digest);
    const blocked = blockedKeys.get(key) ?? blockedFiles.get(head.path);
    if (verb) {
      result.push({ state: 'withdrawn', key, verb, head, why: `${TAKEN_BACK[verb]} before; ${NOTICE}` });
    } else if (blocked) {
      result.push(keptStanding(key, head, blocked));
    } else {
      result.push({ state: 'withdrawn', key, verb: 'withdrawn', head, why: `its file is gone; ${NOTICE}` });
    }
  }
  return result;
}

/** What is out stays while its file cannot take its place. */
function keptStanding(key: string, head: Head, blocked: Examined): Standing {
  const { waiting, publication } = blocked;
  const because = isApprovalAlone(blocked) && waiting ? waiting.why : 'its file has findings to mend';
  const isSame = publication && publicationKey(publication) === key;
  const known = { ...(waiting ? { waiting } : {}), ...(isSame ? { publication } : {}) };
  return { state: 'kept', key, head, why: `${because}; the last good edition stays`, ...known };
}

/** What is out stays as it is while its next edition waits. */
function stillStanding(key: string, head: Head, waiting: Waiting, publication: Publication): Standing {
  const { why } = waiting;
  const verb = takenBack(head.digest);
  if (verb) return { state: 'withdrawn', key, verb, head, why: `${why}; ${NOTICE}` };
  return { state: 'kept', key, head, why: `${why}; the last approved edition stays`, waiting, publication };
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
    const { waiting } = examined;
    const { until } = waiting;
    return { state: 'held', key, path, why: waiting.why, ...(until ? { until } : {}), waiting, publication };
  }
  if (phase.phase === 'out' || phase.phase === 'expired') {
    return { state: phase.phase, key, publication, examined, ...known };
  }
  const until = phase.phase === 'waiting' ? { until: phase.until } : {};
  const because = phase.phase === 'draft' ? 'a draft' : waitingWhy(publication);
  const why = examined.waiting && phase.phase !== 'draft' ? `${because}, ${examined.waiting.why}` : because;
  const between = examined.waiting && phase.phase !== 'draft' ? { waiting: examined.waiting } : {};
  if (!head) return { state: 'held', key, path, why, ...until, ...between, publication };
  const change = phase.phase === 'draft' ? 'back to draft' : 'put off';
  return { state: 'withdrawn', key, verb: 'withdrawn', head, why: `${change} after it was out; ${NOTICE}` };
}

function waitingWhy(publication: Publication): string {
  if (publication.type === 'issue') return 'its day has not come';
  return publication.embargoed ? 'under embargo' : 'dated in the future';
}

function blockedStanding(one: Examined, key: string | undefined, blocking: number): Standing {
  const { publication, waiting } = one;
  return {
    state: 'held',
    key: key ?? one.file.path,
    path: one.file.path,
    why:
      isApprovalAlone(one) && waiting
        ? waiting.why
        : `${counted(blocking)} must be mended first (newsdesk check)`,
    ...(waiting ? { waiting } : {}),
    ...(publication ? { publication } : {}),
  };
}

/** Nothing is wrong with the file but that its approval does not count any more. */
function isApprovalAlone({ findings }: Examined): boolean {
  return findings.filter(blocks).every(({ rule }) => rule.startsWith('approval/'));
}

function counted(findings: number): string {
  return findings === 1 ? 'one finding' : `${findings} findings`;
}
