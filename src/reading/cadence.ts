import { knowsRegion, loadHolidays, onCadence } from '../calendar/calendar.ts';
import type { Finding } from '../model/finding.ts';
import type { Publication } from '../model/publication.ts';
import type { Cadence, Reader } from './reader.ts';

/** Answers for the dates of issues; the holiday tables are loaded only when one of them was never asked about. */
export async function cadenceFinder(
  { newsroom, memories, locateSetting }: Reader,
  publications: readonly Publication[],
): Promise<{ on: (date: string) => Cadence; findings: Finding[] }> {
  const dates = publications.flatMap((publication) => (publication.type === 'issue' ? publication.date : []));
  if (dates.some((date) => !memories.cadence.get(date, DATE))) {
    await loadHolidays();
    if (!knowsRegion(newsroom.holidays.region))
      return { on: unknownDate, findings: [regionFinding(locateSetting)] };
    for (const date of dates) memories.cadence.set(date, DATE, onCadence(newsroom, date));
  }
  return { on: (date) => memories.cadence.get(date, DATE) ?? unknownDate(), findings: [] };
}

/** A date always looks the same; the memory's tag names the newsroom whose calendar answered. */
const DATE = 'date';

function unknownDate(): Cadence {
  return { due: true, nearest: [] };
}

/** A region without a table has no holidays, and then an issue would go out on one. */
function regionFinding(locateSetting: Reader['locateSetting']): Finding {
  return {
    ...locateSetting(['holidays', 'region']),
    rule: 'config/region',
    severity: 'error',
    what: 'No holidays are known for this region',
    why: 'The Digest would go out on days on which the newsroom is closed.',
    fix: 'Write the country and the state by their codes (ISO 3166-2): US-MO.',
  };
}
