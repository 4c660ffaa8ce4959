import { NOTHING, type Context, type Mark, type Rule } from '../rule.ts';

/** An issue whose keys say two things of one release. */
export const issueRules: readonly Rule[] = [
  {
    id: 'issue/contradiction',
    severity: 'error',
    about: 'An issue that both leaves out and leads with or covers a release',
    source: 'house rule',
    why: 'The issue would print one thing and say another.',
    check: checkContradictions,
  },
];

function checkContradictions({ front, locate }: Context): readonly Mark[] {
  if (front.type !== 'issue') return NOTHING;
  const { lead, omit, covers } = front;
  const marks: Mark[] = [];
  const covered = new Set(covers);
  for (const [index, { number }] of (omit ?? []).entries()) {
    if (number !== lead && !covered.has(number)) continue;
    marks.push({
      at: locate(['omit', index, 'number'], 'value'),
      what: `Release ${number} is left out, and yet it is ${number === lead ? 'the lead' : 'among those covered'}`,
      fix: `Take it out of "omit" or out of "${number === lead ? 'lead' : 'covers'}".`,
    });
  }
  if (lead !== undefined && covers !== undefined && !covered.has(lead)) {
    const what = `The lead, ${lead}, is not among the releases that the issue covers`;
    marks.push({
      at: locate(['lead'], 'value'),
      what,
      fix: 'Add it to "covers", or choose a lead that is there.',
    });
  }
  return marks;
}
