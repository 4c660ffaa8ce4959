import type { Finding } from '../model/finding.ts';
import { nearest } from '../model/nearest.ts';
import type { NewSubscriber } from '../model/subscriber.ts';
import { Topic } from '../model/topic.ts';
import { masked, oneLine } from '../util/mask.ts';
import { canonicalAddress } from './address.ts';
import { placeOf, type Column, type Row } from './cells.ts';

/** What a row is judged by. */
export type RowRules = {
  /** Every topic that there is in this newsroom: `knownTopics`. */
  topics: ReadonlySet<string>;
  /** Now, epoch ms: the consent of a row without a date, and the latest that one can be. */
  at: number;
  /** Where the consent comes from, for the record: `import 2026-11-20 list.csv`. */
  consent: string;
  /** The instant of `2026-11-13` or `2026-11-13 14:30` in the newsroom's zone; undefined when it is no date. */
  instant: (date: string) => number | undefined;
};

const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/;

/** A row's subscriber, or the findings that say why there is none. `seen` knows on which line an address stood before. */
export function readRow(
  row: Row,
  columns: readonly Column[],
  rules: RowRules,
  seen: ReadonlyMap<string, number>,
): { subscriber?: NewSubscriber; findings: Finding[] } {
  const cell = (name: Column) => row.cells[columns.indexOf(name)] ?? '';
  const findings: Finding[] = [];
  const address = canonicalAddress(cell('address'));
  if (address === undefined) return { findings: [badAddress(row, cell('address'))] };
  const before = seen.get(address.toLowerCase());
  if (before !== undefined) return { findings: [repeated(row, cell('address'), address, before)] };
  const topics = topicsOf(row, cell('topics'), rules.topics, findings);
  const confirmedAt = consentOf(row, cell('confirmed'), rules, findings);
  if (findings.length > 0 || confirmedAt === undefined) return { findings };
  return { subscriber: { address, topics, confirmedAt, consent: rules.consent }, findings };
}

function topicsOf(row: Row, cell: string, known: ReadonlySet<string>, findings: Finding[]): Topic[] {
  const words = cell.split(/[;,|\s]+/).filter((word) => word !== '');
  if (words.length === 0) return ['digest'];
  return words.flatMap((word) => {
    const topic = Topic.safeParse(word.toLowerCase());
    if (topic.success && known.has(topic.data)) return [topic.data];
    findings.push(unknownTopic(row, word, [...known]));
    return [];
  });
}

function consentOf(row: Row, cell: string, rules: RowRules, findings: Finding[]): number | undefined {
  if (cell === '') return rules.at;
  const instant = INSTANT.test(cell) ? Date.parse(cell) : rules.instant(cell);
  if (instant !== undefined && instant <= rules.at) return instant;
  const future = instant !== undefined && instant > rules.at;
  findings.push(
    error(row, cell, 'list/date', {
      what: future ? `${oneLine(cell, 40)} has not come yet` : `"${oneLine(cell, 40)}" is not a date`,
      why: 'Nothing older than a consent is ever sent, so its date must be known; the row was left out.',
      fix: 'Write the day of the consent like this: 2026-11-13',
    }),
  );
  return undefined;
}

function unknownTopic(row: Row, word: string, known: readonly string[]): Finding {
  const guess = nearest(word, known) ?? known.find((topic) => topic.endsWith(`:${word.toLowerCase()}`));
  return error(row, word, 'list/topic', {
    what: `"${oneLine(word, 60)}" is not a topic`,
    why: 'Nobody knows what this subscriber asked for, so the row was left out.',
    fix:
      guess === undefined
        ? 'Topics are digest, releases, kind:… and area:… with the ids of newsdesk.yaml.'
        : `Did you mean "${guess}"?`,
  });
}

function badAddress(row: Row, cell: string): Finding {
  const inside = canonicalAddress(/<([^<>]*)>/.exec(cell)?.[1] ?? cell.replace(/^mailto:/i, ''));
  const local = cell.slice(0, cell.lastIndexOf('@'));
  return error(row, cell, 'list/address', {
    what:
      cell === ''
        ? 'There is no address in this row'
        : `"${oneLine(cell, 60)}" is not an address that can get mail`,
    why: 'A mail to it would come back or go to somebody else; the row was left out.',
    fix: inside
      ? 'Write the address alone, without a name, brackets or "mailto:".'
      : /[^ -~]/.test(local)
        ? 'The part before the @ may hold plain letters and digits only; ask for another address.'
        : 'Write one address such as name@example.org.',
  });
}

function repeated(row: Row, cell: string, address: string, line: number): Finding {
  return {
    ...placeOf(row, cell),
    rule: 'list/repeated',
    severity: 'warning',
    what: `${masked(address)} stood on line ${line} already`,
    why: 'Only the first row of an address counts; this one was left out.',
    fix: 'Put all topics of an address into one row, with semicolons between them.',
  };
}

function error(row: Row, cell: string, rule: string, words: Pick<Finding, 'what' | 'why' | 'fix'>): Finding {
  return { ...placeOf(row, cell), rule, severity: 'error', ...words };
}
