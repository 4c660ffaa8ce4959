import type { Issue } from '../../model/issue.ts';
import { elsewhere, type AcrossMark, type AcrossRule, type Room } from './across.ts';

const DAY = 86_400_000;

/** The numbers and days of the Digest. */
export const numberingRules: readonly AcrossRule[] = [
  {
    id: 'issue/gap',
    severity: 'error',
    about: 'An issue number that skips one',
    source: 'house rule',
    why: 'Subscribers and libraries would ask for the issue that never was.',
    check: gaps,
  },
  {
    id: 'issue/order',
    severity: 'error',
    about: 'An issue that is not dated after the one before it',
    source: 'house rule',
    why: 'One issue goes out on a day, and each covers what came since the last.',
    check: outOfOrder,
  },
  {
    id: 'issue/cadence',
    severity: 'error',
    about: 'An issue dated on a day on which none is due',
    source: 'newsdesk.yaml, digest.cadence',
    why: 'Subscribers were promised certain days, and mail goes out on those.',
    *check({ issues, newsroom, tools }) {
      // Older issues went out on the days of their time, whatever the cadence is now.
      const recent = tools.at - newsroom.digest.cadence.every * DAY;
      for (const { status, date, path, publicAt } of issues) {
        if (status === 'withdrawn' || publicAt < recent) continue;
        const { due, nearest, why } = tools.onCadence(date);
        if (due) continue;
        yield {
          file: path,
          at: tools.locate(path, ['date'], 'value'),
          what: why === undefined ? `No issue is due on ${date}` : `No issue is due on ${date}: ${why}`,
          fix:
            nearest.length > 0 ? `The nearest days are ${nearest.join(' and ')}.` : 'See newsdesk calendar.',
        };
      }
    },
  },
];

/** An issue that is meant to go out follows the last such one; a draft, or a file with findings, may stand between. */
function* gaps(room: Room): Generator<AcrossMark> {
  const known = new Set(room.issues.map(({ issue }) => issue));
  const isThere = (issue: number): boolean => known.has(issue) || room.tools.isSource(`digest/${issue}.md`);
  let before: Issue | undefined;
  let firm: Issue | undefined;
  for (const issue of room.issues) {
    const last = issue.status === 'draft' ? before : firm;
    before = issue;
    if (issue.status !== 'draft') firm = issue;
    if (!last || issue.status === 'withdrawn') continue;
    let number = last.issue + 1;
    while (number < issue.issue && isThere(number)) number += 1;
    if (number >= issue.issue) continue;
    yield {
      file: issue.path,
      at: room.tools.locate(issue.path, ['issue'], 'value'),
      what: `Issue ${issue.issue} follows issue ${number - 1}: there is no issue ${number}`,
      fix: `Write ${number}, unless the issue between is still to be written.`,
      related: [elsewhere(room, last, 'issue', `issue ${last.issue}`)],
    };
  }
}

/** Issues that are meant to go out are compared with each other; a draft with the one before and the one after it. */
function* outOfOrder(room: Room): Generator<AcrossMark> {
  const firm = room.issues.filter(({ status }) => status !== 'draft');
  for (const [index, issue] of firm.entries()) {
    const before = firm[index - 1];
    if (before && before.issue !== issue.issue && issue.date <= before.date)
      yield disorder(issue, before, room);
  }
  let index = 0;
  for (const draft of room.issues.filter(({ status }) => status === 'draft')) {
    while ((firm[index]?.issue ?? Infinity) < draft.issue) index += 1;
    const before = firm[index - 1];
    const after = firm[index];
    if (before && draft.date <= before.date) yield disorder(draft, before, room);
    else if (after && after.issue !== draft.issue && draft.date >= after.date)
      yield disorder(draft, after, room);
  }
}

function disorder(issue: Issue, other: Issue, room: Room): AcrossMark {
  const same = issue.date === other.date;
  const side = issue.issue > other.issue ? 'after' : 'before';
  return {
    file: issue.path,
    at: room.tools.locate(issue.path, ['date'], 'value'),
    what: same
      ? `Issues ${issue.issue} and ${other.issue} are dated on the same day`
      : `Issue ${issue.issue} is dated ${issue.date}, which is not ${side} issue ${other.issue} (${other.date})`,
    fix: 'Mend the date or the number; newsdesk calendar prints the days.',
    related: [elsewhere(room, other, 'date', `issue ${other.issue}`)],
  };
}
