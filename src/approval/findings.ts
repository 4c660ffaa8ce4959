import type { Place, Finding } from '../model/finding.ts';
import type { Judgement } from './judge.ts';

/** What an officer is told of an approval that is there and counts for nothing; a missing one is no finding. */
export function approvalFinding(judgement: Judgement, place: Place): Finding | undefined {
  const common = { ...place, severity: 'error' as const };
  if (judgement.state === 'void') {
    const { changed } = judgement;
    return {
      ...common,
      rule: 'approval/void',
      what: `The approval is void: ${list(changed)} changed after it`,
      why: 'What goes out is byte for byte what was approved.',
      fix: `Look at it again: newsdesk approve ${place.file} --by NAME`,
    };
  }
  if (judgement.state !== 'unfit') return undefined;
  return {
    ...common,
    rule: 'approval/people',
    what: `The approval does not count: ${judgement.why.join('; ')}`,
    why: 'newsdesk.yaml says who may approve what ("approval:" and the kinds).',
    fix: `Let the right people approve it: newsdesk approve ${place.file} --by NAME --second NAME`,
  };
}

function list(names: readonly string[]): string {
  const shown = names.map((name) => (/[./]/.test(name) ? name : `the ${name}`));
  return shown.length < 2 ? shown.join() : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1) ?? ''}`;
}
