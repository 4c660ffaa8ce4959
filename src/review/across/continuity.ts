import type { Issue } from '../../model/issue.ts';
import { printNumbers } from '../../model/numbers.ts';
import type { Release } from '../../model/release.ts';
import { comesBefore, elsewhere, type AcrossMark, type AcrossRule, type Room } from './across.ts';

const MOST_RELATED = 3;

/** Every public release is in exactly one issue: checked where issues state what they cover. */
export const continuityRules: readonly AcrossRule[] = [
  {
    id: 'continuity/repeat',
    severity: 'error',
    about: 'A release that two issues say they cover',
    source: 'house rule: continuity',
    why: 'Every release is in exactly one issue; subscribers would get it twice.',
    check: repeats,
  },
  {
    id: 'continuity/gap',
    severity: 'warning',
    about: 'A release from the time of an issue that states what it covers, and in none',
    source: 'house rule: continuity',
    why: 'Every release is in exactly one issue; this one would reach subscribers late, in the next issue to come.',
    check: gaps,
  },
];

function* repeats(room: Room): Generator<AcrossMark> {
  const taken = new Map<string, Issue>();
  for (const issue of room.issues.toSorted((a, b) => (comesBefore(a, b) ? -1 : 1))) {
    for (const [index, number] of (issue.covers ?? []).entries()) {
      const first = taken.get(number);
      if (!first) taken.set(number, issue);
      if (!first || issue.status === 'withdrawn') continue;
      const where = first === issue ? 'this issue names it twice' : `issue ${first.issue} covers it already`;
      yield {
        file: issue.path,
        at: room.tools.locate(issue.path, ['covers', index], 'value'),
        what: `Release ${number} is covered twice: ${where}`,
        fix: 'Take it out of the issue that did not print it.',
        ...(first !== issue && {
          related: [elsewhere(room, first, 'covers', `issue ${first.issue} covers it`)],
        }),
      };
    }
  }
}

function* gaps(room: Room): Generator<AcrossMark> {
  const issues = room.issues
    .filter(({ status }) => status !== 'draft')
    .toSorted((a, b) => a.publicAt - b.publicAt);
  const spokenFor = new Set<string>();
  for (const { covers, omit } of issues) {
    for (const number of covers ?? []) spokenFor.add(number);
    for (const { number } of omit) spokenFor.add(number);
  }
  const releases = room.releases
    .filter(({ status, number }) => status === 'ready' && !spokenFor.has(number))
    .toSorted((a, b) => a.publicAt - b.publicAt);
  let next = 0;
  for (const [index, issue] of issues.entries()) {
    const since = issues[index - 1]?.publicAt ?? earliest(issue, room);
    const missed: Release[] = [];
    for (
      let release = releases[next];
      release && release.publicAt <= issue.publicAt;
      release = releases[next]
    ) {
      if (release.publicAt > since) missed.push(release);
      next += 1;
    }
    if (issue.covers !== undefined && missed.length > 0) yield gap(issue, missed, room);
  }
}

/** What came before the first issue's own releases is the archive, from before there was a Digest. */
function earliest(issue: Issue, room: Room): number {
  const times = (issue.covers ?? []).flatMap((number) => {
    const release = room.byNumber.get(number);
    return release && release.status !== 'draft' ? release.publicAt : [];
  });
  return times.reduce((least, time) => Math.min(least, time), Infinity);
}

function gap(issue: Issue, missed: readonly Release[], room: Room): AcrossMark {
  const numbers = printNumbers(missed.map(({ number }) => number));
  return {
    file: issue.path,
    at: room.tools.locate(issue.path, ['covers'], 'key'),
    what: `Out before issue ${issue.issue} and covered by no issue: ${numbers}`,
    fix: 'If the issue printed it, add its number to "covers". If it was left out on purpose, name it in "omit" with the reason. Otherwise the next issue takes it.',
    related: missed
      .slice(0, MOST_RELATED)
      .map((release) => elsewhere(room, release, 'number', 'in no issue')),
  };
}
