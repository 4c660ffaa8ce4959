import type { PrintedName, Release } from '../../model/release.ts';
import { bareName } from '../story/names.ts';
import { isDrift } from '../story/spelling.ts';
import { quote } from '../words.ts';
import { comesBefore, type AcrossMark, type AcrossRule, type Room } from './across.ts';

/** S04 across files. */
export const spellingRules: readonly AcrossRule[] = [
  {
    id: 'S04/report',
    severity: 'error',
    about: 'A name that the earlier release on the same report spells another way',
    source: 'newsroom practice',
    why: 'One of the two is wrong and is in print; archives and courts search by the name.',
    check: drifts,
  },
];

function* drifts(room: Room): Generator<AcrossMark> {
  for (const releases of byReport(room.releases)) {
    const earlier = new Map<string, { name: PrintedName; release: Release }>();
    for (const release of releases.toSorted((a, b) => (comesBefore(a, b) ? -1 : 1))) {
      const own = new Set((release.names ?? []).map(({ name }) => bareName(name)));
      for (const name of release.names ?? []) {
        const bare = bareName(name.name);
        if (earlier.has(bare)) continue;
        const other = [...earlier].find(
          ([known, { name: one }]) =>
            !own.has(known) &&
            isDrift(bare, known) &&
            (one.age === undefined || name.age === undefined || Math.abs(one.age - name.age) <= 1),
        )?.[1];
        if (other) yield mark(release, name, other);
      }
      for (const name of release.names ?? []) {
        const bare = bareName(name.name);
        if (!earlier.has(bare)) earlier.set(bare, { name, release });
      }
    }
  }
}

function* byReport(releases: readonly Release[]): Generator<Release[]> {
  const groups = new Map<string, Release[]>();
  for (const release of releases) {
    if (release.report === undefined || release.names === undefined || release.status === 'withdrawn')
      continue;
    const group = groups.get(release.report);
    if (group) group.push(release);
    else groups.set(release.report, [release]);
  }
  for (const group of groups.values()) if (group.length > 1) yield group;
}

function overrideOf({ overrides = [] }: Release, name: string): AcrossMark['overridden'] {
  return overrides.find(({ rule, words }) => /^S04(?:\/report)?$/.test(rule) && words === name);
}

function mark(
  release: Release,
  name: PrintedName,
  { name: other, release: first }: { name: PrintedName; release: Release },
): AcrossMark {
  const { line, column, length } = name;
  const decided = overrideOf(release, name.name);
  return {
    file: release.path,
    at: { line, column, length },
    what: `${quote(name.name)} is ${quote(other.name)} in release ${first.number} on the same report`,
    fix: 'Look the name up in the report. If the earlier release has it wrong, it needs a correction.',
    words: name.name,
    ...(decided && { overridden: decided }),
    related: [
      {
        file: first.path,
        line: other.line,
        column: other.column,
        length: other.length,
        what: 'spelled so here',
      },
    ],
  };
}
