import type { Finding, Place } from '../model/finding.ts';
import type { FactChange } from './facts.ts';

/** Something that is out was changed, and nobody said what was wrong with it. */
export function missingCorrection(place: Place): Finding {
  return {
    ...place,
    rule: 'correction/missing',
    severity: 'error',
    what: 'This changed after it went out, and no correction says so',
    why: 'Whoever has the earlier words has to hear of it; what is out stays as it was until then.',
    fix: `Say what was wrong: newsdesk correct ${place.file} --by NAME --note "…"; then approve it.`,
  };
}

/** A quiet correction hides a change of a fact. Undefined when it does not. */
export function quietFinding(place: Place, facts: readonly FactChange[]): Finding | undefined {
  if (facts.length === 0) return undefined;
  const gone = facts.filter(({ before, after }) => before > after).map(({ fact }) => `"${fact}"`);
  const come = facts.filter(({ before, after }) => after > before).map(({ fact }) => `"${fact}"`);
  const parts = [
    ...(gone.length > 0 ? [`${some(gone)} went`] : []),
    ...(come.length > 0 ? [`${some(come)} came`] : []),
  ];
  return {
    ...place,
    rule: 'correction/quiet',
    severity: 'error',
    what: `This correction is quiet, but it changes facts: ${parts.join(', ')}`,
    why: 'A name, number, date, charge or place that changes has to reach everybody who had the earlier one.',
    fix: `Correct it aloud: newsdesk correct ${place.file} --by NAME --note "…", without --quiet.`,
  };
}

const NAMED = 5;

function some(names: readonly string[]): string {
  const more = names.length - NAMED;
  return `${names.slice(0, NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
