import type { Release } from '../../model/release.ts';
import { elsewhere, type AcrossMark, type AcrossRule, type Room } from './across.ts';

const WHY = 'Readers follow an update back to the release that it updates; this one leads them astray.';

/** Chains of updates. A withdrawn release is only a notice, so nothing in it is checked. */
export const updateRules: readonly AcrossRule[] = [
  {
    id: 'updates/self',
    severity: 'error',
    about: 'A release that updates itself',
    source: 'house rule',
    why: WHY,
    *check(room) {
      for (const release of room.releases) {
        if (release.updates !== release.number || release.status === 'withdrawn') continue;
        const what = `Release ${release.number} says that it updates itself`;
        yield mark(room, release, what, 'Write the number of the earlier release.');
      }
    },
  },
  {
    id: 'updates/later',
    severity: 'error',
    about: 'An update to a release that came after it',
    source: 'house rule',
    why: WHY,
    *check(room) {
      const inCycle = cyclesIn(room);
      for (const release of room.releases) {
        const target = targetOf(release, room);
        if (target?.status !== 'ready' || inCycle.has(release)) continue;
        if (target.publicAt <= release.publicAt) continue;
        const what = `Release ${release.number} updates ${target.number}, which comes out after it`;
        const fix = 'Mend the number or the dates; an update names an earlier release.';
        yield {
          ...mark(room, release, what, fix),
          related: [elsewhere(room, target, 'date', 'comes out later')],
        };
      }
    },
  },
  {
    id: 'updates/cycle',
    severity: 'error',
    about: 'Releases that update each other in a circle',
    source: 'house rule',
    why: WHY,
    *check(room) {
      for (const [release, target] of cyclesIn(room)) {
        if (target.publicAt < release.publicAt) continue;
        const what = `Release ${release.number} updates ${target.number}, which in the end updates ${release.number}`;
        const fix = 'Take "updates" out of the release that came first.';
        yield {
          ...mark(room, release, what, fix),
          related: [elsewhere(room, target, 'updates', 'leads back')],
        };
      }
    },
  },
];

function mark(room: Room, release: Release, what: string, fix: string): AcrossMark {
  return { file: release.path, at: room.tools.locate(release.path, ['updates'], 'value'), what, fix };
}

/** The release that another one updates, unless that is itself or unknown. */
function targetOf(release: Release, room: Room): Release | undefined {
  if (release.updates === undefined || release.status === 'withdrawn' || release.updates === release.number)
    return undefined;
  return room.byNumber.get(release.updates);
}

/** Every release that is part of a circle, with the one that it updates. Each release is walked over once. */
function cyclesIn(room: Room): Map<Release, Release> {
  const found = new Map<Release, Release>();
  const walkOf = new Map<Release, Release>();
  for (const start of room.releases) {
    let here: Release | undefined = start;
    while (here && !walkOf.has(here)) {
      walkOf.set(here, start);
      here = targetOf(here, room);
    }
    if (!here || walkOf.get(here) !== start) continue;
    for (let next = targetOf(here, room); next && !found.has(here); next = targetOf(here, room)) {
      found.set(here, next);
      here = next;
    }
  }
  return found;
}
