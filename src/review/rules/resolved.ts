import { NOTHING, type Context, type Mark, type Rule } from '../rule.ts';
import { quote } from '../words.ts';

/** How a case ended. */
export const resolvedRules: readonly Rule[] = [
  {
    id: 'resolved/kind',
    severity: 'error',
    about: '"resolved" in a release of a kind that does not end',
    source: 'house rule',
    why: 'It takes the text and the photos off every page, which only a case that ended calls for.',
    check: ({ front, newsroom, locate }) => {
      if (front.type !== 'release' || !front.resolved) return NOTHING;
      const { kind = '' } = front;
      if (newsroom.kinds[kind]?.ends !== false) return NOTHING;
      const what = `"resolved" stands in a release of the kind ${quote(kind)}, which does not end`;
      const fix = `Take it out, or write "ends: true" into the kind in newsdesk.yaml.`;
      return [{ at: locate(['resolved'], 'key'), what, fix }];
    },
  },
  {
    id: 'resolved/early',
    severity: 'error',
    about: 'A case that ended before its release',
    source: 'house rule',
    why: 'One of the two days is wrong, and both are printed.',
    check: checkEarly,
  },
];

function checkEarly({ front, times, locate }: Context): readonly Mark[] {
  if (front.type !== 'release' || !front.resolved || times.resolved === undefined) return NOTHING;
  if (times.date === undefined || front.resolved.date.slice(0, 10) >= (front.date ?? '').slice(0, 10))
    return NOTHING;
  const what = `It ended on ${front.resolved.date}, before the release’s own date (${front.date ?? ''})`;
  return [{ at: locate(['resolved', 'date'], 'value'), what, fix: 'Mend one of the two.' }];
}
